"""The target of an activity (D29, S64), suggestions without one, and corrections after a re-match (D8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from serving.rules.linking.links import LinkRow, RecordKey
from serving.rules.vocabulary import CrmObject, RecordState

MOST_SUGGESTIONS = 10


class Why(StrEnum):
    """The source of a suggestion, the more likely source first."""

    REVIEW = "review"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record that the user may mean."""

    record: RecordKey
    why: Why
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class ActivityMove:
    """A proposed correction: something was written to `source`, and the profile's record is now `target` (or none)."""

    source: RecordKey
    target: RecordKey | None


class Correction(StrEnum):
    """The states of a correction."""

    PROPOSED = "proposed"
    CORRECTED = "corrected"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Closed:
    """The state of an earlier proposal, and the target that it named."""

    state: Correction
    target: RecordKey | None


def target_of(link: LinkRow | None) -> RecordKey | None:
    """Return the record that takes a profile's activities: only a linked one (D29, D5, S20)."""
    return link.key if link is not None and link.state is RecordState.LINKED else None


def suggest(
    reviews: Iterable[Suggestion],
    found: Iterable[Suggestion],
    allowed: Sequence[CrmObject],
    rejected: Iterable[RecordKey],
) -> tuple[Suggestion, ...]:
    """Return possible targets of an activity (D29): review candidates, the most probable first, then search results.

    Only objects that take the activity, no record twice, and never a rejected pair (D21).
    """
    ranked = sorted(reviews, key=lambda one: (-(one.probability or 0.0), one.record))
    out = set(rejected)
    kept: list[Suggestion] = []
    for one in (*ranked, *found):
        if one.record.object in allowed and one.record not in out:
            out.add(one.record)
            kept.append(one)
    return tuple(kept[:MOST_SUGGESTIONS])


def correction_of(written_to: RecordKey, now_linked: RecordKey | None, *, is_deleted: bool) -> ActivityMove | None:
    """Return the correction of something written (D8): None where the record is right or deleted."""
    if written_to == now_linked or is_deleted:
        return None
    return ActivityMove(written_to, now_linked)


def is_put_forward(move: ActivityMove, earlier: Closed | None) -> bool:
    """Return whether a move is proposed to the user (again).

    An equal proposal that is still open is not repeated; a declined one is only where it names another record now.
    """
    if earlier is None:
        return True
    if earlier.state is Correction.PROPOSED:
        return move.target != earlier.target
    return earlier.state is Correction.CORRECTED or (move.target is not None and move.target != earlier.target)
