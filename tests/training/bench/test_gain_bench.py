"""The bench of gain plans hides fields, plans, and compares with the truth; the bench of movers knows its answers."""

import numpy as np
import pytest

from data.sample.sample import SampleSize, write_sample
from features.schema.kinds import Kind
from training.bench.quality.gain import Scenario, Simulated, bench_gain, records_of, simulate
from training.bench.quality.movers import calibration_error, measured, resolver
from training.evaluation.data_sets import QualitySet
from training.shipped.mover import JudgedMover, fit_mover, with_other_titles


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> QualitySet:
    folder = tmp_path_factory.mktemp("set")
    write_sample(folder, SampleSize(people=400, companies=80, crm=300), seed=5)
    return QualitySet("small", Kind.PERSON, folder / Kind.PERSON)


def test_hidden_fields_are_what_the_plan_is_compared_with(of: QualitySet) -> None:
    scenario = Scenario(of, ("company",))
    records, decide = records_of(scenario, "test", 200)

    found = simulate((records, decide), scenario, 4)

    assert len(found.true) > 0
    assert (found.hidden < len(records.ids)).all()
    assert (found.low <= found.predicted).all()
    assert (found.predicted <= found.high).all()


def test_the_bench_sums_its_scenarios_up(of: QualitySet) -> None:
    result = bench_gain([of], 0.0, simulations=8)

    whole, by_fields = (table.rows for table in result.tables)
    assert {row["context"] for row in whole} <= {"as they are", "sparse"}
    assert sum(int(str(row["simulations"])) for row in by_fields) == sum(int(str(row["simulations"])) for row in whole)


def test_a_true_gain_outside_of_its_interval_is_not_covered() -> None:
    ones = np.ones(2)

    found = Simulated(ones * 9, ones * 4, ones * 3, ones * 5, np.array([4.0, 6.0]), ones)

    counted = {"hidden": 9, "predicted": 4, "true": 5, "simulations": 2}
    assert found.as_row() == counted | {"covered": 0.5, "width": 0.5, "irreducible": 0.25}


def test_misspelt_employers_are_resolved_and_others_are_not() -> None:
    employer = resolver(["Acme Robotics"] * 20 + ["Borealis Shipping"] * 20)

    assert employer("Acme Robotics") == employer("ACME Robotixs") != employer("Borealis Shippin")
    assert employer("Cinnabar") == "cinnabar"


def test_a_right_and_calibrated_probability_has_skill_and_no_error() -> None:
    left = np.array([True] * 200 + [False] * 600)

    found = measured(left.astype(float), np.ones(800), left)

    assert (found["ece"], found["skill_over_share"], found["skill_over_rule"]) == (0, 1, 1)
    assert calibration_error(np.full(800, 0.25), left) > 0.3


def test_the_fit_finds_what_speaks_for_a_move() -> None:
    rng = np.random.default_rng(0)
    people = []
    for left in rng.random(2_000) < 0.2:
        speaks = rng.random() < (0.9 if left else 0.1)
        people.append(JudgedMover(("company:other" if speaks else "company:same",), bool(speaks), bool(left)))

    model = fit_mover(people)

    assert model.probability(("company:other",)) == pytest.approx(0.2 * 0.9 / (0.2 * 0.9 + 0.8 * 0.1), abs=0.05)
    assert model.share == pytest.approx(0.2, abs=0.03)


def test_titles_are_mixed_so_that_they_do_not_decide() -> None:
    people = [JudgedMover(("title:other",), True, True)] * 1_000 + [JudgedMover(("title:same",), False, False)] * 1_000

    mixed = [one.evidence for one in with_other_titles(people)]

    assert mixed[:1_000].count(("title:same",)) == pytest.approx(330, abs=50)
    assert mixed[1_000:].count(("title:other",)) == pytest.approx(100, abs=30)
