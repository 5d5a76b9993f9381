"""The admission and audit of the wrapper's routes: the token before a body is read, the entry before an answer."""

from dataclasses import dataclass, field

from fastapi import HTTPException
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.access.admission import OPERATOR, RequestAdmission, key_of, require_client
from serving.access.audit import REFUSED, AuditEntry, Refusals, append_entry
from serving.access.bearer import TokenWrong, bearer_of, header
from serving.access.body_limits import largest_body
from serving.access.callers import Caller
from serving.access.idempotency import KeyedRequest, StoredAnswer, note_subjects, release, remember, withhold
from serving.access.rate_limits import RateExceeded, RateLimit
from serving.access.tokens import Tokens
from serving.http.problem_table import TABLE, refuse, store_away
from serving.http.wire.problems import problem_response
from serving.http.wire.requests import BodyTooLarge
from serving.runtime.event_log import log_refusal
from serving.runtime.process import Clock
from serving.store.disk_full import DiskFull
from serving.store.reach import is_away
from serving.store.store import Store
from serving.store.vault import KeyDestroyed

_SELF_DECIDING = frozenset({"/v1/match", "/v1/explain", "/metrics"})
"""Routes with their own rule: the operator's own secret may call them too and, in an open service, everyone."""
_WITHOUT_TOKEN = ("/v1/oauth/", "/v1/webhooks/")
"""Routes whose callers prove themselves otherwise: by a client's secret, or by a signature."""
_NAMED = {*_SELF_DECIDING, "/v1/oauth/token"}
DOTS = 2
"""Dots of a JSON Web Token; a bearer with another number, such as the operator's secret, needs no verification."""
_UNRECORDED = "the store's disk is full: got no room for the audit entry, expected some; send the request again later"
_UNKNOWN = Caller("unknown", None, frozenset())
"""The caller of a request without a token that is valid here."""
CUT_OFF = 499
"""The audit entry's status of a request that ended without an answer."""


@value_class
class Trail:
    """Admits only authenticated callers to `/v1/...`, and writes the audit entry before the answer is sent."""

    app: ASGIApp
    store: Store
    clock: Clock
    tokens: Tokens
    limit: RateLimit
    refusals: Refusals = field(default_factory=Refusals)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        decides_itself = path in _SELF_DECIDING or path.startswith(_WITHOUT_TOKEN)
        if scope["type"] != "http" or not (decides_itself or path.startswith("/v1/")):
            await self.app(scope, receive, send)
            return
        action = f"{scope['method']} {path}" if path in _NAMED else scope["method"]
        audit = AuditEntry(_UNKNOWN.client_id, None, action, self.clock(), scope["state"]["request_id"])
        entry = RequestAdmission(_UNKNOWN, audit.at, audit)
        recorder = _Recorder(self.store, entry, send, self.refusals, records_all=not decides_itself)
        try:
            if path in _SELF_DECIDING:
                await self._let_decide(scope, recorder)
            elif not decides_itself:
                await self._enter(scope, recorder)
        except (TokenWrong, RateExceeded, BodyTooLarge) as refusal:
            await refuse(TABLE[type(refusal)], refusal)(scope, receive, recorder)
            return
        except SQLAlchemyError as error:
            if not is_away(error):
                raise
            await store_away()(scope, receive, send)
            return
        if decides_itself:
            await self.app(scope, receive, recorder)
            return
        scope["state"]["entry"] = entry
        try:
            await self.app(scope, _limited(receive, largest_body(path)), recorder)
        finally:
            await recorder.end()

    async def _let_decide(self, scope: Scope, recorder: "_Recorder") -> None:
        """Set the request's caller where the bearer is one of our tokens, for a route that decides itself."""
        try:
            caller = await self._caller(scope)
            await run_in_threadpool(self._require_client, caller)
        except TokenWrong:
            return
        scope["state"]["caller"] = caller
        self._count(caller, recorder)

    def _require_client(self, caller: Caller) -> None:
        with self.store.reading() as connection:
            require_client(connection, caller)

    async def _enter(self, scope: Scope, recorder: "_Recorder") -> None:
        self._count(await self._caller(scope), recorder)
        declared = header(scope, b"content-length")
        largest = largest_body(scope["path"])
        if declared.isdecimal() and int(declared) > largest:
            raise BodyTooLarge(largest)

    def _count(self, caller: Caller, recorder: "_Recorder") -> None:
        """Note who calls, and count the call of its contract; raises RateExceeded."""
        entry = recorder.entry
        entry.caller = caller
        entry.audit.client_id, entry.audit.contract_id = caller.client_id, caller.contract_id
        recorder.headers = self.limit.admit(caller.contract_id or OPERATOR)

    async def _caller(self, scope: Scope) -> Caller:
        token = bearer_of(scope)
        if token.count(".") != DOTS:
            raise TokenWrong("got a bearer token that is not valid here")
        return await run_in_threadpool(self.tokens.read, token, self.clock())


def _limited(receive: Receive, largest: int) -> Receive:
    """Return a body that ends where it exceeds the limit."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > largest:
            # the only kind of error that FastAPI lets pass while it reads a body
            raise HTTPException(413, str(BodyTooLarge(largest)))
        return message

    return limited


@dataclass(slots=True)
class _Recorder:
    """Delays an answer until its audit entry is written, and stores the answer of a request with a key."""

    store: Store
    entry: RequestAdmission
    send: Send
    refusals: Refusals
    records_all: bool
    """Off: it records refusals alone."""
    headers: dict[str, str] = field(default_factory=dict)
    """What every answer says of the rate limit."""
    status: int = CUT_OFF
    body: bytearray = field(default_factory=bytearray)
    is_written: bool = False
    start: Message | None = None
    is_replaced: bool = False

    async def __call__(self, message: Message) -> None:
        if self.is_replaced:
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self.headers:
                MutableHeaders(scope=message).update(self.headers)
            if self.entry.keyed is not None:
                self.start = message
                return
            if not await self._may_be_sent():
                return
        elif self.start is not None:
            self.body += message.get("body", b"")
            if message.get("more_body", False) or not await self._may_be_sent():
                return
            await self.send(self.start)
            message = {"type": "http.response.body", "body": bytes(self.body)}
        await self.send(message)

    async def end(self) -> None:
        """Write the entry of a request without an answer, after a timeout or a disconnect."""
        if not self.is_written:
            await self._unrecorded()

    async def _may_be_sent(self) -> bool:
        """Write the entry; where the store cannot take it, send that problem in place of an answer that is no refusal.

        No caller sees an answer without an entry. A refusal shows no data and changes none.
        """
        problem = await self._unrecorded()
        if problem is None or self.status >= 400:
            return True
        self.is_replaced = True
        await self.send({"type": "http.response.start", "status": problem.status_code, "headers": problem.raw_headers})
        await self.send({"type": "http.response.body", "body": bytes(problem.body)})
        return False

    async def _unrecorded(self) -> Response | None:
        """Write the entry; return the problem of a store that cannot take it."""
        audit = self.entry.audit
        is_refusal = self.status in REFUSED or self.entry.is_foreign
        if not (is_refusal or self.records_all) or (is_refusal and self.refusals.repeats(audit, self.status)):
            self.is_written = True
            return None
        try:
            await run_in_threadpool(self._write_down)
        except DiskFull:
            problem = problem_response(TABLE[DiskFull], wording(_UNRECORDED))
        except SQLAlchemyError as error:
            if not is_away(error):
                raise
            problem = store_away()
        else:
            return None
        log_refusal("audit_not_written", action=audit.action, request_id=audit.request_id, status=self.status)
        return problem

    def _write_down(self) -> None:
        self.is_written = True
        with self.store.writing_unsynced() as connection:
            for ended, status in self.refusals.ended(self.entry.now):
                append_entry(connection, ended, status)
            append_entry(connection, self.entry.audit, self.status)
            if self.entry.keyed is not None:
                self._keep(connection, self.entry.keyed)

    def _keep(self, connection: Connection, keyed: KeyedRequest) -> None:
        """Store the answer of a successful write; release the key of every other request."""
        entry = self.entry
        if entry.is_read or not 200 <= self.status < 300:
            release(connection, keyed)
            return
        try:
            key = key_of(self.store, connection, entry)
        except KeyDestroyed:  # the call itself ended what it belonged to
            release(connection, keyed)
            return
        answer = StoredAnswer(self.status, withhold(bytes(self.body), entry.withheld))
        remember(connection, keyed, key, answer, entry.now)
        note_subjects(connection, keyed, entry.audit.subject)
