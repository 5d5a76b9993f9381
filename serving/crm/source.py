"""What a connector reads from a CRM, in chunks that are sent on before the next one is read."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from features.schema.value_class import value_class
from serving.crm.calling import UNAUTHORISED, ApiCaller, CallFailed, CallRefused
from serving.crm.reading import Shaped, VendorNames, shaped
from serving.crm.requests import Body, CrmRequest
from serving.vocabulary.terms import Crm, CrmObject
from serving.vocabulary.versions import VersionUnreadable, read_time

T = TypeVar("T")
Item = Mapping[str, Any]
"""A record as the CRM answers it."""
Cursor = Mapping[str, Any]
"""Where a read goes on; it is kept between runs and holds ids and times, never a value of a record."""
_FORBIDDEN = 403
CHUNK = 1_000
"""Rows of a chunk: the most ids of one read of associations, and the most changes of one request to onematch."""


def in_parts(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return the parts of a sequence, at most so many items in each."""
    return [items[begin : begin + size] for begin in range(0, len(items), size)]


class ListMissing(CallFailed):
    """An answer holds no list of records, so that nothing can be concluded from what it lacks."""


def listed_in(body: Body, name: str) -> list[Item]:
    """Return the records of a page; raises ListMissing where it has no list of them.

    A page that was taken for the empty end of a list would delete every record that it does not hold.
    """
    items = body.get(name)
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise ListMissing("got an answer without a list of {name!r}, expected a page of records", name=name)
    return items


def time_ms(value: object) -> int | None:
    """Return a CRM's time (ISO 8601, or milliseconds) in milliseconds since 1970; None for none."""
    try:
        return None if value in (None, "") else round(read_time(str(value)).timestamp() * 1000)
    except VersionUnreadable:
        return None


def latest(times: Iterable[int | None]) -> int | None:
    """Return the latest of some times, None where there is none."""
    return max((time for time in times if time is not None), default=None)


def lacking_in(refused: CallRefused, privilege: str) -> str:
    """Return what a refused call lacks: a privilege, a login that the CRM accepts, else another answer."""
    if refused.status == _FORBIDDEN:
        return privilege
    return f"{'a login that the CRM accepts' if refused.status == UNAUTHORISED else 'another answer'} ({refused})"


@value_class
class Gone:
    """A record that the CRM deleted, and when, where that is known."""

    id: str
    at_ms: int | None = None


@value_class
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


@value_class
class Readable:
    """Whether a token may read something; `lacking` names what it lacks."""

    what: str
    is_readable: bool
    lacking: str = ""


@value_class
class WantedObject:
    """One object to read: the CRM's names of the columns that are used, and of the time of a change."""

    names: tuple[str, ...]
    modified: str
    key: str
    associations: tuple[str, ...] = ()
    """The associated objects to read."""


Wanted = Mapping[CrmObject, WantedObject]
"""All objects to read."""


class CrmSource(ABC):
    """One CRM as a connector reads it; what has a body here is so for a CRM without pipelines and lists of deletions.

    `note` receives what the CRM lacks.
    """

    names: VendorNames
    finds_deletions = False
    """Whether reads of changes find them, not only a full read and a sweep."""

    def __init__(self, caller: ApiCaller, wanted: Wanted, note: Callable[[str], None] = lambda _: None) -> None:
        self.caller = caller
        self.wanted = wanted
        self.note = note
        self.objects = tuple(sorted(self.names.objects, key=lambda crm_object: crm_object is not CrmObject.USER))
        """In the order in which they are read: what others refer to comes first."""

    def begin(self) -> None:  # noqa: B027 - nothing to do
        """Leave out the objects that the CRM does not have."""

    def pipelines(self) -> Sequence[Body]:
        """Return the pipelines of deals with their stages."""
        return ()

    @abstractmethod
    def newest(self, crm_object: CrmObject) -> int | None:
        """Return the time of the latest change of an object, None where it has no record."""

    @abstractmethod
    def all_of(self, crm_object: CrmObject, cursor: Cursor | None) -> Chunk:
        """Return the next chunk of all records of an object."""

    @abstractmethod
    def changed(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:
        """Return the next chunk of records that changed at or after a time, as far as the CRM finds them by now."""

    def deleted(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:  # noqa: ARG002 - no list of them
        """Return the next chunk of records that were deleted at or after a time."""
        return Chunk()

    @abstractmethod
    def moved(self, crm_object: CrmObject, stored: References) -> tuple[list[str], list[str]]:
        """Return the records that refer to others now or are back, and those that are missing."""

    @abstractmethod
    def again(self, crm_object: CrmObject, ids: Sequence[str]) -> Chunk:
        """Return records by their ids, and which of them are gone."""

    @abstractmethod
    def check(self) -> Iterator[Readable]:
        """Yield what the token may read."""

    def call(self, request: CrmRequest, at_least_s: float = 0.0) -> Body:
        """Return the body of an answer."""
        return self.caller.call(request, at_least_s)

    def references_in(self, crm_object: CrmObject, rows: Iterable[Item]) -> References:
        """Return what records refer to, as onematch reads them."""
        read = (shaped(self.names, crm_object, row) for row in rows)
        records = [record for record in read if isinstance(record, Shaped)]
        return {record.id: None if record.is_deleted else [*map(record.values.get, REFERRING)] for record in records}


NewSource = Callable[[ApiCaller, Wanted, Callable[[str], None]], CrmSource]


def wanted_of(crm: Crm, answer: Body, revenue_field: str, own: Sequence[Mapping[str, str]] = ()) -> Wanted:
    """Return what to read from a CRM, from the answer of `GET /v1/schema` and the contract's own fields."""
    objects: dict[CrmObject, WantedObject] = {}
    for shown in answer["crms"][crm]:
        if shown["imported"]:
            more = [revenue_field] if shown["object"] == CrmObject.OPPORTUNITY else []
            more += [each["property"] for each in own if each["object"] == shown["object"]]
            names = {field["column"]: field["crm_names"] for field in shown["fields"]}
            crm_object = CrmObject(shown["object"])
            objects[crm_object] = WantedObject(
                tuple(dict.fromkeys((*shown["properties"], *shown["optional_properties"], *more))),
                next(iter(names.get("modified_at", ())), ""),
                next(iter(names.get("id", ())), "id"),
                tuple(shown["associations"]),
            )
    return objects
