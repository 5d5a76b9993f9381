"""Texts for people are templates with values: no English sentence is put together where it is raised or printed."""

import ast
import re
from collections.abc import Iterator

from features.schema.texts import places, wording
from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving", "training")
PRINTS = {"print_line", "print_lines", "print_note", "print_mistake"}


def trees() -> dict[str, ast.Module]:
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def errors_in(trees: dict[str, ast.Module]) -> set[str]:
    """Return the names of the classes of our errors."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"OnematchError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found


def has_words(node: ast.expr) -> bool:
    """Return whether an f-string has words of its own."""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return (
        len(re.findall(r"[^\W\d_]{2,}", " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))))
        > 1
    )


def wrong_texts(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Yield the places where a text is put together in English, or has other places than values."""
    errors = errors_in(trees)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            first = node.args[0]
            said = node.args if name in PRINTS else node.args[: name in errors | {wording.__name__}]
            if any(map(has_words, said)):
                yield f"{path}:{node.lineno}: an f-string is no text of a language"
            values = {keyword.arg for keyword in node.keywords}
            says = name in errors | PRINTS | {wording.__name__}
            is_template = says and isinstance(first, ast.Constant) and None not in values
            if is_template and values and places(str(first.value)) != values:  # type: ignore[attr-defined]
                yield f"{path}:{node.lineno}: other places than values"


def test_texts_are_templates_with_their_values() -> None:
    assert list(wrong_texts(trees())) == []


def test_a_text_that_is_put_together_in_english_is_found() -> None:
    source = (
        "class Odd(OnematchError): ...\nraise Odd(f'got no {x}')\nwording('got {y}', x=1)\n"
        "print_line(f'{x} new links')\nprint_line('{x} new links', y=1)"
    )

    assert len(list(wrong_texts({"odd.py": ast.parse(source)}))) == 4
