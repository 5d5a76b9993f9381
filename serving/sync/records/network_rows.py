"""The network's profiles beside their index: versions, fates, InMail's opt-out."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, select

from features.schema.kinds import Kind
from serving.rules.linking.network import ProfileChange, ProfileOp
from serving.store.tables.links import profile_notes
from serving.store.upserts import among, upsert
from serving.sync.records.rulings import CLOSED, MERGED, OPEN

_STATES = {ProfileOp.UPSERT: OPEN, ProfileOp.DELETE: CLOSED, ProfileOp.MERGE: MERGED}


def read_versions(connection: Connection, kind: Kind, ids: Collection[str]) -> dict[str, str]:
    """Return the stored versions of profiles."""
    wanted = select(profile_notes.c.profile_id, profile_notes.c.version).where(
        profile_notes.c.kind == kind.value, among(connection, profile_notes.c.profile_id, sorted(ids))
    )
    return {row.profile_id: row.version for row in connection.execute(wanted)}


def write_notes(connection: Connection, kind: Kind, changes: Iterable[ProfileChange]) -> None:
    """Store changes of profiles; of a profile that is gone only its fate stays."""
    rows = [_row(kind, one) for one in changes]
    upsert(connection, profile_notes, rows, ("kind", "profile_id"))


def opted_out_of_inmail(connection: Connection, kind: Kind, ids: Collection[str]) -> frozenset[str]:
    """Return which profiles opted out of InMail."""
    wanted = select(profile_notes.c.profile_id).where(
        profile_notes.c.kind == kind.value,
        among(connection, profile_notes.c.profile_id, ids),
        profile_notes.c.inmail_opt_out.is_(True),
    )
    return frozenset(connection.execute(wanted).scalars())


def _row(kind: Kind, change: ProfileChange) -> dict[str, Any]:
    is_open = change.op is ProfileOp.UPSERT
    return {
        "kind": kind.value,
        "profile_id": change.id,
        "state": _STATES[change.op],
        "into_id": change.into if change.op is ProfileOp.MERGE else None,
        "inmail_opt_out": change.inmail_opt_out if is_open else False,
        "version": change.version,
        "shown": None,
    }
