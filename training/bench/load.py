"""Load on a running service over HTTP: requests with records, in turns with an empty endpoint of the service."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlsplit

import numpy as np

from features.schema.errors import OnematchError
from features.schema.kinds import Kind

_EMPTY = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


class AnswerWrong(OnematchError):
    """The service answered with another status than 200."""


@dataclass(frozen=True, slots=True)
class HttpBench:
    """The load: rounds of both endpoints alternate, so that other load of the machine disturbs both alike.

    One request holds `records_per_request` rows.
    """

    address: str
    kind: Kind
    rows: Sequence[Mapping[str, object]]
    token: str | None = None
    connections: int = 16
    rounds: int = 3
    seconds: float = 3.0
    records_per_request: int = 1


def bench_http(bench: HttpBench) -> dict[str, object]:
    """Measure both endpoints; latencies in milliseconds, `ratio` is empty requests per record request.

    Raises AnswerWrong with the status line and body of an answer that is not 200, ConnectionError without a service.
    """
    empty: list[tuple[float, ...]] = []
    match: list[tuple[float, ...]] = []
    size = bench.records_per_request
    requests = [match_request(bench, bench.rows[at : at + size]) for at in range(0, len(bench.rows), size)]
    for _ in range(bench.rounds):
        empty.append(asyncio.run(send_all(bench, [_EMPTY])))
        match.append(asyncio.run(send_all(bench, requests)))
    return {
        "connections": bench.connections,
        "seconds": bench.rounds * bench.seconds,
        "empty": _figures(bench, empty),
        "match": _figures(bench, match),
        "ratio": round(sum(map(len, empty)) / max(1, sum(map(len, match))), 2),
    }


def match_request(bench: HttpBench, rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return the bytes of a request, so that the client encodes nothing while it measures."""
    body = json.dumps({"kind": bench.kind.value, "records": [dict(row) for row in rows]}).encode()
    lines = [
        "POST /v1/match HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    if bench.token is not None:
        lines.append(f"Authorization: Bearer {bench.token}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def send_all(bench: HttpBench, requests: Sequence[bytes]) -> tuple[float, ...]:
    """Send requests on all connections for `seconds`; return the seconds of each answer. Raises AnswerWrong."""
    until = time.perf_counter() + bench.seconds
    shares = [requests[start % len(requests) :: bench.connections] for start in range(bench.connections)]
    latencies = await asyncio.gather(*(_send_until(bench, share, until) for share in shares))
    return tuple(one for of_connection in latencies for one in of_connection)


async def _send_until(bench: HttpBench, requests: Sequence[bytes], until: float) -> list[float]:
    where = urlsplit(bench.address)
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
        raise AnswerWrong(f"got {status}: {body[:200].decode(errors='replace')}, expected 200")


def _figures(bench: HttpBench, rounds: Sequence[tuple[float, ...]]) -> dict[str, object]:
    milliseconds = np.concatenate([np.array(one) for one in rounds]) * 1000
    p50, p99 = np.percentile(milliseconds, [50, 99])
    return {
        "requests": len(milliseconds),
        "requests_per_s": round(len(milliseconds) / (bench.seconds * len(rounds)), 1),
        "p50_ms": round(float(p50), 2),
        "p99_ms": round(float(p99), 2),
        "p99_ms_by_round": [round(float(np.percentile(np.array(one) * 1000, 99)), 2) for one in rounds],
    }
