"""A running service of one side with its worker, and the programs that call it over HTTP."""

import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.regression.checkouts import Side

READY_S = 300.0
TOKEN_LIVES_S = 600.0
PAGE = 1000
TOKEN = "a-token-of-the-regression-check-00"
ADMIN = "U1"
SELLER = "U2"
OTHER = "U3"
USERS = {
    "admin": ("admin", ADMIN),
    "program": ("admin", None),
    "seller": ("app", SELLER),
    "other": ("app", OTHER),
    "admin of the app": ("app", ADMIN),
}
"""Scope and user by who asks."""
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
    n_of_jobs: int = 0,
    program: Sequence[str] | None = None,
    home: Path | None = None,
    more: Mapping[str, str] | None = None,
) -> Iterator[Service]:
    """Start the service on a free port, with a fresh home or a given one, and so many workers of jobs; end it at last.

    `program` serves in place of `onematch serve` with one worker; `more` is of its environment, and a database that it
    names is upgraded first.
    """
    folder = home or side.folder / "homes" / f"{name}-{time.time_ns()}"
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    environment = {"ONEMATCH_HOME": str(folder), "BENTOML_HOME": str(folder / "bentoml"), "ONEMATCH_TOKEN": TOKEN}
    environment |= {"ONEMATCH_CRM_HOSTS": "127.0.0.1", "ONEMATCH_RATE_PER_MINUTE": "1000000", **(more or {})}
    onematch = str(side.command)
    command = [*(program or (onematch, "serve", "--workers", "1")), "--host", "127.0.0.1", "--port", str(port)]
    for kind, (bundle, index) in models.items():
        command += ["--bundle", f"{kind}={bundle}", "--index", f"{kind}={index}"]
    with ExitStack() as stack:
        http = stack.enter_context(httpx.Client(timeout=300, trust_env=False))
        service = Service(side, f"http://127.0.0.1:{port}", http, environment)
        if "ONEMATCH_DATABASE_URL" in environment:
            service.onematch("db", "upgrade")
        process = stack.enter_context(_process(service, command, folder / "service.log"))
        _wait_until_ready(service, process)
        for number in range(n_of_jobs):
            stack.enter_context(_process(service, [onematch, "work"], folder / f"work-{number}.log"))
        yield service


@contextmanager
def _process(service: Service, command: Sequence[str], log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    environment = service.side.environment() | dict(service.environment)
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=service.side.folder, env=environment, stdout=out, stderr=out, start_new_session=True
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
            break
        try:
            if service.http.get(f"{service.address}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise NotSettled(f"the service of {service.side.root} was not ready within {READY_S:.0f} s, or ended")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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

    def send(
        self, who: str, request: str, body: object = None, headers: Mapping[str, str] | None = None, name: str = "asked"
    ) -> httpx.Response:
        """Send a request such as `GET /records`, under a name that the audit trail keeps.

        `who` is one of USERS, or the scope of a program that acts for no user; a path that does not begin
        with /v1/ lies below the contract.
        """
        scope, user = USERS.get(who, (who, None))
        renames = self.service.side.renames
        method, _, path = renames.text(request).partition(" ")
        sent = {"Authorization": f"Bearer {self.token(scope)}", "X-Request-Id": name}
        if method in {"POST", "PATCH"}:
            sent["Idempotency-Key"] = uuid.uuid4().hex
        if user is not None:
            sent["Acting-User"] = user
        below = "" if path.startswith("/v1/") else f"/v1/contracts/{self.contract_id}"
        content: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": renames.value(body)}
        address = f"{self.service.address}{below}{path}"
        return self.service.http.request(
            method, address, headers=sent | dict(headers or {}), **({} if body is None else content)
        )

    def good(self, who: str, request: str, body: object = None, headers: Mapping[str, str] | None = None) -> Any:
        """Send a request that must succeed; return its answer."""
        answer = self.send(who, request, body, headers)
        assert answer.is_success, f"{request}: {answer.status_code} {answer.text[:2000]}"
        return answer.json() if answer.content else None

    def pages(self, who: str, path: str) -> Iterator[httpx.Response]:
        """Read a list to its end, or to an error; the feed of events has a cursor behind its last page too."""
        cursor: str | None = ""
        while cursor is not None:
            more = f"{'&' if '?' in path else '?'}limit={PAGE}" + (f"&cursor={cursor}" if cursor else "")
            answer = self.send(who, f"GET {path}{more}")
            yield answer
            page = answer.json() if answer.is_success else {}
            cursor = page["next_cursor"] if page.get("items") else None

    def items(self, who: str, path: str) -> list[dict[str, Any]]:
        """Return the items of a list."""
        return [item for page in self.pages(who, path) for item in page.raise_for_status().json()["items"]]
