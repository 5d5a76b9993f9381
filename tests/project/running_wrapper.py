"""The real service with its worker and its own database, and callers that know its address alone."""

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from typer.testing import CliRunner

from features.schema.kinds import Kind
from serving.launch import wait_until_ready
from tests.support.paths import ROOT
from tests.support.trained_service import free_port
from training.cli import app

ONEMATCH = [sys.executable, "-c", "from training.cli import main; main()"]
SOURCE = ("serving.service:OnematchService", "--working-dir", str(ROOT))
ADMIN = "U1"
SELLER = "U2"
OTHER_SELLER = "U3"
Models = Mapping[Kind, tuple[Path, Path]]
"""By kind a bundle and an index."""


@dataclass
class Running:
    """A running service: its address, files and environment."""

    address: str
    home: Path
    environment: dict[str, str]
    http: httpx.Client
    logs: list[Path] = field(default_factory=list)

    def onematch(self, *arguments: object) -> str:
        """Run a command of the operator, in this process but with the service's settings; return its output."""
        of_tests = dict.fromkeys(name for name in os.environ if name.startswith("ONEMATCH_"))
        done = CliRunner().invoke(app, [*map(str, arguments)], env=of_tests | self.environment, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    def operator(self) -> "Caller":
        """Return a caller with the credentials of the operator."""
        made = json.loads(self.onematch("contracts", "client", "--scope", "operator", "--json"))
        return Caller(self.address, self.http, "", {"operator": (made["client_id"], made["client_secret"])})

    def contract(self, operator: "Caller", **more: Any) -> "Caller":
        """Make a contract with a client for each scope."""
        body = {"name": "Acme", "seats": [{"id": f"seat-{u}", "email": f"{u.lower()}@sellers.example"} for u in USERS]}
        made = operator.good("POST", "/v1/contracts", body | more, scope="operator")
        caller = Caller(self.address, self.http, made["id"], {})
        for scope in ("sync", "app", "admin", "reader", "rep"):
            path = f"/v1/contracts/{made['id']}/clients"
            client = operator.good("POST", path, {"scopes": [scope]}, scope="operator")
            caller.credentials[scope] = (client["client_id"], client["client_secret"])
        return caller


USERS = (ADMIN, SELLER, OTHER_SELLER)


@dataclass
class Caller:
    """One customer's programs, each with the credentials of its scope."""

    address: str
    http: httpx.Client
    contract_id: str
    credentials: dict[str, tuple[str, str]]
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, scope: str) -> str:
        if scope not in self.tokens:
            client_id, secret = self.credentials[scope]
            form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
            answer = self.http.post(f"{self.address}/v1/oauth/token", data=form)
            assert answer.status_code == 200, answer.text
            self.tokens[scope] = answer.json()["access_token"]
        return self.tokens[scope]

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        scope: str = "app",
        acting: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Call a route; a path that does not begin with /v1/ lies below the contract."""
        headers = {"Authorization": f"Bearer {self.token(scope)}", **(headers or {})}
        if method == "POST":
            headers["Idempotency-Key"] = uuid.uuid4().hex
        if acting is not None or scope == "admin":
            headers["Acting-User"] = acting or ADMIN
        url = self.address + (path if path.startswith("/v1/") else f"/v1/contracts/{self.contract_id}{path}")
        sent: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {"json": body} if body else {}
        if isinstance(body, bytes):
            headers["Content-Type"] = "application/vnd.apache.parquet"
        return self.http.request(method, url, headers=headers, **sent)

    def good(self, method: str, path: str, body: object = None, **who: Any) -> Any:
        """Call a route that must succeed; return its answer."""
        answer = self.call(method, path, body, **who)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text[:2000]}"
        return answer.json() if answer.content else None

    def all(self, path: str, **who: Any) -> list[dict[str, Any]]:
        """Read a list to its end."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            joint = "&" if "?" in path else "?"
            page = self.good("GET", f"{path}{joint}limit=1000" + (f"&cursor={cursor}" if cursor else ""), **who)
            found += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return found


@contextmanager
def running_wrapper(
    folder: Path,
    database_url: str | None,
    models: Models,
    *,
    workers: int = 2,
    service: Sequence[str] = SOURCE,
    n_of_jobs: int = 1,
    **settings: str,
) -> Iterator[Running]:
    """Start workers of the service and workers of background jobs; end them with the block.

    `service` is what BentoML serves: the checkout, or a tag in the folder's own BentoML home.
    """
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = environment_of(folder, database_url, models) | {"ONEMATCH_WORKERS": str(workers)} | settings
    running = Running(f"http://127.0.0.1:{port}", home, environment, httpx.Client(timeout=120))
    if database_url is not None:
        running.onematch("db", "upgrade")
    command = [sys.executable, "-m", "bentoml", "serve", *service, "--host", "127.0.0.1", "--port", str(port)]
    with running.http, _process(running, "service", command) as process, ExitStack() as of_jobs:
        wait_until_ready(running.address, process, n_workers=workers)
        for number in range(n_of_jobs):
            of_jobs.enter_context(_process(running, f"work-{number}", [*ONEMATCH, "work"]))
        yield running


def wait_for(found: Callable[[], bool], within_s: float = 300) -> None:
    """Wait until a condition holds."""
    until = time.monotonic() + within_s
    while not found():
        assert time.monotonic() < until, f"it did not come within {within_s} s"
        time.sleep(0.1)


def environment_of(folder: Path, database_url: str | None, models: Models) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    own = {"ONEMATCH_HOME": str(folder / "home"), "BENTOML_HOME": str(folder / "bentoml"), "ONEMATCH_TOKEN": "t" * 32}
    own |= {"BENTOML_DO_NOT_TRACK": "true", "OMP_NUM_THREADS": "1", "ONEMATCH_CRM_HOSTS": "127.0.0.1"}
    own |= {"ONEMATCH_RATE_PER_MINUTE": "1000000", "PYTHONPATH": str(ROOT)}
    for kind, (bundle, index) in models.items():
        own |= {f"ONEMATCH_BUNDLE_{kind.upper()}": str(bundle), f"ONEMATCH_INDEX_{kind.upper()}": str(index)}
    return inherited | own | ({"ONEMATCH_DATABASE_URL": database_url} if database_url else {})


@contextmanager
def _process(running: Running, name: str, command: list[str]) -> "Iterator[subprocess.Popen[bytes]]":
    log = running.home.parent / f"{name}.log"
    running.logs.append(log)
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=running.environment, cwd=running.home.parent, stdout=out, stderr=out)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)
