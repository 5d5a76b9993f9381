"""What is believed of one record by itself: the model's decision, or what a person said (D2, D13, D21)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from data.links import LinkDecision
from features.kinds import Kind
from serving.conclude import FORCED
from serving.outcomes import Candidate, Outcome
from serving.rules.beliefs import (
    NO_CANDIDATE,
    NOBODY_REASON,
    SAID_SO,
    STATED,
    Said,
    Solo,
    belief,
    solo_of,
    with_survivor,
)
from serving.rules.linking import RecordKey, Statement, Word
from serving.rules.words import CrmObject, MadeBy, RecordState, StatementSource, Verdict

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST, SECOND = Candidate("M1", 0.9, 7.5, ("the e-mails are equal",)), Candidate("M2", 0.3, 1.5)


def outcome(*candidates: Candidate, decision: LinkDecision = LinkDecision.NONE, basis: str = "shipped") -> Outcome:
    best = candidates[0] if candidates else None
    runner_up = candidates[1].id if len(candidates) > 1 else None
    match = best if decision is LinkDecision.LINKED else None
    reasons = best.reasons if best else ()
    return Outcome("p1", decision, match, 0.6, runner_up, candidates, reasons, basis, "v1", False)


def statement(
    verdict: Verdict, profile: str | None, source: StatementSource = StatementSource.REMATCH, seq: int | None = 4
) -> Statement:
    key = RecordKey(CrmObject.CONTACT, "p1")
    return Statement(key, Kind.PERSON, verdict, source, profile, NOON, seq=seq)


def said(profile: str | None, source: StatementSource = StatementSource.REMATCH) -> Said:
    return Said(4, profile, source, NOON)


def test_d3_the_first_pass_keeps_of_an_outcome_what_the_second_starts_from() -> None:
    solo = solo_of(outcome(FIRST, SECOND, decision=LinkDecision.LINKED), Word(), None)

    assert solo == Solo(Outcome("p1", LinkDecision.NONE, None, 0.0, None, (FIRST, SECOND), (), "shipped", "v1", False))


def test_d2_a_confirmed_profile_comes_first_with_all_its_weight() -> None:
    word = Word(confirmed=statement(Verdict.MATCH, "M2"))

    solo = solo_of(outcome(FIRST, SECOND), word, None)

    assert solo.said == said("M2")
    assert solo.outcome.candidates == (FIRST, SECOND)
    assert solo.told.candidates == (replace(SECOND, probability=1.0, reasons=(SAID_SO,)), FIRST)
    assert solo.told.basis == FORCED


def test_d2_a_confirmed_profile_that_is_no_candidate_is_put_there() -> None:
    told = solo_of(outcome(FIRST), Word(confirmed=statement(Verdict.MATCH, "M9")), None).told

    assert told.candidates == (Candidate("M9", 1.0, 0.0, (SAID_SO,)), FIRST)


def test_d2_the_reasons_of_a_confirmed_candidate_follow_what_was_said() -> None:
    told = solo_of(outcome(FIRST), Word(confirmed=statement(Verdict.MATCH, "M1")), None).told

    assert told.candidates == (replace(FIRST, probability=1.0, reasons=(SAID_SO, *FIRST.reasons)),)


def test_d21_who_is_nobody_claims_nobody() -> None:
    solo = solo_of(outcome(FIRST), Word(nobody=statement(Verdict.NOBODY, None)), None)

    assert (solo.outcome.candidates, solo.said) == ((), said(None))
    assert solo.told == solo.outcome


def test_s90_an_address_in_the_record_is_newer_than_any_word() -> None:
    word = Word(confirmed=statement(Verdict.MATCH, "M2"))

    solo = solo_of(outcome(FIRST, basis=FORCED), word, NOON)

    assert (solo.said, solo.named_at) == (None, NOON)
    assert solo.told.candidates == (FIRST,)


def test_d3_without_an_address_it_is_not_remembered_since_when() -> None:
    assert solo_of(outcome(FIRST), Word(), NOON).named_at is None


def test_a_statement_that_is_not_stored_yet_has_the_number_nought() -> None:
    assert Said.of(statement(Verdict.MATCH, "M1", seq=None)).seq == 0


@pytest.mark.parametrize(
    "solo",
    [
        Solo(replace(outcome(FIRST, SECOND), margin=0.0, runner_up_id=None, reasons=())),
        Solo(replace(outcome(), margin=0.0, too_many_alike=True), said(None)),
        Solo(
            replace(outcome(FIRST, basis=FORCED), margin=0.0, reasons=()),
            said("M1", StatementSource.CREATE_RECORD),
            NOON,
        ),
    ],
)
def test_d3_what_is_stored_of_a_record_is_read_back_as_it_was(solo: Solo) -> None:
    assert Solo.from_json("p1", solo.as_json(), "v1") == solo


def test_d13_what_was_found_and_said_of_merged_profiles_speaks_of_their_survivor() -> None:
    solo = Solo(outcome(FIRST, SECOND, Candidate("M3", 0.1, 0.0)), said("M1"))

    merged = with_survivor(solo, {"M1": "M3"})

    assert [(one.id, one.probability) for one in merged.outcome.candidates] == [("M3", 0.9), ("M2", 0.3)]
    assert merged.said == said("M3")


def test_d13_a_better_candidate_is_not_displaced_by_a_merged_one() -> None:
    solo = Solo(outcome(FIRST, SECOND))

    merged = with_survivor(solo, {"M2": "M1"})

    assert merged.outcome.candidates == (FIRST,)
    assert merged.said is None


def test_d13_who_was_said_to_be_nobody_stays_nobody() -> None:
    assert with_survivor(Solo(outcome(), said(None)), {"M1": "M2"}).said == said(None)


@pytest.mark.parametrize(
    ("decision", "state", "profile", "runner_up"),
    [
        (LinkDecision.LINKED, RecordState.LINKED, "M1", "M2"),
        (LinkDecision.REVIEW, RecordState.REVIEW, "M1", "M2"),
        (LinkDecision.NONE, RecordState.UNMATCHED, None, None),
    ],
)
def test_s87_a_decision_becomes_a_state_and_only_the_unmatched_forget_which_came_near(
    decision: LinkDecision, state: RecordState, profile: str | None, runner_up: str | None
) -> None:
    found = belief(outcome(FIRST, SECOND, decision=decision), Solo(outcome(FIRST, SECOND)))

    assert (found.state, found.profile_id, found.runner_up_id) == (state, profile, runner_up)
    assert (found.probability, found.margin) == (0.9, 0.6)
    assert (found.made_by, found.statement_seq, found.basis) == (MadeBy.MODEL, None, "shipped")
    assert (found.reasons, found.model_version) == (FIRST.reasons, "v1")


def test_s87_a_record_without_candidates_says_so() -> None:
    found = belief(outcome(), Solo(outcome()))

    assert (found.state, found.probability, found.margin) == (RecordState.UNMATCHED, 0.0, None)
    assert (found.profile_id, found.runner_up_id, found.reasons) == (None, None, (NO_CANDIDATE,))


def test_d21_a_record_that_is_nobody_says_who_said_so() -> None:
    found = belief(outcome(), Solo(outcome(), said(None)))

    assert (found.reasons, found.made_by, found.statement_seq) == ((NOBODY_REASON,), MadeBy.USER, 4)
    assert found.basis == STATED


@pytest.mark.parametrize(
    ("word", "basis", "made_by"),
    [
        (said("M1"), FORCED, MadeBy.USER),
        (said("M1", StatementSource.CREATE_RECORD), FORCED, MadeBy.CREATE_RECORD),
        (None, FORCED, MadeBy.FORCED),
        (None, "shipped", MadeBy.MODEL),
    ],
)
def test_s28_a_link_keeps_by_whose_hand_it_is(word: Said | None, basis: str, made_by: MadeBy) -> None:
    found = belief(outcome(FIRST, decision=LinkDecision.LINKED, basis=basis), Solo(outcome(FIRST), word))

    assert found.made_by is made_by
    assert found.basis == (STATED if word else basis)
