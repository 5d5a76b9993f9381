"""Mutation test of the service: make small faults, one at a time, and list those that no test detects.

    make mutants [SEED=1] [COUNT=200] [ONLY=serving/contract/activities]     draw lines and break each
    make mutants PLANTED=1                                         break the places of `planted_faults.py`

A fault is tried in a fork by the tests that execute its line, on both databases, the most specific ones first, until
one fails. Which test executes which line is found once and kept for each test file (`touched_lines.py`). Faults of
what runs while a module is imported are tried in a process that imports anew. Ends with 1 when fewer than nine faults
in ten are detected, or a planted one is not.
"""

import argparse
import ast
import importlib
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import inf
from pathlib import Path

from tests.project.mutant_runs import (
    LONGEST_S,
    TRIED_FOR_S,
    Fault,
    FaultRun,
    Line,
    MapRun,
    Tried,
    in_fork,
    in_processes,
    run_pytest,
    say,
    try_anew,
)
from tests.project.mutations import Mutant, lines_with_faults, mutants
from tests.project.planted_faults import PLANTED
from tests.project.touched_lines import (
    NotingFinder,
    TouchedByTest,
    TouchedLines,
    kept,
    lines_that_mention,
    statement_lines,
)
from tests.support.paths import ROOT

FOLDERS = ("vocabulary", "contract", "crm", "store", "access")
NOT_DRAWN = (
    "store/migrations/",
    "store/tables/",
    "crm/hubspot/",
    "crm/oracle/",
    "vocabulary/terms.py",
    "_page.py",
    "/page.py",
)
TESTS = (
    *("tests/serving", "tests/attack"),
    *("tests/training/feedback/test_unlearning.py", "tests/training/promotion/test_drift_of_contracts.py"),
    *("tests/training/commands/service", "tests/training/test_universe_file.py"),
)
OF_IMPORTS = "tests/serving/http/test_published_api.py"
"""Sees the most of what importing makes: routes, their callers and bounds, problems, reports, metrics."""
WANTED = 0.9
_MAX_SPECIFIC = 3
_FIRST_OF_A_FILE = 10
_ALREADY_IMPORTED = (
    *("pytest", "hypothesis", "sqlalchemy", "alembic", "psycopg", "fastapi", "httpx", "pyarrow.parquet", "numba"),
    *("lightgbm", "rapidfuzz", "openpyxl", "joserfc", "authlib", "pydantic", "pydantic_settings", "prometheus_client"),
    *("cryptography", "phonenumbers", "rigour", "sqlglot", "uvicorn", "schemathesis", "bentoml"),
)


def files_to_break(only: str | None = None) -> list[Path]:
    """Return the modules in which faults are drawn."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / "serving" / folder).rglob("*.py"))]
    shown = [path for path in files if not any(part in str(path) for part in NOT_DRAWN)]
    return [path for path in shown if only is None or str(path.relative_to(ROOT)).startswith(only)]


def draw(seed: int, count: int, only: str | None = None) -> list[Fault]:
    """Draw lines of the modules by a seed, each with one of its faults."""
    draws = random.Random(seed)
    sources = {path: path.read_text(encoding="utf-8") for path in files_to_break(only)}
    lines = [(path, line) for path, source in sources.items() for line in lines_with_faults(source)]
    found = []
    for path, line in draws.sample(lines, min(count, len(lines))):
        is_rule = "serving/vocabulary" in str(path) or path.stem.endswith("rules")
        one: Mutant = draws.choice(list(mutants(sources[path], only=line, at_boundaries=is_rule)))
        found.append(Fault(str(path.relative_to(ROOT)), line, one.fault, one.tree))
    return found


def planted() -> list[Fault]:
    """Return the faults of `planted_faults.py`; a place that has changed is an error."""
    found = []
    for one in PLANTED:
        source = (ROOT / one.path).read_text(encoding="utf-8")
        if source.count(one.before) != 1:
            sys.exit(f"{one.path}: got {source.count(one.before)} places of {one.before!r}, expected one")
        line = source[: source.index(one.before)].count("\n") + 1
        found.append(Fault(one.path, line, one.words, ast.parse(source.replace(one.before, one.after)), one.rule))
    return found


def tests_of(fault: Fault, touched: TouchedLines) -> list[str]:
    """Return the tests to run in their order: those of the line, else those of what mentions it, else of its module.

    Of a planted fault all of them: those that name its rule are few.
    """
    source = (ROOT / fault.path).read_text(encoding="utf-8")
    found = touched.of_lines(fault.path, statement_lines(source, fault.line))
    if not found:
        mentions = lines_that_mention(fault.path, source, fault.line)
        found = list(dict.fromkeys(test for path, line in mentions for test in touched.of_lines(path, [line])))
    found = found or touched.of_lines(fault.path, touched.of_line.get(fault.path, ()))
    return in_order(found, touched.tests, inf if fault.rule else TRIED_FOR_S)


def in_order(tests: Sequence[str], touched: Mapping[str, TouchedByTest], within_s: float) -> list[str]:
    """Order tests: the most specific ones, the broadest one, some of each file, the others; as many as the time allows.

    A test is specific when it executes little else, and broad when it executes most: that one looks at most answers.
    """
    by_file: dict[str, list[str]] = {}
    ordered = sorted(tests, key=lambda one: (touched[one].n_lines, one))
    for test in ordered:
        by_file.setdefault(test.partition("::")[0], []).append(test)
    first = [test for found in by_file.values() for test in found[:_FIRST_OF_A_FILE]]
    others = [test for found in by_file.values() for test in found[_FIRST_OF_A_FILE:]]
    in_turn = dict.fromkeys([*ordered[:_MAX_SPECIFIC], *ordered[-1:], *first, *others])
    taken = []
    seconds = 0.0
    for test in in_turn:
        if seconds > within_s:
            break
        taken.append(test)
        seconds += touched[test].seconds
    return taken


def map_lines(tests: Sequence[str], processes: int) -> TouchedLines:
    """Return which tests execute which lines; files of tests of which that is not known are run for it."""
    places = [ROOT / name for name in tests]
    files = [file for one in places for file in ([one] if one.is_file() else sorted(one.rglob("test_*.py")))]
    todo = [str(path) for path in files if kept(path) is None]
    if todo:
        say(f"{len(todo)} files of tests are run once, to see which lines they touch")

        def run() -> None:
            sys.meta_path.insert(0, NotingFinder())
            run_pytest(todo, MapRun(processes))

        in_processes(1, run)
    found = TouchedLines()
    for path in files:
        found.add(kept(path) or {})
    return found


def try_all(faults: Sequence[Fault], touched: TouchedLines, processes: int) -> list[Tried]:
    """Try every fault: in living functions, or where that is not possible in processes that import anew."""
    tests = [tests_of(fault, touched) for fault in faults]
    test_files = sorted({test.partition("::")[0] for found in tests for test in found})
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        results = {n: folder / f"{n}.json" for n in range(len(faults))}
        in_processes(1, partial(run_pytest, test_files, FaultRun(faults, tests, processes, results)))
        first = {n: json.loads(file.read_text()) for n, file in results.items() if file.is_file()}
        again = [n for n in results if "imports" in first.get(n, {"imports": "it did not end"})]
        line = Line(len(again))

        def work() -> None:
            for number in line:
                n = again[number]
                order = [OF_IMPORTS, *sorted(tests[n], key=lambda test: "postgresql" in test)]
                found = in_fork(partial(try_anew, faults[n], order, folder), 2 * LONGEST_S)
                results[n].write_text(json.dumps(found))
                say(f"  {n}: {faults[n]}: {found['by'] or 'survives'}, {found['seconds']:.0f} s, imported anew")

        in_processes(processes, work)
        ends = [json.loads(file.read_text()) for file in results.values()]
    return [Tried(one["by"], one["ran"]) for one in ends]


def report(faults: Sequence[Fault], tried: Sequence[Tried]) -> str:
    """Return the share of detected faults, and each survivor with the tests that ran."""
    survivors = [(fault, one) for fault, one in zip(faults, tried, strict=True) if not one.is_detected]
    lines = [f"{len(faults) - len(survivors)} of {len(faults)} faults detected"]
    for fault, one in survivors:
        files = Counter(test.partition("::")[0] for test in one.tests)
        shown = ", ".join(f"{Path(file).name} ({count})" for file, count in files.most_common(6))
        lines += [
            f"survives: {fault}{f' [{fault.rule}]' if fault.rule else ''}",
            f"    {len(one.tests)} tests: {shown}",
        ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="mutate", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--only", help="the beginning of the paths to break, such as serving/contract/activities")
    parser.add_argument("--planted", action="store_true", help="the listed faults in place of drawn ones")
    parser.add_argument("--tests", nargs="*", default=TESTS, help="the folders and files whose tests are run")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--control", action="store_true", help="then try the lines without a fault: all must survive")
    options = parser.parse_args(arguments)
    os.environ["PYTHONHASHSEED"] = "0"
    for name in _ALREADY_IMPORTED:
        importlib.import_module(name)
    faults = planted() if options.planted else draw(options.seed, options.count, options.only)
    touched = map_lines(options.tests, options.processes)
    began = time.monotonic()
    tried = try_all(faults, touched, options.processes)
    print(report(faults, tried))
    if options.control:
        unbroken = [replace(fault, tree=None, words="nothing changed") for fault in faults]
        print(report(unbroken, try_all(unbroken, touched, options.processes)))
    print(f"{time.monotonic() - began:.0f} s")
    share = sum(one.is_detected for one in tried) / len(tried)
    return int(share < (1 if options.planted else WANTED))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
