"""HubSpot as a connector reads it (CRM v3 objects, v4 associations, v3 owners and pipelines)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from serving.connectors.calling import ApiCall, ApiCaller, CallRefused
from serving.connectors.hubspot.associations import with_associations
from serving.connectors.hubspot.names import (
    ALSO,
    SCOPES,
    TYPES,
    batch_results_of,
    gone_of,
    lacking_of,
    merges_of,
    newest_ms,
    next_of,
    results_of,
)
from serving.connectors.hubspot.search import PAGE as SEARCHED
from serving.connectors.hubspot.search import SEARCH_EVERY_S, search, search_body
from serving.connectors.source import (
    CHUNK,
    Chunk,
    Cursor,
    Gone,
    Item,
    ListMissing,
    Readable,
    References,
    Wanted,
    lacking_answer,
    references_of,
)
from serving.rules.vocabulary import Crm, CrmObject

PAGE = 100
"""Records of a list and ids of a batch read; HubSpot admits no more."""
_BAD_REQUEST, _FORBIDDEN = 400, 403


@dataclass(slots=True)
class HubspotSource:
    """One portal."""

    caller: ApiCaller
    wanted: Wanted
    now: datetime | None = None
    """The CRM's clock in its last answer."""
    crm: Crm = Crm.HUBSPOT
    objects: tuple[CrmObject, ...] = (CrmObject.USER, *TYPES)
    """In the order in which they are read: what others refer to comes first."""
    finds_deletions: bool = True
    searched_at_once: int = SEARCHED

    def pipelines(self) -> Sequence[Mapping[str, Any]]:
        """Return the pipelines of deals with their stages."""
        return results_of(self._get("/crm/v3/pipelines/deals", {}))

    def newest(self, crm_object: CrmObject) -> int | None:
        """Return the time of the latest change of an object, None where it has no record."""
        if crm_object is CrmObject.USER:
            return None
        name = self.wanted[crm_object].modified
        body = search_body([], name, descending=True) | {"limit": 1}
        return newest_ms(results_of(self._post(_search_path(crm_object), body, SEARCH_EVERY_S)), name)

    def all_of(self, crm_object: CrmObject, cursor: Cursor | None) -> Chunk:
        """Return the next chunk of all records of an object."""
        if crm_object is CrmObject.USER:
            return self._owners(cursor)
        items, following = self._listed(crm_object, cursor, archived=False)
        return self._chunk(crm_object, items, following)

    def changed(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:
        """Return the next chunk of records that changed at or after a time, as far as the CRM finds them by now."""
        if crm_object is CrmObject.USER:
            return self._owners(cursor)
        wanted = self.wanted[crm_object]

        def send(body: Mapping[str, Any]) -> Mapping[str, Any]:
            return self._searched(crm_object, {**body, "properties": list(self._properties(crm_object))})

        items, following = search(send, wanted.modified, since_ms, cursor)
        return self._chunk(crm_object, items, following)

    def deleted(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:
        """Return archived records, and what had been merged into them: HubSpot does not list those."""
        if crm_object is CrmObject.USER:
            return Chunk()
        listed, following = self._listed(crm_object, cursor, archived=True)
        items = [one for one in listed if (gone_of(one).at_ms or since_ms) >= since_ms]
        gone = [gone_of(one) for one in items]
        newest = max((one.at_ms or 0 for one in gone), default=None)
        return Chunk(gone=gone, merges=merges_of(items), cursor=following, newest_ms=newest)

    def begin(self) -> None:
        """Do nothing: every portal has all of the objects."""

    def moved(self, crm_object: CrmObject, stored: References) -> tuple[list[str], list[str]]:
        """Compare associations, a thousand records a call, and find deleted records that are back."""
        live = [one for one, references in stored.items() if references is not None]
        rows = self._associated(crm_object, [{"id": one} for one in live])
        deleted = [one for one, references in stored.items() if references is None]
        back = {str(item["id"]) for item in self._batch(crm_object, deleted, archived=False)} & set(deleted)
        present = references_of(self.crm, crm_object, rows if self.wanted[crm_object].associations else ())
        return [*(one for one in present if present[one] != stored[one]), *back], []

    def again(self, crm_object: CrmObject, ids: Sequence[str]) -> Chunk:
        """Return records by their ids; one that is neither live nor archived was deleted for good."""
        items = self._batch(crm_object, ids, archived=False)
        found = self._chunk(crm_object, items, None)
        known = {str(item["id"]) for item in items} | {old for old, _ in found.merges}
        missing = [one for one in ids if one not in known]
        archived = self._batch(crm_object, missing, archived=True)
        gone_at = {one.id: one for one in map(gone_of, archived)}
        gone = [gone_at.get(one, Gone(one)) for one in missing]
        return Chunk(found.rows, gone, [*found.merges, *merges_of(archived)], None, found.newest_ms)

    def check(self) -> Iterator[Readable]:
        """Yield what the token may read."""
        yield self._readable("user: owners", CrmObject.USER, ApiCall("GET", "/crm/v3/owners", {"limit": "1"}))[0]
        for crm_object in TYPES:
            yield from self._check_object(crm_object)
        call = ApiCall("GET", "/crm/v3/pipelines/deals")
        yield self._readable("opportunity: pipelines", CrmObject.OPPORTUNITY, call)[0]

    def _check_object(self, crm_object: CrmObject) -> Iterator[Readable]:
        name = TYPES[crm_object]
        call = ApiCall("GET", f"/crm/v3/objects/{name}", {"limit": "1"})
        found, first = self._readable(f"{crm_object}: {name}", crm_object, call)
        yield found
        body = search_body([], self.wanted[crm_object].modified) | {"limit": 1}
        call = ApiCall("POST", _search_path(crm_object), body=body, at_least_s=SEARCH_EVERY_S)
        yield self._readable(f"{crm_object}: changes of {name}", crm_object, call)[0]
        for other in self.wanted[crm_object].associations if first else ():
            path = f"/crm/v4/associations/{name}/{other}/batch/read"
            call = ApiCall("POST", path, body={"inputs": [{"id": str(one["id"])} for one in first]})
            yield self._readable(f"{crm_object}: {other} of {name}", crm_object, call)[0]

    def _readable(self, what: str, crm_object: CrmObject, call: ApiCall) -> tuple[Readable, list[Item]]:
        try:
            return Readable(what, True), results_of(self._call(call))
        except CallRefused as refused:
            if refused.status == _FORBIDDEN:
                return Readable(what, False, lacking_of(refused.body, SCOPES[crm_object])), []
            return Readable(what, False, lacking_answer(refused)), []
        except ListMissing as unreadable:
            return Readable(what, False, f"a page of records ({unreadable})"), []

    def _listed(
        self, crm_object: CrmObject, cursor: Cursor | None, *, archived: bool
    ) -> tuple[list[Item], Cursor | None]:
        """Read pages until there is a chunk of records; return them and where the list goes on."""
        items: list[Item] = []
        after = None if cursor is None else str(cursor["after"])
        query = {"limit": str(PAGE), "archived": str(archived).lower()}
        query["properties"] = ",".join(self._properties(crm_object))
        while True:
            page = self._get(f"/crm/v3/objects/{TYPES[crm_object]}", query | ({"after": after} if after else {}))
            items += results_of(page)
            after = next_of(page)
            if after is None or len(items) > CHUNK - PAGE:
                return items, None if after is None else {"after": after}

    def _batch(self, crm_object: CrmObject, ids: Sequence[str], *, archived: bool) -> list[Item]:
        items: list[Item] = []
        for begin in range(0, len(ids), PAGE):
            inputs = [{"id": one} for one in ids[begin : begin + PAGE]]
            body = {"inputs": inputs, "properties": list(self._properties(crm_object)), "propertiesWithHistory": []}
            path = f"/crm/v3/objects/{TYPES[crm_object]}/batch/read"
            items += batch_results_of(self._post(path, body, query={"archived": str(archived).lower()}))
        return list({str(item["id"]): item for item in items}.values())

    def _chunk(self, crm_object: CrmObject, items: Sequence[Item], cursor: Cursor | None) -> Chunk:
        newest = newest_ms(items, self.wanted[crm_object].modified)
        return Chunk(self._associated(crm_object, items), (), merges_of(items), cursor, newest)

    def _associated(self, crm_object: CrmObject, items: Sequence[Item]) -> list[Item]:
        def send(other: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
            return self._post(f"/crm/v4/associations/{TYPES[crm_object]}/{other}/batch/read", body)

        return with_associations(send, self.wanted[crm_object].associations, items)

    def _owners(self, cursor: Cursor | None) -> Chunk:
        """Read a page of owners, the archived ones, who are no longer active, after the others."""
        archived, after = (False, None) if cursor is None else (bool(cursor["archived"]), cursor["after"])
        query = {"limit": str(PAGE), "archived": str(archived).lower()} | ({"after": str(after)} if after else {})
        page = self._get("/crm/v3/owners", query)
        following: Cursor | None = {"archived": archived, "after": next_of(page)}
        if next_of(page) is None:
            following = None if archived else {"archived": True, "after": None}
        return Chunk(results_of(page), cursor=following)

    def _properties(self, crm_object: CrmObject) -> Sequence[str]:
        return tuple(dict.fromkeys((*self.wanted[crm_object].names, *ALSO[crm_object])))

    def _searched(self, crm_object: CrmObject, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Search; a portal that admits fewer results of a page, as older versions do, is searched by hundreds."""
        limited = {**body, "limit": self.searched_at_once}
        try:
            return self._post(_search_path(crm_object), limited, SEARCH_EVERY_S)
        except CallRefused as refused:
            if refused.status != _BAD_REQUEST or self.searched_at_once == PAGE:
                raise
        self.searched_at_once = PAGE
        return self._post(_search_path(crm_object), {**body, "limit": PAGE}, SEARCH_EVERY_S)

    def _get(self, path: str, query: Mapping[str, str]) -> Mapping[str, Any]:
        return self._call(ApiCall("GET", path, query))

    def _post(
        self, path: str, body: Mapping[str, Any], at_least_s: float = 0.0, query: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        return self._call(ApiCall("POST", path, query or {}, body, at_least_s=at_least_s))

    def _call(self, call: ApiCall) -> Mapping[str, Any]:
        answer = self.caller.call(call)
        self.now = answer.at or self.now
        return answer.body


def _search_path(crm_object: CrmObject) -> str:
    return f"/crm/v3/objects/{TYPES[crm_object]}/search"
