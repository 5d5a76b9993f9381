"""Oracle Sales as a connector reads it (Fusion CX REST): collections by offset, changes by `q` on LastUpdateDate.

A collection pages by position, so that a record that is deleted meanwhile moves the others forward and hides one.
Each page therefore begins with the last record of the page before; where that one is not found, reading steps back.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from features.schema.texts import wording
from serving.crm.calling import CallRefused
from serving.crm.oracle.bodies import literal
from serving.crm.oracle.names import NAMES, OBJECTS, PEOPLE, ROOT, rows_in
from serving.crm.requests import Body, CrmRequest, iso, segment
from serving.crm.source import (
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

FRAMEWORK = {"REST-Framework-Version": "3"}
"""The oldest version whose expanded children show whether there are more; environments have other defaults.

From version 2 on `q` is a row-match expression, whose texts and times are quoted.
"""
PAGE = 500
"""The most records of a page."""
AT_ONCE = 100
"""Ids that one query names: about 1,700 characters of an address."""
_ALSO: Mapping[CrmObject, frozenset[str]] = {
    CrmObject.USER: frozenset({"Status"}),
    CrmObject.ACCOUNT: frozenset({"PartyStatus"}),
    CrmObject.CONTACT: frozenset({"PartyStatus"}),
    CrmObject.LEAD: frozenset(),
    CrmObject.OPPORTUNITY: frozenset({"KeyContactId", PEOPLE}),
}
"""Fields beside those of the schema: whether a party or a user is active, and an opportunity's people."""
_BAD_REQUEST = 400
_MISSING = 404


class OracleSource(CrmSource):
    """One environment of Oracle Sales."""

    names = NAMES

    def begin(self) -> None:
        """Leave out the users where the environment does not have the resource: a run goes on without them."""
        others = tuple(crm_object for crm_object in OBJECTS if crm_object is not CrmObject.USER)
        self.objects = (CrmObject.USER, *others)
        try:
            self._get(CrmObject.USER, {"limit": "1"})
        except CallRefused as refused:
            if refused.status != _MISSING:
                raise
            self.objects = others
            self.note(
                wording(
                    "user: this environment has no {objects_name} (status 404); no user was read",
                    objects_name=OBJECTS[CrmObject.USER].name,
                )
            )

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
        since = iso(datetime.fromtimestamp(since_ms / 1000, UTC))
        return self._page(crm_object, {} if crm_object is CrmObject.USER else {"q": f"{name} >= '{since}'"}, cursor)

    def moved(self, crm_object: CrmObject, stored: References) -> tuple[list[str], list[str]]:
        """List the keys and references of all records; where a name of them is unknown, the whole records."""
        try:
            present = self._references(crm_object, {"fields": _reference_fields(crm_object)})
        except CallRefused as refused:
            if refused.status != _BAD_REQUEST:
                raise
            present = self._references(crm_object, {})
        missing = [record_id for record_id in stored if stored[record_id] is not None and record_id not in present]
        return [record_id for record_id in present if present[record_id] != stored.get(record_id)], missing

    def _references(self, crm_object: CrmObject, condition: Mapping[str, str]) -> References:
        chunk = self._page(crm_object, condition, None)
        rows = [*chunk.rows]
        while chunk.cursor is not None:
            chunk = self._page(crm_object, condition, chunk.cursor)
            rows += chunk.rows
        return self.references_in(crm_object, rows)

    def again(self, crm_object: CrmObject, ids: Sequence[str]) -> Chunk:
        """Return records by their ids, a hundred in a call; one that is not among them is gone."""
        key = self.wanted[crm_object].key
        items: list[Item] = []
        for part in in_parts(ids, AT_ONCE):
            named = ", ".join(map(literal, part))
            items += listed_in(self._get(crm_object, {"q": f"{key} IN ({named})", "limit": str(AT_ONCE)}), "items")
        known = {str(item.get(key)) for item in items}
        rows = [self._kept(crm_object, item) for item in items]
        return Chunk(rows, [Gone(record_id) for record_id in ids if record_id not in known])

    def check(self) -> Iterator[Readable]:
        for crm_object in self.objects:
            name = OBJECTS[crm_object].name
            lacking = ""
            try:
                self._get(crm_object, {"limit": "1"})
            except CallRefused as refused:
                lacking = lacking_in(refused, wording("the privilege to view {name} by REST", name=name))
            yield Readable(f"{crm_object}: {name}", not lacking, lacking)

    def _page(self, crm_object: CrmObject, condition: Mapping[str, str], cursor: Cursor | None) -> Chunk:
        """Read one page; `cursor`: the position where it begins, and the ids that must be found there."""
        wanted_object = self.wanted[crm_object]
        at, known = (0, frozenset[str]()) if cursor is None else (int(cursor["offset"]), frozenset(cursor["ids"]))
        while True:
            query = {"limit": str(PAGE), "offset": str(at), "orderBy": f"{wanted_object.key}:asc"}
            page = self._get(crm_object, {**query, **condition})
            items = listed_in(page, "items")
            if at == 0 or any(str(item.get(wanted_object.key)) in known for item in items):
                break
            at = max(at - PAGE + 1, 0)
        if items and "fields" not in condition:
            answered = {name for item in items for name in item} | {*NAMES.added_by_customers}
            for name in sorted(set(wanted_object.names) - answered):
                self.note(
                    wording(
                        "{crm_object}: no record of a page has the attribute {name}, which is misnamed or hidden",
                        crm_object=crm_object,
                        name=name,
                    )
                )
        ids = [str(item.get(wanted_object.key)) for item in items]
        following: Cursor | None = {"offset": at + max(len(ids) - 1, 1), "ids": ids[-PAGE:]}
        rows = [self._kept(crm_object, item) for item in items if str(item.get(wanted_object.key)) not in known]
        if page.get("hasMore") is True and not items:
            raise ListMissing("got an empty page that has more, expected its records")
        has_more = page.get("hasMore", len(rows) > 0) is True and bool(items)
        return Chunk(rows, cursor=following if has_more else None, newest_ms=_newest(items, wanted_object.modified))

    def _get(self, crm_object: CrmObject, query: Mapping[str, str]) -> Body:
        more = {"expand": PEOPLE} if crm_object is CrmObject.OPPORTUNITY and "fields" not in query else {}
        return self._read(f"{ROOT}/{OBJECTS[crm_object].name}", {"onlyData": "true", **query, **more})

    def _read(self, path: str, query: Mapping[str, str]) -> Body:
        return self.call(CrmRequest("GET", path, query=query, headers=FRAMEWORK))

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
        people = _items(expanded)
        page = expanded if isinstance(expanded, Mapping) else {}
        path = f"{ROOT}/opportunities/{segment(str(item.get('OptyNumber')))}/child/{PEOPLE}"
        while page.get("hasMore") is True:
            page = self._read(path, {"onlyData": "true", "limit": str(PAGE), "offset": str(len(people))})
            if not _items(page):
                break
            people += _items(page)
        return people


def _items(page: object) -> list[Item]:
    rows = rows_in(page)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _reference_fields(crm_object: CrmObject) -> str:
    """Return the attributes that a record is known by and refers to others by; Oracle never combines it with expand."""
    names = OBJECTS[crm_object].fields
    own = [name for column in ("id", "crm_number", "account_id") for name in names.get(column, ())[:1]]
    own += sorted(_ALSO[crm_object] - {PEOPLE})
    return ",".join(own) + (f";{PEOPLE}:PERPartyId" if crm_object is CrmObject.OPPORTUNITY else "")


def _newest(items: Sequence[Item], name: str) -> int | None:
    return latest(time_ms(item.get(name)) for item in items)
