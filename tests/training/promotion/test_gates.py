"""Each gate refuses what it stands for, and nothing else: on links that are made up, and on real small trainings."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.labels.links import Link, LinkDecision
from data.sample.sample import SampleSize
from features.schema.kinds import Kind
from serving.runtime.home import Home
from tests.support.poisoned import (
    train_on_flipped_labels,
    train_without_a_feature,
    with_lowered_thresholds,
)
from tests.support.small_models import SmallModel
from training.feedback.golden.parts import golden_or_first
from training.promotion.comparison.comparison import ComparedSide, ModelComparison
from training.promotion.comparison.matching import compare_models, golden_grounds
from training.promotion.first_gates import judge_first
from training.promotion.gates import (
    calibration_gate,
    inputs_gate,
    judge,
    precision_gate,
    segments_gate,
    work_gate,
)

RECORDS = 400


def side(right: Sequence[bool], *, linked: Sequence[bool] | None = None, probability: float = 0.95) -> ComparedSide:
    """A model that is right or wrong about each record and links all of them, or some."""
    told = linked or [True] * len(right)
    links = tuple(
        Link(f"c{i}", f"u{i}" if good else "x", probability, LinkDecision.LINKED if link else LinkDecision.NONE)
        for i, (good, link) in enumerate(zip(right, told, strict=True))
    )
    return ComparedSide("one", links, np.array(right, np.bool_), 1000.0)


def model_comparison(champion: ComparedSide, challenger: ComparedSide, **more: Sequence[str]) -> ModelComparison:
    n = len(champion.links)
    answers = tuple(frozenset({f"u{i}"}) for i in range(n))
    ids = tuple(f"c{i}" for i in range(n))
    return ModelComparison(ids, answers, np.arange(n), more, champion, challenger)


def wrong_on(count: int, n: int = RECORDS) -> list[bool]:
    return [i >= count for i in range(n)]


@settings(deadline=None, max_examples=15)
@given(wrong=st.integers(0, RECORDS), linked=st.integers(0, RECORDS))
def test_a_challenger_that_does_what_the_champion_does_passes_every_gate(wrong: int, linked: int) -> None:
    one = side(wrong_on(wrong), linked=wrong_on(RECORDS - linked))

    assert [verdict for verdict in judge(model_comparison(one, one), 0.99) if not verdict.passed] == []


def test_links_that_are_wrong_more_often_are_refused_by_how_much() -> None:
    verdict = precision_gate(model_comparison(side(wrong_on(2)), side(wrong_on(20))), 0.99)

    assert not verdict.passed
    assert (verdict.champion, verdict.challenger) == (0.995, 0.95)
    assert verdict.told.startswith("-0.0450 (")


def test_links_that_are_surely_as_good_as_wanted_pass_though_the_champion_was_better() -> None:
    champion, challenger = side(wrong_on(0, 4000)), side(wrong_on(20, 4000))

    assert precision_gate(model_comparison(champion, challenger), 0.99).passed
    assert not precision_gate(model_comparison(champion, challenger), 0.999).passed


def test_a_challenger_that_links_nothing_is_refused() -> None:
    nothing = side([True] * RECORDS, linked=[False] * RECORDS)

    assert precision_gate(model_comparison(side(wrong_on(2)), nothing), 0.99).told == "it links nothing"
    assert not precision_gate(model_comparison(side(wrong_on(2)), nothing), 0.99).passed


def test_a_loss_in_one_segment_is_refused_and_named_though_the_whole_gains() -> None:
    script = ["cyrillic"] * 60 + ["latin"] * (RECORDS - 60)
    champion = side([i % 6 != 5 or i < 60 for i in range(RECORDS)])
    challenger = side([i >= 30 for i in range(RECORDS)])

    verdict = segments_gate(model_comparison(champion, challenger, script=script), 0.99)

    assert challenger.right.sum() > champion.right.sum()
    assert not verdict.passed
    assert verdict.figure == "precision of script: cyrillic"


def test_recall_that_a_champion_only_had_by_breaking_its_promise_is_no_loss() -> None:
    broken = side(wrong_on(80))
    honest = side([True] * RECORDS, linked=wrong_on(200))

    assert segments_gate(model_comparison(broken, honest), 0.99).passed
    assert not segments_gate(model_comparison(side([True] * RECORDS), honest), 0.99).passed


def test_probabilities_that_promise_too_little_are_refused() -> None:
    sure, unsure = side(wrong_on(20)), side(wrong_on(20), probability=0.7)

    assert calibration_gate(model_comparison(sure, sure)).passed
    assert not calibration_gate(model_comparison(sure, unsure)).passed


@pytest.mark.parametrize(("times", "passed"), [(0.5, True), (1.2, True), (1.21, False)])
def test_more_work_than_a_fifth_on_top_is_refused(times: float, passed: bool) -> None:
    champion = side([True] * RECORDS)

    assert work_gate(model_comparison(champion, replace(champion, work=champion.work * times))).passed is passed


def test_a_feature_that_was_constant_in_training_alone_is_refused_by_name() -> None:
    champion = side([True] * RECORDS)
    without = replace(champion, silent=frozenset({"email@1", "phone@1"}))
    told = replace(model_comparison(champion, without), varying=frozenset({"email@1"}))

    verdict = inputs_gate(told)

    assert not verdict.passed
    assert verdict.told == "constant in training: email@1"
    assert inputs_gate(replace(told, champion=without)).passed


@pytest.fixture(scope="module")
def golden_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("golden"))
    for kind in Kind:
        golden_or_first(home, kind, SampleSize(people=1500, companies=600, crm=900))
    return home


def refusing(home: Home, champion: Path, challenger: Path, kind: Kind) -> set[str]:
    """The gates that refuse a challenger on the generated part."""
    golden = golden_or_first(home, kind)
    verdicts = judge(compare_models(golden_grounds(home, golden), champion, challenger), 0.99)
    return {verdict.gate for verdict in verdicts if not verdict.passed}


def test_a_tenth_of_labels_flipped_is_refused_for_its_calibration(
    small_models: dict[Kind, SmallModel], golden_home: Home, tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]

    poisoned = train_on_flipped_labels(model, tmp_path / "flipped")

    assert refusing(golden_home, model.bundle, poisoned, Kind.COMPANY) >= {"calibration"}


def test_a_feature_zeroed_is_refused_for_its_inputs(
    small_models: dict[Kind, SmallModel], golden_home: Home, tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]

    poisoned = train_without_a_feature(model, tmp_path / "zeroed", "match_weight")

    assert refusing(golden_home, model.bundle, poisoned, Kind.COMPANY) >= {"inputs"}


@pytest.mark.parametrize("kind", list(Kind))
def test_lowered_thresholds_are_refused_for_their_precision(
    small_models: dict[Kind, SmallModel], golden_home: Home, tmp_path: Path, kind: Kind
) -> None:
    model = small_models[kind]

    poisoned = with_lowered_thresholds(model, tmp_path / "lowered")

    assert refusing(golden_home, model.bundle, poisoned, kind) >= {"precision"}


def test_a_model_that_keeps_its_word_passes_every_gate_against_one_that_did_not(
    small_models: dict[Kind, SmallModel], golden_home: Home, tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]

    champion = with_lowered_thresholds(model, tmp_path / "lowered")

    assert refusing(golden_home, champion, model.bundle, Kind.COMPANY) == set()


def test_a_first_champion_passes_while_the_wanted_precision_lies_within_its_interval() -> None:
    good, poor = side(wrong_on(5), probability=0.99), side(wrong_on(20), probability=0.95)

    verdicts = judge_first(model_comparison(good, good), 0.99)
    [precision, calibration, work] = judge_first(model_comparison(poor, poor), 0.99)

    assert all(verdict.passed for verdict in verdicts)
    assert not precision.passed
    assert precision.champion is None
    assert precision.told.startswith("-0.0400 (")
    assert calibration.passed
    assert work.passed


def test_a_first_champion_that_is_too_sure_or_too_slow_is_refused_and_one_that_links_nothing_is_not() -> None:
    sure = side(wrong_on(40), probability=0.999, linked=[False] * RECORDS)
    slow = replace(side(wrong_on(0), probability=0.99), work=25_000.0)

    refused = [
        [verdict.gate for verdict in judge_first(model_comparison(one, one), 0.99) if not verdict.passed]
        for one in (sure, slow)
    ]

    assert refused == [["calibration"], ["work"]]
