"""Match rates by object (S29), and why a record has no link: a reason and its sentence (S87). Pure."""

from collections.abc import Mapping
from enum import StrEnum

from features.normalise.text import read_sentences
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.outcomes import Hindrance
from serving.vocabulary.links import LinkRow
from serving.vocabulary.terms import KIND_OF, CrmObject, MadeBy, RecordState


class UnmatchedReason(StrEnum):
    """Why a record has no link."""

    DUPLICATE = "duplicate"
    STATED_NOBODY = "stated_nobody"
    NOTHING_LEFT = "nothing_left"
    NO_CANDIDATE = "no_candidate"
    TOO_UNLIKE = "too_unlike"
    TIED_BEYOND_CUT = "tied_beyond_cut"
    TIED = "tied"
    UNSURE = "unsure"


SENTENCES = read_sentences(
    """
    duplicate: another record of this CRM fits the same profile better
    stated_nobody: somebody said that nobody in the network is this record
    nothing_left: somebody rejected what came near, and no other profile is near enough
    no_candidate: no profile shares enough with this record
    too_unlike: the nearest profile differs too much
    tied_beyond_cut: too many profiles look the same: the record needs a field that tells them apart
    tied: two profiles fit about equally well
    unsure: one profile is probable, but not sure enough to link it unseen
    """
)

_OF_TIES: Mapping[Hindrance | None, UnmatchedReason] = {
    Hindrance.TIED_BEYOND_CUT: UnmatchedReason.TIED_BEYOND_CUT,
    Hindrance.TIED: UnmatchedReason.TIED,
}
SHOWN_TO_ALL = frozenset({UnmatchedReason.DUPLICATE, UnmatchedReason.STATED_NOBODY})
"""Decisions; the other reasons say something of the record's values, which not everyone may see (S33)."""

HELPFUL_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PERSON: ("first_name", "last_name", "email", "phone", "title", "company", "city", "country", "profile_url"),
    Kind.COMPANY: ("name", "website", "phone", "street", "city", "country", "profile_url"),
}
"""Fields that would help a record to its match."""
_EITHER = {"first_name": "full_name", "last_name": "full_name"}


def unmatched_reason(link: LinkRow, *, was_rejected: bool = False) -> UnmatchedReason | None:
    """Return why a record has no link, None for a linked one. `was_rejected`: a user rejected a profile for it."""
    if link.state is RecordState.LINKED:
        return None
    if link.state is RecordState.DUPLICATE:
        return UnmatchedReason.DUPLICATE
    if link.state is RecordState.REVIEW:
        return _OF_TIES.get(link.hindrance, UnmatchedReason.UNSURE)
    return _of_none(link, was_rejected=was_rejected)


def _of_none(link: LinkRow, *, was_rejected: bool) -> UnmatchedReason:
    """Return the reason of an unmatched record, which has a margin only where it had a candidate."""
    if link.made_by is MadeBy.USER:
        return UnmatchedReason.STATED_NOBODY
    if was_rejected:
        return UnmatchedReason.NOTHING_LEFT
    return UnmatchedReason.TOO_UNLIKE if link.margin is not None else UnmatchedReason.NO_CANDIDATE


def missing_fields(kind: Kind, record: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the names of the helpful fields that a record leaves empty."""
    return tuple(
        name for name in HELPFUL_FIELDS[kind] if not record.get(name) and not record.get(_EITHER.get(name, name))
    )


MATCHED_OBJECTS = tuple(KIND_OF)
"""Accounts, contacts and leads, in this order."""


@value_class
class RateShown:
    """The records of one object by state; `percent` of them are linked."""

    object: CrmObject
    records: int
    linked: int
    review: int
    duplicate: int
    unmatched: int
    percent: float | None


def match_rates(counts: Mapping[tuple[CrmObject, RecordState], int]) -> tuple[RateShown, ...]:
    """Return one rate for each object, also for one without records."""
    return tuple(_rate(object_, counts) for object_ in MATCHED_OBJECTS)


def _rate(object_: CrmObject, counts: Mapping[tuple[CrmObject, RecordState], int]) -> RateShown:
    by_state = {state: counts.get((object_, state), 0) for state in RecordState}
    records = sum(by_state.values())
    linked = by_state[RecordState.LINKED]
    return RateShown(
        object=object_,
        records=records,
        linked=linked,
        review=by_state[RecordState.REVIEW],
        duplicate=by_state[RecordState.DUPLICATE],
        unmatched=by_state[RecordState.UNMATCHED],
        percent=round(100 * linked / records, 1) if records else None,
    )
