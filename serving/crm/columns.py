"""The canonical columns of the five objects, to which every shape is converted."""

from collections.abc import Mapping

from features.schema.kinds import COMPANY_COLUMNS, PERSON_COLUMNS
from serving.rules.vocabulary import CrmObject

_OF_MEMBERS = frozenset({"past_companies", "past_titles"})
_PERSON = tuple(name for name in PERSON_COLUMNS if name not in _OF_MEMBERS)
_OPPORTUNITY = (
    "id",
    "name",
    "account_id",
    "contact_ids",
    "lead_ids",
    "owner_id",
    "pipeline",
    "stage",
    "status",
    "amount",
    "currency",
    "created_at",
    "close_date",
    "modified_at",
)
_USER = ("id", "name", "email", "sso_subject", "active", "modified_at")
OBJECT_COLUMNS: Mapping[CrmObject, tuple[str, ...]] = {
    CrmObject.ACCOUNT: (*COMPANY_COLUMNS, "visible_to", "crm_number"),
    CrmObject.CONTACT: (*_PERSON, "crm_number"),
    CrmObject.LEAD: (*_PERSON, "status", "stage", "crm_number"),
    CrmObject.OPPORTUNITY: (*_OPPORTUNITY, "visible_to", "crm_number"),
    CrmObject.USER: _USER,
}
LIST_COLUMNS = frozenset({"aliases", "contact_ids", "lead_ids", "visible_to"})
"""Columns whose text holds several values, separated by `; `."""
SEPARATOR = "; "


def listed(text: str | None) -> tuple[str, ...]:
    """Return the values of a list column."""
    return tuple(part for part in (value.strip() for value in (text or "").split(";")) if part)
