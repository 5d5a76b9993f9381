"""Templates whose words are texts: what an element of a page says is one text, with its values in their places.

A template needs no marks. Where it is compiled, the words between two tags become one text, as do a title and other
attributes that are read out, and the constants that a shown expression chooses from. Words that a value holds, such as
a state's, are looked up by the filter `said`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from features.normalise.text import word_set
from features.schema.texts import present_language, wording
from features.schema.value_class import value_class

_TAG = re.compile(r"</?[a-zA-Z][\w-]*|<!")
_END = {"": re.compile("[\"'>]"), '"': re.compile('"'), "'": re.compile("'")}
"""What ends a piece of a tag, outside and inside of a value."""
_READ_OUT = re.compile(r"\s(?:title|aria-label|placeholder|alt|data-says-[\w-]+)=$")
"""Stands before the value of an attribute that is read out."""
_INLINE = word_set("a abbr b bdi br code em i kbd small strong")
_WORDLESS = word_set("pre script style")
_ENTITY = re.compile(r"&#?\w+;")
_LETTER = re.compile(r"[^\W\d_]")

Part = str | nodes.Expr
"""What a template writes: its own characters, or the value of an expression."""


def environment_of(folders: Iterable[Path]) -> "Templates":
    """Return an environment of the templates in some folders; values are escaped."""
    return Templates(
        loader=jinja2.FileSystemLoader(list(folders)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Templates(jinja2.Environment):
    """An environment that makes texts of the words of its HTML templates."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals.update(_said=wording, _said_with=_said_with, language=present_language)
        self.filters |= {"said": _said_late, "reason": worded_reason}

    def compile(self, source: Any, name: Any = None, filename: Any = None, *options: Any, **more: Any) -> Any:
        """Compile a template; an HTML template's words become texts."""
        if isinstance(source, str) and name is not None and ".html" in name:
            source = _Texts().visit(self.parse(source, name, filename)).set_environment(self)
        return super().compile(source, name, filename, *options, **more)


@jinja2.pass_context
def _said_late(_: object, template: str) -> str:
    """Return a text where a page is made: without a context a constant's would be made where it is compiled."""
    return wording(template)


def worded_reason(sentence: str) -> str:
    """Return a stored reason in the present language: a level's label, and its bits."""
    label, bits, _ = re.split(r"( \([+-][\d.]+\))?$", sentence, maxsplit=1)
    return wording(label) + (bits or "")


def _said_with(template: str, values: Mapping[str, object]) -> Markup:
    said = Markup(wording(template))
    return said.format_map(values) if values else said


@value_class
class _Piece:
    """A tag, words between two tags, or a value between them."""

    parts: tuple[Part, ...]
    tag: str | None = None
    """A tag's name, with a slash where it ends an element; empty for what is never words."""

    @property
    def has_words(self) -> bool:
        return self.tag is None and any(isinstance(part, str) and _is_worded(part) for part in self.parts)

    @property
    def is_blank(self) -> bool:
        return self.tag is None and all(isinstance(part, str) and not part.strip() for part in self.parts)


def _is_worded(part: str) -> bool:
    return _LETTER.search(_ENTITY.sub("", part)) is not None


@dataclass
class _Texts(NodeTransformer):
    """Replaces words by texts; it follows from output to output which tag is open."""

    tag: str | None = None
    quote: str = ""
    wordless: str = ""
    """The element that is open and holds no words."""
    parts: list[Part] = field(default_factory=list)
    """Of the open tag."""
    read_out: list[_Piece] | None = None
    """Of the open attribute that is read out."""

    def visit_Output(self, output: nodes.Output) -> nodes.Output:  # noqa: N802 - named by Jinja
        """Return the output with texts for its words."""
        written: list[Part] = []
        sentence: list[_Piece] = []
        for piece in self._pieces(output.nodes):
            if piece.tag is None or piece.tag.strip("/") in _INLINE:
                sentence.append(piece)
                continue
            written += [*_texts(sentence), *piece.parts]
            sentence = []
        written += _texts(sentence)
        return nodes.Output([nodes.TemplateData(one) if isinstance(one, str) else one for one in written])

    def _pieces(self, written: Sequence[nodes.Expr]) -> Iterator[_Piece]:
        for node in written:
            if isinstance(node, nodes.TemplateData):
                yield from self._pieces_of(node.data)
            elif self.read_out is not None:
                self.read_out.append(_Piece((_chosen(node),)))
            elif self.tag is not None:
                self.parts.append(node)
            else:
                yield _Piece((_chosen(node),))
        if self.tag is not None:
            yield self._taken("")

    def _pieces_of(self, data: str) -> Iterator[_Piece]:
        while data:
            if self.tag is None:
                begin = re.search(f"</{self.wordless}", data) if self.wordless else _TAG.search(data)
                if words := data[: begin.start()] if begin else data:
                    yield _Piece((words,), "" if self.wordless else None)
                if begin is None:
                    return
                self.tag = begin[0].lstrip("<")
                self.parts.append(begin[0])
                data = data[begin.end() :]
            end = _END[self.quote].search(data)
            stop = end.end() if end else len(data)
            if end and end[0] == ">":
                self.parts.append(data[:stop])
                yield self._closed(self.tag)
            else:
                self._in_tag(data[:stop], end[0] if end else "")
            data = data[stop:]

    def _in_tag(self, characters: str, quote: str) -> None:
        """Take a part of the open tag, which a quote may end."""
        if self.read_out is None:
            self.parts.append(characters)
            if quote and not self.quote and _READ_OUT.search(characters[:-1]):
                self.read_out = []
        else:
            self.read_out.append(_Piece((characters.removesuffix(quote),)))
            if quote:
                self.parts += [*_texts(self.read_out), quote]
                self.read_out = None
        if quote:
            self.quote = "" if self.quote else quote

    def _closed(self, tag: str) -> _Piece:
        piece = self._taken(tag)
        self.tag = None
        if tag in _WORDLESS:
            self.wordless = tag
        elif tag == f"/{self.wordless}":
            self.wordless = ""
        return piece

    def _taken(self, tag: str) -> _Piece:
        """Return what is known of the open tag."""
        read_out = [part for piece in self.read_out or () for part in piece.parts]
        piece = _Piece((*self.parts, *read_out), tag)
        self.parts = []
        self.read_out = None
        return piece


def _chosen(node: nodes.Expr) -> nodes.Expr:
    """Return a shown expression whose constants are texts."""
    match node:
        case nodes.Const(value=str() as value) if _is_worded(value):
            return _call("_said", node)
        case nodes.CondExpr():
            node.expr1 = _chosen(node.expr1)
            node.expr2 = node.expr2 and _chosen(node.expr2)
        case nodes.Or() | nodes.And():
            node.right = _chosen(node.right)
        case nodes.Concat():
            node.nodes = [_chosen(one) for one in node.nodes]
        case nodes.Filter(node=nodes.Expr() as inner) if node.name != "format":
            node.node = _chosen(inner)
    return node


def _texts(pieces: Sequence[_Piece]) -> Iterator[Part]:
    """Yield what a sentence writes, as one text; links with nothing between them are texts of their own."""
    first = next((place for place, piece in enumerate(pieces) if not piece.is_blank), 0)
    if not any(piece.has_words for piece in pieces):
        yield from (part for piece in pieces for part in piece.parts)
    elif first or pieces[-1].is_blank:
        last = max(place for place, piece in enumerate(pieces) if not piece.is_blank)
        yield from (part for piece in pieces[:first] for part in piece.parts)
        yield from _texts(pieces[first : last + 1])
        yield from (part for piece in pieces[last + 1 :] for part in piece.parts)
    elif (places := _outer_tags(pieces)) is not None:
        begin = 0
        for place in (*places, len(pieces)):
            yield from _texts(pieces[begin:place])
            yield from pieces[place].parts if place < len(pieces) else ()
            begin = place + 1
    else:
        yield from _text_of([part for piece in pieces for part in piece.parts])


def _outer_tags(pieces: Sequence[_Piece]) -> Sequence[int] | None:
    """Return the places of the outermost tags where no words stand outside of them."""
    places = list[int]()
    depth = 0
    for place, piece in enumerate(pieces):
        if piece.tag is None:
            if not depth and piece.has_words:
                return None
            continue
        if depth == 0 or (depth == 1 and piece.tag.startswith("/")):
            places.append(place)
        depth += -1 if piece.tag.startswith("/") else piece.tag != "br"
    return places or None


def _text_of(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield one text with its values, and the white space around it as it is."""
    first, last = parts[0], parts[-1]
    before = first[: len(first) - len(first.lstrip())] if isinstance(first, str) else ""
    after = last[len(last.rstrip()) :] if isinstance(last, str) else ""
    values = dict[str, nodes.Expr]()
    template = ""
    for part in parts:
        if isinstance(part, str):
            template += part.replace("{", "{{").replace("}", "}}")
        else:
            name = _free(_name_of(part), values)
            values[name] = part
            template += f"{{{name}}}"
    pairs = [nodes.Pair(nodes.Const(name), value) for name, value in values.items()]
    said = re.sub(r"\s+", " ", template if values else template.replace("{{", "{").replace("}}", "}")).strip()
    yield from (before, _call("_said_with", nodes.Const(said), nodes.Dict(pairs)), after)


def _call(name: str, *arguments: nodes.Expr) -> nodes.Expr:
    return nodes.Call(nodes.Name(name, "load"), list(arguments), [], None, None)


def _free(name: str, taken: Mapping[str, object]) -> str:
    return next(one for one in (name, *(f"{name}_{number}" for number in range(2, 99))) if one not in taken)


def _name_of(node: nodes.Node) -> str:
    """Return a name for a value, from the expression that it is of."""
    match node:
        case nodes.Name(name=name) | nodes.Getattr(attr=name):
            return str(name)
        case nodes.Call(args=[nodes.Node() as first, *_]) | nodes.Filter(node=nodes.Node() as first):
            return _name_of(first)
        case _:
            return "value"
