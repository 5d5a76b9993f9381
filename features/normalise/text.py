"""Folded text, which all other rules of normalising read, which raw values count as empty, and metaphones of words."""

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

from anyascii import anyascii
from rigour.text import metaphone

WORDS_REMEMBERED = 1 << 17


@lru_cache(maxsize=WORDS_REMEMBERED)
def word_sound(word: str) -> str:
    """Return the metaphone of a word, empty where it has none (other scripts, digits)."""
    return metaphone(word)


def sound(word: str) -> str:
    """Return the metaphone of a word, or the word itself where it has none."""
    return word_sound(word) or word


def text_sound(text: str) -> str:
    """Return the metaphones of a text's words, or the text itself where none of them has one."""
    return " ".join(map(word_sound, text.split())) or text


LONGEST_RAW = 20_000
"""Characters of a raw value that are read; the rest is ignored."""
LONGEST_FOLDED = 600
"""Characters of a folded value that are kept; the longest affiliation in the data sets has 540."""

_APOSTROPHES = frozenset("'`´‘’ʼʹ′＇")
_PLACEHOLDERS = frozenset(
    {"n/a", "#n/a", "na", "nan", "null", "none", "nil", "unknown", "undefined", "not available", "-", "--", "?"}
)
_NAME_PLACEHOLDERS = frozenset({"n/a", "#n/a", "nan", "not available"})
LONGEST_PLACEHOLDER = 13
_SURROGATES_AND_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]+")


class _Folding(dict[int, str]):
    """The replacement of each character: ASCII letters and digits in lower case, nothing, or a space."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return ""
    category = unicodedata.category(character)
    if category[0] == "M":
        return ""
    if category[0] in "CZS":
        return " "
    latin = anyascii(character).casefold()
    return "".join(c if c.isalnum() else "" if c in _APOSTROPHES else " " for c in latin)


_FOLDING = _Folding()
_ASCII_APOSTROPHES = b"'`"
_ASCII_FOLDING = "".join(_FOLDING[code] or " " for code in range(128)).encode() + bytes(128)
"""The same as a table of bytes, for texts of ASCII alone."""


def fold(text: str) -> str:
    """Return the words of a text: transliterated to ASCII, in lower case, without punctuation, single-spaced.

    Apostrophes are removed (`O'Brien` -> `obrien`); other punctuation and symbols separate words.
    """
    text = text[:LONGEST_RAW]
    if text.isascii():
        text = text.encode().translate(_ASCII_FOLDING, _ASCII_APOSTROPHES).decode()
    else:
        text = text.translate(_FOLDING)
    folded = " ".join(text.split())
    return folded if len(folded) <= LONGEST_FOLDED else cut(folded, LONGEST_FOLDED)


def cut(folded: str, longest: int) -> str:
    """Shorten a folded text to whole words of at most `longest` characters, where it has a space to cut at."""
    if len(folded) <= longest:
        return folded
    head = folded[: longest + 1]
    return head[: head.rfind(" ")] if " " in head else folded[:longest]


def text_of(value: object) -> str:
    """Return any raw value as text: dates as ISO, whole floats without `.0`, lists joined by `; `, null as ``."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float):
        return _text_of_float(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.timetz() == time() else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(text_of, value)))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _text_of_float(value: float) -> str:
    if math.isnan(value) or math.isinf(value):
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def clean(value: object) -> str:
    """Return a raw value as single-spaced text without control characters, `` for placeholders such as `n/a`."""
    if value is None:
        return ""
    text = squeeze(value if value.__class__ is str else text_of(value))
    return "" if len(text) <= LONGEST_PLACEHOLDER and text.casefold() in _PLACEHOLDERS else text


def clean_name(value: object) -> str:
    """Return a raw name as `clean` does, but keep words such as Null and Na, which people bear as names."""
    if value is None:
        return ""
    text = squeeze(text_of(value))
    return "" if len(text) <= LONGEST_PLACEHOLDER and text.casefold() in _NAME_PLACEHOLDERS else text


def squeeze(text: str) -> str:
    """Return a text without control characters and half surrogates, single-spaced, cut at `LONGEST_RAW`."""
    text = text.strip()
    if len(text) > LONGEST_RAW:
        text = text[:LONGEST_RAW]
    if not text.isprintable():
        text = _SURROGATES_AND_CONTROLS.sub(" ", text)
    elif "  " not in text:
        return text  # the blank is the only printable white space
    return " ".join(text.split())


def read_forms(table: str) -> dict[str, str]:
    """Read a table of words: each line has the form that is read, a colon, and what is written for it."""
    lines = (line.split(": ") for line in table.strip().splitlines())
    return {written: form.strip() for form, variants in lines for written in variants.split(", ")}


def read_sentences(table: str) -> dict[str, str]:
    """Read a table of sentences: each line has a word, a colon, and what is said for it."""
    return dict(line.strip().split(": ", 1) for line in table.strip().splitlines())


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(text.split())


def word_rows(table: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each line of a table."""
    return tuple(tuple(line.split()) for line in table.strip().splitlines())


def split_values(text: str) -> list[str]:
    """Return the values of a plural column, separated by `;` or `|`."""
    return [part for part in map(str.strip, text.replace("|", ";").split(";")) if part] if text else []


def distinct(words: Iterable[str], most: int = 60) -> tuple[str, ...] | None:
    """Return the distinct non-empty words in order of first occurrence, at most `most` of them, or null if none."""
    distinct_words = tuple(dict.fromkeys(filter(None, words)))
    return (distinct_words if len(distinct_words) <= most else distinct_words[:most]) or None
