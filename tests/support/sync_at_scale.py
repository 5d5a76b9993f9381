"""Accept the connector of HubSpot: a large portal that changes, and `onematch sync hubspot` killed at random moments.

    python -m tests.support.sync_at_scale --backend postgresql

At the end the store must equal one that a single, undisturbed run makes from the portal's last state, row by row. The
figures are printed as JSON: rows, seconds, kills, and the calls beside the least that the vendor's limits allow.
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
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.sync.records.matching import Matchers
from tests.support.connector_rig import HUBSPOT_TOKEN, ConnectorRig, LiveClock, on_a_socket, stored
from tests.support.databases import Databases, opened, postgres_server
from tests.support.hubspot_portal import HubspotPortal
from tests.support.paths import ROOT, SHIPPED
from tests.support.portal_people import PortalLife
from tests.support.small_network import build_universe
from tests.support.tenant import make_parts, make_tenant
from tests.support.vendor_server import serving_vendor
from tests.support.wrapper_web import make_web

KILLED_AFTER_S = (0.8, 12.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """The portal, what happens in it, and how often the connector is killed."""

    contacts: int
    companies: int
    deals: int
    changes: int
    deletions: int
    merges: int
    kills: int
    backend: str


@contextmanager
def new_rig(
    databases: Databases, scale: Scale, folder: Path, crm_url: str, matchers: dict[Kind, Matcher]
) -> Iterator[ConnectorRig]:
    """Make a service on a fresh store, on a socket, whose CRM is the portal."""
    folder.mkdir()
    with ExitStack() as ends:
        store = opened(databases.make(scale.backend), folder)
        ends.callback(store.close)
        clock = LiveClock()
        parts = make_parts(store, Matchers(matchers.__getitem__, store), clock, folder)
        web = make_web(parts)
        url = ends.enter_context(on_a_socket(web.app))
        tenant = make_tenant(parts, web, clock)
        yield ConnectorRig(tenant, url, crm_url, folder / "connectors", dict(HUBSPOT_TOKEN))


def start(rig: ConnectorRig, folder: Path) -> "subprocess.Popen[bytes]":
    """Start the command as a person does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    environment = kept | rig.secrets | {"ONEMATCH_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    crm = rig.tenant.instance.crm.value
    arguments = ["sync", crm, "--contract", rig.tenant.contract_id, "--service", rig.service_url, "--once"]
    command = [sys.executable, "-c", "from training.cli import main; main()", *arguments]
    with Path(folder, "connector.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def until_it_ends(rig: ConnectorRig, folder: Path) -> float:
    """Run the command undisturbed; return its seconds."""
    began = time.monotonic()
    if start(rig, folder).wait():
        sys.exit(f"the connector failed: {Path(folder, 'connector.log').read_text(encoding='utf-8')[-2000:]}")
    return time.monotonic() - began


def kill_at_random(rig: ConnectorRig, folder: Path, scale: Scale, life: PortalLife) -> int:
    """Kill the command again and again while the portal changes; return how often it was still running."""
    draw = random.Random(20260302)
    killed = 0
    left = [scale.changes, scale.deletions, scale.merges]
    for number in range(scale.kills, 0, -1):
        child = start(rig, folder)
        until = time.monotonic() + draw.uniform(*KILLED_AFTER_S)
        some = [ceil(one / number) for one in left]
        left = [one - taken for one, taken in zip(left, some, strict=True)]
        with life.portal.lock:
            life.change(*some)
        while time.monotonic() < until and child.poll() is None:
            time.sleep(0.02)
        killed += child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()
    return killed


def least_calls(life: PortalLife) -> int:
    """Return the fewest calls that read the portal once: pages of 100, associations of 1,000, owners, pipelines."""
    stores = life.portal.objects.values()
    pages = sum(max(ceil(len(store.live) / 100), 1) for store in stores)
    contacts, deals = (len(life.portal.objects[name].live) for name in ("contacts", "deals"))
    return pages + ceil(contacts / 1_000) + 2 * ceil(deals / 1_000) + 2 + 1


def measure(scale: Scale, databases: Databases, folder: Path) -> dict[str, Any]:
    universe = build_universe(folder / "universe")
    matchers = {kind: Matcher.open(SHIPPED / kind, universe.indexes[kind]) for kind in Kind}
    for matcher in matchers.values():
        matcher.replay_golden()
    portal = HubspotPortal(index_lag_s=2.0)
    life = PortalLife(portal)
    life.fill(scale.companies, scale.contacts, scale.deals)
    portal.clock.forward(3600)
    with serving_vendor(portal) as crm_url, new_rig(databases, scale, folder / "killed", crm_url, matchers) as killed:
        n_killed = kill_at_random(killed, folder / "killed", scale, life)
        last_s = until_it_ends(killed, folder / "killed")
        time.sleep(portal.index_lag_s)
        again_s = until_it_ends(killed, folder / "killed")
        calls_of_killed = sum(portal.calls.values())
        with new_rig(databases, scale, folder / "peaceful", crm_url, matchers) as peaceful:
            peaceful_s = until_it_ends(peaceful, folder / "peaceful")
            calls_of_peaceful = sum(portal.calls.values()) - calls_of_killed
            one = stored(killed.tenant)
            other = stored(peaceful.tenant)
    return {
        "scale": {name: getattr(scale, name) for name in Scale.__slots__},
        "rows": {name: len(rows) for name, rows in other.items()},
        "different": differing_rows(one, other),
        "killed_while_running": n_killed,
        "seconds": {
            "after_the_last_kill": round(last_s, 1),
            "next_run": round(again_s, 1),
            "undisturbed": round(peaceful_s, 1),
        },
        "calls": {"killed": calls_of_killed, "undisturbed": calls_of_peaceful, "least": least_calls(life)},
    }


def differing_rows(one: dict[str, Any], other: dict[str, Any]) -> dict[str, list[str]]:
    """Return some rows of each table that differ between two stores."""
    return {name: _differing(one[name], other[name]) for name in other if one[name] != other[name]}


def _differing(one: Any, other: Any) -> list[str]:
    if isinstance(one, dict):
        return [repr((key, one.get(key), other.get(key))) for key in {*one, *other} if one.get(key) != other.get(key)][
            :5
        ]
    return sorted(map(repr, set(one) ^ set(other)))[:10]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where a row differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    usual = {
        "contacts": 100_000,
        "companies": 20_000,
        "deals": 10_000,
        "changes": 5_000,
        "deletions": 500,
        "merges": 200,
        "kills": 30,
    }
    for name, number in usual.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--backend", choices=("sqlite", "postgresql"), default="sqlite")
    scale = Scale(**vars(parser.parse_args(arguments)))
    with tempfile.TemporaryDirectory(prefix="onematch-sync-") as name, ExitStack() as ends:
        server: list[str] = []
        if scale.backend == "postgresql":
            os.environ["XDG_RUNTIME_DIR"] = name
            running = postgres_server()
            server.append(next(running))
            ends.callback(lambda: next(running, None))
        folder = Path(name)
        databases = Databases(folder, lambda: server[0])
        ends.callback(databases.close)
        figures = measure(scale, databases, folder)
    print(json.dumps(figures, indent=1))
    return 1 if figures["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
