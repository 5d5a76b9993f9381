"""Changes by HubSpot's search: ascending windows that begin at the last time seen, never pages by offset.

A search admits 10,000 results and pages by position, so that a record that changes meanwhile moves to the end and
hides another one. Each window here is one page and the next one begins at its last time: nothing moves out of sight.
Where a whole page has one time, the records of that time are read by ascending id.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from serving.connectors.hubspot.names import ID, modified_ms, next_of, results_of
from serving.connectors.source import CHUNK, Cursor, Item

PAGE = 200
"""The most results of one search."""
SEARCH_EVERY_S = 0.25
"""HubSpot admits five searches in a second for all of an account's apps, and shows no limit in their answers."""
_UNSURE = 10
"""Of a page that is not ascending, as an index that lags behind may answer, so many last records are read again."""
Send = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Filter = Mapping[str, str]


def search(send: Send, modified: str, since_ms: int, cursor: Cursor | None) -> tuple[list[Item], Cursor | None]:
    """Return a chunk of records that changed at or after a time, and where the search goes on."""
    found: dict[str, Item] = {}
    at: Cursor | None = cursor or {"from": since_ms}
    while at is not None and len(found) <= CHUNK - PAGE:
        page = send(_body(at, modified))
        items = results_of(page)
        found |= {str(item["id"]): item for item in items}
        at = _following(at, items, modified, is_last=next_of(page) is None)
    return list(found.values()), at


def search_body(filters: Sequence[Filter], sorted_by: str, *, descending: bool = False) -> dict[str, Any]:
    """Return the body of a search with all that HubSpot's schema requires; it admits one sort."""
    sort = {"propertyName": sorted_by, "direction": "DESCENDING" if descending else "ASCENDING"}
    groups = [{"filters": list(filters)}] if filters else []
    return {"filterGroups": groups, "sorts": [sort], "properties": [sorted_by], "limit": PAGE, "after": "0"}


def _body(at: Cursor, modified: str) -> Mapping[str, Any]:
    if "tie" not in at:
        return search_body([_filter(modified, "GTE", at["from"])], modified)
    return search_body([_filter(modified, "EQ", at["tie"]), _filter(ID, "GT", at["after_id"])], ID)


def _filter(name: str, operator: str, value: object) -> Filter:
    return {"propertyName": name, "operator": operator, "value": str(value)}


def _following(at: Cursor, items: Sequence[Item], modified: str, *, is_last: bool) -> Cursor | None:
    """Return the next window; None after the last one."""
    if "tie" in at:
        if is_last or not items:
            return {"from": at["tie"] + 1}
        return {"tie": at["tie"], "after_id": max(int(item["id"]) for item in items)}
    times = [found for item in items if (found := modified_ms(item, modified)) is not None]
    if is_last or not times:
        return None
    edge = times[-1] if times == sorted(times) else min(times[-_UNSURE:])
    return {"from": edge} if edge > at["from"] else {"tie": at["from"], "after_id": 0}
