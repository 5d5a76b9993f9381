"""The writeback switches of several users (D27)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from features.schema.value_class import value_class
from serving.contract.activities.grants import users_with_a_grant
from serving.crm.activities import Switch, Switches
from serving.store.contracts import OpenScope
from serving.store.tables.contracts import preferences, seats, users
from serving.store.upserts import among
from serving.vocabulary.settings import ContractSettings
from serving.vocabulary.terms import ActivityKind


@value_class
class Switchboard:
    """The switches of some users; `admin` holds the active users, each with the admin's switch."""

    settings: ContractSettings
    admin: Mapping[str, bool]
    own: Mapping[tuple[str, ActivityKind], bool]
    granted: frozenset[str]
    seated: frozenset[str]

    def has_active(self, user_id: str) -> bool:
        """Whether the user is an active user of the instance (D33)."""
        return user_id in self.admin

    def of(self, user_id: str, kind: ActivityKind) -> Switches:
        """Return the switches for a user's activity of a kind; the user's own is on unless turned off (S54)."""
        return {
            Switch.CONTRACT: self.settings.writeback,
            Switch.KIND: self.settings.writes(kind),
            Switch.ADMIN: self.admin.get(user_id, False),
            Switch.USER: self.own.get((user_id, kind), True),
            Switch.SEAT: user_id in self.seated,
            Switch.GRANT: user_id in self.granted,
        }


def read_switchboard(scope: OpenScope, user_ids: Collection[str], now: datetime) -> Switchboard:
    """Read the switches for these users' activities."""
    active = scope.own(users.c.id, users.c.writeback).where(among(users.c.id, user_ids), users.c.active)
    own = (
        select(preferences.c.user_id, preferences.c.kind, preferences.c.enabled)
        .filter_by(contract_id=scope.contract.id)
        .where(among(preferences.c.user_id, user_ids))
    )
    held = select(seats.c.user_id).filter_by(contract_id=scope.contract.id).where(among(seats.c.user_id, user_ids))
    return Switchboard(
        scope.contract.settings,
        {row.id: row.writeback for row in scope.execute(active)},
        {(row.user_id, ActivityKind(row.kind)): row.enabled for row in scope.execute(own)},
        users_with_a_grant(scope, user_ids, now),
        frozenset(scope.execute(held).scalars()),
    )
