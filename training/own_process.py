"""Work in processes of its own: memory that is measured alone, and kinds that are prepared side by side.

What is imported here counts as the memory of a process that is measured.
"""

import multiprocessing
from collections.abc import Callable, Hashable, Mapping
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from data.tables.progress import Progress
from features.schema.errors import OnematchError

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")
PROGRESS = "progress"
ANSWERED = "answered"
FAILED = "failed"


class ProcessEnded(OnematchError):
    """A process ended before it answered, for example killed for its memory."""


def in_own_process(work: Callable[[Progress], Answer], progress: Progress) -> Answer:
    """Run `work` in a new process, pass its progress on, and return its result.

    Raises the OnematchError of the work, or ProcessEnded.
    """
    return in_own_processes({"": work}, progress)[""]


def in_own_processes(
    works: Mapping[Key, Callable[[Progress], Answer]], progress: Progress, *, daemon: bool = False
) -> dict[Key, Answer]:
    """Run each work in a new process, side by side; return the results in the order of `works`.

    The first failure ends all: raises the OnematchError of a work, or ProcessEnded. Daemons end with this process, and
    start no processes themselves.
    """
    spawn = multiprocessing.get_context("spawn")
    open_ends: dict[Any, Key] = {}
    processes = {}
    for key, work in works.items():
        here, there = spawn.Pipe(duplex=False)
        processes[key] = spawn.Process(target=_run, args=(there, work), daemon=daemon)
        processes[key].start()
        there.close()
        open_ends[here] = key
    answers: dict[Key, Answer] = {}
    try:
        while open_ends:
            for end in wait([*open_ends]):
                key = open_ends[end]
                sort, content = _received(end, processes[key])
                if sort == PROGRESS:
                    progress(*content)
                elif sort == FAILED:
                    raise content
                else:
                    answers[key] = content
                    del open_ends[end]
    finally:
        for process in processes.values():
            if len(answers) < len(works):
                process.terminate()
            process.join()
    return {key: answers[key] for key in works}


def _received(end: Any, process: BaseProcess) -> tuple[str, Any]:
    """Return the next message of a process. Raises ProcessEnded."""
    try:
        message: tuple[str, Any] = end.recv()
    except EOFError as error:
        process.join()
        raise ProcessEnded("a process ended with {exitcode} before it answered", exitcode=process.exitcode) from error
    return message


def _run(there: "Connection[Any, Any]", work: Callable[[Progress], object]) -> None:
    try:
        there.send((ANSWERED, work(lambda *call: there.send((PROGRESS, call)))))
    except OnematchError as error:
        there.send((FAILED, error))
