"""Two services under 16 clients: what failed, times by route, and growth of memory and descriptors.

    onematch sample --out sample --people 120000 --crm 100000
    python -m tests.support.mixed_load sample --minutes 10 --database postgresql://...

The sample's contacts are imported first: each is received, resolved, re-resolved where it touches others, and written
durably; the speed is counted by second and by second of the services' processor. Ends with 1 where a request failed.
"""

import argparse
import json
import os
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil

from data.index.build import build_index
from features.schema.kinds import Kind
from serving.store.upgrade import migrate
from tests.support.paths import SHIPPED
from tests.support.rolling_restart import ADMIN, CLIENTS, ONEMATCH, Drill, environment_with, rows_of

PAGES = ("overview", "review", "records", "wrong-links", "quality")
PAGE = 1_000
SENDERS = 4
EACH_S = 10


@dataclass
class Load(Drill):
    """A drill that measures; each ninth request is a page of the console."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cookie: str = ""

    def sign_in(self) -> None:
        """Open the console once, for all clients."""
        address = f"http://127.0.0.1:{self.ports[0]}"
        mine = ("--contract", self.contract, "--user", ADMIN, "--url", address)
        link = self.command(ONEMATCH, "console", "link", *mine)["url"]
        self.cookie = httpx.get(f"{link}&at_once=1", timeout=60).headers["set-cookie"].partition(";")[0]

    def one(self, client: httpx.Client, number: int, asked: int) -> str:
        """Send one request, and note its time."""
        began = time.perf_counter()
        if asked % 9 == 8:
            path = f"/console/{PAGES[asked // 9 % len(PAGES)]}"
            answer = client.get(path, headers={"Cookie": self.cookie})
            self.seen[f"{answer.status_code}" + f" {path}" * (answer.status_code != 200)] += 1
        else:
            path = super().one(client, number, asked - asked // 9)
        self.seconds[path].append(time.perf_counter() - began)
        return path

    def send(self, rows: list[dict[str, Any]], port: int) -> None:
        """Send a page of contacts to a service."""
        changes = [{"op": "upsert", "object": "contact", "record": row} for row in rows]
        address = f"http://127.0.0.1:{port}/v1/contracts/{self.contract}/changes"
        httpx.post(address, json={"changes": changes}, headers=self.headers, timeout=300).raise_for_status()

    def held(self) -> tuple[float, int, float]:
        """The megabytes that the processes hold alone, their descriptors, and their seconds of processor."""
        started = [psutil.Process(one.pid) for one in self.running.values()]
        all_of = started + [child for one in started for child in one.children(recursive=True)]
        used = sum(sum(one.cpu_times()[:2]) for one in all_of)
        return sum(one.memory_full_info().uss for one in all_of) / 1e6, sum(one.num_fds() for one in all_of), used


def measured(load: Load, rows: list[dict[str, Any]], minutes: float) -> dict[str, Any]:
    """Import the rows, then let all clients ask for some minutes; return the figures."""
    began, before = time.perf_counter(), load.held()
    with ThreadPoolExecutor(SENDERS) as senders:
        pages = [rows[at : at + PAGE] for at in range(0, len(rows), PAGE)]
        list(senders.map(load.send, pages, cycle(load.ports)))
    wall, used = time.perf_counter() - began, load.held()[2] - before[2]
    load.authorise()
    load.sign_in()
    asking = [threading.Thread(target=load.ask, args=(load.ports[one % 2], one, 0)) for one in range(CLIENTS)]
    for client in asking:
        client.start()
    held = []
    for turn in range(int(minutes * 60 / EACH_S)):
        time.sleep(EACH_S)
        held.append(load.held())
        if turn % 60 == 59:
            load.authorise()
    load.is_over.set()
    for client in asking:
        client.join()
    half = held[len(held) // 2 :]  # the first half fills caches
    slope = np.polyfit(np.arange(len(half)) * EACH_S / 60, [one[0] for one in half], 1)[0]
    return {
        "records_a_second": round(len(rows) / wall, 1),
        "records_a_second_of_processor": round(len(rows) / used, 1),
        "seen": dict(load.seen),
        "p99_ms": {path: round(float(np.percentile(all_of, 99)) * 1000) for path, all_of in load.seconds.items()},
        "mb": [round(one[0]) for one in held],
        "mb_a_minute": round(float(slope), 2),
        "descriptors": [one[1] for one in held],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sample", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--database", help="the URL of an empty PostgreSQL; SQLite unless named")
    asked = parser.parse_args()
    people = asked.sample / "person"
    rows = [row | {"modified_at": "2026-03-02T08:00:00Z"} for row in rows_of(people / "crm.parquet")]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder).resolve()
        build_index(Kind.PERSON, people / "universe.parquet", home / "members.index")
        url = asked.database or f"sqlite:///{home / 'store.db'}"
        environment = environment_with(home, SHIPPED / "person", home / "members.index", DATABASE_URL=url)
        load = Load(home, environment, rows_of(people / "universe.parquet")[:2_000])
        migrate(url)
        stack.callback(load.kill)
        for port in (*load.ports, 0):
            load.start(port, ONEMATCH)
        load.connect(ONEMATCH)
        found = measured(load, rows, asked.minutes)
    print(json.dumps(found | {"load_average": os.getloadavg()}, indent=1))
    return 0 if set(found["seen"]) == {"200"} else 1


if __name__ == "__main__":
    sys.exit(main())
