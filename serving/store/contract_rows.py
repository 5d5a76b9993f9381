"""Rows of contracts: themselves, their switches, their seats and who holds these."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Function, delete, func, select, update

from features.schema.errors import OnematchError, expected_of
from features.schema.value_class import value_class
from serving.store.contracts import ADVANCED_PLUS, NotHere, OpenScope
from serving.store.tables.contracts import contracts, instances, seats, users
from serving.store.upserts import upsert
from serving.store.vault import Vault
from serving.vocabulary.licences import Holder, LicenceShown, LicenceState, Seat, licences
from serving.vocabulary.settings import Approval, ContractSettings
from serving.vocabulary.terms import InstanceName

FREE = "free"
ASSIGNED = "assigned"


@value_class
class NewContract:
    """The fields of a new contract."""

    id: str
    name: str
    tier: str = ADVANCED_PLUS
    sso: bool = False
    time_zone: str = "UTC"


@value_class
class NewSeat:
    """A licence of the tool, and its holder's e-mail or SSO subject."""

    id: str
    email: str | None = None
    sso_subject: str | None = None


def create_contract(connection: Connection, vault: Vault, contract: NewContract, now: datetime) -> None:
    """Write a contract with its own data key; an existing contract does not change."""
    if connection.execute(select(contracts.c.id).filter_by(id=contract.id)).first() is not None:
        return
    row = asdict(contract) | {"settings": {}, "settings_version": 1, "created_at": now}
    connection.execute(contracts.insert().values(**row, key_id=vault.new_key(connection, now)))


def change_contract(connection: Connection, contract_id: str, changes: Mapping[str, Any]) -> None:
    """Change a contract's name, tier, SSO or time zone; with SSO its users' names and e-mails are deleted (S81)."""
    if changes:
        connection.execute(update(contracts).filter_by(id=contract_id).values(**changes))
    if changes.get("sso"):
        instance_ids = select(instances.c.id).filter_by(contract_id=contract_id)
        connection.execute(
            update(users).where(users.c.instance_id.in_(instance_ids)).values(sealed=None, email_hash=None)
        )
        connection.execute(update(seats).filter_by(contract_id=contract_id).values(email_hash=None))


def replace_seats(connection: Connection, vault: Vault, contract_id: str, new_seats: Sequence[NewSeat]) -> set[str]:
    """Replace the seats of a contract; users keep seats that stay. Return the users who lost one."""
    contract = connection.execute(select(contracts).filter_by(id=contract_id)).one()
    key = vault.key(connection, contract.key_id)
    rows = [
        {
            "contract_id": contract_id,
            "id": seat.id,
            "email_hash": None if seat.email is None or contract.sso else key.keyed_hash(seat.email),
            "subject_hash": None if seat.sso_subject is None else key.identity_hash(seat.sso_subject),
            "state": FREE,
        }
        for seat in {seat.id: seat for seat in new_seats}.values()
    ]
    gone = seats.c.contract_id == contract_id, seats.c.id.not_in([seat.id for seat in new_seats])
    lost = set(connection.execute(select(seats.c.user_id).where(*gone, seats.c.user_id.is_not(None))).scalars())
    connection.execute(delete(seats).where(*gone))
    upsert(connection, seats, rows, ["email_hash", "subject_hash"])
    return lost


class VersionStale(OnematchError):
    """The switches were changed since they were read."""


class SwitchesWrong(OnematchError):
    """The changed switches are invalid or contradict each other."""


def change_switches(
    connection: Connection, contract_id: str, name: InstanceName, version: int, changes: Mapping[str, Any]
) -> tuple[ContractSettings, ContractSettings]:
    """Change the switches of one instance name; return them before and after. Raises VersionStale, SwitchesWrong."""
    query = select(contracts.c.settings, contracts.c.settings_version).filter_by(id=contract_id)
    row = connection.execute(query.with_for_update()).one()
    if row.settings_version != version:
        raise VersionStale(
            'got If-Match "{version}", expected "{settings_version}"',
            version=version,
            settings_version=row.settings_version,
        )
    before = ContractSettings.model_validate(row.settings.get(name, {}))
    after = _changed(before, changes)
    kept = dict(row.settings) | {name: after.model_dump(mode="json")}
    changed = update(contracts).filter_by(id=contract_id)
    connection.execute(changed.values(settings=kept, settings_version=version + 1))
    return before, after


def copied_switches(connection: Connection, contract_id: str, name: InstanceName) -> dict[str, Any]:
    """Return all switches of an instance name for copying to another instance; nothing else is copied (D19)."""
    row = connection.execute(select(contracts.c.settings).filter_by(id=contract_id)).one()
    return ContractSettings.model_validate(row.settings.get(name, {})).model_dump(mode="json")


def approved(is_approved: bool, by: str, now: datetime) -> dict[str, Any] | None:
    """Return an admin's approval as stored JSON; None without one."""
    return Approval(by=by, at=now).model_dump(mode="json") if is_approved else None


def _changed(before: ContractSettings, changes: Mapping[str, Any]) -> ContractSettings:
    try:
        return ContractSettings.model_validate(before.model_dump(mode="json") | dict(changes))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise SwitchesWrong(
            "/{loc}: {expected}", loc="/".join(map(str, first["loc"])), expected=expected_of(first)
        ) from None


class NoSeatToGive(OnematchError):
    """The named seat is not free, or none is proposed for the user."""


def effective_subject() -> Function[str]:
    """Return the hash of a user's SSO subject: the one that an admin set, else the CRM's."""
    return func.coalesce(users.c.given_subject_hash, users.c.subject_hash)


def give_subject(scope: OpenScope, user_id: str, subject: str) -> None:
    """Set a user's SSO subject, which imports leave; the empty text removes it. Raises NotHere."""
    key = scope.store.vault.key(scope.connection, scope.contract.key_id)
    subject_hash = key.identity_hash(subject) if subject else None
    active_user = scope.change(users, id=user_id, deleted_at=None)
    if scope.execute(active_user.values(given_subject_hash=subject_hash)).rowcount == 0:
        raise NotHere("there is no such user: {user_id}", user_id=user_id)


def seats_of(scope: OpenScope) -> list[Seat]:
    """Return the contract's seats by id."""
    columns = select(seats.c.id, seats.c.email_hash, seats.c.subject_hash, seats.c.user_id)
    known = scope.execute(columns.filter_by(contract_id=scope.contract.id).order_by(seats.c.id))
    return [Seat(*row) for row in known]


def licences_of(scope: OpenScope, known: Sequence[Seat]) -> list[LicenceShown]:
    """Return the held or proposed licence of each active user of an instance, ordered by user id."""
    active_users = scope.own(users.c.id, users.c.email_hash, effective_subject()).where(users.c.active)
    holders = [Holder(*row) for row in scope.execute(active_users.order_by(users.c.id))]
    return licences(holders, known, sso=scope.contract.sso)


def assign(scope: OpenScope, user_id: str, seat_id: str | None, now: datetime) -> LicenceShown:
    """Give a user the named seat, or the proposed one; raises NotHere, NoSeatToGive."""
    known = seats_of(scope)
    licence = next((held for held in licences_of(scope, known) if held.user_id == user_id), None)
    if licence is None:
        raise NotHere("there is no such user")
    if licence.state is LicenceState.ASSIGNED and seat_id in (None, licence.seat_id):
        return licence
    chosen_id = seat_id or licence.seat_id
    if chosen_id is None:
        if all(seat.holder for seat in known):
            raise NoSeatToGive("every seat is assigned: revoke one, or have the operator add seats to the contract")
        raise NoSeatToGive("got no seat, expected the id of a free one: none is proposed for this user")
    revoke(scope, user_id)
    free = update(seats).filter_by(contract_id=scope.contract.id, id=chosen_id, user_id=None)
    if scope.execute(free.values(user_id=user_id, state=ASSIGNED, assigned_at=now)).rowcount == 0:
        raise NoSeatToGive("got a seat that is not free, expected the id of a free one")
    return LicenceShown(user_id, LicenceState.ASSIGNED, chosen_id)


def revoke(scope: OpenScope, user_id: str) -> None:
    """Free the seat that a user holds, if any."""
    held = update(seats).filter_by(contract_id=scope.contract.id, user_id=user_id)
    scope.execute(held.values(user_id=None, state=FREE, assigned_at=None))
