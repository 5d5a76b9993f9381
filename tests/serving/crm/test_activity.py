"""The subject of an activity, its contradictions, and the switches of writeback (S67, S69, S92, D27)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.crm.activities import (
    MAX_CHARACTERS,
    MAX_SUBJECT_CHARACTERS,
    WAITING,
    ActivityContradiction,
    Degree,
    Switch,
    Text,
    admit,
    contradiction_of,
    first_closed,
    subject_line,
)
from serving.crm.retries import DeliveryOutcome
from serving.crm.routing import Unsupported
from serving.vocabulary.terms import ActivityKind, ActivityState

ALL_ON = dict.fromkeys(Switch, True)
SOME_TEXT = Text("Hello", "How are you?")
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("kind", "degree", "expected"),
    [
        (ActivityKind.INMAIL, Degree.FIRST, ActivityContradiction.INMAIL_TO_A_CONNECTION),
        (ActivityKind.INMAIL, Degree.SECOND, None),
        (ActivityKind.INMAIL, Degree.THIRD, None),
        (ActivityKind.INMAIL, Degree.NONE, None),
        (ActivityKind.INMAIL, None, ActivityContradiction.DEGREE_MISSING),
        (ActivityKind.MESSAGE, Degree.FIRST, None),
        (ActivityKind.MESSAGE, Degree.SECOND, ActivityContradiction.MESSAGE_TO_A_NON_CONNECTION),
        (ActivityKind.MESSAGE, Degree.THIRD, ActivityContradiction.MESSAGE_TO_A_NON_CONNECTION),
        (ActivityKind.MESSAGE, Degree.NONE, ActivityContradiction.MESSAGE_TO_A_NON_CONNECTION),
        (ActivityKind.MESSAGE, None, ActivityContradiction.DEGREE_MISSING),
        (ActivityKind.NOTE, None, None),
        (ActivityKind.CALL, Degree.FIRST, None),
        (ActivityKind.SMART_LINK_VIEW, None, None),
        (ActivityKind.CONNECTION_REQUEST, Degree.SECOND, None),
    ],
)
def test_s67_inmails_go_to_non_connections_and_messages_to_connections(
    kind: ActivityKind, degree: Degree | None, expected: ActivityContradiction | None
) -> None:
    assert contradiction_of(kind, degree, SOME_TEXT) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (Text("s" * MAX_SUBJECT_CHARACTERS, ""), None),
        (Text("s" * (MAX_SUBJECT_CHARACTERS + 1), ""), ActivityContradiction.SUBJECT_TOO_LONG),
        (Text("s", "b" * (MAX_CHARACTERS - 1)), None),
        (Text("s", "b" * MAX_CHARACTERS), ActivityContradiction.TEXT_TOO_LONG),
    ],
)
def test_s70_what_the_crm_would_cut_is_refused(text: Text, expected: ActivityContradiction | None) -> None:
    """S70: no information is lost, so nothing is shortened."""
    assert contradiction_of(ActivityKind.NOTE, None, text) is expected


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (ActivityKind.SMART_LINK_VIEW, "Smart Link viewed: Our offer"),
        (ActivityKind.CONNECTION_REQUEST, "Connection request: Our offer"),
        (ActivityKind.INMAIL, "Our offer"),
        (ActivityKind.MESSAGE, "Our offer"),
        (ActivityKind.NOTE, "Our offer"),
        (ActivityKind.CALL, "Our offer"),
    ],
)
def test_s69_the_subject_line_contains_the_type_of_task(kind: ActivityKind, line: str) -> None:
    """S69, on one line."""
    assert subject_line(kind, " Our\n offer ", DAY) == line


@pytest.mark.parametrize("blank", ["", " \n\t\u00a0"])
@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (ActivityKind.SMART_LINK_VIEW, "Smart Link viewed: 2026-03-02"),
        (ActivityKind.CONNECTION_REQUEST, "Connection request: 2026-03-02"),
        (ActivityKind.INMAIL, "InMail of 2026-03-02"),
        (ActivityKind.MESSAGE, "Message of 2026-03-02"),
        (ActivityKind.NOTE, "Note of 2026-03-02"),
        (ActivityKind.CALL, "Call of 2026-03-02"),
    ],
)
def test_s69_an_activity_without_a_subject_gets_one_that_says_what_it_is(
    kind: ActivityKind, line: str, blank: str
) -> None:
    """S69, S70: Oracle refuses an activity without a subject."""
    assert subject_line(kind, blank, DAY) == line


@given(st.tuples(*[st.booleans()] * 6))
def test_d27_the_first_switch_that_fails_is_the_answer(values: tuple[bool, ...]) -> None:
    """D27: contract, kind, admin's per user, user's own, the seat (D18), authorisation."""
    order = (Switch.CONTRACT, Switch.KIND, Switch.ADMIN, Switch.USER, Switch.SEAT, Switch.GRANT)
    switches = dict(zip(order, values, strict=True))

    assert first_closed(switches) is next((switch for switch in order if not switches[switch]), None)


@given(st.tuples(*[st.booleans()] * 6), st.booleans())
def test_d27_disabled_is_not_kept_and_pending_auth_is(values: tuple[bool, ...], has_target: bool) -> None:
    """D27, S54, S92."""
    switches = dict(zip(Switch, values, strict=True))
    seat, authorization = values[4:]

    refusal, state = admit(None, switches, has_target=has_target)

    if all(values[:4]):
        waits_for = None if seat and authorization else Switch.GRANT if seat else Switch.SEAT
        assert refusal is waits_for
        assert (state is ActivityState.PENDING_AUTH) == (waits_for is not None)
    else:
        assert state is None
        assert isinstance(refusal, Switch)


def test_what_an_activity_waits_for_is_one_word_at_its_intake_and_at_its_delivery() -> None:
    assert {switch.value for switch in WAITING} == {DeliveryOutcome.NO_SEAT, DeliveryOutcome.NO_GRANT}


def test_s64_an_activity_without_a_target_needs_one() -> None:
    """S64, D29."""
    assert admit(None, ALL_ON, has_target=False) == (None, ActivityState.NEEDS_TARGET)
    assert admit(None, ALL_ON, has_target=True) == (None, ActivityState.QUEUED)
    refused = Unsupported.ORACLE_TAKES_NO_CALLS
    assert admit(refused, ALL_ON | {Switch.SEAT: False}, has_target=True) == (refused, None)
