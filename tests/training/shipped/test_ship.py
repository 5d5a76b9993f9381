"""The shipped bundles: their source data sets, what they left out, and the precision that they state."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from data.sample.lost_fields import GROUPS, lose_fields
from data.sample.sample import SampleSize, write_sample
from data.tables.progress import silent
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.calibration import sigmoid
from serving.matching.drift import read_reference
from serving.matching.golden import replay
from training.evaluation.data_sets import QualitySet
from training.shipped.fit import LeftOutPart, fit_shipped, left_out_precision_curve
from training.shipped.ship import ShipRequest, ship
from training.shipped.sources import FULL_WEIGHT, base_weights, open_sample, open_set, source_examples

pytestmark = pytest.mark.usefixtures("few_trees_in_module")
SMALL = SampleSize(people=300, companies=150, crm=200)


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> list[QualitySet]:
    """Three small sets of companies."""
    folder = tmp_path_factory.mktemp("sets")
    for seed in (1, 2, 3):
        write_sample(folder / str(seed), SMALL, seed)
    return [QualitySet(f"set{seed}", Kind.COMPANY, folder / str(seed) / "company") for seed in (1, 2, 3)]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sources")


@pytest.fixture(scope="module")
def without_first(sets: list[QualitySet], kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "without"
    ship(ShipRequest(Kind.COMPANY, out, sets[1:], size=SMALL, kept=kept, for_measuring=True))
    return out


def test_a_bundle_without_a_set_did_not_read_it(without_first: Path, kept: Path) -> None:
    manifest = json.loads((without_first / "manifest.json").read_text())

    assert [source.split(",")[0] for source in manifest["trained_on"]] == ["generated sample", "set2", "set3"]
    assert {folder.name for folder in kept.iterdir()} == {"sample_company", "set2", "set3"}
    replay(Bundle.open(without_first))


def test_one_in_five_answers_is_excluded(sets: list[QualitySet]) -> None:
    with open_set(sets[0], silent) as opened:
        base = base_weights(opened, 0, silent)
        source_set = source_examples(opened, base.settings, 0, silent)
        answered = {crm_id for crm_id, answers in opened.labels.answers.items() if answers}
        answerable = {opened.source.ids[row] for row in np.unique(source_set.left_rows[source_set.right]).tolist()}
        excluded = set(opened.excluded)

    assert 0.1 < len(excluded) / len(answered) < 0.3
    assert not answerable & excluded
    assert len(answerable) > 0.8 * len(answered - excluded)
    assert source_set.n_true == len(answered) - len(excluded)


def test_the_bundle_is_fitted_on_the_sample_where_there_are_no_sets(tmp_path: Path) -> None:
    ship(ShipRequest(Kind.COMPANY, tmp_path / "bundle", size=SMALL))

    bundle = Bundle.open(tmp_path / "bundle")
    assert bundle.basis == "shipped"
    assert 0 < bundle.manifest["pseudo_labels"]["right_share"] < 1
    reference = read_reference(tmp_path / "bundle")
    assert reference is not None
    assert reference.records == SMALL.crm
    shutil.rmtree(tmp_path / "bundle")


def test_records_lose_whole_groups_of_fields_and_some_stay_whole() -> None:
    rows = [{"name": "x", "website": "w", "email": "e", "city": "c", "phone": "p"}] * 400

    lost = lose_fields(Kind.COMPANY, rows, 0.5)

    assert lost == lose_fields(Kind.COMPANY, rows, 0.5)
    assert all(row["name"] == "x" for row in lost)
    assert all((row["website"] is None) == (row["email"] is None) for row in lost)
    assert 0.4 < sum(None not in row.values() for row in lost) / len(lost) < 0.7
    assert all(isinstance(group, tuple) for group in GROUPS[Kind.COMPANY])


def test_the_sample_is_matched_against_small_universes_and_its_strata_are_calibrated_apart() -> None:
    with open_sample(Kind.PERSON, SMALL, silent) as samples:
        names = [opened.name for opened in samples]
        profiles = [len(opened.source.index) for opened in samples]
        base = base_weights(samples[0], 0, silent)
        source_sets = [source_examples(opened, base.settings, 0, silent) for opened in samples]

    assert names == ["sample", "sample:0.15", "sample:0.02"]
    assert profiles == [300, 45, 6]
    assert all(each.generated for each in source_sets)
    assert [each.n_true for each in source_sets] == sorted((each.n_true for each in source_sets), reverse=True)
    assert source_sets[1].n_true < 0.3 * source_sets[0].n_true
    assert all(each.n_true >= each.right.sum() for each in source_sets)

    shipped = fit_shipped(Kind.PERSON, source_sets, 0, score_sample=True)

    assert len(shipped.calibration.by_facts) == 3
    for source_set in source_sets:
        best = source_set.best(shipped.out_of_set[source_set.name])
        bare = shipped.out_of_set[source_set.name][best][source_set.facts[best] == 0]
        assert sigmoid(bare).max() < 0.99
    assert not fit_shipped(Kind.PERSON, source_sets, 0).calibration.by_facts


def part(right: int, wrong: int, probability: float) -> LeftOutPart:
    n = right + wrong
    return LeftOutPart(np.full(n, probability), np.arange(n) < right, np.ones(n))


def test_a_left_out_curve_counts_every_part_the_same_whatever_its_size() -> None:
    *_, point = left_out_precision_curve([part(1000, 0, 0.95), part(50, 50, 0.95)])

    assert point.linked == 2 * FULL_WEIGHT
    assert point.right / point.linked == pytest.approx(0.53)


def test_a_left_out_curve_holds_for_the_worst_part_less_its_allowance() -> None:
    *_, point = left_out_precision_curve([*(part(100, 0, 0.9) for _ in range(9)), part(80, 20, 0.9)])

    assert point.right / point.linked == pytest.approx(1 - (0.2 - 0.03))
