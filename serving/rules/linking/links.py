"""What linking speaks of: records, what people said of them, their links and how those changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.rules.vocabulary import CrmObject, MadeBy, RecordState, StatementSource


class RecordKey(NamedTuple):
    """One record of a CRM instance."""

    object: CrmObject
    id: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person said of a record: this profile, not this one, nobody, or the last word taken back.

    `profile_id` is null with `nobody`, and when all that was said is lifted. `seq` is null until it is stored.
    """

    key: RecordKey
    kind: Kind
    verdict: Verdict
    source: StatementSource
    profile_id: str | None
    at: datetime
    seq: int | None = None
    because: str | None = None
    user_pseudonym: str | None = None
    is_label: bool = True
    weight: float = 1.0

    @property
    def order(self) -> tuple[datetime, int]:
        """The newest decides; of two at one moment the one that was stored later."""
        return self.at, self.seq or 0


@dataclass(frozen=True, slots=True)
class LinkRow:
    """What is believed of one live record: its state with all that led there.

    `profile_id` is the linked profile, the one in question, or the one whose claim was lost to `winner`.
    """

    key: RecordKey
    kind: Kind
    state: RecordState
    profile_id: str | None
    probability: float
    margin: float | None
    claim_margin: float | None
    runner_up_id: str | None
    winner: RecordKey | None
    made_by: MadeBy
    statement_seq: int | None
    model_version: str
    basis: str
    reasons: tuple[str, ...]
    since: datetime

    @property
    def state_key(self) -> tuple[object, ...]:
        """What `since` speaks of: the state, the profile and by whose hand."""
        return self.state, self.profile_id, self.made_by

    @property
    def linked_profile(self) -> str | None:
        """The profile that the record is linked to, if it is."""
        return self.profile_id if self.state is RecordState.LINKED else None

    @property
    def claimed_profile(self) -> str | None:
        """The profile that the record claims, whether it got it or lost it."""
        return self.profile_id if self.state in {RecordState.LINKED, RecordState.DUPLICATE} else None


@dataclass(frozen=True, slots=True)
class LinkChange:
    """One record's link before and after; null where the record was not there, or is no more."""

    key: RecordKey
    kind: Kind
    before: LinkRow | None
    after: LinkRow | None

    @property
    def profiles(self) -> tuple[str | None, str | None]:
        """The profiles that the record was and is linked to."""
        before, after = self.before, self.after
        return before.linked_profile if before else None, after.linked_profile if after else None

    @property
    def moved(self) -> bool:
        """Whether the record is linked to another profile than before, or to one more or one less."""
        before, after = self.profiles
        return before != after


class LinkMove(StrEnum):
    """A link that was not there, one that is no more, and one that leads to another profile."""

    APPEAR = "appear"
    MOVE = "move"
    VANISH = "vanish"


def move_between(before: str | None, after: str | None) -> LinkMove | None:
    """Name the step between the profiles that a record was and is linked to; null where nothing moved."""
    if before == after:
        return None
    if before is None:
        return LinkMove.APPEAR
    return LinkMove.VANISH if after is None else LinkMove.MOVE


@dataclass(frozen=True, slots=True)
class Ruling:
    """All that was said of one record, summed up: the newest statement on each thing holds (D2, D21).

    `rejected` tells of each profile that is out of the question when that was said.
    """

    confirmed: Statement | None = None
    nobody: Statement | None = None
    rejected: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def deciding(self) -> Statement | None:
        """What decides the record, if anything does."""
        return self.confirmed or self.nobody

    def yields_to(self, named_at: datetime | None) -> bool:
        """Whether a profile address that stands in the record since `named_at` is newer than what decides it."""
        return named_at is not None and (self.deciding is None or self.deciding.at < named_at)

    def excluded(self, named: str | None, named_at: datetime | None) -> frozenset[str]:
        """Give the profiles that are out of the question, but for one that the record came to name later on."""
        return frozenset(
            profile for profile, at in self.rejected.items() if profile != named or named_at is None or at >= named_at
        )


NO_RULING = Ruling()


def ruling_of(statements: Iterable[Statement]) -> Ruling:
    """Sum up what was said of one record, in whatever order the statements come."""
    confirmed: Statement | None = None
    nobody: Statement | None = None
    rejected: dict[str, datetime] = {}
    for one in sorted(statements, key=lambda statement: statement.order):
        profile = one.profile_id or ""
        takes_back = confirmed is not None and one.profile_id in {None, confirmed.profile_id}
        if one.verdict is Verdict.MATCH:
            confirmed, nobody = one, None
            rejected.pop(profile, None)
        elif one.verdict is Verdict.NOBODY:
            confirmed, nobody = None, one
        else:
            confirmed = None if takes_back else confirmed
            if one.verdict is Verdict.NOT_MATCH:
                rejected[profile] = one.at
            else:
                rejected.pop(profile, None)
                nobody = None if one.profile_id is None else nobody
    return Ruling(confirmed, nobody, rejected)
