"""Work of a bench in a process of its own, so that the memory it is charged with is its alone."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from data.tables.progress import Progress
from features.schema.errors import OnematchError
from training.evaluation.workspace import BenchIncomplete

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
TOLD, ANSWERED, FAILED = "told", "answered", "failed"


def in_own_process(work: Callable[[Asked, Progress], Answer], asked: Asked, progress: Progress) -> Answer:
    """Return what `work` gives in a new process, to which its progress is passed on.

    Raises the OnematchError that the work raised, or BenchIncomplete where its process ended without an answer, killed
    for its memory say.
    """
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_run, args=(there, work, asked))
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
    while (message := here.recv())[0] == TOLD:
        progress(*message[1])
    how, what = message
    return how, what


def _run(there: "Connection[Any, Any]", work: Callable[[Asked, Progress], object], asked: Asked) -> None:
    try:
        there.send((ANSWERED, work(asked, lambda *told: there.send((TOLD, told)))))
    except OnematchError as error:
        there.send((FAILED, error))
