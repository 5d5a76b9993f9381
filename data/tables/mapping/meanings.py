"""What a column header means: the canonical column, and how far its words are from the plain name of it.

The words of a header are the same however it is written: `FirstName`, `first_name`, `(Do Not Modify) Contact`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from anyascii import anyascii

from data.tables.mapping.vocabulary import (
    ADDRESS_WORDS,
    EITHER_OBJECT,
    FILLING,
    FOREIGN,
    FURTHER,
    HOUSE_WORDS,
    ID_WORDS,
    LABEL_COLUMNS,
    MOBILE,
    NO_MEANING,
    OBJECTS,
    PLACE_COLUMNS,
    QUALIFIERS,
    QUESTION,
    phrases_of,
)
from features.normalise.text import fold
from features.own_fields.optional import OPTIONAL_COLUMNS
from features.schema.kinds import COLUMNS, Kind
from features.schema.value_class import value_class

_CUSTOM_END = re.compile(r"(?<=\w)__?(?:c|pc|r)$", re.IGNORECASE)
"""The ending of fields that a customer added: `Tier__c` in Salesforce, `Tier_c` in Oracle."""
_NAMESPACE = re.compile(r"^(?:[A-Za-z]*DEO_+|_|([A-Za-z][A-Za-z0-9]{1,7})_(?=[A-Za-z]))")
"""The publisher of a field before its name: `OrganizationDEO_`, `cr123_`."""
_LOCKED = re.compile(r"^\(do not modify\)\s*", re.IGNORECASE)
"""The mark of the columns by which Dynamics recognises an exported row."""
_PIECES = re.compile(r"IDs\b|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z']+|[A-Z]+|\d+")
_IN_BRACKETS = re.compile(r"\([^)]*\)|[*※]")
_OF_SIGNS = re.compile(r"\((漢字|全角)\)")
_AND = re.compile(r"\s*[&+,/]\s*|\s+(?:and|und|u\.|et|e|y|en|och|og|ja|a|i|ve|si|și|és|και|и)\s+", re.IGNORECASE)
"""What stands between the names of two values in a header."""
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
def phrase_ranks(kind: Kind | None, *, last: bool = False) -> Mapping[str, tuple[str, int]]:
    """Return the column and rank of each phrase of a kind, of labels for None; phrases are without filling words.

    Phrases of another script stand as they are written, since several read alike in Latin letters. Of a phrase of two
    columns the first column counts, or the last.
    """
    ranks: dict[str, tuple[str, int]] = {}
    for column, by_rank in phrases_of(kind).items():
        for rank, listed in by_rank.items():
            for phrase in listed.split(","):
                phrase_words = " ".join(meaningful(_joined(fold(phrase).split())))
                words = phrase_words if phrase.isascii() else _as_written(phrase)
                if last or words not in ranks:
                    ranks[words] = (column, int(rank))
    return ranks


def _as_written(text: str) -> str:
    """Return a phrase of another script in one form of its signs, without the signs that its values are written in."""
    one_form = _OF_SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold().replace("_", " ")
    return " ".join(one_form.split()).strip(".: ")


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


EXACT = -20
"""The distance of a header that is the canonical name itself."""
PLAIN = 0
"""The distance of a header whose words are the plain name."""
MIN_QUESTION = 10 * QUESTION
"""The least distance that is never taken without a question."""
_STEP = 10
_FORMATTED = 5
_OF_SOME_SYSTEM = 4
"""The rank of an id whose name says which system made it, such as `Copper ID`."""
_NEVER_GUESSED = frozenset({"company_id"})
"""Columns that no other name is taken for: a CRM's own company id is not the network's."""
_OTHERS_PLACE = frozenset({*PLACE_COLUMNS, "phone"})


@value_class
class Meaning:
    """The canonical column of a header, and how far its words are from the plain name of the column."""

    column: str
    distance: int

    @property
    def is_vague(self) -> bool:
        """Whether the words alone are no reason to take the header for the column."""
        return self.distance >= MIN_QUESTION


@value_class
class _Parts:
    """The words of a header by their use."""

    core: str
    rank: int
    qualifiers: frozenset[str]
    own: bool
    other: bool
    formatted: bool

    def meaning(self, column: str, rank: int = 0) -> Meaning:
        """Return a meaning by the rank of the words beside the qualifiers and of the qualifiers."""
        distance = _STEP * max(rank, self.rank) + rank
        return Meaning(column, distance - _FORMATTED if self.formatted else distance)


def meaning_of(kind: Kind | None, header: str) -> Meaning | None:
    """Return the meaning of a header of records of a kind, of labels for None; None where its words say nothing.

    A header that lists several names (`City/town/village`) means what the first of them does; a street and the number
    of its house (`Straße und Hausnummer`) are a street.
    """
    columns = LABEL_COLUMNS if kind is None else (*COLUMNS[kind], *OPTIONAL_COLUMNS[kind])
    if (name := header.strip()) in columns:
        return Meaning(name, EXACT)
    if name.lower() in NO_MEANING:
        return None
    meaning = _by_words(kind, header) or _street_and_house(kind, header)
    if meaning is None and "/" in header:
        first = header.partition("/")[0]
        meant = _by_words(kind, first) if _names_a_field(first) else None
        meaning = None if meant is None else Meaning(meant.column, meant.distance + 1)
    return (
        meaning if meaning is not None and meaning.column in columns and meaning.column not in _NEVER_GUESSED else None
    )


def other_meaning(kind: Kind | None, header: str) -> Meaning | None:
    """Return the second meaning of a header, such as the postal code for `PK`; None where it has one at most."""
    last = _listed(phrase_ranks(kind, last=True), header)
    return None if last is None or last == _listed(phrase_ranks(kind), header) else _as_meaning(*last)


def holds_foreign_words(header: str) -> bool:
    """Return whether a header names a field that no record has, such as somebody else's address."""
    return not FOREIGN.isdisjoint(header_words(header))


def objects_named(header: str) -> frozenset[Kind]:
    """Return the kinds whose records a header names."""
    words = set(header_words(header))
    return frozenset(kind for kind, objects in OBJECTS.items() if words & objects)


def _names_a_field(header: str) -> bool:
    """Return whether a header has words beside those that qualify or own a field."""
    either = {*QUALIFIERS, *EITHER_OBJECT, *(word for each in OBJECTS.values() for word in each)}
    return not either.issuperset(header_words(header))


def _by_words(kind: Kind | None, header: str) -> Meaning | None:
    if ranked := _listed(phrase_ranks(kind), header):
        return _as_meaning(*ranked)
    if kind is None:
        return None
    parts = _parts(kind, meaningful(header_words(header)))
    return _of_person(parts) if kind is Kind.PERSON else _of_company(parts)


def _street_and_house(kind: Kind | None, header: str) -> Meaning | None:
    """Return the meaning of a header that joins the name of a street with words for the number of a house."""
    names = _AND.split(header.strip())
    streets = [name for name in names if not HOUSE_WORDS.issuperset(header_words(name))]
    meant = _by_words(kind, streets[0]) if len(streets) == 1 < len(names) else None
    return meant if meant is not None and meant.column == "street" else None


def _listed(ranks: Mapping[str, tuple[str, int]], header: str) -> tuple[str, int] | None:
    words = " ".join(meaningful(header_words(header)))
    written = "" if header.isascii() else _as_written(header)
    return ranks.get(written) or ranks.get(_IN_BRACKETS.sub("", written).strip()) or ranks.get(words)


def _as_meaning(column: str, rank: int) -> Meaning:
    return Meaning(column, _STEP * rank + rank)


def _parts(kind: Kind, words: tuple[str, ...]) -> _Parts:
    own = OBJECTS[kind]
    other_objects = OBJECTS[Kind.COMPANY if kind is Kind.PERSON else Kind.PERSON]
    qualifiers = frozenset(word for word in words if word in QUALIFIERS)
    core = [word for word in words if word not in qualifiers | own | other_objects | EITHER_OBJECT]
    return _Parts(
        core=" ".join(core),
        rank=max((QUALIFIERS[word] for word in qualifiers), default=0),
        qualifiers=qualifiers,
        own=any(word in own or word in EITHER_OBJECT for word in words),
        other=any(word in other_objects for word in words),
        formatted="formatted" in words,
    )


def _of_person(parts: _Parts) -> Meaning | None:
    if not parts.other:
        if parts.own and not parts.core and not parts.qualifiers:
            return parts.meaning("full_name", 2)
        return _plain(Kind.PERSON, parts)
    if parts.core in {"", "name"}:
        return parts.meaning("company")
    if parts.core.removeprefix("name ") in ID_WORDS:
        return parts.meaning("account_id")
    if parts.core.endswith(" id") and not _is_foreign(parts):
        return parts.meaning("account_id", _OF_SOME_SYSTEM)
    if parts.core in {"number", "no"}:
        return parts.meaning("account_id", QUESTION)
    return _of_the_employer(_plain(Kind.PERSON, parts))


def _of_the_employer(meaning: Meaning | None) -> Meaning | None:
    """Return what a field of a person's company means for the person: its website and a title, else a guess."""
    if meaning is None or meaning.column not in {*_OTHERS_PLACE, "website", "title"}:
        return None
    least = 6 * _STEP if meaning.column in _OTHERS_PLACE else 2 * _STEP
    return Meaning(meaning.column, max(meaning.distance, least))


def _of_company(parts: _Parts) -> Meaning | None:
    if not parts.other:
        if parts.own and not parts.core and not parts.qualifiers - {"full", "legal", "official", "main"}:
            return parts.meaning("name", 1)
        return _plain(Kind.COMPANY, parts)
    meaning = None if parts.own else _plain(Kind.COMPANY, parts)
    return Meaning(meaning.column, 6 * _STEP) if meaning is not None and meaning.column in {"email", "phone"} else None


def _plain(kind: Kind, parts: _Parts) -> Meaning | None:
    """Return the meaning of the words beside qualifiers and objects."""
    if parts.qualifiers & MOBILE and parts.core in {"", "number", "no"}:
        return parts.meaning("phone")
    if parts.core == "code" and parts.qualifiers & {"billing", "mailing", "shipping"}:
        return parts.meaning("postal_code")
    ranked = phrase_ranks(kind).get(parts.core) or _place(kind, parts.core) or _reference(kind, parts.core)
    if ranked is None:
        named_id = parts.core.endswith(" id") and not _is_foreign(parts)
        return parts.meaning("id", _OF_SOME_SYSTEM) if named_id else None
    column, rank = ranked
    if column == "street" and parts.qualifiers & FURTHER:
        return None
    return parts.meaning(column, max(rank, 1) if parts.own and column == "full_name" else rank)


def _place(kind: Kind, core: str) -> tuple[str, int] | None:
    """Return the meaning of a part of an address that names the address too, such as `address city`."""
    words = core.split()
    rest = " ".join(word for word in words if word not in ADDRESS_WORDS)
    ranked = phrase_ranks(kind).get(rest) if len(rest.split()) < len(words) else None
    return ranked if ranked is not None and ranked[0] in PLACE_COLUMNS else None


def _reference(kind: Kind, core: str) -> tuple[str, int] | None:
    """Return the meaning of a reference to a place or an industry, such as `state id`, whose values may be names."""
    words = core.removesuffix(" name").removesuffix(" code")
    ranked = phrase_ranks(kind).get(words.removesuffix(" id")) if words.endswith(" id") else None
    if ranked is None or ranked[0] not in {*PLACE_COLUMNS, "industry"}:
        return None
    return ranked[0], _OF_SOME_SYSTEM if ranked[0] in PLACE_COLUMNS else QUESTION


def _is_foreign(parts: _Parts) -> bool:
    return not FOREIGN.isdisjoint(parts.core.split())
