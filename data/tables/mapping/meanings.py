"""What a column header means: the canonical column, and how far its words are from the plain name of it."""

from dataclasses import dataclass

from data.tables.mapping.header_words import header_words, meaningful, phrase_ranks
from data.tables.mapping.vocabulary import (
    ADDRESS_WORDS,
    EITHER_OBJECT,
    FOREIGN,
    FURTHER,
    ID_WORDS,
    LABEL_COLUMNS,
    MOBILE,
    NO_MEANING,
    OBJECTS,
    PLACE_COLUMNS,
    QUALIFIERS,
    QUESTION,
)
from features.own_fields.optional import OPTIONAL_COLUMNS
from features.schema.kinds import COLUMNS, Kind

EXACT = -20
"""The distance of a header that is the canonical name itself."""
PLAIN = 0
"""The distance of a header whose words are the plain name."""
LEAST_QUESTION = 10 * QUESTION
"""The least distance that is never taken without a question."""
_STEP = 10
_FORMATTED = 5
_OF_SOME_SYSTEM = 4
"""The rank of an id whose name says which system made it, such as `Copper ID`."""
_NEVER_GUESSED = frozenset({"company_id"})
"""Columns that no other name is taken for: a CRM's own company id is not the network's."""
_OTHERS_PLACE = frozenset({*PLACE_COLUMNS, "phone"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """The canonical column of a header, and how far its words are from the plain name of the column."""

    column: str
    distance: int

    @property
    def is_vague(self) -> bool:
        """Whether the words alone are no reason to take the header for the column."""
        return self.distance >= LEAST_QUESTION


@dataclass(frozen=True, slots=True)
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

    A header that lists several names (`City/town/village`) means what the first of them does.
    """
    columns = LABEL_COLUMNS if kind is None else (*COLUMNS[kind], *OPTIONAL_COLUMNS[kind])
    if (name := header.strip()) in columns:
        return Meaning(name, EXACT)
    if name.lower() in NO_MEANING:
        return None
    found = _by_words(kind, header)
    if found is None and "/" in header:
        first = header.partition("/")[0]
        meant = _by_words(kind, first) if _names_a_field(first) else None
        found = None if meant is None else Meaning(meant.column, meant.distance + 1)
    return found if found is not None and found.column in columns and found.column not in _NEVER_GUESSED else None


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
    words = meaningful(header_words(header))
    if found := phrase_ranks(kind).get(" ".join(words)):
        column, rank = found
        return Meaning(column, _STEP * rank + rank)
    if kind is None:
        return None
    parts = _parts(kind, words)
    return _of_person(parts) if kind is Kind.PERSON else _of_company(parts)


def _parts(kind: Kind, words: tuple[str, ...]) -> _Parts:
    own = OBJECTS[kind]
    other = OBJECTS[Kind.COMPANY if kind is Kind.PERSON else Kind.PERSON]
    qualifiers = frozenset(word for word in words if word in QUALIFIERS)
    core = [word for word in words if word not in qualifiers | own | other | EITHER_OBJECT]
    return _Parts(
        core=" ".join(core),
        rank=max((QUALIFIERS[word] for word in qualifiers), default=0),
        qualifiers=qualifiers,
        own=any(word in own or word in EITHER_OBJECT for word in words),
        other=any(word in other for word in words),
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


def _of_the_employer(found: Meaning | None) -> Meaning | None:
    """Return what a field of a person's company means for the person: its website and a title, else a guess."""
    if found is None or found.column not in {*_OTHERS_PLACE, "website", "title"}:
        return None
    least = 6 * _STEP if found.column in _OTHERS_PLACE else 2 * _STEP
    return Meaning(found.column, max(found.distance, least))


def _of_company(parts: _Parts) -> Meaning | None:
    if not parts.other:
        if parts.own and not parts.core and not parts.qualifiers - {"full", "legal", "official", "main"}:
            return parts.meaning("name", 1)
        return _plain(Kind.COMPANY, parts)
    found = None if parts.own else _plain(Kind.COMPANY, parts)
    return Meaning(found.column, 6 * _STEP) if found is not None and found.column in {"email", "phone"} else None


def _plain(kind: Kind, parts: _Parts) -> Meaning | None:
    """Return the meaning of the words beside qualifiers and objects."""
    if parts.qualifiers & MOBILE and parts.core in {"", "number", "no"}:
        return parts.meaning("phone")
    if parts.core == "code" and parts.qualifiers & {"billing", "mailing", "shipping"}:
        return parts.meaning("postal_code")
    found = phrase_ranks(kind).get(parts.core) or _place(kind, parts.core) or _reference(kind, parts.core)
    if found is None:
        named_id = parts.core.endswith(" id") and not _is_foreign(parts)
        return parts.meaning("id", _OF_SOME_SYSTEM) if named_id else None
    column, rank = found
    if column == "street" and parts.qualifiers & FURTHER:
        return None
    return parts.meaning(column, max(rank, 1) if parts.own and column == "full_name" else rank)


def _place(kind: Kind, core: str) -> tuple[str, int] | None:
    """Return the meaning of a part of an address that names the address too, such as `address city`."""
    words = core.split()
    rest = " ".join(word for word in words if word not in ADDRESS_WORDS)
    found = phrase_ranks(kind).get(rest) if len(rest.split()) < len(words) else None
    return found if found is not None and found[0] in PLACE_COLUMNS else None


def _reference(kind: Kind, core: str) -> tuple[str, int] | None:
    """Return the meaning of a reference to a place or an industry, such as `state id`, whose values may be names."""
    words = core.removesuffix(" name").removesuffix(" code")
    found = phrase_ranks(kind).get(words.removesuffix(" id")) if words.endswith(" id") else None
    if found is None or found[0] not in {*PLACE_COLUMNS, "industry"}:
        return None
    return found[0], _OF_SOME_SYSTEM if found[0] in PLACE_COLUMNS else QUESTION


def _is_foreign(parts: _Parts) -> bool:
    return not FOREIGN.isdisjoint(parts.core.split())
