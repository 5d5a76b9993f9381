"""The page of rules: which rule is proven by which tests, written by the test run that saw them pass."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.project.rule_titles import CHAPTERS, DOCUMENTED, TITLES
from tests.support.paths import ROOT

PAGE = ROOT / "docs" / "rules.md"
_HEAD = """# Rules

The business rules of the CRM-sync wrapper and the tests that prove them, by the chapters of the seed document.
S: a rule of that document; D: a decision where it is silent.
A test carries the numbers of its rules in its name or its docstring.
`ONEMATCH_WRITE_DOCS=1 make test` writes this page anew from the tests that were collected and passed;
a run of some files only renews what it ran: `ONEMATCH_WRITE_DOCS=1 .venv/bin/pytest tests/serving`.
"""
_RANGE = re.compile(r"\b([SD])(\d{1,2}) to \1(\d{1,2})\b")
_IN_TEXT = re.compile(r"\b[SD]\d{1,2}\b")
_IN_NAME = re.compile(r"(?<![a-z0-9])[sd]\d{1,2}(?![a-z0-9])")
_TEST = re.compile(r"^- `([^`]+)`$", re.MULTILINE)

Proofs = dict[str, frozenset[str]]
"""By test, the rules that it proves."""


def rules_in(name: str, docstring: str) -> frozenset[str]:
    """Return the numbers of the rules that a test's name and docstring hold; `S50 to S58` holds nine."""
    spelt = _RANGE.sub(_spell_out, docstring)
    numbers = {*_IN_TEXT.findall(spelt), *(found.upper() for found in _IN_NAME.findall(name))}
    return frozenset(numbers & TITLES.keys())


def _spell_out(match: re.Match[str]) -> str:
    return " ".join(f"{match[1]}{n}" for n in range(int(match[2]), int(match[3]) + 1))


def proofs_in_code(root: Path = ROOT) -> Proofs:
    """Return every test below `tests/` that carries a number, read without running anything."""
    found: Proofs = {}
    for file in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for test in _tests_of(tree):
            if rules := rules_in(test.name, ast.get_docstring(test) or ""):
                found[f"{file.relative_to(root).as_posix()}::{test.name}"] = rules
    return found


def _tests_of(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node


def proofs_on_page(page: str) -> Proofs:
    """Return what a page says."""
    found: dict[str, set[str]] = defaultdict(set)
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        rule = section.split(maxsplit=1)[0].rstrip(":")
        for test in _TEST.findall(section):
            found[test].add(rule)
    return {test: frozenset(rules) for test, rules in found.items()}


def page_of(proofs: Mapping[str, frozenset[str]]) -> str:
    """Write the page."""
    by_rule: dict[str, list[str]] = {rule: [] for rule in TITLES}
    for test in sorted(proofs):
        for rule in proofs[test]:
            by_rule[rule].append(test)
    missing = [rule for rule, tests in by_rule.items() if not tests and rule not in DOCUMENTED]
    parts = [_HEAD, f"Not proven yet: {', '.join(missing) or 'none'}.\n"]
    for chapter, rules in CHAPTERS.items():
        parts.append(f"## {chapter}\n")
        parts += [_section(rule, by_rule[rule]) for rule in rules]
    return "\n".join(parts)


def _section(rule: str, tests: Iterable[str]) -> str:
    lines = [f"- `{test}`" for test in tests]
    if rule in DOCUMENTED:
        lines.append(f"- [{DOCUMENTED[rule]}]({DOCUMENTED[rule]})")
    return f"### {rule}: {TITLES[rule]}\n\n" + "".join(f"{line}\n" for line in lines or ["- no test yet"])


class RulesPageWriter:
    """A pytest plugin that writes the page at the end of a run."""

    def __init__(self, page: Path = PAGE) -> None:
        self._page = page
        self._passed: dict[str, bool] = {}
        self._failed: set[str] = set()

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note whether all cases of a test passed that ran; one that was skipped in all of them proves nothing."""
        test = report.nodeid.split("[")[0]
        if report.failed:
            self._failed.add(test)
        self._passed[test] = self._passed.get(test, False) or (report.when == "call" and report.passed)

    @pytest.hookimpl
    def pytest_sessionfinish(self) -> None:
        """Write what passed in this run, and what the page said of tests that did not run in it."""
        there = proofs_in_code()
        earlier = proofs_on_page(self._page.read_text(encoding="utf-8")) if self._page.exists() else {}
        known = {test for test in earlier if test not in self._passed} | {t for t, ok in self._passed.items() if ok}
        known -= self._failed
        self._page.write_text(page_of({test: there[test] for test in known & there.keys()}), encoding="utf-8")
