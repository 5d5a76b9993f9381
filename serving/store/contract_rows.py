"""Writing contracts and their seats."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from serving.store.contracts import ADVANCED_PLUS
from serving.store.tables.contracts import contracts, instances, seats, users
from serving.store.upserts import upsert
from serving.store.vault import Vault

FREE = "free"
ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class NewContract:
    """The fields of a new contract."""

    id: str
    name: str
    tier: str = ADVANCED_PLUS
    sso: bool = False
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
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
        mine = select(instances.c.id).filter_by(contract_id=contract_id)
        connection.execute(update(users).where(users.c.instance_id.in_(mine)).values(sealed=None, email_mark=None))
        connection.execute(update(seats).filter_by(contract_id=contract_id).values(email_mark=None))


def replace_seats(connection: Connection, vault: Vault, contract_id: str, wanted: Sequence[NewSeat]) -> set[str]:
    """Replace the seats of a contract; users keep seats that stay. Return the users who lost one."""
    contract = connection.execute(select(contracts).filter_by(id=contract_id)).one()
    key = vault.key(connection, contract.key_id)
    rows = [
        {
            "contract_id": contract_id,
            "id": seat.id,
            "email_mark": None if seat.email is None or contract.sso else key.keyed_hash(seat.email),
            "subject_mark": None if seat.sso_subject is None else key.identity_hash(seat.sso_subject),
            "state": FREE,
        }
        for seat in {seat.id: seat for seat in wanted}.values()
    ]
    gone = seats.c.contract_id == contract_id, seats.c.id.not_in([seat.id for seat in wanted])
    lost = set(connection.execute(select(seats.c.user_id).where(*gone, seats.c.user_id.is_not(None))).scalars())
    connection.execute(delete(seats).where(*gone))
    upsert(connection, seats, rows, ["contract_id", "id"], ["email_mark", "subject_mark"])
    return lost
