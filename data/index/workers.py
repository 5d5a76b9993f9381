"""Normalising and making keys in several processes: raw rows are sent, and parts of an index return in order.

A worker is this module run by the same interpreter, neither a fork nor a copy of the caller's main module. It reads
tables from its standard input until that ends, also because the caller was killed.
"""

import gc
import json
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import chain, islice
from typing import Self

import pyarrow as pa

from data.index.originals import joined_rows
from data.index.part import IndexPart, part_of
from data.tables.records import Table, rows_of
from features.normalise.records import normalise
from features.own_fields.registry import schema_from_json
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema, Shape, schema_of

CHUNK = 10_000
CHUNKS_ALONE = 5
"""Tables that are processed without workers, whose start takes seconds and pays only for more tables."""
MAX_WORKERS = 8


class WorkerLost(OnematchError):
    """A worker process ended before its work was done."""


def count_workers() -> int:
    """Return the number of workers: one for each core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MAX_WORKERS, cores)


def parts_of(shape: Shape, tables: Iterator[Table], workers: int) -> Iterator[tuple[Table, IndexPart]]:
    """Yield each table of raw rows with its part of the index, in order; the parts do not depend on `workers`.

    Raises WorkerLost.
    """
    schema = schema_of(shape)
    first = list(islice(tables, CHUNKS_ALONE))
    if workers < 2 or len(first) < CHUNKS_ALONE:
        with _without_collections():
            for table in chain(first, tables):
                yield table, _part_of(schema, table.raw)
        return
    with ExitStack() as stack, _without_collections():
        waiting = [stack.enter_context(_Worker(schema)) for _ in range(workers)]
        busy: deque[tuple[_Worker, Table]] = deque()
        for table in chain(first, tables):
            done = None
            if waiting:
                worker = waiting.pop()
            else:
                worker, earlier = busy.popleft()
                done = earlier, worker.take()
            worker.give(table.raw)
            busy.append((worker, table))
            if done is not None:
                yield done
        yield from ((table, worker.take()) for worker, table in busy)


def _part_of(schema: Schema, raw: pa.Table) -> IndexPart:
    rows = rows_of(raw)
    part = part_of(schema, raw["id"].to_pylist(), [normalise(schema, row) for row in rows])
    return replace(part, originals=joined_rows(schema, rows))


@contextmanager
def _without_collections() -> Iterator[None]:
    """Switch off garbage collection, which would take a third of the time: there are many objects and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Worker:
    """One worker process; the part of a table must be taken before the next table is given."""

    def __init__(self, schema: Schema) -> None:
        own = json.dumps([declaration.as_json() for declaration in schema.declarations])
        command = [sys.executable, "-P", "-m", __name__, str(schema), own]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=-1
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def give(self, raw: pa.Table) -> None:
        assert self._process.stdin is not None
        try:
            pickle.dump(raw, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise self._lost() from error

    def take(self) -> IndexPart:
        assert self._process.stdout is not None
        try:
            part: IndexPart = pickle.load(self._process.stdout)
        except (EOFError, pickle.UnpicklingError) as error:
            raise self._lost() from error
        return part

    def _lost(self) -> WorkerLost:
        return WorkerLost(
            "a process that normalises records ended early, with exit code {process}", process=self._process.wait()
        )


def _work(schema: Schema) -> None:
    """Write the part of each table on standard input to standard output, which receives no other text."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    gc.disable()
    while True:
        try:
            raw = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(_part_of(schema, raw), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    _work(schema_from_json(Kind(sys.argv[1]), json.loads(sys.argv[2])))
