"""What a connector reads from a CRM, in chunks that are sent on before the next one is read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from serving.connectors.calling import UNAUTHORISED, CallFailed, CallRefused
from serving.crm.shapes import SHAPE_OF, Shaped, shaped
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """All objects to read, and further properties of deals: the field of the revenue (S46)."""

    objects: Mapping[CrmObject, WantedObject] = field(default_factory=dict)

    def __getitem__(self, crm_object: CrmObject) -> WantedObject:
        return self.objects[crm_object]


class CrmSource(Protocol):
    """One CRM as a connector reads it."""

    @property
    def crm(self) -> Crm: ...

    @property
    def objects(self) -> Sequence[CrmObject]:
        """The objects in the order in which they are read: what others refer to comes first."""

    @property
    def finds_deletions(self) -> bool:
        """Whether deletions can be read; otherwise only a full read finds them."""

    @property
    def now(self) -> datetime | None:
        """The CRM's clock in its last answer."""

    def pipelines(self) -> Sequence[Mapping[str, Any]]:
        """Return the pipelines of deals with their stages."""

    def newest(self, crm_object: CrmObject) -> int | None:
        """Return the time of the latest change of an object, None where it has no record."""

    def all_of(self, crm_object: CrmObject, cursor: Cursor | None) -> Chunk:
        """Return the next chunk of all records of an object."""

    def changed(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:
        """Return the next chunk of records that changed at or after a time, as far as the CRM finds them by now."""

    def deleted(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:
        """Return the next chunk of records that were deleted at or after a time."""

    def begin(self) -> None:
        """Find out at the beginning of a run which objects the CRM has."""

    def moved(self, crm_object: CrmObject, stored: References) -> tuple[list[str], list[str]]:
        """Return the stored records that differ in the CRM or are back there, and those that it does not list."""

    def again(self, crm_object: CrmObject, ids: Sequence[str]) -> Chunk:
        """Return records by their ids; those that are gone as deletions."""

    def check(self) -> Iterator[Readable]:
        """Yield what the token may read."""


def wanted_of(crm: Crm, answer: Mapping[str, Any], revenue_field: str, own: Sequence[Mapping[str, str]] = ()) -> Wanted:
    """Return what to read from a CRM, from the answer of `GET /v1/schema` and the contract's own fields."""
    found = {}
    for one in answer["crms"][crm.value]:
        if one["imported"]:
            more = [revenue_field] if one["object"] == CrmObject.OPPORTUNITY else []
            more += [each["property"] for each in own if each["object"] == one["object"]]
            wanted = _wanted_object(one, more)
            found[wanted.object] = wanted
    return Wanted(found)


def _wanted_object(one: Mapping[str, Any], more: Sequence[str]) -> WantedObject:
    names = {field["column"]: field["crm_names"] for field in one["fields"]}
    return WantedObject(
        CrmObject(one["object"]),
        tuple(dict.fromkeys((*one["properties"], *one["optional_properties"], *more))),
        next(iter(names.get("modified_at", ())), ""),
        next(iter(names.get("id", ())), "id"),
        tuple(one["associations"]),
    )
