"""The resources of Oracle Sales that the double serves: their keys, attributes, children and requirements.

Paths and keys stand below https://docs.oracle.com/en/cloud/saas/sales/faaps/ : api-activities.html (`{ActivityNumber}`
and the LOBs), api-contacts.html and api-accounts.html (`{PartyNumber}`), api-sales-leads-notes.html (`{leadsUniqID}`),
api-resource-users.html (`{resourceUsersUniqID}`), api-contacts-notes.html and api-accounts-notes.html (`Note`).
What a POST needs: ATTRIB_Activities_Attributes_and_Path_Parameters.html there, and its neighbours for contacts, leads
and opportunities. UNCONFIRMED: the attributes that no such page or example names. Names of dates, owners and reasons
were read through a client whose author had the pages that were out of reach here
(github.com/simstudioai/sim, apps/sim/tools/oracle_fusion_sales).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class AttributeType(StrEnum):
    STRING = "string"
    NUMBER = "number"
    TIME = "datetime"
    LOB = "attachment"
    """Travels as base64, or as it is by its enclosure; no page says that it can be queried."""


@dataclass(frozen=True, slots=True)
class OracleAttribute:
    """One attribute of a resource."""

    name: str
    type: AttributeType = AttributeType.STRING
    updatable: bool = True


@dataclass(frozen=True, slots=True)
class OracleResource:
    """One collection: its name in paths, its id and number attributes, and its children.

    An item is addressed by its number, unless that is a hash that the server makes.
    """

    name: str
    id: str
    attributes: Mapping[str, OracleAttribute]
    number: str = ""
    is_hashed: bool = False
    mandatory: tuple[str, ...] = ()
    children: Mapping[str, "OracleResource"] = field(default_factory=dict)
    derived: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """Attributes read from another row at each GET: (attribute with its id, resource, attribute there)."""


def _attributes(fixed: str, texts: str, numbers: str, *others: OracleAttribute) -> dict[str, OracleAttribute]:
    """Return attributes by name: those that nobody sets, of which the first is the id; texts; numbers and ids."""
    own, *calculated = fixed.split()
    made = [OracleAttribute(own, AttributeType.NUMBER, updatable=False)]
    made += [OracleAttribute(name, updatable=False) for name in calculated]
    made += [OracleAttribute(name) for name in texts.split()]
    made += [OracleAttribute(name, AttributeType.NUMBER) for name in numbers.split()]
    made += others
    made += [OracleAttribute(name, AttributeType.TIME, updatable=False) for name in ("CreationDate", "LastUpdateDate")]
    return {attribute.name: attribute for attribute in made}


NOTE = OracleResource(
    "Note",
    "NoteId",
    _attributes(
        "NoteId",
        "NoteTypeCode VisibilityCode SourceObjectCode",
        "CreatorPartyId",
        OracleAttribute("NoteTxt", AttributeType.LOB),
    ),
    mandatory=("NoteTypeCode", "NoteTxt"),
)
OPPORTUNITY_CONTACT = OracleResource(
    "OpportunityContact", "OptyConId", _attributes("OptyConId", "", "PERPartyId"), mandatory=("PERPartyId",)
)
_ADDRESS = "AddressLine1 City State PostalCode Country"
_LEADS_PERSON = "PrimaryContactPersonFirstName PrimaryContactPersonLastName PrimaryContactPhoneNumber"
RESOURCES: Mapping[str, OracleResource] = {
    resource.name: resource
    for resource in (
        OracleResource(
            "accounts",
            "PartyId",
            _attributes(
                "PartyId PartyNumber PartyStatus",
                f"OrganizationName URL PhoneNumber EmailAddress IndustryCode {_ADDRESS}",
                "EmployeesTotal OwnerPartyId",
            ),
            "PartyNumber",
            mandatory=("OrganizationName",),
            children={"Note": NOTE},
        ),
        OracleResource(
            "contacts",
            "PartyId",
            _attributes(
                "PartyId PartyNumber PartyStatus ContactName AccountName",
                f"FirstName LastName JobTitle EmailAddress WorkPhoneNumber MobileNumber {_ADDRESS}",
                "AccountPartyId OwnerPartyId",
            ),
            "PartyNumber",
            children={"Note": NOTE},
            derived={"AccountName": ("AccountPartyId", "accounts", "OrganizationName")},
        ),
        OracleResource(
            "leads",
            "LeadId",
            _attributes(
                "LeadId LeadNumber CustomerPartyName PrimaryContactPartyName PrimaryContactEmailAddress",
                f"Name StatusCode PrimaryContactJobTitle PrimaryContactCountry {_LEADS_PERSON}",
                "CustomerId PrimaryContactId OwnerId OwnerPartyId",
            ),
            "LeadNumber",
            is_hashed=True,
            mandatory=("Name",),
            children={"Note": NOTE},
            derived={
                "CustomerPartyName": ("CustomerId", "accounts", "OrganizationName"),
                "PrimaryContactPartyName": ("PrimaryContactId", "contacts", "ContactName"),
                "PrimaryContactEmailAddress": ("PrimaryContactId", "contacts", "EmailAddress"),
                "PrimaryContactCountry": ("PrimaryContactId", "contacts", "Country"),
            },
        ),
        OracleResource(
            "opportunities",
            "OptyId",
            _attributes(
                "OptyId OptyNumber",
                "Name StatusCode SalesStage CurrencyCode EffectiveDate",
                "Revenue TargetPartyId OwnerResourcePartyId KeyContactId",
            ),
            "OptyNumber",
            mandatory=("Name",),
            children={"OpportunityContact": OPPORTUNITY_CONTACT},
        ),
        OracleResource(
            "activities",
            "ActivityId",
            _attributes(
                "ActivityId ActivityNumber",
                "Subject ActivityFunctionCode",
                "AccountId PrimaryContactId LeadId OwnerId",
                OracleAttribute("ActivityStartDate", AttributeType.TIME),
                OracleAttribute("ActivityEndDate", AttributeType.TIME),
                OracleAttribute("ActivityDescription", AttributeType.LOB),
            ),
            "ActivityNumber",
            mandatory=("Subject", "ActivityFunctionCode"),
        ),
        OracleResource(
            "resourceUsers",
            "ResourcePartyId",
            _attributes("ResourcePartyId ResourceNumber", "ResourceEmail Username ResourceName", ""),
            "ResourceNumber",
            is_hashed=True,
        ),
    )
}
PARTIES = frozenset({"accounts", "contacts"})
REFERENCES: Mapping[str, str] = {
    "AccountPartyId": "accounts",
    "AccountId": "accounts",
    "TargetPartyId": "accounts",
    "CustomerId": "accounts",
    "PrimaryContactId": "contacts",
    "KeyContactId": "contacts",
    "PERPartyId": "contacts",
    "LeadId": "leads",
    "OwnerPartyId": "resourceUsers",
    "OwnerResourcePartyId": "resourceUsers",
    "OwnerId": "resourceUsers",
}
"""The attributes that hold another row's id, with its resource."""
