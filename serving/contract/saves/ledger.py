"""The ledger of saves in the store: read, written, listed, and unsaved by its user."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.saves.rules import (
    Due,
    SaveEntry,
    SaveKey,
    SaveReason,
    SaveRights,
    SaveState,
    SkipReason,
)
from serving.store.contracts import OpenScope
from serving.store.tables.contracts import seats, users
from serving.store.tables.links import saves
from serving.store.upserts import among, upsert
from serving.vocabulary.links import ProfileKey


class SaveUnknown(OnematchError):
    """A user has no save of this id."""


def read_ledger(scope: OpenScope, keys: Collection[SaveKey]) -> dict[SaveKey, SaveEntry]:
    """Return all entries of the users and profiles of some keys, for any opportunity."""
    pairs = {(key.user_id, key.profile) for key in keys}
    query = scope.own(saves).where(
        among(saves.c.user_id, {user_id for user_id, _ in pairs}),
        saves.c.kind.in_(list(Kind)),
        among(saves.c.profile_id, {profile.id for _, profile in pairs}),
    )
    return {
        SaveKey(row.user_id, profile, row.opportunity_id): _entry(row)
        for row in scope.execute(query)
        if (row.user_id, profile := ProfileKey.named_by(row)) in pairs
    }


def _entry(row: Row[Any]) -> SaveEntry:
    reasons = SkipReason if row.reason in set(SkipReason) else SaveReason
    return SaveEntry(SaveState(row.state), reasons(row.reason))


def write_entries(scope: OpenScope, changed: Mapping[SaveKey, tuple[Due, SaveEntry]], now: datetime) -> None:
    """Add entries, or change skipped ones."""
    rows = [
        {
            "instance_id": scope.instance_id,
            "user_id": key.user_id,
            "kind": key.profile.kind,
            "profile_id": key.profile.id,
            "opportunity_id": key.opportunity_id,
            "contract_id": scope.contract.id,
            "object": due.object,
            "state": entry.state,
            "reason": entry.reason,
            "made_at": now,
            "changed_at": now,
        }
        for key, (due, entry) in changed.items()
    ]
    keys = ("instance_id", "user_id", "kind", "profile_id", "opportunity_id")
    upsert(scope.connection, saves, rows, ("object", "state", "reason", "changed_at"), keys)


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


def savers_of(scope: OpenScope, profiles: Collection[ProfileKey]) -> dict[ProfileKey, set[str]]:
    """Return the users who have the profiles saved by any entry, by profile; there may be other profiles with them."""
    query = scope.own(saves.c.user_id, saves.c.kind, saves.c.profile_id).filter_by(state=SaveState.SAVED)
    of_profiles = among(saves.c.profile_id, {profile.id for profile in profiles})
    savers: dict[ProfileKey, set[str]] = {}
    for row in scope.execute(query.where(saves.c.kind.in_(list(Kind)), of_profiles)):
        savers.setdefault(ProfileKey.named_by(row), set()).add(row.user_id)
    return savers


def list_saves(scope: OpenScope, user_id: str, state: SaveState | None, page: tuple[int, int]) -> Sequence[Row[Any]]:
    """Return a user's entries of one state, or of all, in the order of their numbers: after one, at most so many."""
    after, limit = page
    query = scope.own(saves).filter_by(user_id=user_id).where(saves.c.seq > after)
    if state is not None:
        query = query.filter_by(state=state)
    return scope.execute(query.order_by(saves.c.seq).limit(limit)).all()


def saves_of_profile(scope: OpenScope, user_id: str, profile: ProfileKey) -> Sequence[Row[Any]]:
    """Return a user's entries of one profile, the oldest first."""
    query = scope.own(saves).filter_by(user_id=user_id, kind=profile.kind, profile_id=profile.id)
    return scope.execute(query.order_by(saves.c.seq)).all()


def unsave(scope: OpenScope, user_id: str, save_id: int, now: datetime) -> Row[Any]:
    """Unsave a profile for a user: all its entries, skipped ones too (D16). Raises SaveUnknown.

    Only an opportunity without an entry saves the profile again.
    """
    chosen = scope.own(saves).filter_by(user_id=user_id, seq=save_id)
    row = scope.execute(chosen).one_or_none()
    if row is None:
        raise SaveUnknown("there is no save {save_id} of this user", save_id=save_id)
    of_profile = scope.change(saves, user_id=user_id, kind=row.kind, profile_id=row.profile_id)
    held = of_profile.where(saves.c.state != SaveState.UNSAVED)
    scope.execute(held.values(state=SaveState.UNSAVED, changed_at=now))
    return scope.execute(chosen).one()
