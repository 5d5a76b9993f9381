"""What a connector reads from a CRM, in chunks that are sent on before the next one is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from serving.connectors.calling import UNAUTHORISED, CallFailed, CallRefused
from serving.crm.shapes import SHAPE_OF, Shaped, shaped
from serving.rules.versions import VersionUnreadable, read_time
from serving.rules.vocabulary import Crm, CrmObject

Item = Mapping[str, Any]
"""A record as the CRM answers it."""
Cursor = Mapping[str, Any]
"""Where a read goes on; it is kept between runs and holds ids and times, never a value of a record."""
CHUNK = 1_000
"""Rows of a chunk: the most ids of one read of associations, and the most changes of one request to onematch."""


class ListMissing(CallFailed):
    """An answer holds no list of records, so that nothing can be concluded from what it lacks."""


def listed_in(body: Mapping[str, Any], name: str) -> list[Item]:
    """Return the records of a page; raises ListMissing where it has no list of them.

    A page that was taken for the empty end of a list would delete every record that it does not hold.
    """
    found = body.get(name)
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise ListMissing(f"got an answer without a list of {name!r}, expected a page of records")
    return found


def time_ms(value: object) -> int | None:
    """Return a CRM's time (ISO 8601, or milliseconds) in milliseconds since 1970; None for none."""
    try:
        return None if value in (None, "") else round(read_time(str(value)).timestamp() * 1000)
    except VersionUnreadable:
        return None


def latest(times: Iterable[int | None]) -> int | None:
    """Return the latest of some times, None where there is none."""
    return max((one for one in times if one is not None), default=None)


def lacking_answer(refused: CallRefused) -> str:
    """Return what a refused call lacks: a login that the CRM accepts, else another answer."""
    return f"{'a login that the CRM accepts' if refused.status == UNAUTHORISED else 'another answer'} ({refused})"


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that the CRM deleted, and when, where that is known."""

    id: str
    at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Records, deletions and merges (old id, surviving id); `cursor` is None at the end."""

    rows: Sequence[Item] = ()
    gone: Sequence[Gone] = ()
    merges: Sequence[tuple[str, str]] = ()
    cursor: Cursor | None = None
    newest_ms: int | None = None
    """The latest time of a change among them, by the CRM's clock."""


References = Mapping[str, Sequence[str | None] | None]
"""By a record's id, the columns that refer to others; None of a deleted record."""
REFERRING = ("account_id", "contact_ids")


def references_of(crm: Crm, crm_object: CrmObject, rows: Iterable[Item]) -> dict[str, Sequence[str | None] | None]:
    """Return what records of a CRM refer to, as onematch reads them."""
    read = (shaped(SHAPE_OF[crm], crm_object, row) for row in rows)
    found = [one for one in read if isinstance(one, Shaped)]
    return {one.id: None if one.is_deleted else [*map(one.values.get, REFERRING)] for one in found}


@dataclass(frozen=True, slots=True)
class Readable:
    """Whether a token may read something; `lacking` names what it lacks."""

    what: str
    is_readable: bool
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class WantedObject:
    """One object to read: the CRM's names of the columns that are used, and of the time of a change."""

    object: CrmObject
    names: tuple[str, ...]
    modified: str
    key: str
    associations: tuple[str, ...] = ()
    """The associated objects to read."""


Wanted = Mapping[CrmObject, WantedObject]
"""All objects to read."""


def wanted_of(crm: Crm, answer: Mapping[str, Any], revenue_field: str, own: Sequence[Mapping[str, str]] = ()) -> Wanted:
    """Return what to read from a CRM, from the answer of `GET /v1/schema` and the contract's own fields."""
    found: dict[CrmObject, WantedObject] = {}
    for one in answer["crms"][crm.value]:
        if one["imported"]:
            more = [revenue_field] if one["object"] == CrmObject.OPPORTUNITY else []
            more += [each["property"] for each in own if each["object"] == one["object"]]
            wanted = _wanted_object(one, more)
            found[wanted.object] = wanted
    return found


def _wanted_object(one: Mapping[str, Any], more: Sequence[str]) -> WantedObject:
    names = {field["column"]: field["crm_names"] for field in one["fields"]}
    return WantedObject(
        CrmObject(one["object"]),
        tuple(dict.fromkeys((*one["properties"], *one["optional_properties"], *more))),
        next(iter(names.get("modified_at", ())), ""),
        next(iter(names.get("id", ())), "id"),
        tuple(one["associations"]),
    )
