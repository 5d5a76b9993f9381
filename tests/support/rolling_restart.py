"""Two services behind a proxy, restarted one after the other while 16 clients ask: none of their requests fails.

    python -m tests.support.rolling_restart INDEX --requests 10000 --proxy haproxy

The proxy is haproxy, nginx, or one of 30 lines. The figures are printed; ends with 1 where a request failed.
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
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from serving.access.clients import create_client
from serving.launch import wait_until_ready
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.vocabulary.terms import Scope
from tests.support.paths import SHIPPED
from tests.support.trained_service import TOKEN, free_port

CLIENTS = 16
MATCH = {"kind": "person", "records": [{"id": "a", "full_name": "Ann Lee", "city": "Oslo"}]}
WRITE_EACH = 20
_ONEMATCH = str(Path(sys.executable).parent / "onematch")
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
    """Two services on one home, and what their clients saw."""

    home: Path
    environment: dict[str, str]
    ports: list[int] = field(default_factory=lambda: [free_port(), free_port()])
    seen: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)
    running: "dict[int, subprocess.Popen[bytes]]" = field(default_factory=dict)
    is_over: threading.Event = field(default_factory=threading.Event)

    def start(self, port: int) -> None:
        """Start a service in a process group of its own, and wait until it is ready."""
        with (self.home / f"service-{port}.log").open("ab") as log:
            command = [_ONEMATCH, "serve", "--port", str(port), "--workers", "1"]
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.home)
        self.running[port] = process
        wait_until_ready(f"http://127.0.0.1:{port}", process, n_workers=1)

    def stop(self, port: int) -> None:
        """End a service as an operator does."""
        process = self.running.pop(port)
        process.send_signal(signal.SIGTERM)
        self.seen[f"ended with {process.wait(60)}"] += 1

    def kill(self) -> None:
        """End what still runs after a failure."""
        for process in self.running.values():
            process.kill()

    def operator(self) -> str:
        """Return the token of an operator's client."""
        store = open_store(Settings(home=self.home, database_url=self.environment.get("ONEMATCH_DATABASE_URL")))
        with store.writing() as connection:
            client = create_client(connection, None, frozenset({Scope.OPERATOR}), now_in_utc())
        store.close()
        form = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
        answer = httpx.post(f"http://127.0.0.1:{self.ports[0]}/v1/oauth/token", data=form)
        return str(answer.json()["access_token"])

    def ask(self, port: int, token: str, number: int, at_least: int) -> None:
        """Match, make contracts and read them again over kept connections, until the restarts are done."""
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            asked = 0
            while asked < at_least or not self.is_over.is_set():
                asked += 1
                try:
                    self._one(client, token, f"c{number}-{asked}" if asked % WRITE_EACH == 0 else None)
                except httpx.TransportError as error:
                    self.seen[f"failed: {error!r}"] += 1

    def _one(self, client: httpx.Client, token: str, name: str | None) -> None:
        if name is None:
            answer = client.post("/v1/match", json=MATCH, headers={"Authorization": f"Bearer {TOKEN}"})
        else:
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": name}
            answer = client.post("/v1/contracts", json={"name": name}, headers=headers)
            if answer.status_code == 201:
                self.written[name] = answer.json()["id"]
        self.seen[str(answer.status_code)] += 1

    def kept(self, token: str) -> int:
        """Return how many of the contracts that were answered for are there."""
        headers = {"Authorization": f"Bearer {token}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{self.ports[0]}", headers=headers, timeout=60) as client:
            return sum(client.get(f"/v1/contracts/{one}").status_code == 200 for one in self.written.values())


def roll(home: Path, index: Path, requests: int, proxy: str, **settings: str) -> dict[str, Any]:
    """Restart both services while clients ask at least so many requests; return what they saw."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    mine = {"HOME": str(home), "TOKEN": TOKEN, "BUNDLE_PERSON": str(SHIPPED / "person"), "INDEX_PERSON": str(index)}
    environment = inherited | {f"ONEMATCH_{name}": value for name, value in (mine | settings).items()}
    drill = Drill(home, environment)
    with ExitStack() as stack:
        for port in drill.ports:
            drill.start(port)
        stack.callback(drill.kill)
        front = stack.enter_context(proxied(proxy, drill.ports, home))
        token = drill.operator()
        asking = [
            threading.Thread(target=drill.ask, args=(front, token, number, requests // CLIENTS + 1))
            for number in range(CLIENTS)
        ]
        for client in asking:
            client.start()
        for port in drill.ports:
            drill.stop(port)
            drill.start(port)
        drill.is_over.set()
        for client in asking:
            client.join()
        kept = drill.kept(token)
        for port in drill.ports:
            drill.stop(port)
    return {"seen": dict(drill.seen), "written": len(drill.written), "kept": kept}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--proxy", choices=["small", "haproxy", "nginx"], default="small")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = roll(Path(folder), asked.index.resolve(), asked.requests, asked.proxy)
    print(json.dumps(found, indent=1))
    return 0 if set(found["seen"]) == {"200", "201", "ended with 0"} and found["kept"] == found["written"] else 1


if __name__ == "__main__":
    sys.exit(main())
