"""The recipes of the contributing page work: their examples run, and the files that they name exist."""

import re

import numpy as np
import pytest

from features.blocking.blocking_rules import BLOCKING_RULES, BlockingRule
from features.comparisons.comparisons import Level
from features.comparisons.sql_condition import compile_condition
from features.ranking.feature_list import FEATURES
from features.ranking.pair_feature import Feature
from features.schema.kinds import Kind
from tests.support.made_evidence import evidence, person
from tests.support.paths import ROOT

PAGE = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made() -> dict[str, object]:
    """Return the names that the examples of the page define, run one after the other."""
    names: dict[str, object] = {}
    for block in re.findall(r"^```python tested\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        exec(block, names)
    return names


def test_the_example_of_a_pair_feature_ranks_a_typo_above_a_stranger(made: dict[str, object]) -> None:
    feature = made["title_in_any_order"]
    assert isinstance(feature, Feature)
    assert feature.key not in {one.key for one in FEATURES[Kind.PERSON]}
    profiles = [person(title="Sales, Head of"), person(title="Sales, Hed of"), person(title="Plumber")]

    exact, typo, stranger = feature.compute(evidence(Kind.PERSON, [person()], profiles)).tolist()

    assert exact > typo > stranger


def test_the_example_of_a_comparison_level_compiles_and_holds_for_one_edit(made: dict[str, object]) -> None:
    level = made["one_edit"]
    assert isinstance(level, Level)
    profiles = [person(birth_date="1983-08-01"), person(birth_date="1951-02-23")]

    holds = compile_condition(level.sql, Kind.PERSON)(evidence(Kind.PERSON, [person()], profiles).pairs)

    assert np.asarray(holds).tolist() == [True, False]


def test_the_example_of_a_blocking_rule_is_a_new_one(made: dict[str, object]) -> None:
    rule = made["last_country"]

    assert isinstance(rule, BlockingRule)
    assert rule.name not in {one.name for one in BLOCKING_RULES[Kind.PERSON]}


def test_every_file_that_a_recipe_names_exists() -> None:
    named = set(re.findall(r"`((?:features|data|serving|training|tests|docs)/[\w./-]+)`", PAGE))

    assert named
    assert [name for name in sorted(named) if "NAME" not in name and not (ROOT / name).exists()] == []
