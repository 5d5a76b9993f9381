"""The page of rules leaves no rule out, and a test carries the number of each."""

import os

import pytest

from tests.project.rules_page import DOCUMENTED, PAGE, TITLES, page_of, proofs_in_code, rules_in
from tests.support.paths import ROOT


def test_every_rule_has_its_title() -> None:
    assert list(TITLES) == [*(f"S{n}" for n in range(1, 93)), *(f"D{n}" for n in range(1, 36))]


def test_every_rule_is_proven_by_a_test_or_spoken_of_on_a_page() -> None:
    proven = {rule for rules in proofs_in_code().values() for rule in rules}

    assert [rule for rule in TITLES if rule not in proven | DOCUMENTED.keys()] == []


def test_the_page_counts_the_tests_that_carry_a_number() -> None:
    expected = page_of(proofs_in_code())
    if os.environ.get("ONEMATCH_WRITE_DOCS"):
        PAGE.write_text(expected, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == expected, "ONEMATCH_WRITE_DOCS=1 writes docs/rules.md anew"


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
