"""Proposals of the tool's licences to users of the CRM (S73). Pure.

A licence is proposed by e-mail, under SSO by subject; a user without a match is flagged for the admin.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from features.schema.value_class import value_class


class LicenceState(StrEnum):
    """A user's licence: held, proposed to the admin, or for the admin to assign by hand."""

    ASSIGNED = "assigned"
    PROPOSED = "proposed"
    FLAGGED = "flagged"


@value_class
class Holder:
    """A user of the CRM, identified by keyed hashes alone."""

    user_id: str
    email_hash: str | None
    subject_hash: str | None


@value_class
class Seat:
    """A licence of the tool with its holder."""

    id: str
    email_hash: str | None
    subject_hash: str | None
    holder: str | None


@value_class
class LicenceShown:
    """A user's licence: assigned, proposed, or flagged for an assignment by the admin."""

    user_id: str
    state: LicenceState
    seat_id: str | None


def licences(holders: Sequence[Holder], seats: Sequence[Seat], *, sso: bool) -> list[LicenceShown]:
    """Return for each user the licence that is held, else the free one that is proposed.

    A licence is proposed only where exactly one user and one free seat have a hash; the admin decides on a shared one.
    """
    held = {seat.holder: seat.id for seat in seats if seat.holder is not None}
    free = _unique((_hash(seat, sso=sso), seat.id) for seat in seats if seat.holder is None)
    waiting = [holder for holder in holders if holder.user_id not in held]
    unique = _unique((_hash(holder, sso=sso), holder.user_id) for holder in waiting)
    proposed = {user_id: free[hash_] for hash_, user_id in unique.items() if hash_ in free}
    shown = []
    for holder in holders:
        user_id = holder.user_id
        seat_id = held.get(user_id) or proposed.get(user_id)
        state = LicenceState.ASSIGNED if user_id in held else LicenceState.PROPOSED if seat_id else LicenceState.FLAGGED
        shown.append(LicenceShown(user_id, state, seat_id))
    return shown


def _hash(member: Holder | Seat, *, sso: bool) -> str | None:
    return member.subject_hash if sso else member.email_hash


def _unique(pairs: Iterable[tuple[str | None, str]]) -> dict[str, str]:
    """Keep the hashes that occur once."""
    listed = [(hash_, value) for hash_, value in pairs if hash_ is not None]
    counts = Counter(hash_ for hash_, _ in listed)
    return {hash_: value for hash_, value in listed if counts[hash_] == 1}
