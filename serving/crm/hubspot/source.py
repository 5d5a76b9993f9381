"""HubSpot as a connector reads it (CRM v3 objects, v4 associations, v3 owners and pipelines).

Changes are found by its search, which admits 10,000 results and pages by position, so that a record that changes
meanwhile moves to the end and hides another one. So it is read in ascending windows, each of one page: the next one
begins at the last time seen, and nothing moves out of sight. Where a whole page has one time, the records of that time
are read by ascending id.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from features.schema.texts import either, wording
from serving.crm.calling import CallRefused
from serving.crm.hubspot.bodies import search
from serving.crm.hubspot.names import NAMES, PRIMARY
from serving.crm.requests import Body, CrmRequest
from serving.crm.source import (
    CHUNK,
    Chunk,
    CrmSource,
    Cursor,
    Gone,
    Item,
    ListMissing,
    Readable,
    References,
    in_parts,
    lacking_in,
    latest,
    listed_in,
    time_ms,
)
from serving.vocabulary.terms import CrmObject

PAGE = 100
"""Records of a list and ids of a batch read; HubSpot admits no more."""
SEARCHED = 200
"""The most results of one search."""
SEARCH_EVERY_S = 0.25
"""HubSpot admits five searches in a second for all of an account's apps, and shows no limit in their answers."""
_UNSURE = 10
"""Of a page that is not ascending, as an index that lags behind may answer, so many last records are read again."""
_BAD_REQUEST = 400
_TOO_MANY = {400, 413, 422}
"""Refusals of a thousand inputs, which batch reads of associations admit since February 2025; others admit a PAGE."""
_ID = "hs_object_id"
_OWNERS = "/crm/v3/owners"
_PIPELINES = "/crm/v3/pipelines/deals"
MERGED = ("hs_merged_object_ids", "hs_calculated_merged_vids")
"""The ids that a record took over by merges: `101;102`, on older contacts `101:1678739521124;...`."""
_HARMLESS = {None, "OBJECT_NOT_FOUND", "VALIDATION_ERROR"}
"""Errors of an input that no repetition changes."""
_PRIMARY_TYPES = {"1", "5"}
"""HubSpot's own association types to a primary company: of a contact, of a deal. Labels are an account's to change."""


def modified_ms(item: Item, name: str) -> int | None:
    """Return when a record changed: the property, else the object's own time."""
    return time_ms(_in(item, "properties").get(name)) or time_ms(item.get("updatedAt"))


def newest_ms(items: Iterable[Item], name: str) -> int | None:
    """Return the latest change among records."""
    return latest(modified_ms(item, name) for item in items)


def merges_of(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Return the merges that records name: the old id and the surviving one."""
    return [(old, str(item["id"])) for item in items for old in _merged_ids(item) if old != str(item["id"])]


def gone_of(item: Item) -> Gone:
    """Return the deletion of an archived record, not before its last change."""
    return Gone(str(item["id"]), latest(time_ms(item.get(name)) for name in ("archivedAt", "updatedAt")))


def batch_results_of(body: Body) -> list[Item]:
    """Return the results of a batch read; raises ListMissing where it failed for some of its inputs.

    A batch that fails in part is a 207. An input that HubSpot does not have is no failure; one that it could not read
    now would otherwise count as deleted, or as a record without associations.
    """
    for error in _errors_in(body):
        if error.get("category") not in _HARMLESS:
            raise ListMissing(
                "got a batch that failed for some records ({category}), expected all of them",
                category=error["category"],
            )
    return listed_in(body, "results")


def next_of(body: Body) -> str | None:
    """Return the cursor of the next page, None on the last one."""
    after = _in(_in(body, "paging"), "next").get("after")
    return None if after in (None, "") else str(after)


def lacking_of(body: Body, expected: str) -> str:
    """Return the scopes that a refusal names, else the expected one."""
    contexts = [value for error in _errors_in(body) for value in _in(error, "context").values()]
    named = sorted({str(scope) for value in contexts for scope in (value if isinstance(value, list) else [value])})
    return wording("the scope {named}", named=either(named) if named else expected)


def associated_in(item: Item) -> list[Mapping[str, str]]:
    """Return the ends of a record's associations, in the form of HubSpot's own objects."""
    ends = [end for end in item.get("to") or [] if isinstance(end, Mapping) and "toObjectId" in end]
    return [{"id": str(end["toObjectId"]), "type": _type_of(end.get("associationTypes"))} for end in ends]


def _type_of(types: object) -> str:
    """Return the type of an association as our importer reads it, from the types that HubSpot answers."""
    listed = [type_ for type_ in types if isinstance(type_, Mapping)] if isinstance(types, list) else []
    own = {str(type_.get("typeId")) for type_ in listed if str(type_.get("category", "")).upper() == "HUBSPOT_DEFINED"}
    return PRIMARY if own & _PRIMARY_TYPES else ""


def _errors_in(body: Body) -> list[Body]:
    errors = body.get("errors")
    return [error if isinstance(error, Mapping) else {} for error in errors] if isinstance(errors, list) else []


def _merged_ids(item: Item) -> Iterator[str]:
    properties = _in(item, "properties")
    pieces = (part for name in MERGED for part in str(properties.get(name) or "").replace(",", ";").split(";"))
    yield from dict.fromkeys(record_id for part in pieces if (record_id := part.partition(":")[0].strip()))


def _in(body: Body, name: str) -> Body:
    inner = body.get(name)
    return inner if isinstance(inner, Mapping) else {}


class HubspotSource(CrmSource):
    """One portal."""

    names = NAMES
    finds_deletions = True
    searched_at_once = SEARCHED

    def pipelines(self) -> Sequence[Body]:
        return listed_in(self.call(CrmRequest("GET", _PIPELINES)), "results")

    def newest(self, crm_object: CrmObject) -> int | None:
        if crm_object is CrmObject.USER:
            return None
        modified = self.wanted[crm_object].modified
        request = search(NAMES.objects[crm_object].name, [], modified, "DESCENDING", limit=1)
        return newest_ms(listed_in(self.call(request, SEARCH_EVERY_S), "results"), modified)

    def all_of(self, crm_object: CrmObject, cursor: Cursor | None) -> Chunk:
        if crm_object is CrmObject.USER:
            return self._owners(cursor)
        items, following = self._listed(crm_object, cursor, archived=False)
        return self._chunk(crm_object, items, following)

    def changed(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:
        if crm_object is CrmObject.USER:
            return self._owners(cursor)
        items_by_id: dict[str, Item] = {}
        at: Cursor | None = cursor or {"from": since_ms}
        while at is not None and len(items_by_id) <= CHUNK - SEARCHED:
            page = self._searched(crm_object, at)
            items = listed_in(page, "results")
            items_by_id |= {str(item["id"]): item for item in items}
            at = _following(at, items, self.wanted[crm_object].modified, is_last=next_of(page) is None)
        return self._chunk(crm_object, list(items_by_id.values()), at)

    def deleted(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:
        """Return archived records, and what had been merged into them: HubSpot does not list those."""
        if crm_object is CrmObject.USER:
            return Chunk()
        listed, following = self._listed(crm_object, cursor, archived=True)
        items = [item for item in listed if (gone_of(item).at_ms or since_ms) >= since_ms]
        gone = [gone_of(item) for item in items]
        newest = latest(tombstone.at_ms for tombstone in gone)
        return Chunk(gone=gone, merges=merges_of(items), cursor=following, newest_ms=newest)

    def moved(self, crm_object: CrmObject, stored: References) -> tuple[list[str], list[str]]:
        """Compare associations, a thousand records a call, and find deleted records that are back."""
        live = _inputs(record_id for record_id, references in stored.items() if references is not None)
        rows = self._associated(crm_object, live) if self.wanted[crm_object].associations else []
        deleted = [record_id for record_id, references in stored.items() if references is None]
        back = {str(item["id"]) for item in self._batch(crm_object, deleted, archived=False)} & set(deleted)
        present = self.references_in(crm_object, rows)
        return [*(record_id for record_id in present if present[record_id] != stored[record_id]), *back], []

    def again(self, crm_object: CrmObject, ids: Sequence[str]) -> Chunk:
        """Return records by their ids; one that is neither live nor archived was deleted for good."""
        items = self._batch(crm_object, ids, archived=False)
        chunk = self._chunk(crm_object, items, None)
        known = {str(item["id"]) for item in items} | {old for old, _ in chunk.merges}
        missing = [record_id for record_id in ids if record_id not in known]
        archived = self._batch(crm_object, missing, archived=True)
        gone_at = {tombstone.id: tombstone for tombstone in map(gone_of, archived)}
        gone = [gone_at.get(record_id, Gone(record_id)) for record_id in missing]
        return Chunk(chunk.rows, gone, [*chunk.merges, *merges_of(archived)], None, chunk.newest_ms)

    def check(self) -> Iterator[Readable]:
        yield self._readable("user: owners", CrmObject.USER, CrmRequest("GET", _OWNERS, query={"limit": "1"}))[0]
        for crm_object in self.objects[1:]:
            name = NAMES.objects[crm_object].name
            wanted_object = self.wanted[crm_object]
            request = CrmRequest("GET", _path(crm_object), query={"limit": "1"})
            readable, first = self._readable(f"{crm_object}: {name}", crm_object, request)
            yield readable
            request = search(name, [], wanted_object.modified, limit=1)
            yield self._readable(
                wording("{crm_object}: changes of {name}", crm_object=crm_object, name=name),
                crm_object,
                request,
                SEARCH_EVERY_S,
            )[0]
            for other in wanted_object.associations if first else ():
                request = _associations(crm_object, other, _inputs(str(item["id"]) for item in first))
                yield self._readable(f"{crm_object}: {other} of {name}", crm_object, request)[0]
        request = CrmRequest("GET", _PIPELINES)
        yield self._readable("opportunity: pipelines", CrmObject.OPPORTUNITY, request)[0]

    def _readable(
        self, what: str, crm_object: CrmObject, request: CrmRequest, at_least_s: float = 0.0
    ) -> tuple[Readable, list[Item]]:
        try:
            return Readable(what, True), listed_in(self.call(request, at_least_s), "results")
        except CallRefused as refused:
            scope = lacking_of(refused.body, f"crm.objects.{NAMES.objects[crm_object].name}.read")
            return Readable(what, False, lacking_in(refused, scope)), []
        except ListMissing as unreadable:
            return Readable(what, False, wording("a page of records ({unreadable})", unreadable=unreadable)), []

    def _listed(
        self, crm_object: CrmObject, cursor: Cursor | None, *, archived: bool
    ) -> tuple[list[Item], Cursor | None]:
        """Read pages until there is a chunk of records; return them and where the list goes on."""
        items: list[Item] = []
        query = {"limit": str(PAGE), "archived": str(archived).lower()}
        query["properties"] = ",".join(self._properties(crm_object))
        while True:
            page = self.call(CrmRequest("GET", _path(crm_object), query={**query, **(cursor or {})}))
            items += listed_in(page, "results")
            after = next_of(page)
            cursor = None if after is None else {"after": after}
            if cursor is None or len(items) > CHUNK - PAGE:
                return items, cursor

    def _batch(self, crm_object: CrmObject, ids: Sequence[str], *, archived: bool) -> list[Item]:
        items_by_id: dict[str, Item] = {}
        properties = {"properties": self._properties(crm_object), "propertiesWithHistory": []}
        for part in in_parts(ids, PAGE):
            body = {"inputs": _inputs(part), **properties}
            request = CrmRequest("POST", f"{_path(crm_object)}/batch/read", body, {"archived": str(archived).lower()})
            items_by_id |= {str(item["id"]): item for item in batch_results_of(self.call(request))}
        return list(items_by_id.values())

    def _chunk(self, crm_object: CrmObject, items: Sequence[Item], cursor: Cursor | None) -> Chunk:
        newest = newest_ms(items, self.wanted[crm_object].modified)
        return Chunk(self._associated(crm_object, items), (), merges_of(items), cursor, newest)

    def _associated(self, crm_object: CrmObject, items: Sequence[Item]) -> list[Item]:
        """Return records with the ids of their associated objects, in the form of HubSpot's own objects."""
        others = self.wanted[crm_object].associations
        if not others or not items:
            return list(items)
        ids = [str(item["id"]) for item in items]
        ends = {other: self._ends(crm_object, other, ids) for other in others}
        return [
            {**item, "associations": {other: {"results": ends[other].get(str(item["id"]), [])} for other in others}}
            for item in items
        ]

    def _ends(self, crm_object: CrmObject, other: str, ids: Sequence[str]) -> Mapping[str, list[Mapping[str, str]]]:
        """Return the associated ids by record; a record with more than one answer holds is requested again."""
        ends: dict[str, list[Mapping[str, str]]] = {}
        inputs = _inputs(ids)
        while inputs:
            some = inputs[:CHUNK]
            inputs = inputs[CHUNK:]
            for item in self._associations_of(crm_object, other, some):
                record_id = str(item["from"]["id"])
                after = next_of(item)
                ends.setdefault(record_id, []).extend(associated_in(item))
                if after is not None:
                    inputs.append({"id": record_id, "after": after})
        return ends

    def _associations_of(self, crm_object: CrmObject, other: str, inputs: Sequence[Mapping[str, str]]) -> list[Item]:
        """Read associations; where HubSpot refuses so many inputs, a hundred at a time."""
        try:
            return batch_results_of(self.call(_associations(crm_object, other, inputs)))
        except CallRefused as refused:
            if refused.status not in _TOO_MANY or len(inputs) <= PAGE:
                raise
        return [item for part in in_parts(inputs, PAGE) for item in self._associations_of(crm_object, other, part)]

    def _owners(self, cursor: Cursor | None) -> Chunk:
        """Read a page of owners, the archived ones, who are no longer active, after the others."""
        query = {"limit": str(PAGE), "archived": "false", **(cursor or {})}
        page = self.call(CrmRequest("GET", _OWNERS, query=query))
        following: Cursor | None = None
        if (after := next_of(page)) is not None:
            following = {"archived": query["archived"], "after": after}
        elif query["archived"] == "false":
            following = {"archived": "true"}
        return Chunk(listed_in(page, "results"), cursor=following)

    def _properties(self, crm_object: CrmObject) -> Sequence[str]:
        """Return the properties to read: those of the schema, and what was merged."""
        merged = MERGED if crm_object is CrmObject.CONTACT else MERGED[:1]
        return list(dict.fromkeys((*self.wanted[crm_object].names, _ID, *merged)))

    def _searched(self, crm_object: CrmObject, at: Cursor) -> Body:
        """Search; a portal that admits fewer results of a page, as older versions do, is searched by hundreds."""
        modified = self.wanted[crm_object].modified
        filters = [("GTE", modified, at.get("from"))]
        sorted_by = modified
        if "tie" in at:
            filters = [("EQ", modified, at["tie"]), ("GT", _ID, at["after_id"])]
            sorted_by = _ID
        name = NAMES.objects[crm_object].name
        properties = self._properties(crm_object)
        try:
            request = search(name, filters, sorted_by, limit=self.searched_at_once, properties=properties)
            return self.call(request, SEARCH_EVERY_S)
        except CallRefused as refused:
            if refused.status != _BAD_REQUEST or self.searched_at_once == PAGE:
                raise
        self.searched_at_once = PAGE
        return self._searched(crm_object, at)


def _path(crm_object: CrmObject) -> str:
    return f"/crm/v3/objects/{NAMES.objects[crm_object].name}"


def _inputs(ids: Iterable[str]) -> list[dict[str, str]]:
    """Return the inputs of a batch read."""
    return [{"id": record_id} for record_id in ids]


def _associations(crm_object: CrmObject, other: str, inputs: Sequence[Mapping[str, str]]) -> CrmRequest:
    path = f"/crm/v4/associations/{NAMES.objects[crm_object].name}/{other}/batch/read"
    return CrmRequest("POST", path, {"inputs": list(inputs)})


def _following(at: Cursor, items: Sequence[Item], modified: str, *, is_last: bool) -> Cursor | None:
    """Return the next window; None after the last one."""
    if "tie" in at:
        if is_last or not items:
            return {"from": at["tie"] + 1}
        return {"tie": at["tie"], "after_id": max(int(item["id"]) for item in items)}
    times = [time_ms for item in items if (time_ms := modified_ms(item, modified)) is not None]
    if is_last or not times:
        return None
    edge = times[-1] if times == sorted(times) else min(times[-_UNSURE:])
    return {"from": edge} if edge > at["from"] else {"tie": at["from"], "after_id": 0}
