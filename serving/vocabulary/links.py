"""The values of linking: record keys, statements and rulings, links and their changes."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.outcomes import Hindrance
from serving.vocabulary.terms import CrmObject, MadeBy, RecordState, StatementSource


class RecordKey(NamedTuple):
    """One record of a CRM instance."""

    object: CrmObject
    id: str

    @classmethod
    def of(cls, row: Any) -> Self:
        """Return the key of the record that a stored row is."""
        return cls(CrmObject(row.object), row.id)

    @classmethod
    def named_by(cls, row: Any) -> Self:
        """Return the key of the record that a stored row names."""
        return cls(CrmObject(row.object), row.record_id)

    @classmethod
    def parse(cls, name: str) -> Self:
        """Return the key of a record by its name `object/id`."""
        crm_object, _, record_id = name.partition("/")
        return cls(CrmObject(crm_object), record_id)

    @property
    def name(self) -> str:
        """The record among those of all objects: `object/id`."""
        return f"{self.object}/{self.id}"

    @property
    def columns(self) -> dict[str, str]:
        """The columns of a stored row that names the record."""
        return {"object": self.object, "record_id": self.id}


class ProfileKey(NamedTuple):
    """A member or a company of the network."""

    kind: Kind
    id: str

    @classmethod
    def named_by(cls, row: Any) -> Self:
        """Return the key of the profile that a stored row names."""
        return cls(Kind(row.kind), row.profile_id)


@value_class
class Statement:
    """A user's statement on a record: this profile, not this one, no profile, or an earlier statement lifted.

    `profile_id` is null with `nobody`, and when all statements are lifted. `seq` is null until the statement is stored.
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


@value_class
class LinkRow:
    """The link of one live record: its state with the probability, the maker and the reasons.

    `profile_id` is the linked profile, the one in review, or the one that `winner` got.
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
    hindrance: Hindrance | None = None

    @property
    def state_key(self) -> tuple[object, ...]:
        """The state, the profile and the maker: `since` is the moment when one of these last changed."""
        return self.state, self.profile_id, self.made_by

    @property
    def linked_profile(self) -> str | None:
        """The profile that the record is linked to, if it is."""
        return self.profile_id if self.state is RecordState.LINKED else None

    @property
    def claimed_profile(self) -> str | None:
        """The profile that the record claims, whether the record won or lost the claim."""
        return self.profile_id if self.state in {RecordState.LINKED, RecordState.DUPLICATE} else None


@value_class
class LinkChange:
    """One record's link before and after; None where the record did not exist, or no longer exists."""

    key: RecordKey
    kind: Kind
    before: LinkRow | None
    after: LinkRow | None

    @property
    def profiles(self) -> tuple[str | None, str | None]:
        """The profiles that the record was and is linked to."""
        before = self.before
        after = self.after
        return before.linked_profile if before else None, after.linked_profile if after else None

    @property
    def moved(self) -> bool:
        """Whether the record is linked to another profile than before, or to one more or one less."""
        before, after = self.profiles
        return before != after


class LinkMove(StrEnum):
    """What a new model did to a link: made it, moved it to another profile, or ended it (D20)."""

    APPEAR = "appear"
    MOVE = "move"
    VANISH = "vanish"


def move_between(before: str | None, after: str | None) -> LinkMove | None:
    """Return the move between the profiles that a record was and is linked to; None where nothing moved."""
    if before == after:
        return None
    if before is None:
        return LinkMove.APPEAR
    return LinkMove.VANISH if after is None else LinkMove.MOVE


class BadgeChange(StrEnum):
    """What a challenger does to the badge of a record."""

    APPEARS = "appears"
    MOVES = "moves"
    VANISHES = "vanishes"
    STAYS = "stays"
    STAYS_AWAY = "stays away"

    @classmethod
    def between(cls, before: str | None, after: str | None) -> "BadgeChange":
        """Return the change between the profiles that champion and challenger link a record to."""
        if before is None:
            return cls.STAYS_AWAY if after is None else cls.APPEARS
        if after is None:
            return cls.VANISHES
        return cls.STAYS if before == after else cls.MOVES


@value_class
class Ruling:
    """What the statements about one record amount to: the newest statement on each profile holds (D2, D21).

    `rejected` holds each excluded profile with the moment of its rejection.
    """

    confirmed: Statement | None = None
    nobody: Statement | None = None
    rejected: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def deciding(self) -> Statement | None:
        """The statement that decides the record, if any does."""
        return self.confirmed or self.nobody

    def yields_to(self, named_at: datetime | None) -> bool:
        """Whether a profile address, in the record since `named_at`, is newer than the deciding statement."""
        return named_at is not None and (self.deciding is None or self.deciding.at < named_at)

    def excluded(self, named: str | None, named_at: datetime | None) -> frozenset[str]:
        """Return the excluded profiles, except the one that the record named after its rejection."""
        return frozenset(
            profile for profile, at in self.rejected.items() if profile != named or named_at is None or at >= named_at
        )


NO_RULING = Ruling()


def ruling_of(statements: Iterable[Statement]) -> Ruling:
    """Return the ruling of the statements about one record, in whatever order they come."""
    confirmed: Statement | None = None
    nobody: Statement | None = None
    rejected: dict[str, datetime] = {}
    for statement in sorted(statements, key=lambda statement: statement.order):
        profile = statement.profile_id or ""
        takes_back = confirmed is not None and statement.profile_id in {None, confirmed.profile_id}
        if statement.verdict is Verdict.MATCH:
            confirmed = statement
            nobody = None
            rejected.pop(profile, None)
        elif statement.verdict is Verdict.NOBODY:
            confirmed = None
            nobody = statement
        else:
            confirmed = None if takes_back else confirmed
            if statement.verdict is Verdict.NOT_MATCH:
                rejected[profile] = statement.at
            elif statement.profile_id is None:
                nobody = None
                rejected.clear()
            else:
                rejected.pop(profile, None)
    return Ruling(confirmed, nobody, rejected)
