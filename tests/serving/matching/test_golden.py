"""Golden pairs detect every change of a bundle's probabilities."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data.index.index import UniverseIndex
from features.normalise.records import normalise
from serving.matching.bundle import Bundle, shipped_bundle
from serving.matching.calibration import Calibration
from serving.matching.golden import GoldenMismatch, replay
from serving.matching.matcher import Matcher
from tests.support.index_people import build
from tests.support.small_models import SmallModel, parts_of
from training.fitting.bundle import BundleParts, write_bundle


def rewritten(parts: BundleParts, folder: Path) -> Bundle:
    write_bundle(parts, folder / "bundle")
    return Bundle.open(folder / "bundle")


def test_a_trained_and_the_shipped_bundle_give_their_golden_pairs_their_probabilities(small_model: SmallModel) -> None:
    for bundle in (small_model.opened(), Bundle.open(shipped_bundle(small_model.kind) or "")):
        replay(bundle)

        assert len(bundle.golden["probabilities"]) == len(bundle.golden["records"]) * len(bundle.golden["profiles"])


def test_golden_pairs_hold_no_value_of_the_records_trained_on(small_model: SmallModel) -> None:
    trained_on = {str(row["id"]) for name in ("crm", "universe") for row in small_model.rows(name)}
    golden = small_model.opened().golden

    assert not trained_on & {row["id"] for row in [*golden["records"], *golden["profiles"]]}


def fewer_trees(bundle: Bundle) -> BundleParts:
    trees = bundle.ranker.booster.text.split("\nTree=")
    return replace(parts_of(bundle), trees="\nTree=".join(trees[:-1]) + "\n\nend of trees\n")


@pytest.mark.parametrize(
    "changed",
    [
        lambda one: replace(
            parts_of(one), calibration=replace(one.calibration, intercept=one.calibration.intercept + 0.01)
        ),
        fewer_trees,
        lambda one: replace(parts_of(one), splink={**one.splink, "probability_two_random_records_match": 0.3}),
        lambda one: replace(parts_of(one), calibration=Calibration(math.nan, 0.0)),
    ],
)
def test_another_calibration_booster_or_weight_is_detected(
    small_model: SmallModel, tmp_path: Path, changed: Callable[[Bundle], BundleParts]
) -> None:
    with pytest.raises(GoldenMismatch, match="golden pairs differ"):
        replay(rewritten(changed(small_model.opened()), tmp_path))


def test_a_lost_golden_pair_is_detected(small_model: SmallModel, tmp_path: Path) -> None:
    bundle = small_model.opened()
    golden = {**bundle.golden, "probabilities": bundle.golden["probabilities"][:-1]}

    with pytest.raises(GoldenMismatch, match=r"got \d+ golden pairs, expected"):
        replay(rewritten(replace(parts_of(bundle), golden=golden), tmp_path))


def test_a_matcher_is_at_hand_once_it_has_scored_and_while_its_index_is_current(
    small_model: SmallModel, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    build(folder, {"p1": normalise(small_model.kind, {"name": "Acme", "full_name": "Ann Lee"})}, small_model.kind)
    matcher = Matcher(small_model.opened(), UniverseIndex.open(folder))
    stages = [matcher.is_at_hand]

    matcher.replay_golden()
    stages.append(matcher.is_at_hand)
    UniverseIndex.open(folder).apply({}, ["p1"])
    stages.append(matcher.is_at_hand)
    matcher.match_rows([{"id": "r1", "name": "Acme", "full_name": "Ann Lee"}])
    stages.append(matcher.is_at_hand)

    assert stages == [False, True, False, True]
