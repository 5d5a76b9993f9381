"""The network's profiles beside their index: versions, fates, InMail's opt-out."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, or_, select, union, update

from data.index.index import UniverseIndex
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.contract.records.network_changes import NetworkStep, ProfileChange, ProfileOp
from serving.contract.records.rulings import ABSENT, CLOSED, MERGED, OPEN, fates_of
from serving.runtime.metrics import UNKNOWN_PROFILES
from serving.store.tables.links import links, profile_notes, statements
from serving.store.upserts import among, upsert

_STATES = {ProfileOp.UPSERT: OPEN, ProfileOp.DELETE: CLOSED, ProfileOp.MERGE: MERGED}
_OPS = {state: op for op, state in _STATES.items()} | {ABSENT: ProfileOp.UPSERT}
_KEYS = ("kind", "profile_id")
_INMAIL = ("inmail_opt_out", "inmail_at")
NO_PROFILE = "got an id of no profile in the network, expected one that it has"


def read_profiles(connection: Connection, kind: Kind, ids: Collection[str]) -> dict[str, ProfileChange]:
    """Return the last changes of profiles."""
    named = among(profile_notes.c.profile_id, ids)
    rows = connection.execute(select(profile_notes).filter_by(kind=kind).where(named))
    return {row.profile_id: _profile(row) for row in rows}


def read_rebuilt(connection: Connection, kind: Kind, as_of: datetime) -> list[ProfileChange]:
    """Return what an index of a universe as of a time does not know: gone profiles, and upserts since then."""
    is_gone = profile_notes.c.state.in_((CLOSED, MERGED))
    is_later = profile_notes.c.sent.is_not(None) & (profile_notes.c.changed_at > as_of)
    rows = connection.execute(select(profile_notes).filter_by(kind=kind).where(or_(is_gone, is_later)))
    return [_profile(row) for row in rows]


def write_notes(connection: Connection, kind: Kind, step: NetworkStep, now: datetime) -> None:
    """Store a batch of changes; of a profile that is gone its fate stays, and whether it opted out of InMail."""
    rows = [_row(kind, change, now) for change in step.changes.values()]
    kept = [name for name in _note(kind, "") if name not in (*_KEYS, *_INMAIL)]
    upsert(connection, profile_notes, rows, kept)
    _write_opt_outs(connection, kind, step.opt_outs, now)
    _opt_survivors_out(connection, kind, {*step.changes, *step.opt_outs}, now)


def take_opt_outs(connection: Connection, kind: Kind, ids: Collection[str], as_of: datetime, now: datetime) -> None:
    """Store the opt-outs of a universe as of a time; those that were unset since then stay unset."""
    query = (
        select(profile_notes.c.profile_id)
        .filter_by(kind=kind)
        .where(profile_notes.c.inmail_opt_out | (profile_notes.c.inmail_at > as_of))
    )
    left = set(ids) - set(connection.execute(query).scalars())
    _write_opt_outs(connection, kind, dict.fromkeys(left, True), now)
    _opt_survivors_out(connection, kind, left, now)


def _opt_survivors_out(connection: Connection, kind: Kind, ids: Collection[str], now: datetime) -> None:
    """Opt the survivors of merged profiles out of InMail where the merged ones are."""
    merged = fates_of(connection, kind, opted_out_of_inmail(connection, kind, ids))
    _write_opt_outs(connection, kind, {into: True for into in merged.values() if into is not None}, now)


def _write_opt_outs(connection: Connection, kind: Kind, opt_outs: Mapping[str, bool], now: datetime) -> None:
    rows = [_note(kind, id_, inmail_opt_out=out, inmail_at=now) for id_, out in opt_outs.items()]
    upsert(connection, profile_notes, rows, _INMAIL)


def note_absent(connection: Connection, kind: Kind, index: UniverseIndex, now: datetime) -> None:
    """Note which profiles of links and statements an index lacks, as changed now; so are those that were gone before.

    A profile that an index lacks is open again once another one holds it.
    """
    of_kind = profile_notes.c.kind == kind
    named = union(*(select(table.c.profile_id).filter_by(kind=kind) for table in (links, statements)))
    ids = sorted({*connection.execute(named).scalars()} - {None})
    was_absent = of_kind & (profile_notes.c.state == ABSENT)
    connection.execute(update(profile_notes).where(was_absent).values(state=OPEN, changed_at=now))
    gone = fates_of(connection, kind, ids)
    are_gone = of_kind & among(profile_notes.c.profile_id, gone)
    connection.execute(update(profile_notes).where(are_gone).values(changed_at=now))
    absent = [id_ for id_, row in zip(ids, index.rows_of(ids), strict=True) if row is None and id_ not in gone]
    rows = [_note(kind, id_, state=ABSENT, changed_at=now) for id_ in absent]
    upsert(connection, profile_notes, rows, ("state", "shown", "sent", "changed_at"))


def opted_out_of_inmail(connection: Connection, kind: Kind, ids: Collection[str]) -> frozenset[str]:
    """Return which profiles opted out of InMail."""
    query = (
        select(profile_notes.c.profile_id)
        .filter_by(kind=kind)
        .where(among(profile_notes.c.profile_id, ids), profile_notes.c.inmail_opt_out.is_(True))
    )
    return frozenset(connection.execute(query).scalars())


def _row(kind: Kind, change: ProfileChange, now: datetime) -> dict[str, Any]:
    is_stated = change.op is ProfileOp.UPSERT and change.values is not None
    sent = json.dumps(change.values).encode() if is_stated else None
    state = _STATES[change.op]
    into = change.into if change.op is ProfileOp.MERGE else None
    fate = {"state": state, "into_id": into, "version": change.version}
    return _note(kind, change.id, **fate, sent=sent, changed_at=now)


def _note(kind: Kind, id_: str, **stated: Any) -> dict[str, Any]:
    """Return a row of a profile of which nothing is known but what is stated."""
    unstated = dict.fromkeys(profile_notes.c.keys()) | {"state": OPEN, "inmail_opt_out": False, "version": ""}
    return unstated | {"kind": kind, "profile_id": id_} | stated


def _profile(row: Row[Any]) -> ProfileChange:
    """Return the last change of a profile as its row has it."""
    op = _OPS[row.state]
    values = None if row.sent is None else json.loads(row.sent)
    is_stated = row.inmail_opt_out or row.inmail_at is not None
    values = values if op is ProfileOp.UPSERT else {}
    opted_out = row.inmail_opt_out if is_stated else None
    return ProfileChange(
        op=op, id=row.profile_id, version=row.version, values=values, into=row.into_id, inmail_opt_out=opted_out
    )


class ProfileUnknown(OnematchError):
    """The network has no such profile."""


class Topic(StrEnum):
    """What an unknown profile was named for."""

    ACTIVITIES = "activities"
    BADGES = "badges"
    LINKS = "links"
    OPPORTUNITIES = "opportunities"
    RECORDS = "records"


def unknown_profiles(
    connection: Connection, matching: Matchers, kind: Kind, ids: Collection[str], topic: Topic
) -> frozenset[str]:
    """Return the ids that are no open profile of the network, and count them."""
    unknown = frozenset(_unknown(connection, matching, kind, sorted(set(ids)))) if ids else frozenset()
    if unknown:
        UNKNOWN_PROFILES.labels(topic, kind).inc(len(unknown))
    return unknown


def require_profile(connection: Connection, matching: Matchers, kind: Kind, profile_id: str, topic: Topic) -> None:
    """Raise ProfileUnknown, and count it, unless the network has a profile."""
    if unknown_profiles(connection, matching, kind, [profile_id], topic):
        raise ProfileUnknown(NO_PROFILE)


def _unknown(connection: Connection, matching: Matchers, kind: Kind, ids: Sequence[str]) -> list[str]:
    index = matching.matcher(kind).index
    index.refresh()
    gone = fates_of(connection, kind, ids)
    return [
        profile_id for profile_id, row in zip(ids, index.rows_of(ids), strict=True) if row is None or profile_id in gone
    ]
