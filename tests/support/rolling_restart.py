"""Two services behind a proxy, replaced one after the other while 16 clients ask: none of their requests fails.

    python -m tests.support.rolling_restart MEMBERS --requests 10000 --proxy haproxy
    python -m tests.support.rolling_restart MEMBERS --earlier 39b94daf --database postgresql://...

Both are started anew by this version; with an earlier one they begin as that, become this one, and go back. It runs
from a clone and an environment of its own, and its index is served throughout. The proxy is haproxy, nginx, or one of
30 lines. The figures are printed; ends with 1 where a request failed or something that was answered for is lost.
"""

import argparse
import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet as pq

from serving.launch import wait_until_ready
from serving.store.upgrade import SERVES_FROM
from tests.support.paths import ROOT
from tests.support.trained_service import TOKEN, free_port

CLIENTS = 16
MATCH = "/v1/match"
REDESIGN = "39b94daf"
"""The commit of the redesign whose schema is SERVES_FROM: the first that later versions serve."""
ADMIN = "17"
CRM = {
    "crm": "hubspot",
    "urls": {"api": "https://api.hubapi.com", "portal_id": "62515"},
    "consent": {"crm_admin": ADMIN, "agreed_at": "2026-03-02T09:00:00Z"},
}
ONEMATCH = str(Path(sys.executable).parent / "onematch")
_HAPROXY = """
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  retries 3
  option redispatch 1
listen onematch
  bind 127.0.0.1:{port}
  option httpchk GET /readyz
{servers}
"""
_NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  upstream onematch {{ {servers} keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://onematch; proxy_http_version 1.1; proxy_set_header Connection ""; }}
  }}
}}
"""


class SmallProxy:
    """Passes each new connection to the next service that accepts it."""

    def __init__(self, ports: list[int]) -> None:
        self.ports = ports
        self.port = free_port()

    async def serve(self) -> None:
        """Pass connections on until it is cancelled."""
        server = await asyncio.start_server(self._passed, "127.0.0.1", self.port)
        async with server:
            await server.serve_forever()

    async def _passed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.ports = [*self.ports[1:], self.ports[0]]
        for port in list(self.ports):
            with suppress(OSError):
                behind, before = await asyncio.open_connection("127.0.0.1", port)
                await asyncio.gather(_copy(reader, before), _copy(behind, writer))
                return
        writer.close()


async def _copy(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65_536):
            to.write(data)
            await to.drain()
    to.close()


@contextmanager
def proxied(name: str, ports: list[int], folder: Path) -> Iterator[int]:
    """Run a proxy before the services; yield its port."""
    if name == "small":
        small = SmallProxy(ports)
        threading.Thread(target=asyncio.run, args=(small.serve(),), daemon=True).start()
        yield small.port
        return
    port = free_port()
    is_haproxy = name == "haproxy"
    servers = [
        f"  server s{one} 127.0.0.1:{one} check inter 500" if is_haproxy else f"server 127.0.0.1:{one};"
        for one in ports
    ]
    text = (_HAPROXY if is_haproxy else _NGINX).format(port=port, servers="\n".join(servers), folder=folder)
    (folder / "proxy.conf").write_text(text, encoding="utf-8")
    command = [shutil.which(name) or name, "-f" if is_haproxy else "-c", str(folder / "proxy.conf")]
    proxy = subprocess.Popen(command)
    try:
        yield port
    finally:
        proxy.terminate()
        proxy.wait()


@dataclass
class Drill:
    """Two services and a worker on one home, and what their clients saw."""

    home: Path
    environment: dict[str, str]
    people: list[dict[str, Any]]
    ports: list[int] = field(default_factory=lambda: [free_port(), free_port()])
    seen: Counter[str] = field(default_factory=Counter)
    contract: str = ""
    client: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    running: "dict[int, subprocess.Popen[bytes]]" = field(default_factory=dict)
    is_over: threading.Event = field(default_factory=threading.Event)

    def start(self, port: int, onematch: str) -> None:
        """Start a service of a version by its command, and wait until it is ready; at port 0 the worker."""
        file = self.home / f"service-{port}.log"
        with file.open("ab") as log:
            began = log.tell()
            command = [onematch, "serve", "--port", str(port), "--workers", "1"] if port else [onematch, "work"]
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.home)
        self.running[port] = process
        while not port and process.poll() is None and b"onematch works" not in file.read_bytes()[began:]:
            time.sleep(0.1)
        if port:
            wait_until_ready(f"http://127.0.0.1:{port}", process, n_workers=1, within_s=1_800)

    def stop(self, port: int) -> None:
        """End a service as an operator does."""
        process = self.running.pop(port)
        process.send_signal(signal.SIGTERM)
        self.seen[f"ended with {process.wait(60)}"] += 1

    def replace(self, onematch: str) -> None:
        """Replace one service after the other, then the worker, by those of a version."""
        for port in (*self.ports, 0):
            self.stop(port)
            self.start(port, onematch)

    def kill(self) -> None:
        """End what still runs after a failure."""
        for process in self.running.values():
            process.kill()

    def command(self, *words: str) -> Any:
        """Run a command on the home; return what it prints as JSON."""
        run = subprocess.run(
            [*words, "--json"], env=self.environment, cwd=self.home, stdout=subprocess.PIPE, check=True
        )
        return json.loads(run.stdout)

    def connect(self, onematch: str) -> None:
        """Make a contract with a connected CRM by a version, and a client of it."""
        self.contract = self.command(onematch, "contracts", "create", "Acme")["id"]
        mine = ["--contract", self.contract]
        scopes = ["--scope", "sync", "--scope", "app", "--scope", "admin"]
        self.client = self.command(onematch, "contracts", "client", *mine, *scopes)
        self.authorise()
        address = f"http://127.0.0.1:{self.ports[0]}/v1/contracts/{self.contract}/instances/production"
        httpx.put(address, json=CRM, headers=self.headers, timeout=60).raise_for_status()
        self.command(onematch, "contracts", "admin", *mine, "--user", ADMIN)

    def authorise(self) -> None:
        """Fetch a token, which lives for 15 minutes."""
        form = {name: self.client[name] for name in ("client_id", "client_secret")}
        address = f"http://127.0.0.1:{self.ports[0]}/v1/oauth/token"
        token = httpx.post(address, data=form | {"grant_type": "client_credentials"}, timeout=60).json()
        self.headers = {"Authorization": f"Bearer {token['access_token']}", "Acting-User": ADMIN}

    def ask(self, port: int, number: int, at_least: int) -> None:
        """Ask over a kept connection until the services are replaced, and so often at least."""
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            asked = 0
            while asked < at_least or not self.is_over.is_set():
                try:
                    self.one(client, number, asked)
                except httpx.TransportError as error:
                    self.seen[f"failed: {error!r}"] += 1
                asked += 1

    def one(self, client: httpx.Client, number: int, asked: int) -> str:
        """Send one request of a client; return its path."""
        record = f"r{number}-{asked // 8 % 20}"
        at = (number + asked // 8) % len(self.people)
        member = self.people[at]["id"]
        row = self.people[at] | {"id": record, "modified_at": f"2026-03-02T09:00:00.{asked:06}Z"}
        turns: list[tuple[str, str, Any]] = [
            ("POST", "/changes", {"changes": [{"op": "upsert", "object": "contact", "record": row}]}),
            ("POST", "/badges", {"kind": "person", "profiles": [one["id"] for one in self.people[at : at + 50]]}),
            ("GET", f"/records/contact/{record}", None),
            ("PUT", f"/records/contact/{record}/link", {"profile_id": member}),
            ("GET", "/events?limit=50", None),
            ("GET", f"/profiles/person/{member}", None),
            ("GET", "/records?limit=20", None),
            ("POST", MATCH, {"kind": "person", "records": [row]}),
        ]
        method, path, body = turns[asked % len(turns)]
        url = path if path == MATCH else f"/v1/contracts/{self.contract}{path}"
        answer = client.request(method, url, json=body, headers=self.headers)
        self.seen[f"{answer.status_code}" if answer.is_success else f"{answer.status_code} {path} {answer.text}"] += 1
        if answer.is_success and path == "/changes":
            self.written.add(record)
        return f"{method} {path.replace(record, 'ID').replace(member, 'ID')}"

    def lost(self) -> list[str]:
        """Return which records that were acknowledged are not there."""
        address = f"http://127.0.0.1:{self.ports[0]}/v1/contracts/{self.contract}/records/contact/"
        with httpx.Client(base_url=address, headers=self.headers, timeout=60) as client:
            return [one for one in sorted(self.written) if not client.get(one).is_success]


def environment_with(home: Path, bundle: Path, index: Path, **settings: str) -> dict[str, str]:
    """Return the environment of services on a bundle and an index, with no other setting of ours."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    mine = {"HOME": str(home), "TOKEN": TOKEN, "INDEX_PERSON": str(index), "RATE_PER_MINUTE": "10000000"}
    mine |= {"BUNDLE_PERSON": str(bundle), "WORK_ADDRESS": f"127.0.0.1:{free_port()}"}
    return inherited | {f"ONEMATCH_{name}": value for name, value in (mine | settings).items()}


def roll(
    home: Path, members: Path, requests: int, proxy: str, earlier: str = ONEMATCH, **settings: str
) -> dict[str, Any]:
    """Replace both services while clients ask at least so many requests; return what they saw.

    An earlier version, by its command, is upgraded to this one, and comes back.
    """
    index = home / "members.index"
    subprocess.run([earlier, "index", "--kind", "person", "--universe", members, "--out", index], check=True)
    bundle = Path(earlier).parents[2] / "serving" / "shipped" / "person"
    drill = Drill(home, environment_with(home, bundle, index, **settings), people=rows_of(members)[:200])
    steps = [(ONEMATCH, ["upgrade"])] + [(earlier, ["downgrade", SERVES_FROM])] * (earlier != ONEMATCH)
    with ExitStack() as stack:
        subprocess.run([earlier, "db", "upgrade"], env=drill.environment, check=True)
        stack.callback(drill.kill)
        for port in (*drill.ports, 0):
            drill.start(port, earlier)
        front = stack.enter_context(proxied(proxy, drill.ports, home))
        drill.connect(earlier)
        clients = [
            threading.Thread(target=drill.ask, args=(front, number, requests // CLIENTS + 1))
            for number in range(CLIENTS)
        ]
        for client in clients:
            client.start()
        try:
            for onematch, schema in steps:
                subprocess.run([ONEMATCH, "db", *schema], env=drill.environment, check=True)
                drill.replace(onematch)
                drill.authorise()
        finally:
            drill.is_over.set()
            for client in clients:
                client.join()
        lost = drill.lost()
        for port in (*drill.ports, 0):
            drill.stop(port)
    return {"seen": dict(drill.seen), "written": len(drill.written), "lost": lost}


def rows_of(file: Path) -> list[dict[str, Any]]:
    """Return the rows of a table as an API takes them, without what forces a link."""
    left_out = ("profile_url", "company_id")
    return [
        {name: value for name, value in row.items() if value is not None and name not in left_out}
        for row in pq.read_table(file).to_pylist()
    ]


def has(commit: str) -> bool:
    """Whether the history at hand holds a commit."""
    return subprocess.run(["git", "cat-file", "-e", f"{commit}^{{commit}}"], cwd=ROOT, check=False).returncode == 0


def installed(commit: str, folder: Path) -> str:
    """Install a version in a folder, from its own lock; return its command."""
    subprocess.run(["git", "clone", "-q", "--shared", "--no-checkout", ROOT, folder], check=True)
    subprocess.run(["git", "checkout", "-q", commit], cwd=folder, check=True)
    subprocess.run(["env", "-u", "MAKEFLAGS", "make", "-s", "setup"], cwd=folder, check=True)
    return str(folder / ".venv" / "bin" / "onematch")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("members", type=Path)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--proxy", choices=["small", "haproxy", "nginx"], default="small")
    parser.add_argument("--earlier", help="a commit")
    parser.add_argument("--database", help="the URL of an empty PostgreSQL; SQLite unless named")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        earlier = installed(asked.earlier, Path(folder, "earlier")) if asked.earlier else ONEMATCH
        settings = {"DATABASE_URL": asked.database} if asked.database else {}
        home = Path(folder, "home")
        home.mkdir()
        found = roll(home, asked.members.resolve(), asked.requests, asked.proxy, earlier, **settings)
    print(json.dumps(found, indent=1))
    return 0 if set(found["seen"]) == {"200", "ended with 0"} and not found["lost"] else 1


if __name__ == "__main__":
    sys.exit(main())
