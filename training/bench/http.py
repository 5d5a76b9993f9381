"""The service under load: started with two workers, measured over HTTP, stopped."""

import asyncio
import json
import math
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from urllib.parse import urlsplit

import numpy as np
import psutil

from data.tables.progress import Progress
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.rooms import ROOT
from features.schema.value_class import value_class
from serving.launch import wait_until_ready
from training.bench.ground import GroundSize, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, BundleOption, KindChoice, Profiles, read_numbers
from training.bench.machine import Row
from training.worded_commands import option

WORKERS = 2
_ONEMATCH = (sys.executable, "-c", "from onematch import main; main()")
MANY = 100
ROWS = 2_000
NOTE = (
    "The client runs on the same machine. ratio: requests to the empty endpoint of the same service for each request "
    "with records, measured in turns."
)
MEMORY_NOTE = (
    "After the load, in MB; worker 0 is the process that the others are forked from. unique: memory of the worker "
    "alone, without what it shares with others, such as the mapped index; "
    "proportional: with its share of shared memory; resident: all of its pages."
)
DRAWN = ("requests_per_s", "p50_ms", "p99_ms")
NAMES = ("endpoint", "records_a_request", "connections")
MEMORY = ("unique_mb", "proportional_mb", "resident_mb")
_EMPTY = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


class AnswerWrong(OnematchError):
    """The service answered with another status than 200."""


@value_class
class HttpLoad:
    """The load: rounds of both endpoints alternate, so that other load of the machine disturbs both alike.

    One request holds `records_per_request` rows.
    """

    address: str
    kind: Kind
    rows: Sequence[Mapping[str, object]]
    connections: int = 16
    rounds: int = 3
    seconds: float = 3.0
    records_per_request: int = 1


def http(
    progress: Progress,
    *,
    kind: KindChoice = Kind.PERSON,
    profiles: Profiles = 1_000_000,
    connections: Annotated[
        str, option("--connections", "Simultaneous clients; numbers separated by commas.")
    ] = "1,4,16,64",
    seconds: Annotated[float, option("--seconds", "Seconds of each of three rounds.", min=0.1)] = 5.0,
    bundle: BundleOption = None,
) -> Iterator[BenchTable]:
    """Measure the service with two workers.

    One record and a hundred records in a request, in turns with an empty endpoint of the same service.
    """
    loads = [(count, size) for count in read_numbers("--connections", connections, 1, 1) for size in (1, MANY)]
    ground = prepare_ground(GroundSize(kind, profiles, ROWS), progress)
    rows: list[Row] = []
    with serving(kind, bundle_for(kind, bundle), ground.index) as (address, service):
        load = HttpLoad(address, kind, raw_rows(ground)[:ROWS], seconds=seconds)
        for done, (count, size) in enumerate(loads, 1):
            measured = replace(load, connections=count, records_per_request=size)
            load_rows(replace(measured, rounds=1, seconds=min(1.0, seconds)))
            rows += load_rows(measured)
            progress("connections and sizes of requests", done, len(loads))
        memory = list(memory_of(service))
    yield BenchTable(f"HTTP, {WORKERS} workers", rows, NOTE, DRAWN, NAMES)
    yield BenchTable("Memory of a worker", memory, MEMORY_NOTE, MEMORY)


def memory_of(service: int) -> Iterator[Row]:
    """Yield the memory of each worker of a service, by the id of its first process."""
    children = psutil.Process(service).children(recursive=True)
    workers = [child for child in children if any("worker" in part for part in child.cmdline())]
    for number, worker in enumerate(sorted(workers, key=lambda process: process.pid)):
        held = worker.memory_full_info()
        sorts = {"unique": held.uss, "proportional": getattr(held, "pss", math.nan), "resident": held.rss}
        yield {"worker": number, **{f"{name}_mb": round(size / 1e6, 1) for name, size in sorts.items()}}


def load_rows(load: HttpLoad) -> list[Row]:
    """Measure the empty endpoint and the match endpoint; latencies in milliseconds.

    `ratio` is empty requests per record request. Raises AnswerWrong with the status line and body of an answer that is
    not 200, ConnectionError without a service.
    """
    size = load.records_per_request
    requests = [match_request(load, load.rows[at : at + size]) for at in range(0, len(load.rows), size)]
    empty: list[float] = []
    match: list[float] = []
    for _ in range(load.rounds):
        empty += asyncio.run(send_all(load, [_EMPTY]))
        match += asyncio.run(send_all(load, requests))
    rows: list[Row] = []
    for endpoint, records, seconds in (("empty", 0, empty), ("match", size, match)):
        p50, p99 = np.percentile(np.array(seconds) * 1000, [50, 99])
        requests_per_s = round(len(seconds) / (load.seconds * load.rounds), 1)
        rows.append(
            {
                "connections": load.connections,
                "endpoint": endpoint,
                "records_a_request": records,
                "requests_per_s": requests_per_s,
                "records_per_s": round(records * requests_per_s, 1),
                "p50_ms": round(float(p50), 2),
                "p99_ms": round(float(p99), 2),
                "ratio": round(len(empty) / max(1, len(match)), 2) if records else None,
            }
        )
    return rows


def match_request(load: HttpLoad, rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return the bytes of a request, so that the client encodes nothing while it measures."""
    body = json.dumps({"kind": load.kind.value, "records": [dict(row) for row in rows]})
    headers = {"Host": "localhost", "Content-Type": "application/json", "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /v1/match HTTP/1.1\r\n{head}\r\n{body}".encode()


async def send_all(load: HttpLoad, requests: Sequence[bytes]) -> list[float]:
    """Send requests on all connections for `seconds`; return the seconds of each answer. Raises AnswerWrong."""
    until = time.perf_counter() + load.seconds
    shares = [requests[start % len(requests) :: load.connections] for start in range(load.connections)]
    latencies = await asyncio.gather(*(_send_until(load, share, until) for share in shares))
    return [latency for of_connection in latencies for latency in of_connection]


async def _send_until(load: HttpLoad, requests: Sequence[bytes], until: float) -> list[float]:
    where = urlsplit(load.address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    latencies = []
    try:
        for request in cycle(requests):
            started = time.perf_counter()
            if started >= until:
                break
            writer.write(request)
            await _read_answer(reader)
            latencies.append(time.perf_counter() - started)
    finally:
        writer.close()
        await writer.wait_closed()
    return latencies


async def _read_answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
    body = await reader.readexactly(length)
    if not head.startswith(b"HTTP/1.1 200"):
        status = head.partition(b"\r\n")[0].decode()
        raise AnswerWrong("got {status}: {body}, expected 200", status=status, body=body[:200].decode(errors="replace"))


@contextmanager
def serving(kind: Kind, bundle: Path, index: Path) -> Iterator[tuple[str, int]]:
    """Serve a bundle and an index on a free port, without a token and on an empty store, until the block ends.

    Yield the address and the id of the first process.
    """
    named = [f"--bundle={kind}={bundle}", f"--index={kind}={index}"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ONEMATCH_", "BENTOML_"))}
    environment |= {"ONEMATCH_RATE_PER_MINUTE": "10000000", "ONEMATCH_OPEN": "true", "BENTOML_DO_NOT_TRACK": "true"}
    with TemporaryDirectory(prefix="onematch-bench-") as home, Path(home, "log").open("wb") as log:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [*_ONEMATCH, "serve", f"--port={port}", f"--workers={WORKERS}", *named]
        environment["ONEMATCH_HOME"] = str(Path(home).resolve())
        service = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", service, WORKERS)
            yield f"http://127.0.0.1:{port}", service.pid
        finally:
            service.terminate()
            service.wait(60)
