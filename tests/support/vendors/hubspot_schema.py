"""What a HubSpot portal knows of its objects: properties, what a record must have, association types, scopes.

The type ids are those of
https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/associate-records/guide .
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PropertyDefinition:
    """One property of an object: its type decides what a value may be."""

    name: str
    type: str = "string"
    options: tuple[str, ...] = ()
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """One object type: its names of the dates, its properties, and what a record must have: one of each group."""

    plural: str
    created: str
    modified: str
    properties: Mapping[str, PropertyDefinition]
    required: tuple[tuple[str, ...], ...]
    scope: str

    @property
    def always(self) -> tuple[str, ...]:
        """The properties that a read returns whatever it asks for."""
        return (self.created, self.modified, "hs_object_id")


def _kind(
    plural: str,
    texts: str,
    *others: PropertyDefinition,
    required: tuple[tuple[str, ...], ...],
    created: str = "hs_createdate",
    modified: str = "hs_lastmodifieddate",
    scope: str = "contacts",
) -> ObjectKind:
    fixed = {created: "datetime", modified: "datetime", "hs_object_id": "number", "hs_merged_object_ids": "enumeration"}
    own = [PropertyDefinition(name) for name in (*texts.split(), "hubspot_owner_id")]
    own += [PropertyDefinition(name, type_, read_only=True) for name, type_ in fixed.items()]
    properties = {definition.name: definition for definition in (*own, *others)}
    return ObjectKind(
        plural=plural, created=created, modified=modified, properties=properties, required=required, scope=scope
    )


_AT = PropertyDefinition("hs_timestamp", "datetime")
_CHANNEL = PropertyDefinition("hs_communication_channel_type", "enumeration", ("LINKEDIN_MESSAGE",))
_LOGGED = PropertyDefinition("hs_communication_logged_from", "enumeration", ("CRM",))

KINDS: Mapping[str, ObjectKind] = {
    kind.plural: kind
    for kind in (
        _kind(
            "contacts",
            "firstname lastname email phone mobilephone jobtitle company address city state zip country website"
            " hs_linkedin_url",
            PropertyDefinition("hs_additional_emails", "enumeration", read_only=True),
            PropertyDefinition("associatedcompanyid", "number", read_only=True),
            created="createdate",
            modified="lastmodifieddate",
            required=(("email", "firstname", "lastname"),),
        ),
        _kind(
            "companies",
            "name domain website phone address city state zip country industry linkedin_company_page",
            PropertyDefinition("numberofemployees", "number"),
            created="createdate",
            required=(("name", "domain"),),
            scope="companies",
        ),
        _kind(
            "deals",
            "dealname deal_currency_code pipeline dealstage",
            PropertyDefinition("amount", "number"),
            PropertyDefinition("closedate", "datetime"),
            PropertyDefinition("hs_is_closed", read_only=True),
            PropertyDefinition("hs_is_closed_won", read_only=True),
            created="createdate",
            required=(("dealname",), ("dealstage",)),
            scope="deals",
        ),
        _kind("notes", "hs_note_body", _AT, required=(("hs_timestamp",),)),
        _kind(
            "communications",
            "hs_communication_body",
            *(_AT, _CHANNEL, _LOGGED),
            required=((_CHANNEL.name,), (_LOGGED.name,)),
        ),
        _kind("calls", "hs_call_title hs_call_body", _AT, required=(("hs_timestamp",),)),
    )
}

ASSOCIATION_TYPES: Mapping[tuple[str, str], tuple[int, ...]] = {
    ("contacts", "companies"): (279, 1),
    ("deals", "companies"): (341, 5),
    ("deals", "contacts"): (3,),
    ("notes", "contacts"): (202,),
    ("notes", "companies"): (190,),
    ("communications", "contacts"): (81,),
    ("calls", "contacts"): (194,),
}
"""The type ids from the first object to the second: the unlabelled one, and that of the primary company."""
