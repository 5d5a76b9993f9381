"""Contracts and their clients, made and changed by the operator; tokens of clients (S75; RFC 6749, section 4.4)."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import parse_qs, unquote_plus
from zoneinfo import available_timezones

from fastapi import Request
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from features.schema.errors import OnematchError
from serving.access.body_limits import FORM_BODY
from serving.access.callers import Caller
from serving.access.clients import (
    ClientWrong,
    check_secret,
    clients_of,
    create_client,
    find_client,
    restore_client,
    revoke_client,
)
from serving.access.tokens import LIFE, Tokens
from serving.contract.records.calls import (
    CONTRACT,
    Call,
    OpenCall,
    OperatorCall,
    PathId,
    ShownValue,
    example,
    needs,
    needs_token,
    routes,
)
from serving.contract.records.services import WrapperServices
from serving.contract.saves.saves import renew_saves_of_users
from serving.http.paging import Listing, WantedPage, listing
from serving.http.wire.problems import ProblemKind, Problems
from serving.http.wire.requests import BodyTooLarge, read_bytes
from serving.store.contract_rows import NewContract, NewSeat, change_contract, create_contract, replace_seats
from serving.store.contracts import NotHere, live_instance, load_contract, load_scope
from serving.store.tables.contracts import clients
from serving.store.upserts import older_than
from serving.vocabulary.terms import InstanceName, Scope

TRIES_PER_MINUTE = 600
_COUNTERS = 1024
"""Attempts per minute in each of 1024 counters; client ids are hashed to a counter, so that memory is bounded."""
_FORM = "application/x-www-form-urlencoded"
_FIELDS = {
    "grant_type": {"type": "string", "enum": ["client_credentials"]},
    "client_id": {"type": "string", "description": "here or by HTTP Basic"},
    "client_secret": {"type": "string"},
    "scope": {"type": "string", "description": "some of the client's scopes, parted by spaces; all when left out"},
}
_EXAMPLE = {"grant_type": "client_credentials", "client_id": "acme-sync", "client_secret": "...", "scope": "sync"}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {"type": "object", "required": ["grant_type"], "properties": _FIELDS},
                "example": _EXAMPLE,
            }
        },
    }
}


class GrantUnsupported(OnematchError):
    """The grant type is not client credentials."""

    error = "unsupported_grant_type"


class FormWrong(OnematchError):
    """The request is no form, or a field is missing."""

    error = "invalid_request"


class ScopeNotGranted(OnematchError):
    """A requested scope is not one of the client's."""

    error = "invalid_scope"


PROBLEMS: Problems = {
    GrantUnsupported: ProblemKind(400, "grant-unsupported", "Only client credentials are granted"),
    FormWrong: ProblemKind(400, "form-wrong", "The form is not readable"),
    ScopeNotGranted: ProblemKind(400, "scope-not-granted", "The client does not have the scope"),
}


class TokenAnswer(BaseModel):
    """A token and its lifetime."""

    access_token: str
    token_type: str = Field(examples=["Bearer"])
    expires_in: int = Field(description="seconds")
    scope: str


router = routes("access", prefix="")


@router.post("/v1/oauth/token", summary="Get a token", response_model=TokenAnswer, openapi_extra=_BODY)
async def token(request: Request) -> Response:
    """Exchange a client's id and secret for a token that lives 15 minutes."""
    services: WrapperServices = request.app.state.services
    form = await _read_form(request)
    client_id, secret = _credentials(request.headers.get("authorization", ""), form)
    request.app.state.token_tries.admit(str(hash(client_id) % _COUNTERS))
    caller = await run_in_threadpool(_checked, services, client_id, secret)
    granted = _granted(caller, form.get("scope"))
    answer = TokenAnswer(
        access_token=Tokens.of(services.store).issue(granted, services.clock()),
        token_type="Bearer",
        expires_in=int(LIFE.total_seconds()),
        scope=" ".join(sorted(granted.scopes)),
    )
    return JSONResponse(answer.model_dump(), headers={"Cache-Control": "no-store"})


def _checked(services: WrapperServices, client_id: str, secret: str) -> Caller:
    with services.store.reading() as connection:
        return check_secret(connection, client_id, secret)


async def _read_form(request: Request) -> Mapping[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise FormWrong("got another content type, expected {form}", form=_FORM)
    try:
        body = await read_bytes(request.receive, FORM_BODY)
        fields = parse_qs(body.decode(), strict_parsing=True, max_num_fields=20)
    except BodyTooLarge:
        raise FormWrong("got more than {form_body} bytes, expected a short form", form_body=FORM_BODY) from None
    except ValueError:
        raise FormWrong("got a body that is no form") from None
    form = {name: values[0] for name, values in fields.items()}
    if form.get("grant_type") != "client_credentials":
        raise GrantUnsupported("got another grant_type, expected client_credentials")
    return form


def _credentials(authorization: str, form: Mapping[str, str]) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        client_id, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise ClientWrong("got an Authorization header that is not readable, expected HTTP Basic") from None
    return unquote_plus(client_id), unquote_plus(secret)


def _granted(caller: Caller, requested_scopes: str | None) -> Caller:
    if not requested_scopes or not requested_scopes.strip():
        return caller
    words = set(requested_scopes.split())
    if not words <= caller.scopes:
        raise ScopeNotGranted("got a scope that the client does not have")
    return replace(caller, scopes=frozenset(map(Scope, words)))


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
    email: str | None = Field(default=None, max_length=320)
    sso_subject: str | None = Field(default=None, max_length=200)


class ContractMade(BaseModel, extra="forbid"):
    """A new contract."""

    name: Name
    tier: Tier = "advanced_plus"
    sso: bool = False
    time_zone: Zone = "UTC"
    seats: list[SeatGiven] = Field(default=[], max_length=100_000)


class ContractChanged(BaseModel, extra="forbid"):
    """The fields to change; `seats` replaces all seats."""

    name: Name | None = None
    tier: Tier | None = None
    sso: bool | None = None
    time_zone: Zone | None = None
    seats: list[SeatGiven] | None = Field(default=None, max_length=100_000)


class ContractShown(ShownValue):
    """A contract as the operator sees it."""

    id: str
    name: str
    tier: str
    sso: bool
    time_zone: str
    created_at: AwareDatetime
    terminated_at: AwareDatetime | None


@router.post(
    "/v1/contracts",
    summary="Create a contract",
    status_code=201,
    openapi_extra=example({"name": "Acme", "time_zone": "Europe/Paris", "seats": [{"id": "S1", "email": "..."}]}),
)
def make(asked: ContractMade, call: Annotated[OpenCall, needs_token(Scope.OPERATOR, once=True)]) -> ContractShown:
    """Create a contract with its tier, sign-on, time zone and seats."""
    new = NewContract(call.new_id("contract"), **asked.model_dump(exclude={"seats"}))
    with call.store.writing() as connection:
        create_contract(connection, call.store.vault, new, call.now)
        replace_seats(connection, call.store.vault, new.id, _seats(asked.seats))
        contract = load_contract(connection, new.id)
    call.name(contracts=[new.id])
    return ContractShown.of(contract)


@router.get(CONTRACT, summary="Show a contract")
def show(call: OperatorCall) -> ContractShown:
    """Show a contract's tier, sign-on and time zone."""
    return ContractShown.of(call.contract)


@router.patch(CONTRACT, summary="Change a contract", openapi_extra=example({"tier": "advanced", "sso": True}))
def change(asked: ContractChanged, call: OperatorCall) -> ContractShown:
    """Change a contract; turning sign-on (SSO) on erases its users' names and e-mails."""
    changes = asked.model_dump(exclude_none=True, exclude={"seats"})
    with call.store.writing() as connection:
        change_contract(connection, call.contract.id, changes)
    if asked.seats is not None:
        _replace_seats(call, asked.seats)
    with call.store.reading() as connection:
        return ContractShown.of(load_contract(connection, call.contract.id))


def _replace_seats(call: Call, seats: Sequence[SeatGiven]) -> None:
    with call.store.writing() as connection:
        lost = replace_seats(connection, call.store.vault, call.contract.id, _seats(seats))
    for name in InstanceName if lost else ():
        with call.store.reading() as connection:
            instance = live_instance(connection, call.contract.id, name)
            scope = instance and load_scope(connection, call.store, instance.id)
        if scope:
            with scope.writing() as opened:
                renew_saves_of_users(opened, lost, call.now)


def _seats(seats: Sequence[SeatGiven]) -> list[NewSeat]:
    return [NewSeat(**seat.model_dump()) for seat in seats]


ClientsCall = Annotated[Call, needs(Scope.OPERATOR, Scope.ADMIN, acting=(Scope.ADMIN,), instance=False)]
"""Of the operator, or of an admin of the contract."""


class ClientMade(BaseModel, extra="forbid"):
    """A new client, or a new secret of the client with that id."""

    scopes: list[Literal["sync", "app", "admin", "reader", "rep"]] = Field(min_length=1, max_length=5)
    client_id: str | None = Field(default=None, max_length=200, description="of the client that gets a new secret")


class ClientShown(BaseModel):
    """A client's credentials; the secret is shown once, so a replay withholds it."""

    client_id: str
    client_secret: str | None
    scopes: list[Scope]
    withheld: Literal["replay"] | None = None


@router.post(
    CONTRACT + "/clients",
    name="make",
    summary="Create or rotate credentials",
    status_code=201,
    openapi_extra=example({"scopes": ["sync"]}),
)
def make_client(
    asked: ClientMade,
    call: Annotated[Call, needs(Scope.OPERATOR, instance=False, once=True, withheld=("client_secret",))],
) -> ClientShown:
    """Create a client, or give one a new secret and scopes; its old secret and tokens become invalid at once."""
    with call.store.writing() as connection:
        if asked.client_id is not None and not find_client(connection, call.contract.id, asked.client_id):
            raise NotHere("there is no such client")
        client_id = asked.client_id or call.new_id("client")
        new = create_client(connection, call.contract.id, set(map(Scope, asked.scopes)), call.now, client_id)
    call.name(clients=[new.id])
    return ClientShown(client_id=new.id, client_secret=new.secret, scopes=list(new.scopes))


class ClientListed(ShownValue):
    """A client without its secret."""

    id: str
    scopes: list[Scope]
    created_at: AwareDatetime
    revoked_at: AwareDatetime | None


@router.get(CONTRACT + "/clients", name="show", summary="List clients")
def list_clients(page: WantedPage, call: ClientsCall) -> Listing[ClientListed]:
    """List the programs that call for the contract, the newest first; not onematch's own console and commands."""
    query = older_than(clients_of(call.contract.id), (clients.c.created_at, clients.c.id), page.moment_key())
    with call.store.reading() as connection:
        rows = connection.execute(query.limit(page.fetch)).all()
    return listing(rows, page, ClientListed.of, "created_at", "id")


@router.delete(CONTRACT + "/clients/{client_id}", summary="Revoke a client", status_code=204, response_class=Response)
def end(client_id: PathId, call: ClientsCall) -> None:
    """Revoke a client; its tokens become invalid at once."""
    call.name(clients=[client_id])
    with call.store.writing() as connection:
        revoke_client(connection, call.contract.id, client_id, call.now)


@router.post(
    CONTRACT + "/clients/{client_id}/restore",
    name="restore",
    summary="Take a revocation back",
    status_code=204,
    response_class=Response,
)
def restore(client_id: PathId, call: ClientsCall) -> None:
    """Let a client call again with its secret, within 10 minutes of its revocation; earlier tokens stay invalid."""
    call.name(clients=[client_id])
    with call.store.writing() as connection:
        restore_client(connection, call.contract.id, client_id, call.now)
