"""Oracle Sales as a connector reads it (Fusion CX REST): collections by offset, changes by `q` on LastUpdateDate.

A collection pages by position, so that a record that is deleted meanwhile moves the others forward and hides one.
Each page therefore begins with the last record of the page before; where that one is not found, reading steps back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from serving.connectors.calling import ApiCall, ApiCaller, CallRefused
from serving.connectors.source import (
    Chunk,
    Cursor,
    Gone,
    Item,
    ListMissing,
    Readable,
    Wanted,
    lacking_answer,
    listed_in,
)
from serving.crm.requests import segment
from serving.rules.versions import VersionUnreadable, read_time
from serving.rules.vocabulary import Crm, CrmObject

ROOT = "/crmRestApi/resources/11.13.18.05"
FRAMEWORK = {"REST-Framework-Version": "3"}
"""The oldest version whose expanded children show whether there are more; environments have other defaults.

From version 2 on `q` is a row-match expression, whose texts and times are quoted.
"""
PAGE = 500
"""The most records of a page."""
RESOURCES: Mapping[CrmObject, str] = {
    CrmObject.USER: "resourceUsers",
    CrmObject.ACCOUNT: "accounts",
    CrmObject.CONTACT: "contacts",
    CrmObject.LEAD: "leads",
    CrmObject.OPPORTUNITY: "opportunities",
}
PEOPLE = "OpportunityContact"
_ALSO: Mapping[CrmObject, frozenset[str]] = {
    CrmObject.USER: frozenset({"Status"}),
    CrmObject.ACCOUNT: frozenset({"PartyStatus"}),
    CrmObject.CONTACT: frozenset({"PartyStatus"}),
    CrmObject.LEAD: frozenset(),
    CrmObject.OPPORTUNITY: frozenset({"KeyContactId", PEOPLE}),
}
"""Fields beside those of the schema: whether a party or a user is active, and an opportunity's people."""
_FORBIDDEN = 403


@dataclass(slots=True)
class OracleSource:
    """One environment of Oracle Sales."""

    caller: ApiCaller
    wanted: Wanted
    now: datetime | None = None
    crm: Crm = Crm.ORACLE
    objects: tuple[CrmObject, ...] = tuple(RESOURCES)
    finds_deletions: bool = False

    def pipelines(self) -> Sequence[Mapping[str, Any]]:
        return ()

    def newest(self, crm_object: CrmObject) -> int | None:
        if crm_object is CrmObject.USER:
            return None
        name = self.wanted[crm_object].modified
        page = self._get(crm_object, {"limit": "1", "orderBy": f"{name}:desc"})
        return _newest(listed_in(page, "items"), name)

    def all_of(self, crm_object: CrmObject, cursor: Cursor | None) -> Chunk:
        return self._page(crm_object, {}, cursor)

    def changed(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:
        name = self.wanted[crm_object].modified
        condition = {} if crm_object is CrmObject.USER else {"q": f"{name} >= '{_iso(since_ms)}'"}
        return self._page(crm_object, condition, cursor)

    def deleted(self, crm_object: CrmObject, since_ms: int, cursor: Cursor | None) -> Chunk:  # noqa: ARG002 - Oracle has none
        return Chunk()

    def again(self, crm_object: CrmObject, ids: Sequence[str]) -> Chunk:
        """Return records by their ids, one call each; Oracle has no webhooks that would name many."""
        key = self.wanted[crm_object].key
        query = {one: {"q": f"{key} = {_literal(one)}", "limit": "1"} for one in ids}
        found = {one: listed_in(self._get(crm_object, query[one]), "items") for one in ids}
        rows = [self._kept(crm_object, item) for items in found.values() for item in items]
        return Chunk(rows, [Gone(one) for one, items in found.items() if not items])

    def check(self) -> Iterator[Readable]:
        for crm_object, name in RESOURCES.items():
            try:
                self._get(crm_object, {"limit": "1"})
                yield Readable(f"{crm_object}: {name}", True)
            except CallRefused as refused:
                privilege = f"the privilege to view {name} by REST"
                lacking = privilege if refused.status == _FORBIDDEN else lacking_answer(refused)
                yield Readable(f"{crm_object}: {name}", False, lacking)

    def _page(self, crm_object: CrmObject, condition: Mapping[str, str], cursor: Cursor | None) -> Chunk:
        """Read one page; `cursor`: the position where it begins, and the ids that must be found there."""
        wanted = self.wanted[crm_object]
        at, known = (0, frozenset[str]()) if cursor is None else (int(cursor["offset"]), frozenset(cursor["ids"]))
        while True:
            query = {"limit": str(PAGE), "offset": str(at), "orderBy": f"{wanted.key}:asc"}
            page = self._get(crm_object, {**query, **condition})
            items = listed_in(page, "items")
            if at == 0 or any(str(item.get(wanted.key)) in known for item in items):
                break
            at = max(at - PAGE + 1, 0)
        ids = [str(item.get(wanted.key)) for item in items]
        following: Cursor | None = {"offset": at + max(len(ids) - 1, 1), "ids": ids[-PAGE:]}
        rows = [self._kept(crm_object, item) for item in items if str(item.get(wanted.key)) not in known]
        if page.get("hasMore") is True and not items:
            raise ListMissing("got an empty page that has more, expected its records")
        has_more = page.get("hasMore", len(rows) > 0) is True and bool(items)
        return Chunk(rows, cursor=following if has_more else None, newest_ms=_newest(items, wanted.modified))

    def _get(self, crm_object: CrmObject, query: Mapping[str, str]) -> Mapping[str, Any]:
        more = {"expand": PEOPLE} if crm_object is CrmObject.OPPORTUNITY else {}
        return self._call(f"{ROOT}/{RESOURCES[crm_object]}", {"onlyData": "true", **query, **more})

    def _call(self, path: str, query: Mapping[str, str]) -> Mapping[str, Any]:
        answer = self.caller.call(ApiCall("GET", path, query, headers=FRAMEWORK))
        self.now = answer.at or self.now
        return answer.body

    def _kept(self, crm_object: CrmObject, item: Item) -> Item:
        """Return the fields that are used; an opportunity with all of its people."""
        names = {*self.wanted[crm_object].names, *_ALSO[crm_object]}
        kept = {name: value for name, value in item.items() if name in names}
        if crm_object is CrmObject.OPPORTUNITY:
            kept[PEOPLE] = self._people(item)
        return kept

    def _people(self, item: Item) -> list[Item]:
        """Return the people of an opportunity; what is not expanded, or not whole, is read as its children."""
        expanded = item.get(PEOPLE, {"hasMore": True})
        if isinstance(expanded, list):
            return [one for one in expanded if isinstance(one, Mapping)]
        if not isinstance(expanded, Mapping):
            return []
        found, page = _items(expanded), expanded
        path = f"{ROOT}/opportunities/{segment(str(item.get('OptyNumber')))}/child/{PEOPLE}"
        while page.get("hasMore") is True:
            page = self._call(path, {"onlyData": "true", "limit": str(PAGE), "offset": str(len(found))})
            if not _items(page):
                break
            found += _items(page)
        return found


def _items(page: Mapping[str, Any]) -> list[Item]:
    found = page.get("items")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _literal(value: str) -> str:
    """Return a key as a literal of Oracle's query language, where a quote is doubled."""
    return value if value.isdecimal() else "'" + value.replace("'", "''") + "'"


def _newest(items: Sequence[Item], name: str) -> int | None:
    return max((found for item in items if (found := _ms(item.get(name))) is not None), default=None)


def _ms(value: object) -> int | None:
    try:
        return None if value in (None, "") else round(read_time(str(value)).timestamp() * 1000)
    except VersionUnreadable:
        return None


def _iso(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
