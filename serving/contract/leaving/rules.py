"""Deletion of a customer's data on disconnect and at the end of the contract (S78, S79, D24 to D26)."""

from datetime import datetime, timedelta
from enum import StrEnum

from serving.vocabulary.terms import ActivityState, Scope

DELETED_WITHIN = timedelta(days=30)
"""S78: after this time nothing of the customer is left."""
TIME_TO_ASK = timedelta(days=7)
"""How long the worker waits for the customer to request a copy, unless the deletion is requested at once."""
TIME_TO_RETRY = timedelta(days=7)
"""The deletion starts so long before its deadline even if a copy is not collected: a failing job can retry."""


class Fate(StrEnum):
    """What happens to a table's rows."""

    DELETED = "deleted"
    REDACTED = "redacted"
    """The row stays without ids and values of the CRM."""
    DESTROYED = "destroyed"
    """The row stays as proof, without the key's bytes."""
    KEPT = "kept"


_DELETED = """
    import_ids import_pages rejects kept_deletions imports hints corrections creations written_fields written
    activities activity_facts link_history links statements candidates outdated_badges independent_passes
    judgement_batches record_judgements staged_independent_passes guarantees opportunity_people opportunities stages
    aliases name_spellings record_hashes records checkpoints events readings authorizations jobs
    idempotency_subjects idempotency
"""
FATES: dict[str, tuple[Fate, Fate]] = {
    # A table that refers to another one comes before it.
    **dict.fromkeys(_DELETED.split(), (Fate.DELETED, Fate.DELETED)),
    **dict.fromkeys(("saves", "audit", "preferences", "seats"), (Fate.REDACTED, Fate.DELETED)),
    **dict.fromkeys(("users", "console_links", "console_sessions"), (Fate.DELETED, Fate.DELETED)),
    "sign_in_providers": (Fate.KEPT, Fate.DELETED),
    "instances": (Fate.REDACTED, Fate.DELETED),
    **dict.fromkeys(("clients", "contracts"), (Fate.KEPT, Fate.DELETED)),
    "keys": (Fate.DESTROYED, Fate.DESTROYED),
    **dict.fromkeys(("certificates", "profile_notes", "followed_indexes", "leases"), (Fate.KEPT, Fate.KEPT)),
}
"""What happens to each table's rows when an instance is disconnected, and when its contract ends."""


class Copy(StrEnum):
    """The state of the copy that a leaving customer may request."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    """Being made, or made and not collected."""
    COLLECTED = "collected"


def delete_by(left_at: datetime) -> datetime:
    """Return the deadline of the deletion (S78)."""
    return left_at + DELETED_WITHIN


def deletion_starts_at(left_at: datetime, copy: Copy) -> datetime:
    """Return when the worker deletes by itself; a person may start the deletion at any time before (D26)."""
    if copy is Copy.COLLECTED:
        return left_at
    if copy is Copy.WAITING:
        return delete_by(left_at) - TIME_TO_RETRY
    return left_at + TIME_TO_ASK


def who_may_take_a_copy(terminated_at: datetime | None) -> frozenset[Scope]:
    """Return the scopes that may request the data; a representative may only after the contract ended (S79)."""
    return frozenset({Scope.ADMIN}) if terminated_at is None else frozenset({Scope.ADMIN, Scope.REP})


def state_after_leaving(state: ActivityState) -> ActivityState:
    """Return an activity's state once its instance is gone: what was not sent is cancelled (D24).

    A call in flight may end and is recorded; its state is `sending` until then.
    """
    ended = (ActivityState.DELIVERED, ActivityState.DEAD, ActivityState.CANCELLED, ActivityState.SENDING)
    return state if state in ended else ActivityState.CANCELLED
