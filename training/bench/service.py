"""The service under load: started with two workers, measured over HTTP, stopped."""

import math
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from data.tables.progress import Progress
from features.schema.kinds import Kind
from features.schema.rooms import ROOT
from serving.launch import wait_until_ready
from training.bench.ground import SEED, GroundSize, prepare_ground
from training.bench.http import HttpBench, bench_http
from training.bench.live import bundle_for, raw_rows
from training.bench.results import BenchResult, BenchTable, Row

WORKERS = 2
_ONEMATCH = (sys.executable, "-c", "from onematch import main; main()")
MANY = 100
ROWS = 2_000


@dataclass(frozen=True, slots=True)
class ServiceBench:
    """The profiles of the universe, the load at each number of connections, and the bundle (None: the shipped one)."""

    kind: Kind = Kind.PERSON
    profiles: int = 1_000_000
    connections: tuple[int, ...] = (1, 4, 16, 64)
    rounds: int = 3
    seconds: float = 5.0
    bundle: Path | None = None


def bench_service(request: ServiceBench, load_before: float, progress: Progress) -> BenchResult:
    """Measure requests of one record and of a hundred, at each number of connections.

    Each alternates with the empty endpoint of the service.
    """
    ground = prepare_ground(GroundSize(request.kind, request.profiles, ROWS), progress)
    rows: list[Row] = []
    loads = [(connections, size) for connections in request.connections for size in (1, MANY)]
    pair = PairToServe(request.kind, bundle_for(request.kind, request.bundle), ground.index)
    with serving([pair]) as service:
        load = HttpBench(
            service.address, request.kind, raw_rows(ground)[:ROWS], rounds=request.rounds, seconds=request.seconds
        )
        for done, (connections, size) in enumerate(loads):
            progress("connections and sizes of requests", done, len(loads))
            measured = replace(load, connections=connections, records_per_request=size)
            bench_http(replace(measured, rounds=1, seconds=min(1.0, request.seconds)))
            rows += rows_of(measured, bench_http(measured))
        memory = list(service.memory())
    settings = {"kind": str(request.kind), "profiles": request.profiles, "workers": WORKERS, "seed": SEED}
    table = BenchTable(f"HTTP, {WORKERS} workers", rows, NOTE)
    tables = [table, BenchTable("Memory of a worker", memory, MEMORY_NOTE)]
    return BenchResult("http", settings | {"seconds": request.rounds * request.seconds}, tables, load_before)


NOTE = (
    "The client runs on the same machine. ratio: requests to the empty endpoint of the same service for each request "
    "with records, measured in turns."
)
MEMORY_NOTE = (
    "After the load, in MB. unique: memory of the worker alone, without the mapped index, which all workers share; "
    "proportional: with its share of shared memory; resident: all of its pages."
)


@dataclass(frozen=True, slots=True)
class Serving:
    """A running service: its address, and its first process."""

    address: str
    process: int

    def memory(self) -> Iterator[Row]:
        """Yield the memory of each worker."""
        workers = [one for one in psutil.Process(self.process).children(recursive=True) if _is_worker(one)]
        for number, worker in enumerate(sorted(workers, key=lambda one: one.pid), start=1):
            held = worker.memory_full_info()
            yield {
                "worker": number, "unique_mb": _mb(held.uss), "proportional_mb": _mb(getattr(held, "pss", math.nan)),
                "resident_mb": _mb(held.rss),
            }  # fmt: skip


def _is_worker(process: psutil.Process) -> bool:
    return any("worker" in part for part in process.cmdline())


def _mb(size: float) -> float:
    return round(size / 1e6, 1)


def rows_of(load: HttpBench, figures: Mapping[str, Any]) -> list[Row]:
    """Return the empty endpoint and the match endpoint as rows of one table."""
    rows: list[Row] = []
    for name, records in (("empty", 0), ("match", load.records_per_request)):
        part = figures[name]
        rows.append({
            "connections": load.connections, "endpoint": name, "records_a_request": records,
            "requests_per_s": part["requests_per_s"], "records_per_s": round(records * part["requests_per_s"], 1),
            "p50_ms": part["p50_ms"], "p99_ms": part["p99_ms"], "ratio": figures["ratio"] if records else None,
        })  # fmt: skip
    return rows


@dataclass(frozen=True, slots=True)
class ServedStore:
    """The folder and the database of a store that exists; None: its SQLite file."""

    home: Path
    database_url: str | None


@dataclass(frozen=True, slots=True)
class PairToServe:
    """A bundle and an index of a kind."""

    kind: Kind
    bundle: Path
    index: Path


@contextmanager
def serving(pairs: Sequence[PairToServe], store: ServedStore | None = None) -> Iterator[Serving]:
    """Serve pairs on a free port of loopback, without a token, until the block ends; on an empty store or this."""
    named = [f"--{name}={one.kind}={path}" for one in pairs for name, path in _paths(one)]
    with TemporaryDirectory(prefix="onematch-bench-") as home, Path(home, "log").open("wb") as log:
        port = _free_port()
        command = [*_ONEMATCH, "serve", f"--port={port}", f"--workers={WORKERS}", *named]
        service = subprocess.Popen(
            command, cwd=ROOT, env=_environment(store or ServedStore(Path(home), None)), stdout=log, stderr=log
        )
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", service, WORKERS)
            yield Serving(f"http://127.0.0.1:{port}", service.pid)
        finally:
            service.terminate()
            service.wait(60)


@contextmanager
def working(pairs: Sequence[PairToServe], store: ServedStore) -> Iterator[None]:
    """Run `onematch work` beside a service, as an installation does, until the block ends."""
    named = {f"ONEMATCH_{name}_{one.kind}".upper(): str(path) for one in pairs for name, path in _paths(one)}
    silent = subprocess.DEVNULL
    worker = subprocess.Popen(
        [*_ONEMATCH, "work"], cwd=ROOT, env=_environment(store) | named, stdout=silent, stderr=silent
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(60)


def _paths(pair: PairToServe) -> tuple[tuple[str, Path], ...]:
    return ("bundle", pair.bundle), ("index", pair.index)


def _environment(store: ServedStore) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ONEMATCH_", "BENTOML_"))}
    chosen = {"ONEMATCH_HOME": str(store.home.resolve()), "ONEMATCH_RATE_PER_MINUTE": "10000000"}
    named = {} if store.database_url is None else {"ONEMATCH_DATABASE_URL": store.database_url}
    return environment | chosen | named | {"ONEMATCH_OPEN": "true", "BENTOML_DO_NOT_TRACK": "true"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
