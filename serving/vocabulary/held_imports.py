"""When a full import waits for an admin, since it would delete much of an object or says too little of it (D9, D22)."""

from datetime import timedelta
from enum import StrEnum

from features.schema.value_class import value_class
from serving.vocabulary.settings import ContractSettings

TAKEN_BACK_WITHIN = timedelta(days=7)
"""How long the deletion of an approved import can be taken back; its payloads stay sealed until then."""


class HoldReason(StrEnum):
    """Why a full import is held."""

    MANY = "many_deleted"
    MOST = "most_deleted"
    NOTHING_ACCEPTED = "no_accepted_row"
    UNREADABLE_ID = "unreadable_id"


@value_class
class FullImport:
    """What a full import says of an object: how many records it would delete, of how many that the CRM sent before."""

    missing: int
    """With the users whom the operator appointed and the CRM never sent."""
    missing_of_before: int
    before: int
    accepted: int
    """Its rows that were accepted."""
    has_unreadable_ids: bool
    """Whether the id of one of its rows could not be read: the record may be one of the missing ones."""


def reasons_to_hold(read: FullImport, settings: ContractSettings) -> list[HoldReason]:
    """Return why a full import must not delete by itself; nothing where it deletes nothing or little."""
    share = read.missing_of_before / max(read.before, 1)
    reasons = {
        HoldReason.MANY: share > settings.hold_above_share and read.missing_of_before > settings.hold_above_records,
        HoldReason.MOST: share >= settings.hold_from_share,
        HoldReason.NOTHING_ACCEPTED: not read.accepted,
        HoldReason.UNREADABLE_ID: read.has_unreadable_ids,
    }
    return [reason for reason, holds in reasons.items() if holds and read.missing]
