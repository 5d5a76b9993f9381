"""The service under load: started with two workers, measured over HTTP, stopped."""

import math
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import psutil
import typer

from data.tables.progress import Progress
from features.schema.kinds import Kind
from features.schema.rooms import ROOT
from serving.launch import wait_until_ready
from training.bench.ground import GroundSize, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, BundleOption, KindChoice, Profiles, read_numbers
from training.bench.load import HttpBench, bench_http
from training.bench.plots import Bars, Row

WORKERS = 2
_ONEMATCH = (sys.executable, "-c", "from onematch import main; main()")
MANY = 100
ROWS = 2_000
NOTE = (
    "The client runs on the same machine. ratio: requests to the empty endpoint of the same service for each request "
    "with records, measured in turns."
)
MEMORY_NOTE = (
    "After the load, in MB. unique: memory of the worker alone, without the mapped index, which all workers share; "
    "proportional: with its share of shared memory; resident: all of its pages."
)
BY_CONNECTIONS = Bars(
    ("endpoint", "records_a_request", "connections"),
    {"requests_per_s": "requests a second", "p50_ms": "p50, ms", "p99_ms": "p99, ms"},
    "By endpoint, records a request and connections; the empty endpoint is measured in turns with each of the others.",
)
MEMORY = Bars(
    ("worker",),
    {"unique_mb": "unique, MB", "proportional_mb": "proportional, MB", "resident_mb": "resident, MB"},
    "After the load.",
)


def http(
    progress: Progress,
    *,
    kind: KindChoice = Kind.PERSON,
    profiles: Profiles = 1_000_000,
    connections: Annotated[
        str, typer.Option("--connections", help="Simultaneous clients; numbers separated by commas.")
    ] = "1,4,16,64",
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="Seconds of each of three rounds.")] = 5.0,
    bundle: BundleOption = None,
) -> Iterator[BenchTable]:
    """Measure the service with two workers.

    One record and a hundred records in a request, in turns with an empty endpoint of the same service.
    """
    loads = [(count, size) for count in read_numbers("--connections", connections, 1, 1) for size in (1, MANY)]
    ground = prepare_ground(GroundSize(kind, profiles, ROWS), progress)
    rows: list[Row] = []
    with serving(kind, bundle_for(kind, bundle), ground.index) as (address, service):
        load = HttpBench(address, kind, raw_rows(ground)[:ROWS], seconds=seconds)
        for done, (count, size) in enumerate(loads):
            progress("connections and sizes of requests", done, len(loads))
            measured = replace(load, connections=count, records_per_request=size)
            bench_http(replace(measured, rounds=1, seconds=min(1.0, seconds)))
            rows += rows_of(measured, bench_http(measured))
        memory = list(memory_of(service))
    yield BenchTable(f"HTTP, {WORKERS} workers", rows, NOTE, [BY_CONNECTIONS])
    yield BenchTable("Memory of a worker", memory, MEMORY_NOTE, [MEMORY])


def memory_of(service: int) -> Iterator[Row]:
    """Yield the memory of each worker of a service, by the id of its first process."""
    workers = [one for one in psutil.Process(service).children(recursive=True) if _is_worker(one)]
    for number, worker in enumerate(sorted(workers, key=lambda one: one.pid), start=1):
        held = worker.memory_full_info()
        sorts = {"unique": held.uss, "proportional": getattr(held, "pss", math.nan), "resident": held.rss}
        yield {"worker": number, **{f"{name}_mb": round(size / 1e6, 1) for name, size in sorts.items()}}


def _is_worker(process: psutil.Process) -> bool:
    return any("worker" in part for part in process.cmdline())


def rows_of(load: HttpBench, figures: Mapping[str, Any]) -> list[Row]:
    """Return the empty endpoint and the match endpoint as rows of one table."""
    rows: list[Row] = []
    for name, records in (("empty", 0), ("match", load.records_per_request)):
        part = figures[name]
        rows.append(
            {
                "connections": load.connections,
                "endpoint": name,
                "records_a_request": records,
                "requests_per_s": part["requests_per_s"],
                "records_per_s": round(records * part["requests_per_s"], 1),
                "p50_ms": part["p50_ms"],
                "p99_ms": part["p99_ms"],
                "ratio": figures["ratio"] if records else None,
            }
        )
    return rows


@contextmanager
def serving(kind: Kind, bundle: Path, index: Path) -> Iterator[tuple[str, int]]:
    """Serve a bundle and an index on a free port, without a token and on an empty store, until the block ends.

    Yield the address and the id of the first process.
    """
    named = [f"--bundle={kind}={bundle}", f"--index={kind}={index}"]
    with TemporaryDirectory(prefix="onematch-bench-") as home, Path(home, "log").open("wb") as log:
        port = _free_port()
        command = [*_ONEMATCH, "serve", f"--port={port}", f"--workers={WORKERS}", *named]
        service = subprocess.Popen(command, cwd=ROOT, env=_environment(Path(home)), stdout=log, stderr=log)
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", service, WORKERS)
            yield f"http://127.0.0.1:{port}", service.pid
        finally:
            service.terminate()
            service.wait(60)


def _environment(home: Path) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ONEMATCH_", "BENTOML_"))}
    chosen = {"ONEMATCH_HOME": str(home.resolve()), "ONEMATCH_RATE_PER_MINUTE": "10000000"}
    return environment | chosen | {"ONEMATCH_OPEN": "true", "BENTOML_DO_NOT_TRACK": "true"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
