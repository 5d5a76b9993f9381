"""A contract's switches (S45, S46, S57, S60, S61, S71, S83, S89, S92) and own fields, set by its admins."""

import re
from typing import Annotated, Any

from fastapi import Header, Response
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from features.normalise.text import word_set
from features.own_fields.registry import DeclarationWrong
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.contract.records.calls import Call, ContractAdminCall, example, refusals, routes
from serving.contract.saves.saves import renew_all_saves
from serving.http.docs import read_examples
from serving.http.wire.problems import FieldsWrong, ProblemKind, Problems, wrong
from serving.store.contract_rows import SwitchesWrong, VersionStale, approved, change_switches, copied_switches
from serving.store.contracts import OpenScope, load_contract
from serving.store.jobs import NewJob, enqueue
from serving.store.tables.work import activity_facts
from serving.vocabulary.settings import (
    MAX_OWN_FIELDS,
    ContractSettings,
    OwnFieldNotInModel,
    OwnFieldRead,
    Switches,
    require_declared,
    require_in_model,
)
from serving.vocabulary.terms import InstanceName

_EXAMPLES = read_examples(__file__)


class OwnFields(BaseModel, extra="forbid"):
    """All own fields of one instance; PUT replaces them."""

    fields: list[OwnFieldRead] = Field(max_length=MAX_OWN_FIELDS)


class VersionMissing(OnematchError):
    """A change of switches has no If-Match."""


PROBLEMS: Problems = {
    OwnFieldNotInModel: ProblemKind(409, "own-field-not-in-model", "The model in use lacks an own field"),
    VersionStale: ProblemKind(412, "version-stale", "The switches were changed meanwhile"),
    VersionMissing: ProblemKind(428, "version-missing", "If-Match is needed"),
    SwitchesWrong: ProblemKind(422, "switches-wrong", "The switches cannot be like this"),
}

router = routes("connect")


@router.get("/instances/{name}/fields", name="show", summary="Show own fields")
def show_own_fields(name: InstanceName, call: ContractAdminCall) -> OwnFields:
    """Show the fields that are read beside the canonical columns, each with its CRM property."""
    with call.store.reading() as connection:
        contract = load_contract(connection, call.contract.id, name)
    return OwnFields(fields=[] if contract is None else list(contract.settings.own_fields))


@router.put(
    "/instances/{name}/fields",
    name="change",
    summary="Set own fields",
    openapi_extra=example(_EXAMPLES["own fields"]),
    responses=refusals(409),
)
def change_own_fields(
    name: InstanceName,
    asked: OwnFields,
    call: ContractAdminCall,
) -> OwnFields:
    """Replace the own fields. A record has them from its next import on; the model in use must carry them."""
    _require_usable(call, asked)
    with call.store.writing(f"{call.contract.id}/{name}") as connection:
        contract = load_contract(connection, call.contract.id, name)
        version = call.contract.settings_version if contract is None else contract.settings_version
        changes = {"own_fields": [field.model_dump(mode="json") for field in asked.fields]}
        change_switches(connection, call.contract.id, name, version, changes)
    call.name(fields=[f"{field.kind}/{field.name}" for field in asked.fields])
    return asked


def _require_usable(call: Call, own_fields: OwnFields) -> None:
    """Raise FieldsWrong for a wrong declaration, OwnFieldNotInModel and ModelNotReady."""
    try:
        require_declared(own_fields.fields)
    except DeclarationWrong as error:
        pointer = f"/fields/{error.number}/{error.key}"
        refused = FieldsWrong([wrong(pointer, wording("a declaration that cannot be used"), str(error))])
        refused.say("/fields/{number}/{reason}", number=error.number, reason=error)
        raise refused from None
    for kind in dict.fromkeys(Kind(field.kind) for field in own_fields.fields):
        require_in_model(own_fields.fields, call.matching.matcher(kind).schema)


_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')
_MOVES_LINKS = word_set("precision one_wrong_in claim_margin tie_policy groups")
_MOVES_SAVES = word_set("stage_cut_off save_owned_accounts save_account_team save_leads_of_saved_accounts")


class SettingsChanged(Switches, frozen=True):
    """The switches to change; `roi` true is the acting admin's approval; `copy_from` copies another instance's."""

    roi: bool = False
    copy_from: InstanceName | None = None


@router.get("/settings", summary="Show the switches")
def show(response: Response, call: ContractAdminCall) -> ContractSettings:
    """Show an instance's switches; a change sends the header ETag as If-Match."""
    response.headers["ETag"] = f'"{call.contract.settings_version}"'
    return call.contract.settings


@router.patch(
    "/settings",
    summary="Set switches",
    responses=refusals(412, 428),
    openapi_extra=example({"writeback": True, "kinds": {"call": False}}),
)
def change(
    asked: SettingsChanged,
    response: Response,
    call: ContractAdminCall,
    if_match: Annotated[str | None, Header(max_length=100)] = None,
) -> ContractSettings:
    """Set the given switches; the others stay."""
    version = _version(if_match)
    instance = call.instance
    with call.store.writing(None if instance is None else instance.id) as connection:
        changes = _changes(connection, asked, call)
        before, after = change_switches(connection, call.contract.id, call.instance_name, version, changes)
        changed = {name for name in ContractSettings.model_fields if getattr(before, name) != getattr(after, name)}
        call.name(settings=sorted(changed))
        if call.instance is not None:
            _follow(connection, call, changed)
    response.headers["ETag"] = f'"{version + 1}"'
    return after


def _version(if_match: str | None) -> int:
    if if_match is None:
        raise VersionMissing("got no If-Match, expected the ETag of the switches")
    etag = _ETAG.fullmatch(if_match.strip())
    if etag is None:
        raise VersionStale("got an If-Match that is none of our ETags")
    return int(etag[1])


def _changes(connection: Connection, changed: SettingsChanged, call: Call) -> dict[str, Any]:
    sent = changed.model_dump(mode="json", exclude_unset=True)
    source = sent.pop("copy_from", None)
    copied = {} if source is None else copied_switches(connection, call.contract.id, InstanceName(source))
    if "roi" in sent:
        sent["roi"] = approved(changed.roi, call.actor, call.now)
    return copied | sent


def _follow(connection: Connection, call: Call, changed: set[str]) -> None:
    """Recompute what depends on the switches: links in a job, saves and the facts of ROI at once."""
    instance = call.live
    if changed & _MOVES_LINKS:
        job = NewJob("recompute", call.contract.id, call.caller.client_id, instance.id, {"why": "settings"})
        enqueue(connection, job, call.now)
    contract = load_contract(connection, call.contract.id, call.instance_name)
    if contract is None:
        return
    scope = OpenScope(contract, instance, call.store, connection)
    if contract.settings.roi is None:
        scope.delete(activity_facts)
    if changed & _MOVES_SAVES:
        renew_all_saves(scope, call.now)
