"""Judgements as labels: once each, without contradictions, divided by entity and contract, weighed by propensity."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.index.index import UniverseIndex
from data.labels.judgements import ConsolidatedJudgements, consolidate, write_judgements
from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of
from features.schema.kinds import Kind
from serving.matching.guarantees.propensity import LARGEST, Shown, shares_of, weigh_judgements
from tests.support.small_models import SmallModel, train_quietly
from training.evaluation.splits import MIN_TO_HOLD_OUT, folds_of, hold_out
from training.fitting.judgements import weigh_judged
from training.fitting.methods.curves import redraw
from training.fitting.methods.examples import Examples, FitRequest, Source, label_examples
from training.fitting.methods.training_parameters import defaults_of
from training.promotion.model_card import card_of


def statement(
    crm_id: str,
    profile: str | None,
    verdict: str = "match",
    *,
    user: str = "u1",
    at: str = "2026-03-01",
    contract: str | None = None,
    source: str = "rematch",
    weight: float = 1.0,
) -> Label:
    fields = {"judged_at": at, "user": user, **({"contract": contract} if contract else {})}
    return Label(
        row=1,
        crm_id=crm_id,
        universe_id=profile,
        verdict=Verdict(verdict),
        split=None,
        weight=weight,
        source=source,
        feedback=fields,
    )


def verdicts(settled: ConsolidatedJudgements) -> list[tuple[str, str | None, str]]:
    return [(row.crm_id, row.universe_id, row.verdict.value) for row in settled.labels]


def test_a_later_judgement_of_a_user_replaces_the_earlier_one() -> None:
    rows = [
        statement("a", "u1"),
        statement("a", "u1", "not_match", at="2026-03-02"),
        statement("b", "u2"),
        statement("b", None, "nobody", at="2026-03-02"),
    ]

    settled = consolidate(rows)

    assert verdicts(settled) == [("a", "u1", "not_match"), ("b", None, "nobody")]
    assert settled.dropped == {"replaced by a later judgement": 2}


def test_contradicting_judgements_of_two_users_are_left_out_and_listed() -> None:
    rows = [
        statement("a", "u1", user="ann"),
        statement("a", "u1", "not_match", user="bob", at="2026-03-02"),
        statement("b", "u2"),
    ]

    settled = consolidate(rows)

    assert verdicts(settled) == [("b", "u2", "match")]
    [one] = settled.contradictions
    assert (one.crm_id, one.summary) == ("a", "ann: match u1; bob: not_match u1")
    assert settled.dropped == {"contradictory": 2}


@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_the_order_of_rows_changes_nothing(data: st.DataObject) -> None:
    row = st.builds(
        statement,
        st.sampled_from("ab"),
        st.sampled_from(["u1", "u2"]),
        st.sampled_from(["match", "not_match"]),
        user=st.sampled_from(["x", "y"]),
        at=st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-03"]),
    )
    rows = data.draw(st.lists(row, max_size=8, unique_by=lambda one: (one.crm_id, one.user, one.judged_at)))

    assert consolidate(rows) == consolidate(data.draw(st.permutations(rows)))


def many(contracts: int, records: int, shared: int = 0) -> Labels:
    """Return records of several contracts; the first `shared` records of each have the same answers."""
    rows = [
        statement(f"k{contract}/{i}", f"u{i}" if i < shared else f"u{contract}-{i}", contract=f"k{contract}")
        for contract in range(contracts)
        for i in range(records)
    ]
    return labels_of(rows)


@settings(deadline=None, max_examples=30)
@given(contracts=st.integers(1, 7), records=st.integers(1, 30), shared=st.integers(0, 5))
def test_no_entity_and_no_contract_is_in_two_folds(contracts: int, records: int, shared: int) -> None:
    labels = many(contracts, records, shared)

    folds = folds_of(labels, 5)

    by_entity: dict[int, set[int]] = {}
    by_contract: dict[str, set[int]] = {}
    for crm_id, entity in labels.entities().items():
        if crm_id in folds:
            by_entity.setdefault(entity, set()).add(folds[crm_id])
            by_contract.setdefault(crm_id.partition("/")[0], set()).add(folds[crm_id])
    assert all(len(found) == 1 for found in by_entity.values())
    assert contracts == 1 or all(len(found) == 1 for found in by_contract.values())


@pytest.mark.parametrize("contracts", [1, 2, 6])
def test_what_is_held_out_shares_no_entity_and_no_contract_with_what_is_learned(contracts: int) -> None:
    labels = many(contracts, MIN_TO_HOLD_OUT, shared=20)

    learned, held = hold_out(labels)

    def contracts_in(part: Labels) -> set[str]:
        return {str(row.contract) for row in part.rows}

    answers = [{right for rights in part.answers.values() for right in rights} for part in (learned, held)]
    assert answers[0].isdisjoint(answers[1])
    assert contracts == 1 or contracts_in(learned).isdisjoint(contracts_in(held))
    if contracts != 2:
        assert 0.1 < len(held.answers) / len(labels.answers) < 0.3


def test_of_few_judgements_nothing_is_held_out() -> None:
    labels = many(1, MIN_TO_HOLD_OUT - 1)

    learned, held = hold_out(labels)

    assert learned == labels
    assert not held.rows


def test_weights_restore_the_population_that_users_were_shown() -> None:
    """Of 1,000 links shown 900 were sure; people looked at 50 sure ones and at 50 of the 100 that were not."""
    population = [Shown("linked", 0.99)] * 900 + [Shown("review", 0.4)] * 100
    judged = {f"s{i}": Shown("linked", 0.99) for i in range(50)} | {f"r{i}": Shown("review", 0.4) for i in range(50)}

    weighting = weigh_judgements(judged, shares_of(population))

    assert weighting.weights["s0"] / weighting.weights["r0"] == pytest.approx(9.0)
    assert np.mean(list(weighting.weights.values())) == pytest.approx(1.0)
    assert weighting.effective < 100
    assert weighting.never_judged == 0


def test_weights_are_limited_and_the_share_that_nobody_judged_is_reported() -> None:
    population = [Shown("linked", 0.99)] * 9990 + [Shown("review", 0.4)] * 5 + [Shown("none", 0.01)] * 5
    judged = {"s": Shown("linked", 0.99)} | {f"r{i}": Shown("review", 0.4) for i in range(99)}

    weighting = weigh_judgements(judged, shares_of(population))

    assert weighting.weights["s"] / weighting.weights["r0"] <= LARGEST**2
    assert weighting.never_judged == pytest.approx(0.0005)


@pytest.mark.parametrize(("decision", "alike"), [("review", None), ("linked", None), ("linked", "0.25")])
def test_weights_do_not_depend_on_what_another_model_would_decide(
    small_models: dict[Kind, SmallModel], decision: str, alike: str | None
) -> None:
    """Where nothing is linked all is shown for review: the probabilities alone say who was shown alike."""
    shown = {"probability_shown": "0.98", "decision_shown": decision, "shown_alike": alike}
    given_columns = {name: value for name, value in shown.items() if value is not None}
    labels = [Label(at, f"c{at}", f"p{at}", Verdict.MATCH, feedback=given_columns) for at in range(4)]
    source = Source(
        Kind.COMPANY, [f"c{at}" for at in range(8)], [], UniverseIndex.open(small_models[Kind.COMPANY].index)
    )
    examples = Examples(np.zeros((8, 0), np.float32), np.arange(8), np.arange(8), np.ones(8), None)
    request = FitRequest(
        source=source,
        labels=labels_of(labels),
        base_model=None,
        seed=0,
        parameters=defaults_of(Kind.COMPANY),
    )
    labelled = label_examples(source, examples, labels_of(labels), 2)

    weighed, weighting = weigh_judged(request, examples, labelled, np.full(8, 3.0))

    assert weighting is not None
    assert weighed.weight == pytest.approx(np.ones(8))
    assert weighting.never_judged == pytest.approx(0.0 if alike is None else 0.75)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=60))
def test_redrawn_rows_count_each_weight_to_within_one(weights: list[float]) -> None:
    rows = redraw(weights)

    expected = np.array(weights) * len(weights) / np.sum(weights)
    assert len(rows) == len(weights)
    assert np.abs(np.bincount(rows, minlength=len(weights)) - expected).max() <= 1


@pytest.mark.usefixtures("few_trees")
def test_a_training_on_judgements_reports_what_it_left_out_and_the_effect_of_weights(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    """S28: with provenance, without contradictions, Create record apart."""
    model = small_models[Kind.COMPANY]
    truth = small_models[Kind.COMPANY].truth()
    rows = [judged(model, truth, position) for position in range(200)]
    copied = [judged(model, truth, position, source="create_record", weight=0.0) for position in range(200, 240)]
    first = next(row for row in rows if row.universe_id is not None)
    against = statement(first.crm_id, first.universe_id, "not_match", user="bob", at="2026-03-09")
    write_judgements([*rows, *copied, against], tmp_path / "judged.csv")
    request = replace(model.training(tmp_path / "taught"), labels=None, feedback=str(tmp_path / "judged.csv"))

    bundle = train_quietly(request)

    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    counts = manifest["feedback"]["counts"]
    assert (counts["judgements"], counts["used"], counts["left out: create record"]) == (241, 199, 40)
    both_judgements = f"u1: match {first.universe_id}; bob: not_match {first.universe_id}"
    assert manifest["feedback"]["contradictions"] == [[first.crm_id, both_judgements]]
    listed = (tmp_path / "taught.contradictions.csv").read_text(encoding="utf-8")
    assert listed.count(first.crm_id) == 2
    assert set(manifest["weighting"]) >= {"weighted", "unweighted", "effective_records"}
    assert manifest["weighting"]["effective_records"] < manifest["weighting"]["judged_records"]
    assert manifest["weightless"]["records"] == 40
    assert "each counted once" in card_of(bundle)


def judged(model: SmallModel, truth: dict[str, str | None], position: int, **more: Any) -> Label:
    """Return the judgement of one record of the sample; most of those shown are uncertain."""
    crm_id = str(model.rows()[position]["id"])
    right = truth[crm_id]
    shown = {
        "probability_shown": "0.4" if position % 4 else "0.98",
        "decision_shown": "review" if position % 4 else "linked",
    }
    label = statement(crm_id, right, "match" if right else "nobody", **more)
    return replace(label, feedback={**label.feedback, **shown})
