"""The ledger of saves in the store: read, written, listed, and unsaved by its user."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, select, update

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.saves.rules import (
    Due,
    SavedProfile,
    SaveEntry,
    SaveKey,
    SaveReason,
    SaveRights,
    SaveState,
    SkipReason,
    unsaved,
)
from serving.store.contracts import OpenScope
from serving.store.tables.contracts import seats, users
from serving.store.tables.links import saves
from serving.store.upserts import among, upsert

_KEY = ("instance_id", "user_id", "kind", "profile_id", "opportunity_id")


class SaveUnknown(OnematchError):
    """A user has no save of this id."""


@dataclass(frozen=True, slots=True)
class StoredSave:
    """One entry of the ledger as it is listed."""

    id: int
    key: SaveKey
    object: str
    entry: SaveEntry
    made_at: datetime
    changed_at: datetime


def read_ledger(scope: OpenScope, keys: Collection[SaveKey]) -> dict[SaveKey, SaveEntry]:
    """Return all entries of the users and profiles of some keys, for any opportunity."""
    pairs = {(key.user_id, key.profile) for key in keys}
    query = scope.own(saves).where(
        among(saves.c.user_id, {user_id for user_id, _ in pairs}),
        saves.c.kind.in_([kind.value for kind in Kind]),
        among(saves.c.profile_id, {profile.id for _, profile in pairs}),
    )
    stored = (_stored(row) for row in scope.execute(query))
    return {save.key: save.entry for save in stored if (save.key.user_id, save.key.profile) in pairs}


def write_entries(scope: OpenScope, changed: Mapping[SaveKey, tuple[Due, SaveEntry]], now: datetime) -> None:
    """Add entries, or change skipped ones."""
    rows = [
        {
            **_key_columns(scope.instance_id, key),
            "contract_id": scope.contract.id,
            "object": due.object.value,
            "state": entry.state.value,
            "reason": entry.reason.value,
            "made_at": now,
            "changed_at": now,
        }
        for key, (due, entry) in changed.items()
    ]
    upsert(scope.connection, saves, rows, _KEY, ("object", "state", "reason", "changed_at"))


def read_save_rights(scope: OpenScope, user_ids: Iterable[str]) -> dict[str, SaveRights]:
    """Return the save rights of users that are in the CRM (S44, D17, D18); a sandbox shares the contract's seats."""
    is_seated = exists().where(
        seats.c.contract_id == scope.contract.id, seats.c.user_id == users.c.id, seats.c.state == "assigned"
    )
    query = scope.own(users.c.id, users.c.active, users.c.auto_save, is_seated.label("has_seat")).where(
        among(users.c.id, user_ids)
    )
    return {
        row.id: SaveRights(bool(row.active), bool(row.has_seat), bool(row.auto_save)) for row in scope.execute(query)
    }


def savers_of(scope: OpenScope, profiles: Collection[SavedProfile]) -> dict[SavedProfile, set[str]]:
    """Return the users who have each of the profiles saved, by any entry."""
    query = (
        scope.own(saves.c.user_id, saves.c.kind, saves.c.profile_id)
        .filter_by(state=SaveState.SAVED.value)
        .where(
            saves.c.kind.in_([kind.value for kind in Kind]),
            among(saves.c.profile_id, {profile.id for profile in profiles}),
        )
    )
    savers: dict[SavedProfile, set[str]] = {}
    for row in scope.execute(query):
        savers.setdefault(SavedProfile(Kind(row.kind), row.profile_id), set()).add(row.user_id)
    return {profile: savers[profile] for profile in profiles if profile in savers}


def list_saves(scope: OpenScope, user_id: str, state: SaveState | None, page: tuple[int, int]) -> list[StoredSave]:
    """Return a user's entries of one state, or of all, in the order of their numbers: after one, at most so many."""
    after, limit = page
    query = scope.own(saves).filter_by(user_id=user_id).where(saves.c.seq > after)
    if state is not None:
        query = query.filter_by(state=state.value)
    return [_stored(row) for row in scope.execute(query.order_by(saves.c.seq).limit(limit))]


def saves_of_profile(scope: OpenScope, user_id: str, profile: SavedProfile) -> list[StoredSave]:
    """Return a user's entries of one profile, the oldest first."""
    query = scope.own(saves).filter_by(user_id=user_id, kind=profile.kind.value, profile_id=profile.id)
    return [_stored(row) for row in scope.execute(query.order_by(saves.c.seq))]


def unsave(scope: OpenScope, user_id: str, save_id: int, now: datetime) -> StoredSave:
    """Unsave a profile for a user: all its entries (D16). Raises SaveUnknown."""
    of_user = and_(saves.c.instance_id == scope.instance_id, saves.c.user_id == user_id)
    row = scope.execute(select(saves).filter_by(seq=save_id).where(of_user)).one_or_none()
    if row is None:
        raise SaveUnknown(f"there is no save {save_id} of this user")
    same = and_(of_user, saves.c.kind == row.kind, saves.c.profile_id == row.profile_id)
    stored = [_stored(entry_row) for entry_row in scope.execute(select(saves).where(same))]
    after = unsaved([save.entry for save in stored])
    changed = [save.id for save, entry in zip(stored, after, strict=True) if entry != save.entry]
    scope.execute(
        update(saves).where(same, saves.c.seq.in_(changed)).values(state=SaveState.UNSAVED.value, changed_at=now)
    )
    return _stored(scope.execute(select(saves).filter_by(seq=save_id)).one())


def _key_columns(instance_id: str, key: SaveKey) -> dict[str, str]:
    values = (instance_id, key.user_id, key.profile.kind.value, key.profile.id, key.opportunity_id)
    return dict(zip(_KEY, values, strict=True))


def _stored(row: Row[Any]) -> StoredSave:
    state = SaveState(row.state)
    reasons = SkipReason if row.reason in set(SkipReason) else SaveReason
    key = SaveKey(row.user_id, SavedProfile(Kind(row.kind), row.profile_id), row.opportunity_id)
    return StoredSave(
        id=row.seq,
        key=key,
        object=row.object,
        entry=SaveEntry(state, reasons(row.reason)),
        made_at=row.made_at,
        changed_at=row.changed_at,
    )
