"""What a seller sees on a profile: its badge, the CRM's contact information, and the possible actions. Pure."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.badges.out_of_date import Difference
from serving.contract.records.visibility import WITHHELD
from serving.vocabulary.terms import KIND_OF, Badge, Crm, CrmObject, RecordState

CONTACT_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PERSON: ("email", "phone", "street", "city", "region", "postal_code", "country"),
    Kind.COMPANY: ("website", "email", "phone", "street", "city", "region", "postal_code", "country"),
}
"""Which of the CRM's fields are contact information (S34)."""


class Action(StrEnum):
    """What a click on the No symbol offers (S22)."""

    MATCH_EXISTING = "match_existing"
    CREATE_CONTACT = "create_contact"
    CREATE_LEAD = "create_lead"


def badge_of(kind: Kind, state: RecordState | None, differing: Sequence[Difference] = ()) -> Badge:
    """Return a profile's badge by the state of the record that claims it, None if no record does.

    Only a link counts: a record in review (D5), an unmatched one or a duplicate (S20) gives no badge.
    """
    if state is not RecordState.LINKED:
        return Badge.NOT_IN_CRM
    return Badge.OUT_OF_DATE if kind is Kind.PERSON and differing else Badge.IN_CRM


def actions_of(badge: Badge, written: Collection[CrmObject], kind: Kind) -> tuple[Action, ...]:
    """Return what a click on the badge offers: on a linked profile it opens the record instead (S31).

    `written`: the objects that are created in the CRM, of which none is a company (S22, S38).
    """
    created = (Action(f"create_{crm_object}") for crm_object in written if KIND_OF[crm_object] is kind)
    return (Action.MATCH_EXISTING, *created) if badge is Badge.NOT_IN_CRM else ()


@value_class
class ContactInfo:
    """The CRM's contact information with its source, or why it is withheld."""

    source: Crm | None
    fields: Mapping[str, str]
    withheld: str | None = None


def contact_info(kind: Kind, crm: Crm, record: Mapping[str, str | None], *, is_visible: bool) -> ContactInfo:
    """Return a profile's contact information in the CRM: the CRM's values with the CRM as their source (S34)."""
    if not is_visible:
        return ContactInfo(None, {}, WITHHELD)
    return ContactInfo(crm, {name: value for name in CONTACT_FIELDS[kind] if (value := record.get(name))})
