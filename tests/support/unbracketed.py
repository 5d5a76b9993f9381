"""What stands outside of the brackets of the pseudo-language: sentences that no other language could have."""

import re
from collections.abc import Collection
from html.parser import HTMLParser

_BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
_OPEN = re.compile(r"⟦[^⟧]*$")
"""A text that was cut."""
_CODE = re.compile(r"https?://\S+|[\w.~-]*[/_@\\=<>{}]\S*|--?[a-z][\w-]*|\S*\d\S*|'[^']*'|\"[^\"]*\"|`[^`]*`")
"""What is no word: an address, a path, an option, a number, and what is quoted."""
_WORDS = re.compile(r"(?:[^\W\d_]{2,}[’']?[a-z]*(?:[,;:]? |$)){3,}")
_VALUES = frozenset({"bdi", "code", "kbd", "pre", "script", "style", "textarea", "time", "option"})
_READ_OUT = ("title", "aria-label", "placeholder", "alt")


def outside(written: str, codes: Collection[str] = ()) -> list[str]:
    """Return the runs of three and more words that stand outside of all brackets and are no list of codes."""
    before = ""
    while before != written:
        before, written = written, _BRACKETED.sub("\n", written)
    written = _OPEN.sub("", written)
    lines = (" ".join(_CODE.sub("|", line).split()) for line in written.splitlines())
    runs = [found[0].strip(" ,") for line in lines for found in _WORDS.finditer(line)]
    return [run for run in runs if not {*run.split(", ")} <= {*codes}]


class _Shown(HTMLParser):
    """What a page shows, one line an element; what came from a record is marked by `bdi` and is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"b", "i", "em", "strong", "small", "span", "a", "br", "input", "img", "meta", "link", "path"}:
            self.lines.append("\n")
        if tag in _VALUES:
            self.open.append(tag)
        if ("type", "checkbox") not in attrs:  # one in a table has the name of its row
            self.lines += [f"\n{value}\n" for name, value in attrs if name in _READ_OUT and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            self.open.remove(tag)
        if tag not in {"b", "i", "em", "strong", "small", "span", "a"}:
            self.lines.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.lines.append(data)


def outside_of_page(page: str) -> list[str]:
    """Return the sentences of an HTML page that stand outside of all brackets."""
    shown = _Shown()
    shown.feed(page)
    return outside("".join(shown.lines))
