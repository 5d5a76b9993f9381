"""Links in the store: read, found by profile, replaced in bulk, and appended to the history."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import Row

from features.schema.kinds import Kind
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.keys import batched, of_records, unindexed, visible_among
from serving.matching.outcomes import Hindrance
from serving.store.contracts import OpenScope
from serving.store.tables.links import link_history, links
from serving.store.upserts import among, insert_rows
from serving.vocabulary.links import LinkChange, LinkRow, RecordKey
from serving.vocabulary.terms import KIND_OF, CrmObject, MadeBy, RecordState

MORE = 10
"""Links that are read beyond a page at a time, for those that changed since or are hidden."""
GONE = "gone"
"""The state in the history of a record that no longer exists."""
_PLAIN = (
    "profile_id",
    "probability",
    "margin",
    "claim_margin",
    "runner_up_id",
    "statement_seq",
    "model_version",
    "basis",
    "since",
)
"""What stands in a row as in a link."""
_PLAIN_OF = attrgetter(*_PLAIN)
_CLAIMS = (RecordState.LINKED, RecordState.DUPLICATE)


def read_links(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, LinkRow]:
    """Return the links of those records that have one, whatever its state, in the order of their keys."""
    if not keys:
        return {}
    link_by_key = _read(scope, of_records(links, keys))
    return {key: link_by_key[key] for key in sorted(link_by_key)}


def first_seen(
    scope: OpenScope, keys: Sequence[RecordKey], user_id: str | None, limit: int, is_wanted: Callable[[LinkRow], bool]
) -> list[LinkRow]:
    """Return the first links of records that are wanted still and whose records the user may see (S33)."""
    seen: list[LinkRow] = []
    for some in batched(keys, limit + MORE):
        now = read_links(scope, some)
        visible = visible_among(scope, some, user_id)
        seen += [now[key] for key in some if key in visible and key in now and is_wanted(now[key])]
        if len(seen) >= limit:
            break
    return seen[:limit]


def read_claims(
    scope: OpenScope, kind: Kind, profiles: Collection[str], but: Collection[RecordKey]
) -> dict[RecordKey, LinkRow]:
    """Return the links of all records, `but` some, that claim one of the profiles, won or lost."""
    if not profiles:
        return {}
    claims = (
        links.c.kind == kind,
        among(links.c.profile_id, sorted(profiles)),
        links.c.state.in_(_CLAIMS),
    )
    return _read(scope, *claims, but=but)


def link_row(row: Row[Any]) -> LinkRow:
    """Read a row of `links`."""
    winner = row.winner_object and RecordKey(CrmObject(row.winner_object), row.winner_id)
    return LinkRow(
        key=RecordKey.named_by(row),
        kind=Kind(row.kind),
        state=RecordState(row.state),
        winner=winner or None,
        made_by=MadeBy(row.made_by),
        reasons=tuple(row.reasons),
        hindrance=row.hindrance and Hindrance(row.hindrance),
        **dict(zip(_PLAIN, _PLAIN_OF(row), strict=True)),
    )


def changes_between(
    before: Mapping[RecordKey, LinkRow], after: Mapping[RecordKey, LinkRow], context: ChangeContext
) -> list[LinkChange]:
    """Compare links; `since` stays while state, profile and maker stay."""
    changes = []
    for key in sorted({*before, *after}):
        old = before.get(key)
        new = after.get(key)
        if old is not None and new is not None:
            if is_same(old, new):
                continue
            since = old.since if old.state_key == new.state_key else context.now
            new = new if new.since == since else replace(new, since=since)
        changes.append(LinkChange(key, KIND_OF[key.object], old, new))
    return changes


def replace_links(scope: OpenScope, changes: Sequence[LinkChange]) -> None:
    """Replace changed links.

    All former links are deleted before the new ones are inserted, so that records can exchange profiles.
    """
    scope.delete(links, of_records(links, [change.key for change in changes if change.before]))
    insert_rows(scope.connection, links, [_row(scope.instance_id, change.after) for change in changes if change.after])


def append_history(scope: OpenScope, changes: Sequence[LinkChange], context: ChangeContext) -> None:
    """Append each new state to the history."""
    rows = []
    for change in changes:
        if link := change.after or change.before:
            row = _row(scope.instance_id, link) | {"cause": context.cause, "at": context.now}
            del row["since"], row["hindrance"]
            rows.append(row if change.after else row | {"state": GONE})
    insert_rows(scope.connection, link_history, rows)


def _read(scope: OpenScope, *conditions: Any, but: Collection[RecordKey] = ()) -> dict[RecordKey, LinkRow]:
    rows = scope.execute(scope.own(links).where(*conditions))
    link_rows = (link_row(row) for row in rows if (row.object, row.record_id) not in but)
    return {link.key: link for link in link_rows}


def is_same(before: LinkRow | None, after: LinkRow | None) -> bool:
    """Whether two links are the same: equal but for `since` and for the index's changes within one model."""
    if before is None or after is None:
        return before is after
    models = {link.model_version.partition(".")[0] for link in (before, after)}
    return len(models) == 1 and _COMPARED(before) == _COMPARED(after)


_COMPARED = attrgetter(*(field.name for field in fields(LinkRow) if field.name not in {"model_version", "since"}))


def _row(instance_id: str, link: LinkRow) -> dict[str, Any]:
    winner = link.winner
    return {
        "instance_id": instance_id,
        **link.key.columns,
        "kind": link.kind,
        "state": link.state,
        "winner_object": winner and winner.object,
        "winner_id": winner and winner.id,
        "made_by": link.made_by,
        "reasons": list(link.reasons),
        "hindrance": link.hindrance,
        **dict(zip(_PLAIN, _PLAIN_OF(link), strict=True)),
    }


def linked_records(scope: OpenScope, kind: Kind, profile_ids: Collection[str]) -> dict[str, LinkRow]:
    """Return the link of each of the profiles that has one; its `key` is the record."""
    if not profile_ids:
        return {}
    is_linked = unindexed(links.c.state) == RecordState.LINKED
    query = scope.own(links).filter_by(kind=kind).where(among(links.c.profile_id, profile_ids), is_linked)
    return {row.profile_id: link_row(row) for row in scope.execute(query)}


def link_of(scope: OpenScope, key: RecordKey) -> LinkRow | None:
    """Return the link of a record, None when the record does not exist."""
    return read_links(scope, [key]).get(key)


def history_of(scope: OpenScope, key: RecordKey) -> list[Row[Any]]:
    """Return every state of a record's link, the newest last."""
    query = scope.own(link_history).filter_by(**key.columns)
    return list(scope.execute(query.order_by(link_history.c.seq)))


def linked_companies(scope: OpenScope, account_ids: Iterable[str | None]) -> Mapping[str | None, str]:
    """Return the companies that accounts are linked to."""
    ids = {account_id for account_id in account_ids if account_id is not None}
    if not ids:
        return {}
    query = (
        scope.own(links.c.record_id, links.c.profile_id)
        .filter_by(object=CrmObject.ACCOUNT, state=RecordState.LINKED)
        .where(among(links.c.record_id, ids))
    )
    return {row.record_id: row.profile_id for row in scope.execute(query)}
