"""The switches of a contract, changed only by callers that name their current version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select, update

from features.schema.errors import OnematchError
from serving.rules.contract.settings import Approval, ContractSettings
from serving.rules.vocabulary import InstanceName
from serving.store.tables.contracts import contracts


class VersionStale(OnematchError):
    """The switches were changed since they were read."""


class SwitchesWrong(OnematchError):
    """The changed switches are invalid or contradict each other."""


def change_switches(
    connection: Connection, contract_id: str, name: InstanceName, version: int, changes: Mapping[str, Any]
) -> tuple[ContractSettings, ContractSettings]:
    """Change the switches of one instance name; return them before and after. Raises VersionStale, SwitchesWrong."""
    found = select(contracts.c.settings, contracts.c.settings_version).filter_by(id=contract_id)
    row = connection.execute(found.with_for_update()).one()
    if row.settings_version != version:
        raise VersionStale(f'got If-Match "{version}", expected "{row.settings_version}"')
    before = ContractSettings.model_validate(row.settings.get(name.value, {}))
    after = _changed(before, changes)
    kept = dict(row.settings) | {name.value: after.model_dump(mode="json")}
    changed = update(contracts).filter_by(id=contract_id)
    connection.execute(changed.values(settings=kept, settings_version=version + 1))
    return before, after


def copied_switches(connection: Connection, contract_id: str, name: InstanceName) -> dict[str, Any]:
    """Return all switches of an instance name for copying to another instance; nothing else is copied (D19)."""
    row = connection.execute(select(contracts.c.settings).filter_by(id=contract_id)).one()
    return ContractSettings.model_validate(row.settings.get(name.value, {})).model_dump(mode="json")


def approved(is_approved: bool, by: str, now: datetime) -> dict[str, Any] | None:
    """Return an admin's approval as stored JSON; None without one."""
    return Approval(by=by, at=now).model_dump(mode="json") if is_approved else None


def _changed(before: ContractSettings, changes: Mapping[str, Any]) -> ContractSettings:
    try:
        return ContractSettings.model_validate(before.model_dump(mode="json") | dict(changes))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise SwitchesWrong(f"/{'/'.join(map(str, first['loc']))}: {first['msg']}") from None
