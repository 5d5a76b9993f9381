"""The subject of an activity (S69), its contradictions (S67), and the switches of writeback (S92, D27)."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from features.schema.value_class import value_class
from serving.crm.routing import Unsupported
from serving.vocabulary.terms import ActivityKind, ActivityState

MAX_CHARACTERS = 65_000
"""Of subject and body together: HubSpot takes 65,536 in a note, and the marker must still fit (S70)."""
MAX_SUBJECT_CHARACTERS = 500
"""Oracle's limit of an activity's subject, prefix included."""


class Degree(StrEnum):
    """The degree of connection between the acting user and the member."""

    FIRST = "1st"
    SECOND = "2nd"
    THIRD = "3rd"
    NONE = "none"


SUBJECT_PREFIX = {
    ActivityKind.SMART_LINK_VIEW: "Smart Link viewed: ",
    ActivityKind.CONNECTION_REQUEST: "Connection request: ",
}
"""S69: the subject line contains the type of task."""
_UNNAMED = {
    ActivityKind.INMAIL: "InMail of ",
    ActivityKind.MESSAGE: "Message of ",
    ActivityKind.NOTE: "Note of ",
    ActivityKind.CALL: "Call of ",
}
"""What stands before the day in the subject of an activity that has none; the other kinds have their prefix."""


class ActivityPart(StrEnum):
    """The parts of an activity in the CRM; the outcome of each is stored by itself."""

    NOTE = "note"
    ACTIVITY = "activity"


class ActivityContradiction(StrEnum):
    """A contradiction within an activity (S67)."""

    DEGREE_MISSING = "degree_missing"
    INMAIL_TO_A_CONNECTION = "inmail_to_a_connection"
    MESSAGE_TO_A_NON_CONNECTION = "message_to_a_non_connection"
    SUBJECT_TOO_LONG = "subject_too_long"
    TEXT_TOO_LONG = "text_too_long"


@value_class
class Text:
    """The seller's text."""

    subject: str
    body: str


class Switch(StrEnum):
    """The switches of writeback in the order in which they are checked (D27); the last two say what lacks."""

    CONTRACT = "contract"
    KIND = "kind"
    ADMIN = "admin"
    USER = "user"
    SEAT = "no_seat"
    GRANT = "no_grant"


WAITING = frozenset({Switch.SEAT, Switch.GRANT})
"""What may come yet: without it an activity is kept as pending_auth, with this reason (D18, D27, D28)."""
Switches = Mapping[Switch, bool]
"""Which switches are on: the contract's (S92), the kind's (S60), the admin's for this user (S44), the user's own
(S53, S54), the user's seat (D18), and the user's CRM grant (D28)."""


def contradiction_of(kind: ActivityKind, degree: Degree | None, text: Text) -> ActivityContradiction | None:
    """Return the contradiction within an activity, in any CRM (S67, S70), None without one.

    InMails go to members who are no 1st-degree connections, messages to those who are, and no text is cut. The text
    has its final subject line.
    """
    if kind in (ActivityKind.INMAIL, ActivityKind.MESSAGE) and degree is None:
        return ActivityContradiction.DEGREE_MISSING
    if kind is ActivityKind.INMAIL and degree is Degree.FIRST:
        return ActivityContradiction.INMAIL_TO_A_CONNECTION
    if kind is ActivityKind.MESSAGE and degree is not Degree.FIRST:
        return ActivityContradiction.MESSAGE_TO_A_NON_CONNECTION
    if len(text.subject) > MAX_SUBJECT_CHARACTERS:
        return ActivityContradiction.SUBJECT_TOO_LONG
    if len(text.subject) + len(text.body) > MAX_CHARACTERS:
        return ActivityContradiction.TEXT_TOO_LONG
    return None


def subject_line(kind: ActivityKind, subject: str, day: date) -> str:
    """Return the subject as the CRM shows it, on one line, with the type of task where S69 requires it.

    An activity without a subject gets its kind and the day on which it happened: Oracle requires a subject.
    """
    words = re.sub(r"\s+", " ", subject).strip()
    return SUBJECT_PREFIX.get(kind, "" if words else _UNNAMED.get(kind, "")) + (words or day.isoformat())


def first_closed(switches: Switches) -> Switch | None:
    """Return the first switch that is off, in D27's order."""
    return next((switch for switch in Switch if not switches[switch]), None)


def switches_of_a_test(switches: Switches) -> Switches:
    """Return the switches for a test note (S59): only the user's own CRM grant counts."""
    return {**dict.fromkeys(Switch, True), Switch.GRANT: switches[Switch.GRANT]}


def admit(
    unsupported: Unsupported | None, switches: Switches, *, has_target: bool
) -> tuple[Unsupported | Switch | None, ActivityState | None]:
    """Decide on a new activity: support first, then the switches in D27's order, then the target (S64).

    Return the refusal and the state in which it is stored, None if it is not. Of one that is pending_auth the refusal
    is what it waits for.
    """
    refusal = unsupported or first_closed(switches)
    if refusal is None:
        return None, ActivityState.QUEUED if has_target else ActivityState.NEEDS_TARGET
    return refusal, ActivityState.PENDING_AUTH if refusal in WAITING else None


def is_in_back_fill(occurred_at: datetime, cut_off: datetime) -> bool:
    """Return whether a back-fill includes an activity: one at or after the admin's cut-off (S91, D35)."""
    return occurred_at >= cut_off
