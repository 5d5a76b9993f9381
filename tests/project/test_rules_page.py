"""The page of rules names tests that are there, and leaves no rule out."""

import os
from pathlib import Path
from typing import Literal

import pytest

from tests.project.rule_titles import DOCUMENTED, SEED, SILENT
from tests.project.rules_page import (
    PAGE,
    RulesPageWriter,
    page_of,
    proofs_in_code,
    proofs_on_page,
    rules_in,
)
from tests.support.paths import ROOT

when_written = pytest.mark.skipif("ONEMATCH_WRITE_DOCS" in os.environ, reason="this run writes the page at its end")


def test_every_rule_has_its_title() -> None:
    assert list(SEED) == [f"S{n}" for n in range(1, 93)]
    assert list(SILENT) == [f"D{n}" for n in range(1, 36)]


@when_written
def test_every_rule_is_proven_by_a_test_or_spoken_of_on_a_page() -> None:
    proven = {rule for rules in proofs_on_page(PAGE.read_text(encoding="utf-8")).values() for rule in rules}

    assert [rule for rule in SEED | SILENT if rule not in proven | DOCUMENTED.keys()] == []


@when_written
def test_the_page_names_the_tests_that_carry_a_number_and_no_others() -> None:
    page = PAGE.read_text(encoding="utf-8")
    there = proofs_in_code()

    assert proofs_on_page(page) == there, "ONEMATCH_WRITE_DOCS=1 make test writes docs/rules.md anew"
    assert page == page_of(there)


@pytest.mark.parametrize("page", sorted(set(DOCUMENTED.values())))
def test_what_no_test_can_prove_stands_on_its_page(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")

    assert [rule for rule, where in DOCUMENTED.items() if where == page and rule not in text] == []


@pytest.mark.parametrize(
    ("name", "docstring", "rules"),
    [
        ("test_s51_calls", "", {"S51"}),
        ("test_calls_s51_d27", "", {"S51", "D27"}),
        ("test_calls", "A call is refused (S51, D27).", {"S51", "D27"}),
        ("test_calls", "The table S50 to S52.", {"S50", "S51", "S52"}),
        ("test_s5", "", {"S5"}),
        ("test_sha256_of_s3", "S99 is none.", {"S3"}),
        ("test_ids5", "US5 D360", set()),
    ],
)
def test_a_rule_s_number_is_found_in_a_name_and_in_a_docstring(name: str, docstring: str, rules: set[str]) -> None:
    assert rules_in(name, docstring) == rules


def test_the_page_says_which_rules_no_test_proves_yet() -> None:
    page = page_of({"tests/test_a.py::test_s1": frozenset({"S1"})})

    [line] = [line for line in page.splitlines() if line.startswith("Not proven yet")]
    assert "S1," not in line
    assert "S2, " in line
    assert "S84" not in line
    assert proofs_on_page(page) == {"tests/test_a.py::test_s1": {"S1"}}


def test_a_run_writes_what_passed_and_forgets_what_failed(tmp_path: Path) -> None:
    page = tmp_path / "rules.md"
    passed, failed, not_run = sorted(proofs_in_code())[:3]
    gone = "tests/test_gone.py::test_s1"
    page.write_text(page_of(dict.fromkeys([failed, gone, not_run], frozenset({"S1"}))), encoding="utf-8")
    writer = RulesPageWriter(page)
    writer.pytest_runtest_logreport(report(f"{passed}[a]", "passed"))
    writer.pytest_runtest_logreport(report(f"{failed}[a]", "passed"))
    writer.pytest_runtest_logreport(report(f"{failed}[b]", "failed"))

    writer.pytest_sessionfinish()

    assert proofs_on_page(page.read_text(encoding="utf-8")).keys() == {passed, not_run}


def report(nodeid: str, outcome: Literal["passed", "failed"]) -> pytest.TestReport:
    return pytest.TestReport(nodeid, ("", 0, ""), {}, outcome, None, "call", [])
