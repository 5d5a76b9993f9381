"""What people may do to an activity in each state (S59, S64)."""

from hypothesis import given
from hypothesis import strategies as st

from serving.contract.activities.activities import Verb, is_allowed
from serving.vocabulary.terms import ActivityState

WAITING = {ActivityState.QUEUED, ActivityState.RETRYING, ActivityState.NEEDS_TARGET, ActivityState.PENDING_AUTH}
ALLOWED = {
    Verb.LOCATE: {ActivityState.NEEDS_TARGET},
    Verb.RETRY: {ActivityState.DEAD, ActivityState.RETRYING, ActivityState.PENDING_AUTH},
    Verb.CANCEL: WAITING | {ActivityState.DEAD},
}


@given(st.sampled_from(Verb), st.sampled_from(ActivityState), st.booleans())
def test_s59_people_may_locate_replay_and_cancel_what_is_not_done(
    verb: Verb, state: ActivityState, is_test: bool
) -> None:
    """S59: a delivered test note can be taken back; S64: locate only what needs a target."""
    taken_back = is_test and verb is Verb.CANCEL and state is ActivityState.DELIVERED

    assert is_allowed(verb, state, is_test=is_test) == (state in ALLOWED[verb] or taken_back)
    assert is_allowed(verb, state) == (state in ALLOWED[verb])
