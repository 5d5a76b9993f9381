"""The page of rules: each rule with the number of the tests that carry its number."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.project.rule_titles import CHAPTERS, DOCUMENTED, TITLES
from tests.support.paths import ROOT

PAGE = ROOT / "docs" / "rules.md"
_HEAD = """# Rules

The business rules of the CRM-sync wrapper, by the chapters of the seed document, each with the number of its tests.
S: a rule of that document; D: a decision where it is silent.
A test carries the numbers of its rules in its name or its docstring: `git grep -niE 's42([^0-9]|$)' tests` shows those
of one. `ONEMATCH_WRITE_DOCS=1 .venv/bin/pytest tests/project/test_rules_page.py` writes this page anew.
"""
_RANGE = re.compile(r"\b([SD])(\d{1,2}) to \1(\d{1,2})\b")
_IN_TEXT = re.compile(r"\b[SD]\d{1,2}\b")
_IN_NAME = re.compile(r"(?<![a-z0-9])[sd]\d{1,2}(?![a-z0-9])")

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


def page_of(proofs: Mapping[str, frozenset[str]]) -> str:
    """Write the page."""
    tests = Counter(rule for rules in proofs.values() for rule in rules)
    parts = [_HEAD]
    for chapter, rules in CHAPTERS.items():
        parts += [f"## {chapter}\n", "".join(_line(rule, tests[rule]) for rule in rules)]
    return "\n".join(parts)


def _line(rule: str, tests: int) -> str:
    page = DOCUMENTED.get(rule)
    return f"- {rule}: {TITLES[rule]} ({f'[{page}]({page})' if page else tests})\n"
