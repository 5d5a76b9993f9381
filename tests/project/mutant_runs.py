"""Runs of tests for a mutation test: which lines each touches, and faults tried in forks until a test fails."""

import ast
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tests.project.touched_lines import TouchedByTest, content_of, keep, take_lines
from tests.support.paths import ROOT

if TYPE_CHECKING:
    import pytest

    from tests.project.faults_planted import LivingCode

TRIED_FOR_S = 90.0
"""Tests of a fault stop when they took this long without it; the most specific ones come first."""
LONGEST_S = 120 + 6 * TRIED_FOR_S
"""A fork that lasts longer is ended: the fault made something endless."""
_OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not e2e", "-W", "ignore")
NO_TESTS = 5
"""How pytest ends when no test names the rule."""
BROKEN = 3
"""How pytest ends when it fails by itself: no fault is detected by that."""
_SCREEN = os.dup(2)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a line of a file below the checkout, and the rule that it breaks if it is a planted one."""

    path: str
    line: int
    words: str
    tree: ast.Module | None
    """The module with the fault; None: without, which shows whether the tests pass in a fork."""
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words}"


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a fault: the test that failed, or that it survived; and how many tests ran."""

    by: str | None
    tests: Sequence[str]

    @property
    def is_detected(self) -> bool:
        return self.by is not None


class Line:
    """Numbers that several processes take one after the other."""

    def __init__(self, count: int) -> None:
        self._read, write = os.pipe()
        for number in range(count):
            os.write(write, number.to_bytes(4, "little"))
        os.close(write)

    def __iter__(self) -> Iterator[int]:
        while number := os.read(self._read, 4):
            yield int.from_bytes(number, "little")


def in_processes(processes: int, work: Callable[[], object]) -> None:
    """Do work in forks until each has ended."""
    children = []
    for _ in range(processes):
        child = os.fork()
        if child == 0:
            try:
                work()
            except BaseException:  # noqa: BLE001 - a fork has nobody else to say it
                say(traceback.format_exc())
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


@dataclass(frozen=True, slots=True)
class MapRun:
    """Runs the tests file by file, and keeps what each touches."""

    processes: int

    def pytest_runtestloop(self, session: "pytest.Session") -> bool:
        files: dict[Path, list[pytest.Item]] = {}
        for item in session.items:
            files.setdefault(item.path, []).append(item)
        todo = sorted(files, key=lambda path: -path.stat().st_size)
        contents = {path: content_of(path) for path in todo}
        line = Line(len(todo))

        def work() -> None:
            from tests.project.faults_planted import LivingCode

            living = LivingCode.here()
            for number in line:
                path = todo[number]
                other = next((item for item in session.items if item.path != path), None)
                tests = {}
                for item, following in zip(files[path], [*files[path][1:], other], strict=True):
                    living.forget()
                    take_lines()
                    began = time.perf_counter()
                    passed = run_one(item, following) is None
                    tests[item.nodeid] = TouchedByTest(time.perf_counter() - began, take_lines(), passed)
                keep(path, contents[path], tests)
                say(f"  {path.relative_to(ROOT)}: {len(tests)} tests")

        in_processes(self.processes, work)
        return True


def names(item: "pytest.Item", rule: str) -> bool:
    """Whether a test names a rule by its number, in its name or its docstring; without a rule every test does."""
    words = f"{item.name.replace('_', ' ')} {getattr(getattr(item, 'function', None), '__doc__', None) or ''}"
    return not rule or re.search(rf"\b{rule}\b", words, re.IGNORECASE) is not None


def run_one(item: "pytest.Item", following: "pytest.Item | None") -> str | None:
    """Run a test; return the last line of its failure, if it fails. What `following` shares with it is kept."""
    from _pytest.runner import runtestprotocol

    failed = [report for report in runtestprotocol(item, log=False, nextitem=following) if report.failed]
    return next((report.longreprtext.strip().rpartition("\n")[2] for report in failed), None)


@dataclass(frozen=True, slots=True)
class FaultRun:
    """Tries faults in forks of a process in which everything is imported, and fixtures of the session are made."""

    faults: Sequence[Fault]
    tests: Sequence[Sequence[str]]
    processes: int
    results: Mapping[int, Path]

    def pytest_runtestloop(self, session: "pytest.Session") -> bool:
        items = {item.nodeid: item for item in session.items}
        line = Line(len(self.faults))

        def work() -> None:
            from tests.project.faults_planted import LivingCode

            warm_up(list(items.values()))
            living = LivingCode.here()
            for number in line:
                fault = self.faults[number]
                tests = [items[one] for one in self.tests[number] if one in items and names(items[one], fault.rule)]
                tried = in_fork(partial(try_here, fault, tests, living), LONGEST_S)
                self.results[number].write_text(json.dumps(tried))
                for databases in living.databases:
                    databases.drop_others()
                otherwise = "is tried later" if "imports" in tried else "survives"
                by = f"{tried['by']} {tried.get('why', '')}" if tried["by"] else otherwise
                say(f"  {number}: {fault}: {by[:300]}, {tried['seconds']:.0f} s")

        in_processes(self.processes, work)
        return True


def try_here(fault: Fault, items: "Sequence[pytest.Item]", living: "LivingCode") -> dict[str, Any]:
    """Plant a fault into the functions that live, then run the tests until one fails."""
    from tests.project.faults_planted import NotPlanted
    from tests.support.event_loop import loop_of_the_run
    from tests.support.wrapper_web import routes_of_the_run

    if not items:
        return {"by": None, "ran": []}
    try:
        if fault.tree is not None:
            living.plant(ROOT / fault.path, fault.tree)
    except NotPlanted as error:
        return {"by": None, "ran": [], "imports": str(error)}
    items[0].session._setupstate.teardown_exact(items[0])  # of the test that ran last in this process
    loop_of_the_run.cache_clear()
    if "/http/" in fault.path or "/access/" in fault.path:
        vars(routes_of_the_run()).update(_routes=None)
    ran = []
    for item, following in zip(items, [*items[1:], items[-1]], strict=True):
        ran.append(item.nodeid)
        why = run_one(item, following)
        if why is not None:
            return {"by": item.nodeid, "ran": ran, "why": why}
    return {"by": None, "ran": ran}


def in_fork(work: Callable[[], dict[str, Any]], limit_s: float) -> dict[str, Any]:
    """Do work in a fork that is killed after a time; return what it found."""
    read, write = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(read)
        try:
            with os.fdopen(write, "w") as out:
                json.dump(work(), out)
        except BaseException:  # noqa: BLE001
            say(traceback.format_exc())
        finally:
            os._exit(0)
    os.close(write)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    with os.fdopen(read) as came:
        text = came.read()
    signal.setitimer(signal.ITIMER_REAL, 0)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    found = json.loads(text) if text else {"by": "no test ended", "ran": []}
    return {**found, "seconds": time.monotonic() - began}


def warm_up(items: "Sequence[pytest.Item]") -> None:
    """Run a quick test of each folder on PostgreSQL, so that what tests of a session share is made."""
    chosen: dict[Path, pytest.Item] = {}
    for item in items:
        if "postgresql" in item.nodeid:
            chosen.setdefault(item.path.parent, item)
    for item, following in pairwise([*chosen.values(), items[-1]]):
        run_one(item, following)


class OneModule(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with another code than that of its file."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault
        self._name = fault.path.removesuffix(".py").replace("/", ".")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(fullname, ROOT / self._fault.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        assert self._fault.tree is not None
        exec(compile(self._fault.tree, str(ROOT / self._fault.path), "exec", dont_inherit=True), vars(module))


@dataclass(slots=True, eq=False)
class FirstFailure:
    """Notes which tests ran, and which failed; pytest keeps its plugins in sets."""

    rule: str
    by: str | None = None
    ran: list[str] = field(default_factory=list)

    def pytest_collection_modifyitems(self, items: "list[pytest.Item]") -> None:
        items[:] = [item for item in items if names(item, self.rule)]

    def pytest_runtest_logreport(self, report: "pytest.TestReport") -> None:
        if report.when == "setup":
            self.ran.append(report.nodeid)
        if report.failed and self.by is None:
            self.by = report.nodeid


def try_anew(fault: Fault, tests: Sequence[str], folder: Path) -> dict[str, Any]:
    """Import everything with the fault, then run the tests until one fails."""
    sys.meta_path.insert(0, OneModule(fault))
    os.environ["PYTEST_XDIST_WORKER"] = "gw0"  # what a run makes once lies in the folder, for all that come
    first = FirstFailure(fault.rule)
    base = folder / f"run-{os.getpid()}"
    ended = run_pytest(tests, first, "-x", f"--basetemp={base}")
    if ended == BROKEN:
        say(f"pytest failed by itself over {fault}")
        return {"by": None, "ran": first.ran}
    return {"by": first.by or (None if ended in {0, NO_TESTS} else "the import"), "ran": first.ran}


def run_pytest(tests: Sequence[str], plugin: object, *options: str) -> int:
    """Run pytest in this process, silently."""
    import pytest

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ["OMP_NUM_THREADS"] = "1"
    os.chdir(ROOT)
    return int(pytest.main([*_OPTIONS, *options, *tests], plugins=[plugin]))


def say(text: str) -> None:
    """Write to the screen, also while pytest captures what is written."""
    os.write(_SCREEN, f"{text}\n".encode())
