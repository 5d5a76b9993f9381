"""What surrounds or replaces the name of a person: titles, degrees, generations, roles, notes of forms."""

import re

from features.normalise.person_words import (
    HONORIFICS,
    LINKING_WORDS,
    ONLY_TITLES,
    POSTNOMINALS,
    RANKS,
    ROLES,
    ROLES_AS_FIRST_NAMES,
    ROLES_IN_PHRASES,
    SUFFIXES,
)
from features.normalise.text import fold

_TITLES_AND_ROLES = ROLES | ONLY_TITLES
_WORDS_OF_PHRASES = ROLES | ROLES_AS_FIRST_NAMES | ROLES_IN_PHRASES
ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)$")
_BARONET = re.compile(
    r"(?:[\s,]+(?:\d{1,3}(?:st|nd|rd|th)\s+)?(?:baronet|bt)|(?:\s*,|\s\d{1,3}(?:st|nd|rd|th))\s*bart)\b\.?\s*$",
    re.IGNORECASE,
)
"""Bart is a title only after a comma or an ordinal, since it is a first name and a last name too."""
_BRACKETED = re.compile(r"<[^>]*>")
_AFTER_THE_NAME = re.compile(r"(?<=\w\w)\s+(?:[-–—|/]|::?)\s.*$")
"""A dash or a bar with spaces around ends a full name (`Joe Bloggs - CEO`)."""


def name_alone(full: str) -> str:
    """Return a full name without the notes of forms and mailboxes, unless less than two words would be left."""
    name = full
    if "@" in name or "<" in name:
        name = " ".join(word for word in _BRACKETED.sub("", name).split() if "@" not in word)
    name = _AFTER_THE_NAME.sub("", name)
    return name if " " in name else full


def without_baronetcy(full: str) -> str:
    """Return a full name without the title of a baronet after it, unless nothing else remains."""
    name = _BARONET.sub("", full)
    return name if without_honorifics(fold(name)) else full


def without_honorifics(folded: str) -> str:
    """Return a folded name without the titles before it, and without the degrees after it."""
    words = folded.split()
    while len(words) > 1 and _begins_with_title(words[0], len(words)):
        del words[0]
    while len(words) > 1 and words[-1] in POSTNOMINALS:
        del words[-1]
    return "" if len(words) == 1 and words[0] in HONORIFICS else " ".join(words)


def split_suffix(folded: str) -> tuple[str, str]:
    """Return a folded name without titles, and the generational suffix that ends it (`` if none)."""
    name = without_honorifics(folded) or folded
    suffix = ""
    while name.rpartition(" ")[2] in SUFFIXES and " " in name:
        head, _, word = name.rpartition(" ")
        name = without_honorifics(head) or head
        suffix = SUFFIXES[word]
    return name, suffix


def fold_suffix(text: str) -> str:
    """Return a suffix in its short form, without degrees."""
    words = [SUFFIXES.get(word, word) for word in fold(text).split() if word not in POSTNOMINALS]
    return " ".join(words)


def without_titles(text: str) -> str:
    """Return a raw name without the titles before it."""
    words = text.split()
    while len(words) > 1 and _begins_with_title(fold(words[0]), len(words)):
        del words[0]
    return " ".join(words)


def _begins_with_title(word: str, n_words: int) -> bool:
    if n_words > 2 and " " in word:
        return RANKS.issuperset(word.split())
    return word in HONORIFICS or (word in RANKS and n_words > 2) or bool(ORDINAL.match(word))


def without_ordinals(folded: str) -> str:
    """Return a folded name without its ordinals (`2nd baronet`)."""
    words = folded.split()
    if not folded.replace(" ", "").isalpha():
        words = [word for word in words if not ORDINAL.match(word)]
    return " ".join(words)


def is_title_or_role(words: list[str], also: frozenset[str]) -> bool:
    """Return whether folded words are no name: a title, a role, one of `also`, or a phrase of roles."""
    if len(words) == 1:
        return words[0] in _TITLES_AND_ROLES or words[0] in also
    return not _WORDS_OF_PHRASES.isdisjoint(words) and all(
        word in _WORDS_OF_PHRASES or word in LINKING_WORDS for word in words
    )
