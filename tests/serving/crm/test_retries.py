"""The state after an attempt to write to a CRM (S70, D18, D27, D31)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.crm.retries import (
    ACTIVITIES_KEPT_FOR,
    FIRST_WAIT,
    LONGEST_CALL,
    LONGEST_WAIT,
    MAX_ATTEMPTS,
    Attempt,
    DeliveryOutcome,
    Step,
    step_after,
)
from serving.vocabulary.terms import ActivityState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OUTCOMES = st.sampled_from(DeliveryOutcome)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (DeliveryOutcome.WRITTEN, ActivityState.DELIVERED),
        (DeliveryOutcome.BUSY, ActivityState.RETRYING),
        (DeliveryOutcome.UNREACHABLE, ActivityState.RETRYING),
        (DeliveryOutcome.UNKNOWN, ActivityState.RETRYING),
        (DeliveryOutcome.UNAUTHORISED, ActivityState.PENDING_AUTH),
        (DeliveryOutcome.NO_GRANT, ActivityState.PENDING_AUTH),
        (DeliveryOutcome.GONE, ActivityState.NEEDS_TARGET),
        (DeliveryOutcome.NO_TARGET, ActivityState.NEEDS_TARGET),
        (DeliveryOutcome.ABSENT, ActivityState.QUEUED),
        (DeliveryOutcome.REFUSED, ActivityState.DEAD),
        (DeliveryOutcome.CANNOT_SEARCH, ActivityState.DEAD),
        (DeliveryOutcome.CLOSED, ActivityState.CANCELLED),
    ],
)
def test_s70_each_outcome_of_an_attempt_has_its_state(outcome: DeliveryOutcome, state: ActivityState) -> None:
    """S70, D31, D24."""
    step = step_after(outcome, Attempt(1, in_doubt=False, now=NOW))

    assert step.state is state
    assert step.reason == (None if outcome in (DeliveryOutcome.WRITTEN, DeliveryOutcome.ABSENT) else outcome.value)


@given(OUTCOMES, st.integers(1, MAX_ATTEMPTS + 5), st.booleans())
def test_d31_an_attempt_is_in_doubt_until_the_activity_is_found_in_the_crm(
    outcome: DeliveryOutcome, number: int, in_doubt: bool
) -> None:
    """D31: whatever happens between, never a blind second write."""
    step = step_after(outcome, Attempt(number, in_doubt=in_doubt, now=NOW))

    if outcome in (DeliveryOutcome.UNKNOWN, DeliveryOutcome.NOT_INDEXED):
        assert step.in_doubt
    elif outcome in (DeliveryOutcome.WRITTEN, DeliveryOutcome.ABSENT):
        assert not step.in_doubt
    else:
        assert step.in_doubt is in_doubt


@given(OUTCOMES, st.integers(1, MAX_ATTEMPTS + 5))
def test_d27_what_waits_for_a_person_is_kept_for_30_days(outcome: DeliveryOutcome, number: int) -> None:
    """D27, D18."""
    step = step_after(outcome, Attempt(number, in_doubt=False, now=NOW))

    waiting = step.state in (ActivityState.PENDING_AUTH, ActivityState.NEEDS_TARGET, ActivityState.DEAD)
    assert step.expires_at == (NOW + timedelta(days=30) if waiting else None)
    assert (step.next_at is not None) == (step.state in (ActivityState.RETRYING, ActivityState.QUEUED))
    assert timedelta(days=30) == ACTIVITIES_KEPT_FOR


@pytest.mark.parametrize(("number", "seconds"), [(1, 2), (2, 4), (3, 8), (10, 1024), (12, 3600), (23, 3600)])
def test_s70_waits_double_up_to_an_hour(number: int, seconds: int) -> None:
    """S70: backoff on 429."""
    step = step_after(DeliveryOutcome.BUSY, Attempt(number, in_doubt=False, now=NOW))

    assert step == Step(ActivityState.RETRYING, "busy", False, next_at=NOW + timedelta(seconds=seconds))
    assert timedelta(seconds=2) == FIRST_WAIT
    assert timedelta(hours=1) == LONGEST_WAIT


@pytest.mark.parametrize("outcome", [DeliveryOutcome.BUSY, DeliveryOutcome.UNREACHABLE, DeliveryOutcome.UNKNOWN])
def test_s70_after_the_last_attempt_it_is_a_dead_letter(outcome: DeliveryOutcome) -> None:
    last = step_after(outcome, Attempt(MAX_ATTEMPTS, in_doubt=False, now=NOW))
    before = step_after(outcome, Attempt(MAX_ATTEMPTS - 1, in_doubt=False, now=NOW))

    assert MAX_ATTEMPTS == 24
    assert last.state is ActivityState.DEAD
    assert last.reason == outcome.value
    assert before.state is ActivityState.RETRYING


def test_d31_an_attempt_counts_as_interrupted_after_two_minutes() -> None:
    assert timedelta(minutes=2) == LONGEST_CALL


def test_d31_an_activity_that_a_search_did_not_find_is_sent_at_once() -> None:
    step = step_after(DeliveryOutcome.ABSENT, Attempt(2, in_doubt=True, now=NOW))

    assert step == Step(ActivityState.QUEUED, None, False, next_at=NOW)
