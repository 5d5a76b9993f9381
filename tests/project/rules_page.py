"""The page of rules, which holds their sentences: each rule with the number of the tests that carry its number."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from tests.support.paths import ROOT

PAGE = ROOT / "docs" / "rules.md"
_RULE = re.compile(r"^- ([SD]\d+): (.*) \((\d+|\[([\w-]+\.md)\]\(\S+\))\)$", re.MULTILINE)
_RULES = _RULE.findall(PAGE.read_text(encoding="utf-8"))
TITLES = {rule: sentence for rule, sentence, _, _ in _RULES}
DOCUMENTED = {rule: page for rule, _, _, page in _RULES if page}
"""Rules that no test can prove, with the page that covers them."""
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


@cache
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
    """Return the page with the numbers of tests as they are."""
    tests = Counter(rule for rules in proofs.values() for rule in rules)

    def counted(line: re.Match[str]) -> str:
        return line[0] if line[4] else f"- {line[1]}: {line[2]} ({tests[line[1]]})"

    return _RULE.sub(counted, PAGE.read_text(encoding="utf-8"))
