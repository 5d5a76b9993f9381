"""The provisional link of one record by itself: by the model, an address or a statement (D2, D6, D13, D21)."""

import json
from datetime import UTC, datetime

import pytest

from data.labels.label_rows import Verdict
from data.labels.links import LinkDecision
from features.schema.kinds import Kind
from serving.contract.linking.provisional_links import (
    DecidingStatement,
    IndependentPass,
    independent_of,
    provisional_link,
    with_survivor,
)
from serving.matching.conclude import FORCED, decided
from serving.matching.outcomes import Candidate, Outcome
from serving.matching.policy import Policy
from serving.vocabulary.links import NO_RULING, RecordKey, Ruling, Statement, ruling_of
from serving.vocabulary.terms import CrmObject, MadeBy, RecordState, StatementSource

T0 = datetime(2026, 3, 1, tzinfo=UTC)
KEY = RecordKey(CrmObject.CONTACT, "P1")
POLICY = Policy(linked=0.9, review=0.1, margin=0.05, precision=0.99)


def outcome(*probabilities: tuple[str, float], basis: str = "shipped") -> Outcome:
    candidates = tuple(Candidate(name, probability, 5.0, (f"like {name}",)) for name, probability in probabilities)
    return Outcome(
        record_id="contact/P1",
        decision=LinkDecision.LINKED,
        match=candidates[0] if candidates else None,
        margin=0.5,
        runner_up_id="x",
        candidates=candidates,
        reasons=("r",),
        basis=basis,
        model_version="v",
    )


def ruling_on(verdict: Verdict, profile: str | None, source: StatementSource = StatementSource.REMATCH) -> Ruling:
    key = RecordKey(CrmObject.CONTACT, "P1")
    return ruling_of(
        [Statement(key=key, kind=Kind.PERSON, verdict=verdict, source=source, profile_id=profile, at=T0, seq=7)]
    )


def provisional(independent: IndependentPass) -> tuple[RecordState, str | None, float, MadeBy]:
    found = provisional_link(KEY, decided(independent.with_statement, POLICY, 4), independent, T0)
    return found.state, found.profile_id, found.probability, found.made_by


@pytest.mark.parametrize(
    ("independent", "expected"),
    [
        (IndependentPass(outcome(("M", 0.95))), (RecordState.LINKED, "M", 0.95, MadeBy.MODEL)),
        (IndependentPass(outcome(("M", 0.5))), (RecordState.REVIEW, "M", 0.5, MadeBy.MODEL)),
        (IndependentPass(outcome(("M", 0.05))), (RecordState.UNMATCHED, None, 0.05, MadeBy.MODEL)),
        (independent_of(outcome(), NO_RULING, None), (RecordState.UNMATCHED, None, 0.0, MadeBy.MODEL)),
        (IndependentPass(outcome(("M", 1.0), basis=FORCED)), (RecordState.LINKED, "M", 1.0, MadeBy.FORCED)),
        (
            independent_of(outcome(("M", 0.95)), ruling_on(Verdict.MATCH, "N"), None),
            (RecordState.LINKED, "N", 1.0, MadeBy.USER),
        ),
        (
            independent_of(outcome(), ruling_on(Verdict.MATCH, "N", StatementSource.CREATE_RECORD), None),
            (RecordState.LINKED, "N", 1.0, MadeBy.CREATE_RECORD),
        ),
        (
            independent_of(outcome(("M", 0.95)), ruling_on(Verdict.NOBODY, None), None),
            (RecordState.UNMATCHED, None, 0.0, MadeBy.USER),
        ),
        (
            independent_of(outcome(("M", 1.0), basis=FORCED), ruling_on(Verdict.MATCH, "N"), T0),
            (RecordState.LINKED, "M", 1.0, MadeBy.FORCED),
        ),
    ],
)
def test_a_statement_decides_a_record_else_its_address_else_the_model(
    independent: IndependentPass, expected: tuple[RecordState, str | None, float, MadeBy]
) -> None:
    """D2, S90: an outcome is forced only where the address is newer."""
    assert provisional(independent) == expected


def test_a_statement_leaves_the_models_outcome_for_other_records() -> None:
    """D3: independent-pass claims, never links; whom a person called nobody claims nobody."""
    confirmed = independent_of(outcome(("M", 0.95)), ruling_on(Verdict.MATCH, "N"), None)
    nobody = independent_of(outcome(("M", 0.95)), ruling_on(Verdict.NOBODY, None), None)

    assert [(one.id, one.probability) for one in confirmed.outcome.candidates] == [("M", 0.95)]
    assert nobody.outcome.candidates == ()


@pytest.mark.parametrize(
    "independent",
    [
        independent_of(outcome(("M", 0.95), ("N", 0.25)), NO_RULING, None),
        independent_of(outcome(("M", 1.0), basis=FORCED), NO_RULING, T0),
        independent_of(outcome(("M", 0.95)), ruling_on(Verdict.MATCH, "N"), None),
        independent_of(outcome(("M", 0.95)), ruling_on(Verdict.NOBODY, None), None),
    ],
)
def test_an_independent_pass_is_the_same_after_being_written_and_read(independent: IndependentPass) -> None:
    saved = json.loads(json.dumps(independent.as_json()))

    assert IndependentPass.from_json("contact/P1", saved, "v") == independent


def test_candidates_and_statements_on_merged_profiles_count_for_the_survivor() -> None:
    """D13: the stronger of two claims that meet stays; the most probable comes first."""
    confirmed = independent_of(outcome(("M", 0.2), ("N", 0.7), ("O", 0.5)), ruling_on(Verdict.MATCH, "M"), None)

    followed = with_survivor(confirmed, {"M": "O", "N": "O"})

    assert [(one.id, one.probability) for one in followed.outcome.candidates] == [("O", 0.7)]
    assert followed.statement == DecidingStatement(7, "O", StatementSource.REMATCH, T0)
    assert with_survivor(confirmed, {}).statement == confirmed.statement
    assert [one.id for one in with_survivor(confirmed, {}).outcome.candidates] == ["N", "O", "M"]
    assert with_survivor(IndependentPass(outcome()), {"M": "O"}) == IndependentPass(outcome())
