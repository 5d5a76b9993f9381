"""The base of the wrapper's routes: admission of a call, and the declarations in the OpenAPI document."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, Self, TypeVar

from fastapi import APIRouter, Header, Path, Query, Request, Security
from fastapi.security import OAuth2
from pydantic import BaseModel, StringConstraints
from starlette.concurrency import run_in_threadpool

from serving.access.admission import RequestAdmission, RouteRequirements, admit, admit_anywhere
from serving.access.callers import ActingUserWrong, Caller
from serving.access.idempotency import KeyMissing, hash_request
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.http.docs import REQUIRED
from serving.http.paging import Listing, PageWanted, listing
from serving.http.wire.formats import NO_WAIT
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import Contract, Disconnected, Instance, InstanceScope, OpenScope
from serving.store.readings import KeptReading, Make, Reading, ReadingBegun
from serving.store.store import Store
from serving.vocabulary.terms import InstanceName, Scope

T = TypeVar("T")
Row = TypeVar("Row")
SCHEME = OAuth2(
    scheme_name="oauth2",
    description="Client credentials; tokens live 15 minutes.",
    flows={"clientCredentials": {"tokenUrl": "v1/oauth/token", "scopes": {scope: scope for scope in Scope}}},
    auto_error=False,
)
CONTRACT = "/v1/contracts/{contract_id}"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_READS = ("GET", "HEAD")


@dataclass(slots=True)
class OpenCall:
    """A request of an authenticated caller; `name` adds the ids that it touched to the audit trail."""

    caller: Caller
    now: datetime
    entry: RequestAdmission
    services: WrapperServices

    @property
    def store(self) -> Store:
        return self.services.store

    @property
    def matching(self) -> Matchers:
        return self.services.matching

    def new_id(self, purpose: str) -> str:
        """Return an id for a new object; with an Idempotency-Key a repeated request gets the same one."""
        return self.entry.new_id(purpose)

    def leaves_no_answer(self) -> None:
        """Declare that this request is a read after all: its answer is not stored."""
        self.entry.is_read = True

    def name(self, **ids: Collection[str]) -> None:
        """Add ids to the audit trail: `records=["contact/17"]`, `profiles=["M1"]`."""
        self.entry.audit.name(**{kind: list(named) for kind, named in ids.items()})

    def listing(
        self, rows: Sequence[Row], page: PageWanted, show: Callable[[Row], T], *key: str, **ids: str
    ) -> Listing[T]:
        """Return a page as `paging.listing` does; `ids` are the attributes that are ids for the audit trail."""
        self.name(**{kind: [attrgetter(name)(row) for row in rows[: page.limit]] for kind, name in ids.items()})
        return listing(rows, page, show, *key)


@dataclass(slots=True)
class Call(OpenCall):
    """A request on a contract's data; `instance` is the connected instance of the given name."""

    contract: Contract
    instance: Instance | None
    instance_name: InstanceName
    acting_user: str | None

    @property
    def live(self) -> Instance:
        """The connected instance; raises Disconnected."""
        if self.instance is None:
            raise Disconnected("the {instance_name} instance is not connected", instance_name=self.instance_name)
        return self.instance

    @property
    def scope(self) -> InstanceScope:
        """The connected instance with its contract; raises Disconnected."""
        return InstanceScope(self.contract, self.live, self.store)

    @property
    def instance_id(self) -> str:
        """The id of the connected instance; raises Disconnected."""
        return self.live.id

    def reading(self) -> AbstractContextManager[OpenScope]:
        """Return a transaction that reads the instance's data; raises Disconnected."""
        return self.scope.reading()

    def writing(self) -> AbstractContextManager[OpenScope]:
        """Return a transaction that writes the instance's data; raises Disconnected."""
        return self.scope.writing()

    @property
    def actor(self) -> str:
        """The acting user; raises ActingUserWrong where there is none."""
        if self.acting_user is None:
            raise ActingUserWrong("got no Acting-User, expected the id of a CRM user")
        return self.acting_user

    def preferred(self, reading: Reading, prefer: str) -> KeptReading:
        """Return a reading; raises ReadingBegun where the caller does not wait for a first one."""
        if NO_WAIT in prefer.replace(" ", "").lower():
            reading = replace(reading, waits=False, may_be_none=False)
        return self.reading_of(reading)

    def reading_of(self, reading: Reading, fresh: Make | None = None) -> KeptReading:
        """Return a reading: of a small contract as it is now (by `fresh`, if given), of a large one as it was kept."""
        return self.services.readings.read(reading, self.now, fresh)

    def require_self(self, user_id: str) -> None:
        """Raise ActingUserWrong unless the acting user is the given one."""
        if self.acting_user != user_id:
            raise ActingUserWrong("got another Acting-User than the one whose data this is, expected the same")


def _key_header(*, once: bool) -> Any:
    said = "of a write; kept 30 days for this client and acting user"
    return Header(None, description=said, json_schema_extra={REQUIRED: once})


def needs(
    *scopes: Scope,
    acting: bool | Collection[Scope] = False,
    instance: bool = True,
    once: bool = False,
    ended: bool = False,
    reads: bool = False,
    withheld: Collection[str] = (),
) -> Any:
    """Return the dependency that admits a request below CONTRACT and returns its Call.

    `scopes`: the token must have one of them. `acting`: the header Acting-User must name an active user of the
    instance, an admin where the token has no other scope than admin (S63, D33); given scopes: under these only.
    `instance`: the named instance must be connected. `once`: an Idempotency-Key is required. `ended`: allowed also
    below the tier and after the contract's end. `reads`: a POST that changes nothing. `withheld`: personal or secret
    fields of the answer, which a replay leaves out.
    """
    wish = RouteRequirements(
        scopes=frozenset(scopes),
        acting_under=frozenset(scopes if acting is True else acting or ()),
        has_instance=instance,
        is_open_after_end=ended,
        is_read=reads,
        withheld=frozenset(withheld),
    )

    required = {REQUIRED: wish.acting_under == wish.scopes}
    acting_header: Any = Header(None, max_length=200, description="id of a CRM user", json_schema_extra=required)
    key = _key_header(once=once)

    async def admitted(
        request: Request,
        _token: Annotated[str | None, Security(SCHEME)],
        contract_id: Annotated[str, Path(max_length=200)],
        instance: Annotated[InstanceName, Query(description="which CRM instance")] = InstanceName.PRODUCTION,
        acting_user: str | None = acting_header,
        idempotency_key: str | None = key,
    ) -> Call:
        entry, services = await _entry(request, idempotency_key, wish, once=once)
        entry.contract_id = contract_id
        entry.instance_name = instance
        entry.acting_user = acting_user
        contract, live, actor = await run_in_threadpool(admit, services.store, entry, wish)
        return Call(
            caller=entry.caller,
            now=entry.now,
            entry=entry,
            services=services,
            contract=contract,
            instance=live,
            instance_name=entry.instance_name,
            acting_user=actor,
        )

    return Security(admitted, scopes=scopes)


def needs_token(*scopes: Scope, once: bool = False) -> Any:
    """Return the dependency of routes without a contract; without scopes any token is admitted."""
    wish = RouteRequirements(frozenset(scopes or Scope), frozenset(), has_instance=False, is_open_after_end=True)
    key = _key_header(once=once)

    async def admitted(
        request: Request,
        _token: Annotated[str | None, Security(SCHEME)],
        idempotency_key: str | None = key,
    ) -> OpenCall:
        entry, services = await _entry(request, idempotency_key, wish, once=once)
        await run_in_threadpool(admit_anywhere, services.store, entry, wish)
        return OpenCall(entry.caller, entry.now, entry, services)

    return Security(admitted, scopes=scopes)


SyncCall = Annotated[Call, needs(Scope.SYNC)]
SellerCall = Annotated[Call, needs(Scope.APP, acting=True)]
UserCall = Annotated[Call, needs(Scope.APP, Scope.ADMIN, acting=True)]
"""Of a seller, or of an admin for all users."""
JudgingCall = Annotated[Call, needs(Scope.APP, Scope.ADMIN, acting=True, once=True)]
LookingCall = Annotated[Call, needs(Scope.APP, Scope.ADMIN, acting=(Scope.APP,))]
"""Of a seller, or of an admin as nobody in particular."""
AdminCall = Annotated[Call, needs(Scope.ADMIN, acting=True)]
ContractAdminCall = Annotated[Call, needs(Scope.ADMIN, acting=True, instance=False)]
EndedAdminCall = Annotated[Call, needs(Scope.ADMIN, acting=True, instance=False, ended=True)]
"""Also below the tier and after the contract's end."""
OperatorCall = Annotated[Call, needs(Scope.OPERATOR, instance=False)]
LeavingCall = Annotated[
    Call, needs(Scope.ADMIN, Scope.REP, acting=(Scope.ADMIN,), instance=False, once=True, ended=True)
]
ReportCall = Annotated[Call, needs(Scope.ADMIN)]
"""Of an admin as nobody in particular, or of a user whose permissions count."""
AnyToken = Annotated[OpenCall, needs_token()]
OperatorToken = Annotated[OpenCall, needs_token(Scope.OPERATOR)]
PathId = Annotated[str, Path(max_length=200)]
NO_NUL = r"^[^\x00]+$"
"""Pattern of ids: PostgreSQL stores no text with a zero byte."""
Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=NO_NUL)]
JudgedId = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern="^[^\x00]+$")]
"""The same, as judgements and changes of profiles publish it: with the byte itself in the pattern."""
Preference = Annotated[
    str, Header(alias="Prefer", description="wait=0: 503 at once where a large contract's answer must be made first")
]
PROBLEMS: Problems = {ReadingBegun: ProblemKind(503, "being-made", "The answer is being made", {"Retry-After": "1"})}
Responses = dict[int | str, dict[str, Any]]
"""What a route declares of its answers, by status."""


def refusals(*more: int) -> Responses:
    """Return the declared problems of a route, those of every route and more; the document gets their types later."""
    return {status: {} for status in sorted({400, 401, 403, 404, 409, 413, 422, 429, 503, *more})}


def routes(tag: str, below: str = "", prefix: str = CONTRACT, more: Collection[int] = ()) -> APIRouter:
    """Return the router of a topic: its group on the page of the API, the path of its routes, and `more` problems."""
    return APIRouter(prefix=prefix + below, tags=[tag], responses=refusals(*more))


class ShownValue(BaseModel, from_attributes=True):
    """An answer, or a part of one, whose fields are attributes of a value."""

    @classmethod
    def of(cls, value: object) -> Self:
        """Return a value as it is shown."""
        return cls.model_validate(value)


def example(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the declaration of an example body: `openapi_extra=example({...})`."""
    return {"requestBody": {"content": {"application/json": {"example": value}}}}


def answers(value: Any) -> Responses:
    """Return the declaration of an example answer: `responses=refusals() | answers({...})`."""
    return {200: {"content": {"application/json": {"example": value}}}}


async def _entry(
    request: Request, key: str | None, wish: RouteRequirements, *, once: bool
) -> tuple[RequestAdmission, WrapperServices]:
    """Return a request's admission, and the services of the application that it came to."""
    entry: RequestAdmission = request.state.entry
    services: WrapperServices = request.app.state.services
    entry.audit.action = f"{request.method} {request.scope['route'].path}"
    entry.is_read = wish.is_read or request.method in _READS
    entry.withheld = wish.withheld
    if once and key is None:
        raise KeyMissing("got no Idempotency-Key, expected one: a text that no other request of yours has")
    if key is None or entry.is_read:
        return entry, services
    if _KEY.fullmatch(key) is None:
        raise KeyMissing("got an Idempotency-Key that is empty, too long or not plain ASCII, expected 1 to 200")
    entry.key = key
    target = f"{request.method} {request.url.path}?{request.url.query}"
    granted = " ".join(sorted(entry.caller.scopes & wish.scopes))
    hash_key = services.store.vault.derive("hash requests")
    entry.request_hash = hash_request(hash_key, target.encode(), granted.encode(), await request.body())
    return entry, services
