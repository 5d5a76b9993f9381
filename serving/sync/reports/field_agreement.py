"""How two records of the store compare in a field: words of a name alike, values that are the same or differ."""

from collections.abc import Mapping
from typing import Any

from rapidfuzz.distance import JaroWinkler

from features.schema.kinds import Kind

ALIKE = 0.88
"""The Jaro-Winkler similarity from which on two words of a name count as one."""
Fields = Mapping[str, Any]


def names_differ(kind: Kind, record: Fields, other: Fields) -> bool:
    """Whether two names are those of different people or companies; a missing name never differs."""
    if kind is Kind.COMPANY:
        return not alike(record.get("name"), other.get("name")) and not common(record, other, "names")
    last = alike(record.get("last"), other.get("last")) or common(record, other, "last_words")
    first = alike(record.get("first"), other.get("first")) or common(record, other, "first_forms")
    if first and last:
        return False
    ours, theirs = set(record.get("name_words") or ()), set(other.get("name_words") or ())
    return len(ours & theirs) < 2 and not _is_initial(record.get("first"), other.get("first"), is_last_alike=last)


def _is_initial(one: str | None, other: str | None, *, is_last_alike: bool) -> bool:
    """Whether one first name may be the initial of the other, beside the same last name."""
    return bool(is_last_alike and one and other and one[0] == other[0] and min(len(one), len(other)) == 1)


def common(record: Fields, other: Fields, name: str) -> bool:
    return not set(record.get(name) or ()).isdisjoint(other.get(name) or ())


def alike(one: str | None, other: str | None) -> bool:
    """Whether two values are equal or nearly; a missing one counts as equal."""
    return not one or not other or one == other or JaroWinkler.similarity(one, other) >= ALIKE


def differ_by_id(one: str | None, other: str | None) -> bool:
    return bool(one and other) and one != other


def differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and not alike(one, other)


def same(one: str | None, other: str | None) -> bool:
    return bool(one and other) and alike(one, other)


def was_at(profile: Fields, company: str | None) -> bool:
    """Whether a company is a profile's, now or before."""
    return bool(company) and any(same(company, one) for one in (profile.get("companies") or ()))
