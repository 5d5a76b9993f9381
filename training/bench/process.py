"""Work of a bench in a process of its own, so that its memory is measured alone."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from data.tables.progress import Progress
from features.schema.errors import OnematchError
from training.evaluation.workspace import BenchIncomplete

Argument = TypeVar("Argument")
Answer = TypeVar("Answer")
PROGRESS, ANSWERED, FAILED = "progress", "answered", "failed"


def in_own_process(work: Callable[[Argument, Progress], Answer], argument: Argument, progress: Progress) -> Answer:
    """Run `work` in a new process, pass its progress on, and return its result.

    Raises the OnematchError of the work, or BenchIncomplete where the process ended without a result, for example
    killed for its memory.
    """
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_run, args=(there, work, argument))
    process.start()
    there.close()
    try:
        how, what = _listen(here, progress)
    except EOFError as error:
        process.join()
        raise BenchIncomplete(f"a process of the bench ended with {process.exitcode} before it answered") from error
    finally:
        here.close()
    process.join()
    if how == FAILED:
        raise what
    answer: Answer = what
    return answer


def _listen(here: "Connection[Any, Any]", progress: Progress) -> tuple[str, Any]:
    while (message := here.recv())[0] == PROGRESS:
        progress(*message[1])
    how, what = message
    return how, what


def _run(there: "Connection[Any, Any]", work: Callable[[Argument, Progress], object], argument: Argument) -> None:
    try:
        there.send((ANSWERED, work(argument, lambda *call: there.send((PROGRESS, call)))))
    except OnematchError as error:
        there.send((FAILED, error))
