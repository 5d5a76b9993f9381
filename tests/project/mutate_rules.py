"""Mutation test of the rules: make one small fault at a time and count the faults that a test detects.

    .venv/bin/python -m tests.project.mutate_rules [--processes 2] [--only 20] [module ...]

Each fault is tried in a fork, in which the tests that import the module (itself or through another module of rules)
run until the first failure; tests that open a store are left out, unless `--all-tests`. Ends with 1 when the tests of
some module detect fewer than nine faults in ten.
"""

import argparse
import ast
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.project.mutations import Mutant, mutants
from tests.support.paths import ROOT

RULES = ROOT / "serving" / "rules"
WANTED = 0.9
_NO_RULES = {"vocabulary"}
"""Without functions: vocabularies and tables."""
_OPEN_A_STORE = ("tenant import", "wrapper_web import", "trained_service import", "pytest.mark.e2e", "small_model")
_PRELOADED = (
    "data.index.index",
    "pyarrow.parquet",
    "hypothesis",
    "pydantic",
    "sqlalchemy",
    "openpyxl",
    "pytest_timeout",
    "_hypothesis_pytestplugin",
)


@dataclass(frozen=True, slots=True)
class ModuleShare:
    """The faults of a module that its tests detect, and the survivors."""

    module: str
    tried: int
    survivors: tuple[Mutant, ...]

    @property
    def killed(self) -> float:
        return 1 - len(self.survivors) / self.tried if self.tried else 1.0


class _OneModule(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads other code for one module than that of its file."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self._name, self._tree = name, tree

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        return importlib.util.spec_from_loader(fullname, self) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._tree, f"<{self._name} with a fault>", "exec"), module.__dict__)


def all_modules() -> dict[str, Path]:
    """The modules of rules by their names below `serving.rules`."""
    paths = (path for path in RULES.rglob("*.py") if path.stem != "__init__")
    return {".".join(path.relative_to(RULES).with_suffix("").parts): path for path in paths}


def rules_modules() -> list[str]:
    return sorted(all_modules().keys() - _NO_RULES)


def imported_rules(path: Path) -> set[str]:
    """Return the modules of rules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("serving.rules"):
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name.removeprefix("serving.rules.") for name in found} & all_modules().keys()


def files_that_test(module: str, *, all_tests: bool) -> list[str]:
    """Return the test files that import a module of rules, directly or through another."""
    users = {module}
    graph = {name: imported_rules(path) for name, path in all_modules().items()}
    while more := {name for name, imports in graph.items() if imports & users} - users:
        users |= more
    files = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if imported_rules(path) & users and (all_tests or not any(word in text for word in _OPEN_A_STORE)):
            files.append((module not in imported_rules(path), str(path)))
    return [name for _, name in sorted(files)]


@dataclass(frozen=True, slots=True)
class Trial:
    """The module, tests and options of a trial."""

    module: str
    tests: list[str]
    all_tests: bool


def passes(trial: Trial, tree: ast.Module | None, timeout_s: float) -> bool:
    """Run the tests in a fork, with other code for the module; too slow counts as detected."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os._exit(_run_tests(trial, tree))
    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _run_tests(trial: Trial, tree: ast.Module | None) -> int:
    import pytest
    from hypothesis import settings

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    settings.register_profile("mutants", database=None, derandomize=True, deadline=None)
    if tree is not None:
        sys.meta_path.insert(0, _OneModule(f"serving.rules.{trial.module}", tree))
    options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # of what the parent imported already
    options += ["-p", "pytest_timeout", "-p", "_hypothesis_pytestplugin"]
    if not trial.all_tests:
        options.append("--noconftest")  # the fixtures there open stores, and import what takes seconds
    with contextlib.suppress(SystemExit):
        return int(pytest.main([*options, *trial.tests]) != 0)
    return 1


def try_module(module: str, only: int | None, *, all_tests: bool) -> ModuleShare | None:
    """Try the faults of a module; None where no test imports it. Exits when its tests fail without a fault."""
    tests = files_that_test(module, all_tests=all_tests)
    if not tests:
        return None
    trial = Trial(module, tests, all_tests)
    began = time.monotonic()
    if not passes(trial, None, 600):
        sys.exit(f"the tests of {module} fail without any fault: {' '.join(tests)}")
    timeout_s = 10 + 5 * (time.monotonic() - began)
    tried = list(mutants(all_modules()[module].read_text(encoding="utf-8")))
    if only is not None and only < len(tried):
        tried = random.Random(0).sample(tried, only)
    return ModuleShare(module, len(tried), tuple(one for one in tried if passes(trial, one.tree, timeout_s)))


def report(share: ModuleShare | None, module: str) -> str:
    if share is None:
        return f"{module:28} no test imports it"
    lines = [f"{module:28} {share.tried - len(share.survivors):4} of {share.tried:4} detected {share.killed:7.1%}"]
    lines += [f"    {all_modules()[module].relative_to(ROOT)}:{one.line}: {one.fault}" for one in share.survivors]
    return "\n".join(lines)


def in_turn(modules: list[str], processes: int) -> Iterator[list[str]]:
    """Distribute the modules over the processes."""
    for n in range(processes):
        yield modules[n::processes]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="mutate_rules")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument(
        "--only", type=int, default=None, help="the number of faults of each module, drawn by a fixed seed"
    )
    parser.add_argument("--all-tests", action="store_true", help="also the tests that open a store")
    options = parser.parse_args(arguments)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in _PRELOADED:
        importlib.import_module(name)
    children = []
    for part in in_turn(options.modules or rules_modules(), options.processes):
        child = os.fork()
        if child == 0:
            os._exit(_try_all(part, options.only, all_tests=options.all_tests))
        children.append(child)
    ended = [os.waitpid(child, 0)[1] for child in children]
    return int(any(ended))


def _try_all(modules: list[str], only: int | None, *, all_tests: bool) -> int:
    worst = 1.0
    for module in modules:
        share = try_module(module, only, all_tests=all_tests)
        worst = min(worst, share.killed if share else 0.0)
        print(report(share, module), flush=True)
    return int(worst < WANTED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
