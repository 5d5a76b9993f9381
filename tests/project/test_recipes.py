"""The recipes of the contributing page work: their examples run, and the files that they name exist."""

import re

import numpy as np
import pytest

from features.blocking.blocking_rule import BlockingRule, OfName
from features.blocking.blocking_rules import BLOCKING_RULES
from features.blocking.keys import lookup_keys, stored_keys
from features.blocking.person_rules import Person
from features.comparisons.comparisons import Level, prior_comparisons
from features.comparisons.kernel import Kernel
from features.comparisons.splink_model import PRIOR_OF_A_MATCH
from features.comparisons.sql_condition import compile_condition
from features.normalise.records import normalise
from features.own_fields.field_type import FieldType
from features.own_fields.registry import TYPES, schema_for
from features.pairs.columns import columns_of
from features.pairs.pairs import Pairs
from features.ranking.feature_list import FEATURES, feature_matrix, features_of
from features.ranking.pair_feature import Feature
from features.schema.kinds import Kind
from tests.support.made_evidence import evidence, person
from tests.support.own_schema import declared
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
    feature = made["mailbox_last"]
    assert isinstance(feature, Feature)
    assert feature.key not in {one.key for one in FEATURES[Kind.PERSON]}
    record = person(email="j.miller@mail.example")
    profiles = [person(last_name=name) for name in ("Miller", "Mller", "Okonkwo")]

    exact, typo, stranger = feature_matrix(evidence(Kind.PERSON, [record], profiles), [feature])[:, 0].tolist()

    assert exact > typo > stranger


def test_the_example_of_a_comparison_level_compiles_and_holds_for_a_typo(made: dict[str, object]) -> None:
    level = made["similar_mailbox"]
    assert isinstance(level, Level)
    record = person(email="jane.miller@mail.example")
    profiles = [person(email=f"{name}@work.example") for name in ("jane.miler", "okonkwo")]

    holds = compile_condition(level.sql, Kind.PERSON)(evidence(Kind.PERSON, [record], profiles).pairs)

    assert np.asarray(holds).tolist() == [True, False]


def test_the_example_of_a_blocking_rule_is_a_new_one_and_makes_its_keys(made: dict[str, object]) -> None:
    rule = made["last_country"]
    assert isinstance(rule, BlockingRule)
    assert isinstance(rule.keys, OfName)
    assert rule.name not in {known.name for known in BLOCKING_RULES[Kind.PERSON]}

    keys = [
        set(rule.keys.texts(Person.of(normalise(Kind.PERSON, {"full_name": name, "country": "NO"}))))
        for name in ("Jon Smith", "Ann Smyth", "Ann Lee")
    ]

    assert keys[0] == keys[1] != keys[2]


def test_the_example_of_a_type_is_normalised_compared_found_and_ranked(
    made: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    plate = made["plate"]
    assert isinstance(plate, FieldType)
    assert plate.name not in TYPES
    monkeypatch.setitem(TYPES, plate.name, plate)
    schema = schema_for(Kind.PERSON, (declared("car", plate.name),))
    rows = [{"full_name": "Ann Lee", "car": car} for car in (plate.example, "b om 2026", "B-OM 2O26", "X 1", "-")]
    records = [normalise(schema, row) for row in rows]

    one = plate.one({})
    assert one(str(records[0]["car"]), None) == records[0]["car"] == records[1]["car"]
    assert records[4]["car"] is None
    [entry] = prior_comparisons(schema)
    kernel = Kernel.from_splink_json({PRIOR_OF_A_MATCH: 0.5, "comparisons": [entry]}, {"car": np.full(5, 1e-6)}, schema)
    columns = columns_of(schema, list("01234"), records)
    weights = kernel.score(Pairs(columns, columns, np.zeros(4, np.int64), np.arange(1, 5)))
    assert weights.gammas["car"].tolist() == [2, 1, 0, -1]
    same, near, other, missing = weights.weights["car"].tolist()
    assert same > near > 0 == missing > other
    assert set(lookup_keys(schema, records[0])) & set(stored_keys(schema, records[1]))
    assert {one.key for one in features_of(schema)} - {one.key for one in features_of(Kind.PERSON)} == {
        "own_car_edits@1",
        "own_car_weight@1",
    }


def test_every_file_that_a_recipe_names_exists() -> None:
    named = set(re.findall(r"`((?:features|data|serving|training|tests|docs)/[\w./-]+)`", PAGE))

    assert named
    assert [name for name in sorted(named) if "NAME" not in name and not (ROOT / name).exists()] == []
