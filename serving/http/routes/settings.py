"""A contract's switches, set by its admins (S45, S46, S57, S60, S61, S71, S83, S89, S92)."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Response
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from features.schema.errors import OnematchError
from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.contract.settings import ContractSettings
from serving.rules.vocabulary import ActivityKind, CrmObject, GroupLinks, InstanceName, Scope, TieCriterion
from serving.store.contracts import InstanceScope, load_contract
from serving.store.jobs import NewJob, enqueue
from serving.store.switches import SwitchesWrong, VersionStale, approved, change_switches, copied_switches
from serving.sync.effects.saves import renew_all_saves
from serving.sync.services import WrapperServices
from serving.writeback.intake import forget_facts

_ETAG = re.compile(r'(?:W/)?"(\d{1,9})"')
_MOVES_LINKS = frozenset({"precision", "one_wrong_in", "claim_margin", "tie_policy", "groups"})
_MOVES_SAVES = frozenset({"stage_cut_off", "save_owned_accounts", "save_account_team", "save_leads_of_saved_accounts"})


class VersionMissing(OnematchError):
    """A change of switches has no If-Match."""


PROBLEMS: Problems = {
    VersionStale: ProblemKind(412, "version-stale", "The switches were changed meanwhile"),
    VersionMissing: ProblemKind(428, "version-missing", "If-Match is needed"),
    SwitchesWrong: ProblemKind(422, "switches-wrong", "The switches cannot be like this"),
}


class SettingsChanged(BaseModel, extra="forbid"):
    """The switches to change; `roi` true is the acting admin's approval; `copy_from` copies another instance's."""

    writeback: bool = False
    kinds: Mapping[ActivityKind, bool] = {}
    stage_cut_off: Annotated[Mapping[str, str], Field(description="by pipeline, the first stage that counts")] = {}
    revenue_field: Annotated[str, Field(min_length=1, max_length=200)] = "amount"
    primary_account: bool = False
    roi: bool = False
    training: bool = False
    precision: Annotated[float | None, Field(ge=0.5, le=0.9999)] = None
    one_wrong_in: Annotated[int | None, Field(ge=2, le=10_000, description="at most one wrong badge in so many")] = None
    claim_margin: Annotated[float, Field(ge=0, le=1)] = 0.02
    tie_policy: Annotated[
        Mapping[Literal[CrmObject.ACCOUNT, CrmObject.CONTACT, CrmObject.LEAD], list[TieCriterion]],
        Field(description="by object, what decides between claims of about equal probability, in this order"),
    ] = {}
    groups: Annotated[
        GroupLinks, Field(description="part: an account that names a part goes to it, else to its parent for review")
    ] = GroupLinks.PART
    save_owned_accounts: bool = False
    save_account_team: bool = False
    save_leads_of_saved_accounts: bool = False
    hold_above_share: Annotated[
        float,
        Field(ge=0, le=1, description="a full import is held that would delete more than this share"),
    ] = 0.05
    hold_above_records: Annotated[int, Field(ge=0, le=2**31, description="and more than so many")] = 20
    hold_from_share: Annotated[float, Field(gt=0, le=1, description="held however few records this share is")] = 0.5
    copy_from: InstanceName | None = None


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["connect"], responses=refusals())

    @router.get("/settings", summary="Show the switches")
    def show(
        response: Response, call: Annotated[Call, needs(parts, Scope.ADMIN, acting=True, instance=False)]
    ) -> ContractSettings:
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
        call: Annotated[Call, needs(parts, Scope.ADMIN, acting=True, instance=False)],
        if_match: Annotated[str | None, Header(max_length=100)] = None,
    ) -> ContractSettings:
        """Set the given switches; the others stay."""
        version = _version(if_match)
        instance = call.instance
        with parts.store.writing(None if instance is None else instance.id) as connection:
            changes = _changes(connection, asked, call)
            before, after = change_switches(connection, call.contract.id, call.instance_name, version, changes)
            if call.instance is not None:
                _follow(connection, call, _differing(before, after))
        response.headers["ETag"] = f'"{version + 1}"'
        return after

    return router


def _version(if_match: str | None) -> int:
    if if_match is None:
        raise VersionMissing("got no If-Match, expected the ETag of the switches")
    found = _ETAG.fullmatch(if_match.strip())
    if found is None:
        raise VersionStale("got an If-Match that is none of our ETags")
    return int(found[1])


def _changes(connection: Connection, asked: SettingsChanged, call: Call) -> dict[str, Any]:
    sent = asked.model_dump(mode="json", exclude_unset=True)
    source = sent.pop("copy_from", None)
    copied = {} if source is None else copied_switches(connection, call.contract.id, InstanceName(source))
    if "roi" in sent:
        sent["roi"] = approved(asked.roi, call.actor, call.now)
    return copied | sent


def _differing(before: ContractSettings, after: ContractSettings) -> set[str]:
    return {name for name in ContractSettings.model_fields if getattr(before, name) != getattr(after, name)}


def _follow(connection: Connection, call: Call, changed: set[str]) -> None:
    """Recompute what depends on the switches: links in a job, saves and the facts of ROI at once."""
    instance = call.live
    if changed & _MOVES_LINKS:
        job = NewJob("recompute", call.contract.id, call.caller.client_id, instance.id, {"why": "settings"})
        enqueue(connection, job, call.now)
    contract = load_contract(connection, call.contract.id, call.instance_name)
    if contract is not None and contract.settings.roi is None:
        forget_facts(connection, instance.id)
    if changed & _MOVES_SAVES and contract is not None:
        renew_all_saves(connection, InstanceScope(contract, instance, call.store), call.now)
