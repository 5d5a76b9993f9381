"""The words of a column header, however it is written: `FirstName`, `first_name`, `(Do Not Modify) Contact`."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from anyascii import anyascii

from data.tables.mapping.vocabulary import (
    ADDRESS_WORDS,
    EITHER_OBJECT,
    FILLING,
    FOREIGN,
    OBJECTS,
    QUALIFIERS,
    phrases_of,
)
from features.normalise.text import fold
from features.schema.kinds import Kind

_CUSTOM_END = re.compile(r"(?<=\w)__?(?:c|pc|r)$", re.IGNORECASE)
"""The ending of fields that a customer added: `Tier__c` in Salesforce, `Tier_c` in Oracle."""
_NAMESPACE = re.compile(r"^(?:[A-Za-z]*DEO_+|_|([A-Za-z][A-Za-z0-9]{1,7})_(?=[A-Za-z]))")
"""The publisher of a field before its name: `OrganizationDEO_`, `cr123_`."""
_LOCKED = re.compile(r"^\(do not modify\)\s*", re.IGNORECASE)
"""The mark of the columns by which Dynamics recognises an exported row."""
_PIECES = re.compile(r"IDs\b|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z']+|[A-Z]+|\d+")
_SHORTEST_RUN_TOGETHER = 6
_SHORT_WORDS = frozenset({"id", "of", "or", "no", "by", "on", "at"})
_TWO_WORDS = {
    ("e", "mail"): "email",
    ("e", "mails"): "emails",
    ("linked", "in"): "linkedin",
    ("zip", "code"): "zip code",
    ("code", "text"): "",
}


def header_words(header: str) -> tuple[str, ...]:
    """Return the words of a header, folded; without the publisher's prefix and the ending of customers' fields.

    `#` counts as `number`. A locked column that names an object alone is its id.
    """
    locked = _LOCKED.match(header) is not None
    text = _CUSTOM_END.sub("", anyascii(_LOCKED.sub("", header.strip())).replace("#", " number "))
    pieces = [word for piece in _PIECES.findall(_without_namespace(text)) for word in fold(piece).split()]
    words = _joined(word for piece in pieces for word in _split(piece))
    is_object = len(words) == 1 and any(words[0] in each for each in (*OBJECTS.values(), EITHER_OBJECT))
    return (*words, "id") if locked and is_object else words


def meaningful(words: Iterable[str]) -> tuple[str, ...]:
    """Return words without filling ones."""
    return tuple("id" if word == "ids" else word for word in words if word == "ids" or word not in FILLING)


@cache
def phrase_ranks(kind: Kind | None) -> Mapping[str, tuple[str, int]]:
    """Return the column and rank of each phrase of a kind, of labels for None; phrases are without filling words."""
    found: dict[str, tuple[str, int]] = {}
    for column, by_rank in phrases_of(kind).items():
        for rank, listed in by_rank.items():
            for phrase in listed.split(","):
                words = " ".join(meaningful(_joined(fold(phrase).split())))
                found.setdefault(words, (column, int(rank)))
    return found


def _without_namespace(text: str) -> str:
    match = _NAMESPACE.match(text)
    if match is None or (match[1] is not None and all(map(_is_known, _split(match[1].lower())))):
        return text
    rest = text[match.end() :]
    return rest if match[1] is None or match[1].lower().rstrip("0123456789") not in _known_words() else text


def _joined(words: Iterable[str]) -> tuple[str, ...]:
    """Join pairs such as `e mail`; a code's text is the value itself."""
    joined: list[str] = []
    for word in words:
        if joined and (pair := _TWO_WORDS.get((joined[-1], word))) is not None:
            joined[-1:] = pair.split()
        else:
            joined.append(word)
    return tuple(joined)


def _split(piece: str) -> tuple[str, ...]:
    """Return the known words that a run-together piece consists of (`stateorprovince`), or the piece."""
    if len(piece) < _SHORTEST_RUN_TOGETHER or _is_known(piece):
        return (piece,)
    best: list[tuple[str, ...] | None] = [(), *[None] * len(piece)]
    for end in range(1, len(piece) + 1):
        for start in range(end):
            before = best[start]
            word = piece[start:end]
            if before is None or word not in _known_words() or (len(word) < 3 and word not in _SHORT_WORDS):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, word)
    return best[len(piece)] or (piece,)


def _is_known(word: str) -> bool:
    return word in _known_words() or word.isdigit()


@cache
def _known_words() -> frozenset[str]:
    phrases = [phrase for kind in (*Kind, None) for phrase in phrase_ranks(kind)]
    words = {word for phrase in phrases for word in phrase.split()}
    objects = {word for each in OBJECTS.values() for word in each}
    return frozenset({*words, *objects, *EITHER_OBJECT, *FILLING, *FOREIGN, *QUALIFIERS, *ADDRESS_WORDS})
