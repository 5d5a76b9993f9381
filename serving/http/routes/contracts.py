"""Contracts: created and changed by the operator."""

from collections.abc import Sequence
from typing import Annotated, Literal
from zoneinfo import available_timezones

from fastapi import APIRouter
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from serving.http.routes.frame import CONTRACT, Call, OpenCall, example, needs, needs_token, refusals
from serving.rules.vocabulary import InstanceName, Scope
from serving.store.contract_rows import NewContract, NewSeat, change_contract, create_contract, replace_seats
from serving.store.contracts import Contract, InstanceScope, NotHere, live_instance, load_contract
from serving.sync.effects.saves import renew_saves_of_users
from serving.sync.services import WrapperServices

Name = Annotated[str, Field(min_length=1, max_length=200)]
Tier = Literal["advanced_plus", "advanced", "core"]


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("a time zone of the IANA database, such as Europe/Paris")
    return name


Zone = Annotated[str, AfterValidator(_known_zone), Field(examples=["Europe/Paris"], max_length=100)]


class SeatGiven(BaseModel, extra="forbid"):
    """A licence of the tool, of a user by e-mail, under SSO by subject; only keyed hashes of both are stored."""

    id: Name
    email: Annotated[str | None, Field(max_length=320)] = None
    sso_subject: Annotated[str | None, Field(max_length=200)] = None


class ContractMade(BaseModel, extra="forbid"):
    """A new contract."""

    name: Name
    tier: Tier = "advanced_plus"
    sso: bool = False
    time_zone: Zone = "UTC"
    seats: Annotated[list[SeatGiven], Field(max_length=100_000)] = []


class ContractChanged(BaseModel, extra="forbid"):
    """The fields to change; `seats` replaces all seats."""

    name: Name | None = None
    tier: Tier | None = None
    sso: bool | None = None
    time_zone: Zone | None = None
    seats: Annotated[list[SeatGiven] | None, Field(max_length=100_000)] = None


class ContractShown(BaseModel):
    """A contract as the operator sees it."""

    id: str
    name: str
    tier: str
    sso: bool
    time_zone: str
    created_at: AwareDatetime
    terminated_at: AwareDatetime | None


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(tags=["access"], responses=refusals())

    @router.post(
        "/v1/contracts",
        summary="Create a contract",
        status_code=201,
        openapi_extra=example({"name": "Acme", "time_zone": "Europe/Paris", "seats": [{"id": "S1", "email": "..."}]}),
    )
    def make(
        asked: ContractMade, call: Annotated[OpenCall, needs_token(parts, Scope.OPERATOR, once=True)]
    ) -> ContractShown:
        """Create a contract with its tier, sign-on, time zone and seats."""
        new = NewContract(call.new_id("contract"), asked.name, asked.tier, asked.sso, asked.time_zone)
        with parts.store.writing() as connection:
            create_contract(connection, parts.store.vault, new, call.now)
            replace_seats(connection, parts.store.vault, new.id, _seats(asked.seats))
            found = load_contract(connection, new.id)
        call.name(contracts=[new.id])
        return _shown(found)

    @router.get(CONTRACT, summary="Show a contract")
    def show(call: Annotated[Call, needs(parts, Scope.OPERATOR, instance=False)]) -> ContractShown:
        """Show a contract's tier, sign-on and time zone."""
        return _shown(call.contract)

    @router.patch(CONTRACT, summary="Change a contract", openapi_extra=example({"tier": "advanced", "sso": True}))
    def change(
        asked: ContractChanged, call: Annotated[Call, needs(parts, Scope.OPERATOR, instance=False)]
    ) -> ContractShown:
        """Change a contract; turning sign-on (SSO) on erases its users' names and e-mails."""
        changes = asked.model_dump(exclude_none=True, exclude={"seats"})
        with parts.store.writing() as connection:
            change_contract(connection, call.contract.id, changes)
        if asked.seats is not None:
            _replace_seats(parts, call, asked.seats)
        with parts.store.reading() as connection:
            return _shown(load_contract(connection, call.contract.id))

    return router


def _replace_seats(parts: WrapperServices, call: Call, wanted: Sequence[SeatGiven]) -> None:
    with parts.store.writing() as connection:
        lost = replace_seats(connection, parts.store.vault, call.contract.id, _seats(wanted))
    for name in InstanceName:
        with parts.store.reading() as connection:
            instance = live_instance(connection, call.contract.id, name)
            contract = load_contract(connection, call.contract.id, name)
        if lost and instance is not None and contract is not None:
            scope = InstanceScope(contract, instance, parts.store)
            with scope.writing() as connection:
                renew_saves_of_users(connection, scope, lost, call.now)


def _seats(seats: Sequence[SeatGiven]) -> list[NewSeat]:
    return [NewSeat(seat.id, seat.email, seat.sso_subject) for seat in seats]


def _shown(contract: Contract | None) -> ContractShown:
    if contract is None:
        raise NotHere("there is no such contract")
    return ContractShown.model_validate(contract, from_attributes=True)
