"""Suspects as they are kept, and the page of them that a user may see now."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from serving.rules.linking.links import LinkRow, RecordKey
from serving.rules.linking.suspects import Hanging, SuspectCause, Suspicion
from serving.rules.vocabulary import CrmObject, MadeBy, RecordState
from serving.store.contracts import InstanceScope
from serving.sync.records.link_rows import read_links
from serving.sync.records.visibility import visible_among
from serving.sync.reports.suspects import CauseGroup, Suspect, grouped

MOST, OF_EACH_CAUSE = 5_000, 500
"""The most harmful links that are kept, and at least so many of each cause."""
KEPT_FOR = timedelta(minutes=15)
MORE = 10
"""Links that are read beyond a page at a time, for those that changed since or are of another cause."""
_STATED_BY_NOBODY = frozenset({MadeBy.MODEL, MadeBy.FORCED})
Place = tuple[float, str, str]


@dataclass(frozen=True, slots=True)
class SuspectPage:
    """Which suspects: those of a cause, so many of them behind a place (harm below zero, object, id)."""

    cause: SuspectCause | None
    after: Place | None
    limit: int


def kept_suspects(found: Sequence[Suspect]) -> dict[str, Any]:
    """Return what is kept of suspects, the most harmful first, as values of JSON.

    Causes of records that the CRM hides from some users are kept with them and counted in no group (S33).
    """
    of_cause: Counter[SuspectCause] = Counter()
    rows: list[list[Any]] = []
    for one in found:
        cause = one.suspicion.cause
        if len(rows) < MOST or of_cause[cause] < OF_EACH_CAUSE:
            of_cause[cause] += 1
            rows.append(_row(one))
    groups = [[one.cause.value, one.links, one.expected_wrong] for one in grouped(found)]
    return {"rows": rows, "links": len(found), "groups": groups}


def kept_groups(kept: Mapping[str, Any]) -> list[CauseGroup]:
    """Return the groups of kept suspects."""
    return [CauseGroup(SuspectCause(cause), links, expected) for cause, links, expected in kept["groups"] if cause]


def read_suspects(
    connection: Connection, scope: InstanceScope, kept: Mapping[str, Any], page: SuspectPage, user_id: str | None
) -> list[Suspect]:
    """Return a page of kept suspects whose links are as they were and whose records the user may see (S33)."""
    rows: Sequence[Any] = kept["rows"]
    start = 0 if page.after is None else bisect_right(rows, page.after, key=_place)
    mine = [row for row in rows[start:] if page.cause is None or _cause(row) is page.cause]
    found: list[Suspect] = []
    begin, at_once = 0, page.limit + MORE
    while begin < len(mine) and len(found) < page.limit:
        some = _suspects(connection, scope, mine[begin : begin + at_once], user_id)
        found += [one for one in some if one.is_visible]
        begin, at_once = begin + at_once, at_once * 2
    return found[: page.limit]


def _suspects(connection: Connection, scope: InstanceScope, rows: Sequence[Any], user_id: str | None) -> list[Suspect]:
    named = {RecordKey(CrmObject(row[1]), row[2]): row for row in rows}
    now = read_links(connection, scope.instance_id, named)
    same = [key for key, row in named.items() if key in now and _is_same(now[key], row[3])]
    visible = visible_among(connection, scope.instance_id, same, user_id)
    return [_suspect(now[key], named[key], is_visible=key in visible) for key in same]


def _is_same(link: LinkRow, profile_id: str | None) -> bool:
    is_linked = link.state is RecordState.LINKED and link.profile_id == profile_id
    return is_linked and link.made_by in _STATED_BY_NOBODY


def _row(one: Suspect) -> list[Any]:
    link, suspicion, hanging = one.link, one.suspicion, one.hanging
    causes = [[cause.value, rate] for cause, rate in suspicion.causes]
    hangs = [hanging.badges_seen, hanging.written, hanging.saves]
    return [suspicion.harm, *link.key, link.profile_id, suspicion.wrong, hangs, causes]


def _suspect(link: LinkRow, row: Sequence[Any], *, is_visible: bool) -> Suspect:
    harm, _, _, _, wrong, hangs, causes = row
    suspicion = Suspicion(wrong, tuple((SuspectCause(cause), rate) for cause, rate in causes), harm)
    return Suspect(link, suspicion, Hanging(*hangs), is_visible)


def _cause(row: Sequence[Any]) -> SuspectCause:
    return SuspectCause(row[6][0][0]) if row[6] else SuspectCause.UNSURE


def _place(row: Sequence[Any]) -> Place:
    return -row[0], row[1], row[2]
