"""Match rates of a CRM's records by object (S29). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from serving.rules.vocabulary import KIND_OF, CrmObject, RecordState

MATCHED_OBJECTS = tuple(KIND_OF)
"""Accounts, contacts and leads, in this order."""


@dataclass(frozen=True, slots=True)
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
