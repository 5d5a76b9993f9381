"""The collective pass decides claimants of one profile together and keeps forced links."""

import json

import numpy as np
import pytest

import serving.matching.collective
from data.labels.links import LinkDecision
from features.normalise.records import normalise
from features.pairs.columns import columns_of
from features.ranking.collective_features import COLLECTIVE_FEATURES, IndependentTable
from features.schema.kinds import Kind
from serving.matching.bundle import SPLINK
from serving.matching.collective import (
    CollectiveMismatch,
    CollectiveModel,
    claim_kernel,
    collective_input,
    decide_collectively,
    order_of,
)
from serving.matching.conclude import FORCED
from serving.matching.outcomes import Candidate, Outcome
from serving.matching.policy import Policy
from tests.support.paths import SHIPPED
from tests.support.small_collective import collective_by_lead
from tests.support.small_models import SmallModel

POLICY = Policy(linked=0.6, review=0.05, margin=0.05, precision=0.99)


@pytest.fixture(scope="module")
def collective() -> CollectiveModel:
    return collective_by_lead(POLICY)


def outcome(record_id: str, *probabilities: tuple[str, float], basis: str = "own_labels") -> Outcome:
    candidates = tuple(Candidate(profile, probability, 5.0) for profile, probability in probabilities)
    return Outcome(
        record_id=record_id,
        decision=LinkDecision.REVIEW,
        match=None,
        margin=0.0,
        runner_up_id=None,
        candidates=candidates,
        reasons=(),
        basis=basis,
        model_version="v",
    )


def decisions(outcomes: list[Outcome], collective: CollectiveModel) -> dict[str, tuple[str, str]]:
    splink = json.loads((SHIPPED / "person" / SPLINK).read_text())
    records = [normalise(Kind.PERSON, {"full_name": "Ann Lee"}) for _ in outcomes]
    columns = columns_of(Kind.PERSON, [one.record_id for one in outcomes], records)
    return {
        one.record_id: (one.decision, one.candidates[0].id)
        for one in decide_collectively(outcomes, columns.take, collective, claim_kernel(splink, Kind.PERSON))
    }


def test_the_weaker_of_two_claims_on_one_profile_is_not_linked(collective: CollectiveModel) -> None:
    independent = [outcome("a", ("p", 0.95)), outcome("b", ("p", 0.55))]

    decided = decisions(independent, collective)

    assert decided["a"] == ("linked", "p")
    assert decided["b"][0] != "linked"


def test_the_order_of_the_records_changes_no_decision(collective: CollectiveModel) -> None:
    independent = [outcome("a", ("p", 0.9), ("q", 0.1)), outcome("b", ("p", 0.9), ("q", 0.2)), outcome("c", ("q", 0.7))]

    assert decisions(independent, collective) == decisions(independent[::-1], collective)


def test_many_claims_compared_in_chunks_give_the_same_weights(
    small_models: dict[Kind, SmallModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = small_models[Kind.PERSON].rows()[:240]
    splink = json.loads((SHIPPED / "person" / SPLINK).read_text())
    ids = [str(row["id"]) for row in rows]
    records = columns_of(Kind.PERSON, ids, [normalise(Kind.PERSON, row) for row in rows])
    random = np.random.default_rng(6)
    profiles = random.integers(0, 40, 2 * len(ids))
    probability = random.uniform(0.3, 1, 2 * len(ids))
    table = IndependentTable(np.repeat(np.arange(len(ids)), 2), profiles, probability, probability, order_of(ids))
    at_once = collective_input(table, records, splink)

    monkeypatch.setattr(serving.matching.collective, "CHUNK", 17)

    np.testing.assert_array_equal(collective_input(table, records, splink), at_once)
    assert len(np.unique(at_once[:, [*COLLECTIVE_FEATURES].index("best_claimant_weight")])) > 100


def test_a_forced_link_stays_whatever_other_records_claim(collective: CollectiveModel) -> None:
    forced = outcome("a", ("p", 1.0), basis=FORCED)

    decided = decisions([forced, outcome("b", ("p", 0.99))], collective)

    assert decided["a"] == ("review", "p"), "its independent decision is kept"


def test_a_collective_pass_of_other_features_is_refused(collective: CollectiveModel) -> None:
    saved = collective.as_json() | {"features": ["something_else"]}

    with pytest.raises(CollectiveMismatch, match="train it again"):
        CollectiveModel.from_parts(collective.booster.text, saved)


def test_a_collective_pass_is_read_as_it_was_written(collective: CollectiveModel) -> None:
    matrix = np.random.default_rng(1).normal(size=(50, len(COLLECTIVE_FEATURES))).astype(np.float32)

    again = CollectiveModel.from_parts(collective.booster.text, collective.as_json())

    assert (again.probabilities(matrix) == collective.probabilities(matrix)).all()
    assert again.policy == POLICY
