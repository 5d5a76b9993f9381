"""Accept the connectors: rounds of a CRM's life while the connector and the service are killed, on a vendor's double.

    python -m tests.support.sync_rounds --crm oracle --backend postgresql

After each round the store must equal one that a single, undisturbed run makes from the CRM's last state, row by row,
without `--full`. The figures are printed as JSON.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.matching.matcher import Matcher
from serving.vocabulary.terms import Crm
from tests.support.connector_rig import (
    ConnectorRig,
    LiveClock,
    Vendor,
    differing_rows,
    on_a_socket,
    stored,
    vendor_of,
)
from tests.support.crm_lives import Turmoil
from tests.support.databases import Databases, opened
from tests.support.paths import ROOT, SHIPPED
from tests.support.postgres import postgres_server
from tests.support.small_network import build_universe, universe_in
from tests.support.tenant import make_parts, make_tenant
from tests.support.trained_service import free_port
from tests.support.wrapper_web import make_web

SEARCH_LAG_S = 2.0
_UP_WITHIN_S = 120.0


@dataclass(frozen=True, slots=True)
class Rounds:
    """A CRM's records, what happens in each round, and how often processes are killed in it.

    The service is a process of its own where it is killed.
    """

    crm: Crm
    backend: str = "sqlite"
    rounds: int = 3
    accounts: int = 250
    contacts: int = 1_500
    deals: int = 200
    turmoil: Turmoil = field(default_factory=Turmoil)
    kills: int = 5
    service_kills: int = 2


class ServiceProcess:
    """The service on a store, as a process of its own that is killed and started again on the same port."""

    def __init__(self, url: str, folder: Path, universe: Path) -> None:
        self._arguments = [url, str(folder), str(universe), str(free_port())]
        self.address = f"http://127.0.0.1:{self._arguments[-1]}"
        self._process = self._start()

    def kill(self) -> None:
        """Kill it at once, and start it again."""
        self.end()
        self._process = self._start()

    def end(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.support.sync_rounds", "--serve", *self._arguments]
        process = subprocess.Popen(command, cwd=ROOT)
        until = time.monotonic() + _UP_WITHIN_S
        while time.monotonic() < until and process.poll() is None:
            with suppress(httpx.TransportError):
                httpx.get(self.address + "/v1/oauth/token", timeout=5.0)
                return process
            time.sleep(0.1)
        sys.exit(f"the service did not start: exit code {process.poll()}")


def serve(url: str, folder: str, universe: str, port: str) -> None:
    """Serve a store until the process ends."""
    matchers = _matchers(Path(universe))
    store = opened(url, Path(folder))
    parts = make_parts(store, Matchers(matchers.__getitem__), LiveClock(), Path(folder))
    uvicorn.run(make_web(parts).app, host="127.0.0.1", port=int(port), log_level="warning", lifespan="off")


def _matchers(folder: Path) -> dict[Kind, Matcher]:
    return {kind: Matcher.open(SHIPPED / kind, universe_in(folder).indexes[kind]) for kind in Kind}


def wait_for(vendor: Vendor, calls: int, child: "subprocess.Popen[bytes]") -> bool:
    """Wait until so many more calls arrived; return whether the child still runs."""
    wanted = len(vendor.double.journal) + calls
    while len(vendor.double.journal) < wanted and child.poll() is None:
        time.sleep(0.01)
    return child.poll() is None


@contextmanager
def rig_on(
    databases: Databases, rounds: Rounds, vendor: Vendor, folder: Path, universe: Path
) -> Iterator[tuple[ConnectorRig, str]]:
    """Make a contract on a fresh store that this process serves; yield a rig and the store's address."""
    folder.mkdir()
    with ExitStack() as ends:
        url = databases.make(rounds.backend)
        store = opened(url, folder)
        ends.callback(store.close)
        clock = LiveClock()
        parts = make_parts(store, Matchers(_matchers(universe).__getitem__), clock, folder)
        web = make_web(parts)
        tenant = make_tenant(parts, web, clock, crm=rounds.crm)
        service_url = ends.enter_context(on_a_socket(web.app))
        yield ConnectorRig(tenant, service_url, vendor, folder / "connectors"), url


def start(rig: ConnectorRig, folder: Path) -> "subprocess.Popen[bytes]":
    """Start the command as a person does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    environment = kept | rig.secrets | {"ONEMATCH_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    crm = rig.tenant.instance.crm.value
    arguments = ["sync", crm, "--contract", rig.tenant.contract_id, "--service", rig.service_url, "--once"]
    command = [sys.executable, "-c", "from training.cli import main; main()", *arguments]
    with Path(folder, "connector.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def run_to_its_end(rig: ConnectorRig, folder: Path) -> None:
    """Run the command undisturbed."""
    if start(rig, folder).wait():
        sys.exit(f"the connector failed: {Path(folder, 'connector.log').read_text(encoding='utf-8')[-2000:]}")


def play_round(
    rig: ConnectorRig, service: ServiceProcess | None, rounds: Rounds, vendor: Vendor, draw: random.Random
) -> int:
    """Let a round happen while processes are killed; return how often the connector was still running."""
    deeds = vendor.life.deeds(rounds.turmoil)
    folder = rig.folder.parent
    killed = 0
    for number in range(rounds.kills):
        child = start(rig, folder)
        share = len(deeds) // (rounds.kills - number + 1)
        _happen(deeds[:share])
        deeds = deeds[share:]
        is_running = wait_for(vendor, draw.randrange(2, 40), child)
        if service is not None and number < rounds.service_kills:
            service.kill()
            is_running = wait_for(vendor, draw.randrange(2, 10), child)
        killed += is_running
        child.send_signal(signal.SIGKILL)
        child.wait()
    _happen(deeds)
    return killed


def _happen(deeds: Sequence[Callable[[], None]]) -> None:
    for deed in deeds:
        deed()


def measure(rounds: Rounds, databases: Databases, folder: Path) -> dict[str, Any]:
    """Play the rounds; return what differs after each, and the figures."""
    folder.mkdir(exist_ok=True)
    universe = folder / "universe"
    draw = random.Random(37)
    if not universe.exists():
        build_universe(universe)
    with ExitStack() as ends:
        vendor = ends.enter_context(vendor_of(rounds.crm, SEARCH_LAG_S))
        vendor.life.fill(rounds.accounts, rounds.contacts, rounds.deals)
        rig, url = ends.enter_context(rig_on(databases, rounds, vendor, folder / "killed", universe))
        rig.run()
        service = ServiceProcess(url, rig.folder.parent, universe) if rounds.service_kills else None
        if service is not None:
            ends.callback(service.end)
            rig.service_url = service.address
        played = []
        for number in range(1, rounds.rounds + 1):
            killed = play_round(rig, service, rounds, vendor, draw)
            time.sleep(SEARCH_LAG_S)
            began = time.monotonic()
            run_to_its_end(rig, rig.folder.parent)
            seconds = time.monotonic() - began
            with rig_on(databases, rounds, vendor, folder / f"peaceful{number}", universe) as (other, _):
                other.run()
                mine = stored(rig.tenant)
                theirs = stored(other.tenant)
            rows = {name: len(found) for name, found in theirs.items()}
            played.append({"different": differing_rows(mine, theirs), "rows": rows, "killed_while_running": killed})
            played[-1]["last_run_s"] = round(seconds, 1)
    return {"rounds": asdict(rounds), "played": played}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where a row differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--serve", nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--crm", type=Crm, choices=list(Crm), default=Crm.HUBSPOT)
    parser.add_argument("--backend", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    if asked.serve:
        serve(*asked.serve)
        return 0
    with tempfile.TemporaryDirectory(prefix="onematch-rounds-") as name, ExitStack() as ends:
        server: list[str] = []
        if asked.backend == "postgresql":
            os.environ["XDG_RUNTIME_DIR"] = name
            server.append(ends.enter_context(postgres_server()))
        databases = Databases(Path(name), lambda: server[0])
        ends.callback(databases.close)
        figures = measure(Rounds(asked.crm, asked.backend, asked.rounds), databases, Path(name))
    print(json.dumps(figures, indent=1))
    return 1 if any(one["different"] for one in figures["played"]) else 0


if __name__ == "__main__":
    sys.exit(main())
