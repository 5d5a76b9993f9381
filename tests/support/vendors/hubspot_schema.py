"""What a HubSpot portal knows of its objects: properties, defaults, association types, scopes.

Names and numbers come from https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm
(properties returned by default) and
https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/associate-records/guide (type ids).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel


class PropertyDefinition(BaseModel):
    """One property of an object: its type decides what a value may be."""

    name: str
    type: str = "string"
    options: list[str] = []
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """One object type: how the API names it, what it returns by default, what a record must have."""

    plural: str
    singular: str
    type_id: str
    defaults: tuple[str, ...]
    created: str
    modified: str
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    scope: str = "contacts"

    @property
    def always(self) -> tuple[str, ...]:
        """The properties that a read returns whatever it asks for."""
        return (self.created, self.modified, "hs_object_id")


_ENGAGEMENT = ("hs_createdate", "hs_lastmodifieddate", "hs_object_id")

KINDS: Mapping[str, ObjectKind] = {
    kind.plural: kind
    for kind in (
        ObjectKind(
            plural="contacts",
            singular="contact",
            type_id="0-1",
            defaults=("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"),
            created="createdate",
            modified="lastmodifieddate",
            one_of=("email", "firstname", "lastname"),
        ),
        ObjectKind(
            plural="companies",
            singular="company",
            type_id="0-2",
            defaults=("createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"),
            created="createdate",
            modified="hs_lastmodifieddate",
            one_of=("name", "domain"),
            scope="companies",
        ),
        ObjectKind(
            plural="deals",
            singular="deal",
            type_id="0-3",
            defaults=(
                *("amount", "closedate", "createdate", "dealname", "dealstage"),
                *("hs_lastmodifieddate", "hs_object_id", "pipeline"),
            ),
            created="createdate",
            modified="hs_lastmodifieddate",
            required=("dealname", "dealstage"),
            scope="deals",
        ),
        ObjectKind(
            plural="notes",
            singular="note",
            type_id="0-46",
            defaults=_ENGAGEMENT,
            created="hs_createdate",
            modified="hs_lastmodifieddate",
            required=("hs_timestamp",),
        ),
        ObjectKind(
            plural="communications",
            singular="communication",
            type_id="0-18",
            defaults=_ENGAGEMENT,
            created="hs_createdate",
            modified="hs_lastmodifieddate",
            required=("hs_communication_channel_type", "hs_communication_logged_from"),
        ),
        ObjectKind(
            plural="calls",
            singular="call",
            type_id="0-48",
            defaults=_ENGAGEMENT,
            created="hs_createdate",
            modified="hs_lastmodifieddate",
            required=("hs_timestamp",),
        ),
    )
}


def kind_of(name: str) -> ObjectKind | None:
    """Return the object type that a path names: by its plural, its singular or its type id."""
    for kind in KINDS.values():
        if name.lower() in (kind.plural, kind.singular, kind.type_id):
            return kind
    return None


def _texts(*names: str) -> list[PropertyDefinition]:
    return [PropertyDefinition(name=name) for name in names]


def _typed(type_: str, *names: str, read_only: bool = False) -> list[PropertyDefinition]:
    return [PropertyDefinition(name=name, type=type_, read_only=read_only) for name in names]


def _choice(name: str, *options: str) -> PropertyDefinition:
    return PropertyDefinition(name=name, type="enumeration", options=list(options))


def _system(kind: ObjectKind) -> list[PropertyDefinition]:
    return [
        *_typed("datetime", kind.created, kind.modified, read_only=True),
        *_typed("number", "hs_object_id", read_only=True),
        PropertyDefinition(name="hs_merged_object_ids", type="enumeration", read_only=True),
    ]


_STAGES = ("subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer", "other")
_OWN: Mapping[str, list[PropertyDefinition]] = {
    "contacts": [
        *_texts("firstname", "lastname", "email", "phone", "mobilephone", "jobtitle", "company", "address", "city"),
        *_texts("state", "zip", "country", "website", "hubspot_owner_id", "hs_linkedin_url"),
        PropertyDefinition(name="hs_additional_emails", type="enumeration", read_only=True),
        *_typed("number", "associatedcompanyid", read_only=True),
        _choice("lifecyclestage", *_STAGES),
    ],
    "companies": [
        *_texts("name", "domain", "website", "phone", "address", "city", "state", "zip", "country", "industry"),
        *_texts("hubspot_owner_id", "linkedin_company_page"),
        *_typed("number", "numberofemployees", "annualrevenue"),
        _choice("lifecyclestage", *_STAGES),
    ],
    "deals": [
        *_texts("dealname", "hubspot_owner_id", "deal_currency_code", "description"),
        *_texts("closed_lost_reason", "closed_won_reason"),
        _choice("pipeline"),
        _choice("dealstage"),
        *_typed("number", "amount"),
        *_typed("datetime", "closedate"),
        *_typed("bool", "hs_is_closed", "hs_is_closed_won", read_only=True),
    ],
    "notes": [
        *_texts("hs_note_body", "hubspot_owner_id", "hs_attachment_ids"),
        *_typed("datetime", "hs_timestamp"),
    ],
    "communications": [
        *_texts("hs_communication_body", "hubspot_owner_id"),
        *_typed("datetime", "hs_timestamp"),
        _choice("hs_communication_channel_type", "WHATS_APP", "LINKEDIN_MESSAGE", "SMS"),
        _choice("hs_communication_logged_from", "CRM"),
    ],
    "calls": [
        *_texts("hs_call_title", "hs_call_body", "hubspot_owner_id"),
        *_typed("datetime", "hs_timestamp"),
    ],
}


def standard_properties(plural: str) -> dict[str, PropertyDefinition]:
    """Return the properties that every portal has for this object."""
    own = [*_OWN[plural], *_system(KINDS[plural])]
    return {definition.name: definition for definition in own}


@dataclass(frozen=True, slots=True)
class AssociationType:
    """One association type in one direction."""

    type_id: int
    label: str | None


_PAIRS: Mapping[tuple[str, str], tuple[int, int]] = {
    ("contacts", "companies"): (279, 280),
    ("contacts", "deals"): (4, 3),
    ("deals", "companies"): (341, 342),
    ("notes", "contacts"): (202, 201),
    ("notes", "companies"): (190, 189),
    ("notes", "deals"): (214, 213),
    ("communications", "contacts"): (81, 82),
    ("communications", "companies"): (87, 88),
    ("communications", "deals"): (85, 86),
    ("calls", "contacts"): (194, 193),
    ("calls", "companies"): (182, 181),
    ("calls", "deals"): (206, 205),
}
_PRIMARY: Mapping[tuple[str, str], int] = {
    ("contacts", "companies"): 1,
    ("companies", "contacts"): 2,
    ("deals", "companies"): 5,
    ("companies", "deals"): 6,
}


def association_types(source: str, target: str) -> list[AssociationType]:
    """Return the types between two objects in this direction, the unlabelled one first."""
    plain = _PAIRS.get((source, target), (None, None))[0] or _PAIRS.get((target, source), (None, None))[1]
    if plain is None:
        return []
    primary = _PRIMARY.get((source, target))
    own = [] if primary is None else [AssociationType(primary, "Primary")]
    return [AssociationType(plain, None), *own]


def opposite(source: str, target: str, type_id: int) -> int:
    """Return the type id of the same association read from its other end."""
    here = [known.type_id for known in association_types(source, target)]
    there = [known.type_id for known in association_types(target, source)]
    return there[here.index(type_id)] if type_id in here else type_id
