"""Each gate refuses its own harm and nothing else, on invented links."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.labels.links import Link, LinkDecision
from features.schema.kinds import Kind
from features.schema.texts import PSEUDO, spoken
from serving.runtime.gate_texts import TEXTS
from serving.runtime.home import Home
from training.promotion import comparison_context
from training.promotion.comparison import matching
from training.promotion.comparison.comparison import ComparedSide, ModelComparison
from training.promotion.comparison_context import ComparisonContext, gate_of
from training.promotion.gates import (
    GateVerdict,
    calibration_gate,
    inputs_gate,
    judge,
    judge_first,
    precision_gate,
    segments_gate,
    work_gate,
)

RECORDS = 400


def side(right: Sequence[bool], *, linked: Sequence[bool] | None = None, probability: float = 0.95) -> ComparedSide:
    """Return a model with a right or wrong candidate for each record, which links all of them or some."""
    decided = linked or [True] * len(right)
    links = tuple(
        Link(f"c{i}", f"u{i}" if good else "x", probability, LinkDecision.LINKED if link else LinkDecision.NONE)
        for i, (good, link) in enumerate(zip(right, decided, strict=True))
    )
    return ComparedSide("one", links, np.array(right, np.bool_), 1000.0)


def model_comparison(champion: ComparedSide, challenger: ComparedSide, **more: Sequence[str]) -> ModelComparison:
    n = len(champion.links)
    answers = tuple(frozenset({f"u{i}"}) for i in range(n))
    ids = tuple(f"c{i}" for i in range(n))
    return ModelComparison(
        record_ids=ids, answers=answers, entity=np.arange(n), segments=more, champion=champion, challenger=challenger
    )


def wrong_on(count: int, n: int = RECORDS) -> list[bool]:
    return [i >= count for i in range(n)]


@settings(deadline=None, max_examples=15)
@given(wrong=st.integers(0, RECORDS), linked=st.integers(0, RECORDS))
def test_a_challenger_with_the_answers_of_the_champion_passes_every_gate(wrong: int, linked: int) -> None:
    one = side(wrong_on(wrong), linked=wrong_on(RECORDS - linked))

    assert [verdict for verdict in judge(model_comparison(one, one), 0.99) if not verdict.passed] == []


def test_a_lower_precision_is_refused_with_the_difference() -> None:
    verdict = precision_gate(model_comparison(side(wrong_on(2)), side(wrong_on(20))), 0.99)

    assert not verdict.passed
    assert (verdict.champion, verdict.challenger) == (0.995, 0.95)
    assert verdict.shown()["told"].startswith("-0.0450 (")


def test_a_precision_surely_above_the_wanted_one_passes_although_the_champion_is_better() -> None:
    champion = side(wrong_on(0, 4000))
    challenger = side(wrong_on(20, 4000))

    assert precision_gate(model_comparison(champion, challenger), 0.99).shown()["told"].endswith("; surely 0.99")
    assert not precision_gate(model_comparison(champion, challenger), 0.999).passed


@pytest.mark.parametrize(("links", "passes"), [(360, True), (400, True), (310, False), (300, False)])
def test_recall_that_another_seed_changes_as_much_is_no_loss(
    links: int, passes: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The challenger loses a quarter of the links; its repeated training links so many."""
    champion, challenger, repeated = (side(wrong_on(0), linked=wrong_on(RECORDS - n)) for n in (400, 300, links))
    sides = {"champion": (champion, challenger), "challenger": (challenger, repeated)}
    monkeypatch.setattr(comparison_context, "compare_in", lambda _, one, *_rest: model_comparison(*sides[one.name]))
    bundle = SimpleNamespace(policy=SimpleNamespace(precision=0.99))
    monkeypatch.setattr(comparison_context, "Bundle", SimpleNamespace(open=lambda _path: bundle))
    trained: list[Path] = []

    context = ComparisonContext(Home(tmp_path), Kind.PERSON, repeat=trained.append)
    verdicts = gate_of(context)(Path("champion"), Path("challenger"))

    assert [verdict.gate for verdict in verdicts if not verdict.passed] == ([] if passes else ["segments"])
    assert len(trained) == 1


@pytest.mark.parametrize(("wrong", "passes"), [(3, True), (4, False), (12, False)])
def test_as_precise_as_wanted_is_no_harm_where_few_links_prove_nothing(wrong: int, passes: bool) -> None:
    """Of 339 links .99 allow 3 wrong ones; the champion linked 270 without one."""
    champion = side(wrong_on(0), linked=[i < 270 for i in range(RECORDS)])
    challenger = side(wrong_on(wrong), linked=[i < 339 for i in range(RECORDS)])

    assert precision_gate(model_comparison(champion, challenger), 0.99).passed == passes


def test_a_challenger_that_links_nothing_is_refused() -> None:
    nothing = side([True] * RECORDS, linked=[False] * RECORDS)

    assert precision_gate(model_comparison(side(wrong_on(2)), nothing), 0.99).shown()["told"] == "it links nothing"
    assert not precision_gate(model_comparison(side(wrong_on(2)), nothing), 0.99).passed


def test_a_loss_in_one_segment_is_refused_and_named_although_all_records_gain() -> None:
    script = ["cyrillic"] * 60 + ["latin"] * (RECORDS - 60)
    champion = side([i % 6 != 5 or i < 60 for i in range(RECORDS)])
    challenger = side([i >= 30 for i in range(RECORDS)])

    verdict = segments_gate(model_comparison(champion, challenger, script=script), 0.99)

    assert challenger.right.sum() > champion.right.sum()
    assert not verdict.passed
    assert verdict.shown()["figure"] == "precision of script: cyrillic"


def test_a_segment_of_few_records_passes_where_noise_can_do_it_and_the_verdict_says_so() -> None:
    script = ["cyrillic"] * 30 + ["latin"] * (RECORDS - 30)

    verdict = segments_gate(model_comparison(side([True] * RECORDS), side(wrong_on(7)), script=script), 0.99)

    assert (verdict.passed, verdict.shown()["bound"]) == (True, "loses at most 0.02, or what noise can do")
    assert verdict.shown()["told"].startswith("-0.2333")
    assert verdict.shown()["told"].endswith("; noise can do that")


def test_a_named_column_may_lose_what_is_named_and_other_columns_do_not_count() -> None:
    tier = ["gold"] * 100 + ["free"] * (RECORDS - 100)
    script = ["latin"] * 300 + ["cyrillic"] * (RECORDS - 300)
    compared = model_comparison(side([True] * RECORDS), side(wrong_on(12)), tier=tier, script=script)

    strict, lenient, other = (
        segments_gate(compared, 0.99, named) for named in (("tier", 0.05), ("tier", 0.2), ("region", 0.01))
    )

    assert (strict.shown()["gate"], strict.passed, strict.shown()["figure"]) == (
        "segments of tier",
        False,
        "precision of tier: gold",
    )
    assert strict.shown()["bound"] == "loses at most 0.05, or what noise can do"
    assert (lenient.passed, other.passed, other.shown()["told"]) == (True, True, "no segment is large enough")
    assert [verdict.shown()["gate"] for verdict in judge(compared, 0.99, {"tier": 0.2})][1:3] == [
        "segments",
        "segments of tier",
    ]


def test_recall_of_a_champion_below_the_wanted_precision_is_no_loss() -> None:
    imprecise = side(wrong_on(80))
    precise = side([True] * RECORDS, linked=wrong_on(200))

    assert segments_gate(model_comparison(imprecise, precise), 0.99).passed
    assert not segments_gate(model_comparison(side([True] * RECORDS), precise), 0.99).passed


def test_underconfident_probabilities_are_refused() -> None:
    sure = side(wrong_on(20))
    unsure = side(wrong_on(20), probability=0.7)

    assert calibration_gate(model_comparison(sure, sure)).passed
    assert not calibration_gate(model_comparison(sure, unsure)).passed


@pytest.mark.parametrize(
    ("work", "times", "passed"), [(3e4, 0.5, True), (3e4, 1.2, True), (3e4, 1.21, False), (6e3, 3, True)]
)
def test_more_than_a_fifth_of_additional_work_is_refused_where_a_request_feels_it(
    work: float, times: float, passed: bool
) -> None:
    champion = replace(side([True] * RECORDS), work=work)

    assert work_gate(model_comparison(champion, replace(champion, work=champion.work * times))).passed is passed


def test_a_feature_that_was_constant_in_training_alone_is_refused_by_name() -> None:
    champion = side([True] * RECORDS)
    silent_challenger = replace(champion, silent=frozenset({"email@1", "phone@1"}))
    compared = replace(model_comparison(champion, silent_challenger), varying=frozenset({"email@1"}))

    verdict = inputs_gate(compared)

    assert not verdict.passed
    assert verdict.shown()["told"] == "constant in training: email@1"
    assert inputs_gate(replace(compared, champion=silent_challenger)).passed


def test_a_feature_is_silent_that_was_constant_and_not_missing_in_training(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = {"constant": (True, 0.2), "missing": (True, 1), "varying": (False, 0)}
    features = {name: SimpleNamespace(is_constant=same, shares=[share]) for name, (same, share) in shares.items()}
    monkeypatch.setattr(matching, "read_reference", lambda _: SimpleNamespace(features=features))

    assert matching.silent_features(Path()) == {"constant"}


def test_a_first_champion_passes_while_the_wanted_precision_lies_within_its_interval() -> None:
    good = side(wrong_on(5), probability=0.99)
    poor = side(wrong_on(20), probability=0.95)

    verdicts = judge_first(model_comparison(good, good), 0.99)
    [precision, calibration, work] = judge_first(model_comparison(poor, poor), 0.99)

    assert all(verdict.passed for verdict in verdicts)
    assert not precision.passed
    assert precision.champion is None
    assert precision.shown()["told"].startswith("-0.0400 (")
    assert calibration.passed
    assert work.passed


def test_an_overconfident_or_slow_first_champion_is_refused_and_one_without_links_is_not() -> None:
    sure = side(wrong_on(40), probability=0.999, linked=[False] * RECORDS)
    slow = replace(side(wrong_on(0), probability=0.99), work=25_000.0)

    refused = [
        [verdict.gate for verdict in judge_first(model_comparison(one, one), 0.99) if not verdict.passed]
        for one in (sure, slow)
    ]

    assert refused == [["calibration"], ["work"]]


def verdicts_of_all_sorts() -> Iterator[GateVerdict]:
    """Yield verdicts that pass and fail by each gate, with every text that it can have."""
    good, worse, nothing = side(wrong_on(0)), side(wrong_on(40)), side(wrong_on(0), linked=[False] * RECORDS)
    script = ["cyrillic"] * 40 + ["latin"] * 40 + ["greek"] * (RECORDS - 80)
    for challenger in (
        good,
        side(wrong_on(7)),
        side(wrong_on(80)),
        nothing,
        replace(worse, silent=frozenset({"seven"})),
    ):
        compared = replace(model_comparison(good, challenger, script=script), varying=frozenset({"seven"}))
        yield from (*judge(compared, 0.9, {"script": 0.05}), *judge_first(compared, 0.9))
        yield from judge(replace(compared, champion=nothing), 0.99)


def test_a_kept_verdict_is_read_in_the_language_of_its_reader_and_not_of_the_promotion() -> None:
    told = [verdict.shown() for verdict in verdicts_of_all_sorts()]
    with spoken(PSEUDO):
        kept = [GateVerdict(**json.loads(json.dumps(asdict(verdict)))) for verdict in verdicts_of_all_sorts()]
        bracketed = [verdict.shown() for verdict in kept]

    assert [verdict.shown() for verdict in kept] == told
    texts = {str(one[name]) for one in bracketed for name in ("gate", "figure", "bound", "told")}
    words = {word for text in texts for word in re.findall("[a-z]{2,}", re.sub("⟦[^⟦⟧]*⟧", " ", text))}
    assert words == {"script", "cyrillic", "seven"}
    assert {code for verdict in kept for code in codes(verdict)} == {*TEXTS}


def codes(verdict: GateVerdict) -> list[str]:
    return [said["code"] for said in asdict(verdict).values() if isinstance(said, dict)]
