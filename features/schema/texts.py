"""Texts for people: an English sentence is a template and its own id, and a language has another template for it.

German would be `languages/de.json` beside this module: an object of English templates and German ones, whose
`{places}` are the same. The language PSEUDO puts each whole text in brackets: what stands outside of them is no text.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from string import Formatter

from features.schema.value_class import value_class

ENGLISH = "en"
PSEUDO = "pseudo"
FOLDER = Path(__file__).parent / "languages"


@value_class
class Language:
    """A language: its code, and the template that it has for an English one."""

    code: str
    template_of: Callable[[str], str]


def _bracketed(template: str) -> str:
    """Put what stands between places in brackets: a value is no text of this template, and may be one of its own."""
    parts = [template] if "⟦" in template else re.split(r"((?<!\{)\{[^{}]+\}(?!\}))", template)
    return "".join(part if n % 2 or "⟦" in part or not part.strip() else f"⟦{part}⟧" for n, part in enumerate(parts))


_BUILT_IN = {ENGLISH: Language(ENGLISH, str), PSEUDO: Language(PSEUDO, _bracketed)}
_of_process = _BUILT_IN[ENGLISH]
_SPOKEN: ContextVar[Language | None] = ContextVar("language", default=None)


def wording(template: str, /, **values: object) -> str:
    """Return a text in the present language; without values the template may hold braces."""
    said = _present().template_of(template)
    return said.format_map(values) if values else said


def either(choices: Iterable[object]) -> str:
    """Return choices of which one holds as a list."""
    return _listed("{others} or {last}", choices)


def together(parts: Iterable[object]) -> str:
    """Return parts that hold together as a list."""
    return _listed("{others} and {last}", parts)


def _listed(template: str, parts: Iterable[object]) -> str:
    *others, last = map(str, parts)
    return wording(template, others=", ".join(others), last=last) if others else last


def present_language() -> str:
    """Return the code of the present language."""
    return _present().code


def _present() -> Language:
    return _SPOKEN.get() or _of_process


def speak(code: str) -> None:
    """Set the language of the process. Raises LanguageWrong."""
    global _of_process  # as the standard library's locale
    _of_process = language(code)


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Set the language of the block. Raises LanguageWrong."""
    before = _SPOKEN.set(language(code))
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def language(code: str, folder: Path = FOLDER) -> Language:
    """Return a language; that of a file has the same places in each text. Raises LanguageWrong."""
    return _BUILT_IN.get(code) or _read(folder / f"{code}.json")


class LanguageWrong(ValueError):
    """There is no such language, or a translation has other places than its English text."""


def places(template: str) -> set[str]:
    """Return the names of a template's places. Raises ValueError where a brace is single."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def _read(path: Path) -> Language:
    known = sorted({*_BUILT_IN, *(one.stem for one in path.parent.glob("*.json"))})
    if path.stem not in known:
        raise LanguageWrong(either(known))
    templates: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))
    for english, said in templates.items():
        if places(english) != places(said):
            raise LanguageWrong(f"{path}: {said!r} has other places than {english!r}")
    return Language(path.stem, lambda template: templates.get(template, template))
