"""Names of people: parts, forms of the first name, words of the last name."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from nameparser import HumanName
from nicknames import NickNamer

from features.normalise.name_titles import (
    DOUBLE_SURNAMES,
    HONORIFICS,
    KOREAN_SURNAMES,
    NO_FIRST_NAMES,
    ORDINAL,
    PARTICLES,
    PEERAGE,
    POSTNOMINALS,
    RANKS,
    ROLES_AS_FIRST_NAMES,
    SUFFIXES,
    fold_suffix,
    is_title_or_role,
    name_alone,
    split_suffix,
    without_baronetcy,
    without_honorifics,
    without_ordinals,
    without_titles,
)
from features.normalise.text import distinct, fold

_MAIDEN = re.compile(r"\s*\(?\b(?:née|nee|geb\.|geborene|born)\s+([^\W\d_][\w'’-]+)\)?", re.IGNORECASE)
_HONORIS_CAUSA = re.compile(r"\bh\.\s?c\.", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*$")
_EAST_ASIAN = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
EAST_ASIAN_NAME = re.compile(f"([{_EAST_ASIAN}]{{2,6}})$|([{_EAST_ASIAN}]{{1,4}}) ([{_EAST_ASIAN}]{{1,4}})$")
_WORDS_AROUND = HONORIFICS | RANKS | POSTNOMINALS | SUFFIXES.keys()
MAX_FORMS = 6
LONGEST_NAME = 300
"""Characters of a full name that are read; nameparser takes seconds for a page of brackets."""


class PersonName(NamedTuple):
    """A folded name in parts; `` where a part is unknown. `extra` holds words that belong to no part."""

    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""
    maiden: str = ""
    extra: str = ""

    @property
    def whole(self) -> str:
        """The name in its usual order."""
        return " ".join(filter(None, (self.first, self.middle, self.last, self.extra)))

    @property
    def words(self) -> list[str]:
        """All words of the name, without ordinals (`2nd baronet`)."""
        return without_ordinals(f"{self.whole} {self.nickname} {self.maiden}").split()


class RawName(NamedTuple):
    """The name columns of a row as given."""

    full: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""


def read_name(raw: RawName) -> PersonName:
    """Return the parts of a name; parts without a column are taken from the full name."""
    first = _first(raw.first) if raw.first else ""
    no_last_names = ROLES_AS_FIRST_NAMES if raw.first and not first else frozenset()
    last, last_suffix = _last_and_suffix(raw.last, no_last_names) if raw.last else ("", "")
    columns = PersonName(
        first=first,
        middle=without_ordinals(fold(raw.middle)) if raw.middle else "",
        last=last,
        suffix=(fold_suffix(raw.suffix) if raw.suffix else "") or last_suffix,
        nickname=fold(raw.nickname) if raw.nickname else "",
    )
    name = _completed(columns, raw.full) if raw.full else columns
    return name if name.middle or " " not in name.first else _with_initials_apart(name)


@lru_cache(maxsize=100_000)
def _first(text: str) -> str:
    return _first_of(fold(text))


@lru_cache(maxsize=100_000)
def _last_and_suffix(text: str, no_last_names: frozenset[str]) -> tuple[str, str]:
    return split_suffix(_last_of(fold_last(text), no_last_names))


def _with_initials_apart(name: PersonName) -> PersonName:
    """Return a name whose first name's final initials are its middle name, as `David L.` in a column of first names."""
    words = name.first.split()
    n = max((position for position, word in enumerate(words, start=1) if len(word) > 1), default=1)
    return name._replace(first=without_honorifics(" ".join(words[:n])), middle=" ".join(words[n:]))


def _first_of(folded: str) -> str:
    """Return a first name, `` where the text is a title, an ordinal or a role."""
    words = folded.split()
    if len(words) > 1 and all(word in RANKS or word in HONORIFICS for word in words):
        return ""
    return "" if is_title_or_role(words, ROLES_AS_FIRST_NAMES) else without_honorifics(without_ordinals(folded))


def _last_of(folded: str, no_last_names: frozenset[str] = frozenset()) -> str:
    """Return a last name, `` where the text is a title or a role."""
    return "" if is_title_or_role(without_ordinals(folded).split(), no_last_names) else folded


def _completed(columns: PersonName, full: str) -> PersonName:
    """Fill empty parts from a full name; words of it that belong to no part become `extra`."""
    full = without_baronetcy(name_alone(full))
    full, maiden = _split_maiden(_HONORIS_CAUSA.sub("", full)) if full.count(" ") > 1 else (full, "")
    if not (columns.first and columns.last):
        columns = _filled(columns, split_full_name(full))
    folded = fold(full)
    if folded == f"{columns.first} {columns.last}" and _WORDS_AROUND.isdisjoint(folded.split()):
        middle = "" if columns.middle == columns.nickname else columns.middle
        return columns._replace(middle=middle, maiden=maiden)
    folded, suffix = split_suffix(without_honorifics(folded))
    middle = columns.middle or without_ordinals(_between(folded, columns.first, columns.last))
    middle = "" if middle == columns.nickname else middle
    known = {*f"{columns.first} {middle} {columns.last} {columns.nickname}".split(), *SUFFIXES}
    left_over = [] if EAST_ASIAN_NAME.match(full) else [word for word in folded.split() if word not in known]
    return columns._replace(
        middle=middle,
        suffix=columns.suffix or suffix,
        maiden=maiden,
        extra=without_ordinals(" ".join(left_over)),
    )


def _filled(columns: PersonName, split: PersonName) -> PersonName:
    return PersonName(
        first=columns.first or _first_of(split.first),
        middle=columns.middle or split.middle,
        last=columns.last or _last_of(split.last),
        suffix=columns.suffix or split.suffix,
        nickname=columns.nickname or split.nickname,
    )


def _split_maiden(text: str) -> tuple[str, str]:
    """Return a full name without a birth name marked as such (`Jane Smith (née Brown)`), and that birth name."""
    match = _MAIDEN.search(text)
    return (text[: match.start()] + text[match.end() :], fold(match[1])) if match else (text, "")


def _between(full: str, first: str, last: str) -> str:
    """Return the words of a full name between its known first and last name."""
    inner = full.removeprefix(first + " ") if first and last else ""
    return inner.removesuffix(last).strip() if inner != full and inner.endswith(" " + last) else ""


def fold_last(text: str) -> str:
    """Return a folded last name, Korean ones in their usual Latin spelling."""
    return KOREAN_SURNAMES.get(text.strip()) or fold(text)


@lru_cache(maxsize=200_000)
def split_full_name(text: str) -> PersonName:
    """Split a full name into parts: simple names by position, the rest by nameparser."""
    if match := EAST_ASIAN_NAME.match(text):
        family, given = east_asian_parts(match)
        return PersonName(first=fold(given), last=fold_last(family))
    untitled = without_titles(text[:LONGEST_NAME])
    words = untitled.split()
    if len(words) == 1 and untitled != text:
        return PersonName(last=without_honorifics(fold_last(untitled)))
    if 2 <= len(words) <= 3 and all(_PLAIN_WORD.match(word) for word in words):
        folded = [fold(word) for word in words]
        if _can_begin(folded[0]) and not any(_is_special(word) for word in folded[1:]):
            return PersonName(folded[0], " ".join(folded[1:-1]), folded[-1])
    return _parse(untitled)


def _can_begin(word: str) -> bool:
    return word in PARTICLES - NO_FIRST_NAMES or not _is_special(word)


def _is_special(word: str) -> bool:
    return word in HONORIFICS or word in RANKS or word in POSTNOMINALS or word in SUFFIXES or word in PARTICLES


def east_asian_parts(match: re.Match[str]) -> tuple[str, str]:
    """Return family name and given name of a match of EAST_ASIAN_NAME, as they were written."""
    joined, family, given = match.groups()
    if joined:
        size = 2 if joined[:2] in DOUBLE_SURNAMES or len(joined) >= 4 else 1
        family = joined[:size]
        given = joined[size:]
    return family, given


def _parse(text: str) -> PersonName:
    head, comma, tail = text.partition(",")
    rest = fold(tail).split()
    of_peerage = bool(comma and rest and (rest[0] in PEERAGE or rest[0] == "of" or ORDINAL.match(rest[0])))
    parsed = HumanName(head if of_peerage else text)
    first = without_honorifics(fold(parsed.first))
    last = fold(parsed.last)
    if first in NO_FIRST_NAMES:
        first, last = "", f"{first} {last}".strip()
    last, suffix = split_suffix(last)
    return PersonName(
        first=first,
        middle=without_ordinals(fold(parsed.middle)),
        last=last,
        suffix=suffix or next((SUFFIXES[word] for word in fold(parsed.suffix).split() if word in SUFFIXES), ""),
        nickname=fold(parsed.nickname),
    )


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


@lru_cache(maxsize=100_000)
def formal_names(word: str) -> tuple[str, ...]:
    """Return the formal names that a first name may stand for (`bob` -> robert), those with most short forms first."""
    names = _nicknames()
    short_form_counts = {fold(name): len(names.nicknames_of(name)) for name in names.canonicals_of(word)}
    return tuple(sorted(short_form_counts, key=lambda name: (-short_form_counts[name], name)))


@lru_cache(maxsize=100_000)
def first_forms(first: str, nickname: str) -> tuple[str, ...] | None:
    """Return the words of the first name, the nickname, and the formal names of both; at most six."""
    given = [*first.split(), *nickname.split()]
    return distinct([*given, *(formal for word in given for formal in formal_names(word))], MAX_FORMS)


@lru_cache(maxsize=100_000)
def last_words(last: str) -> tuple[str, ...] | None:
    """Return the words of a last name without particles, ordinals and lone letters, if others remain."""
    words = last.split()
    kept = [word for word in words if word not in PARTICLES and len(word) > 1 and not ORDINAL.match(word)]
    if any(ORDINAL.match(word) for word in words):
        kept = [word for word in kept if word not in PEERAGE] or kept
    return distinct(kept or words)
