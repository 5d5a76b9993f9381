"""The resources of Oracle Sales that the double serves: their keys, attributes, children and requirements.

Paths and keys stand below https://docs.oracle.com/en/cloud/saas/sales/faaps/ : api-activities.html (`{ActivityNumber}`
and the LOBs), api-contacts.html and api-accounts.html (`{PartyNumber}`), api-sales-leads-notes.html (`{leadsUniqID}`),
api-resource-users.html (`{resourceUsersUniqID}`), api-contacts-notes.html and api-accounts-notes.html (`Note`).
What a POST needs: ATTRIB_Activities_Attributes_and_Path_Parameters.html there, and its neighbours for contacts, leads
and opportunities. UNCONFIRMED: the attributes that no such page or example names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class AttributeType(StrEnum):
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    LOB = "attachment"
    """Travels as base64, or as it is by its enclosure; no page says that it can be queried."""


@dataclass(frozen=True, slots=True)
class OracleAttribute:
    """One attribute as `describe` shows it."""

    name: str
    type: AttributeType = AttributeType.STRING
    updatable: bool = True
    mandatory: bool = False

    @property
    def queryable(self) -> bool:
        return self.type is not AttributeType.LOB


@dataclass(frozen=True, slots=True)
class OracleResource:
    """One collection: its name in paths, its id and key attributes, and its children.

    `key` is the attribute by which an item is addressed, None where that is a hash that the server makes.
    """

    name: str
    id: str
    key: str | None
    attributes: Mapping[str, OracleAttribute]
    children: Mapping[str, "OracleResource"] = field(default_factory=dict)
    prefix: str = ""
    derived: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """Attributes read from another row at each GET: (attribute with its id, resource, attribute there)."""


def _attributes(*parts: OracleAttribute | str) -> dict[str, OracleAttribute]:
    audit = (
        OracleAttribute("CreatedBy", updatable=False),
        OracleAttribute("CreationDate", AttributeType.DATETIME, updatable=False),
        OracleAttribute("LastUpdatedBy", updatable=False),
        OracleAttribute("LastUpdateDate", AttributeType.DATETIME, updatable=False),
    )
    made = [OracleAttribute(part) if isinstance(part, str) else part for part in parts]
    return {attribute.name: attribute for attribute in (*made, *audit)}


def _ids(*names: str, updatable: bool = True) -> list[OracleAttribute]:
    return [OracleAttribute(name, AttributeType.INTEGER, updatable=updatable) for name in names]


def _needed(*names: str) -> list[OracleAttribute]:
    return [OracleAttribute(name, mandatory=True) for name in names]


def _times(*names: str) -> list[OracleAttribute]:
    return [OracleAttribute(name, AttributeType.DATETIME) for name in names]


def _fixed(*names: str) -> list[OracleAttribute]:
    return [OracleAttribute(name, updatable=False) for name in names]


NOTE = OracleResource(
    "Note",
    "NoteId",
    "NoteId",
    _attributes(
        *_ids("NoteId", updatable=False),
        *_needed("NoteTypeCode"),
        OracleAttribute("NoteTxt", AttributeType.LOB, mandatory=True),
        *("VisibilityCode", "SourceObjectCode", "SourceObjectId", "CurrencyCode", "CurcyConvRateType"),
        *("CorpCurrencyCode", "NoteTitle"),
        *_ids("CreatorPartyId", "PartyId"),
    ),
)
OPPORTUNITY_CONTACT = OracleResource(
    "OpportunityContact",
    "OptyConId",
    "OptyConId",
    _attributes(
        *_ids("OptyConId", updatable=False),
        OracleAttribute("PERPartyId", AttributeType.INTEGER, mandatory=True),
        *("RoleCd", "InfluenceLvlCd"),
        OracleAttribute("PrimaryFlg", AttributeType.BOOLEAN),
        *_fixed("PartyName"),
    ),
    derived={"PartyName": ("PERPartyId", "contacts", "ContactName")},
)
ACCOUNTS = OracleResource(
    "accounts",
    "PartyId",
    "PartyNumber",
    _attributes(
        *_ids("PartyId", updatable=False),
        "PartyNumber",
        *_needed("OrganizationName"),
        *("Type", "URL", "PhoneNumber", "AddressLine1", "City", "State", "PostalCode", "Country", "IndustryCode"),
        OracleAttribute("EmployeesTotal", AttributeType.INTEGER),
        *_ids("OwnerPartyId"),
        *_fixed("OwnerName", "PartyStatus"),
    ),
    {"Note": NOTE},
    "ACC",
    {"OwnerName": ("OwnerPartyId", "resourceUsers", "ResourceName")},
)
CONTACTS = OracleResource(
    "contacts",
    "PartyId",
    "PartyNumber",
    _attributes(
        *_ids("PartyId", updatable=False),
        *("PartyNumber", "FirstName", "LastName", "JobTitle", "EmailAddress", "WorkPhoneNumber", "MobileNumber"),
        *("City", "State", "Country"),
        *_ids("AccountPartyId", "OwnerPartyId"),
        *_fixed("ContactName", "AccountName", "AccountPartyNumber", "OwnerName", "PartyStatus"),
    ),
    {"Note": NOTE},
    "CON",
    {
        "AccountName": ("AccountPartyId", "accounts", "OrganizationName"),
        "AccountPartyNumber": ("AccountPartyId", "accounts", "PartyNumber"),
        "OwnerName": ("OwnerPartyId", "resourceUsers", "ResourceName"),
    },
)
LEADS = OracleResource(
    "leads",
    "LeadId",
    None,
    _attributes(
        *_ids("LeadId", updatable=False),
        "LeadNumber",
        *_needed("Name"),
        *("StatusCode", "Description"),
        *_ids("CustomerId", "PrimaryContactId", "OwnerId", "OwnerPartyId"),
        *_fixed("CustomerPartyName", "PrimaryContactPartyName", "PrimaryContactEmailAddress", "PrimaryContactCountry"),
    ),
    {"Note": NOTE},
    "LEAD",
    {
        "CustomerPartyName": ("CustomerId", "accounts", "OrganizationName"),
        "PrimaryContactPartyName": ("PrimaryContactId", "contacts", "ContactName"),
        "PrimaryContactEmailAddress": ("PrimaryContactId", "contacts", "EmailAddress"),
        "PrimaryContactCountry": ("PrimaryContactId", "contacts", "Country"),
    },
)
OPPORTUNITIES = OracleResource(
    "opportunities",
    "OptyId",
    "OptyNumber",
    _attributes(
        *_ids("OptyId", updatable=False),
        "OptyNumber",
        *_needed("Name"),
        *("StatusCode", "SalesStage", "CurrencyCode", "WinLossReason"),
        OracleAttribute("EffectiveDate", AttributeType.DATE),
        OracleAttribute("Revenue", AttributeType.NUMBER),
        *_ids("TargetPartyId", "OwnerResourcePartyId", "KeyContactId"),
        *_fixed("TargetPartyName"),
    ),
    {"OpportunityContact": OPPORTUNITY_CONTACT, "Note": NOTE},
    "OPTY",
    {"TargetPartyName": ("TargetPartyId", "accounts", "OrganizationName")},
)
ACTIVITIES = OracleResource(
    "activities",
    "ActivityId",
    "ActivityNumber",
    _attributes(
        *_ids("ActivityId", updatable=False),
        "ActivityNumber",
        *_needed("Subject", "ActivityFunctionCode"),
        *("ActivityTypeCode", "StatusCode", "PriorityCode"),
        *_times("ActivityStartDate", "ActivityEndDate", "DueDate"),
        OracleAttribute("ActivityDescription", AttributeType.LOB),
        *_ids("AccountId", "PrimaryContactId", "LeadId", "OpportunityId", "OwnerId"),
        *_fixed("AccountName", "PrimaryContactName"),
    ),
    {"Note": NOTE},
    "ACT",
    {
        "AccountName": ("AccountId", "accounts", "OrganizationName"),
        "PrimaryContactName": ("PrimaryContactId", "contacts", "ContactName"),
    },
)
RESOURCE_USERS = OracleResource(
    "resourceUsers",
    "ResourcePartyId",
    None,
    _attributes(
        *_ids("ResourcePartyId", updatable=False),
        *("ResourceNumber", "ResourceEmail", "Username", "ResourceName", "FirstName", "LastName"),
    ),
    prefix="RES",
)

RESOURCES: Mapping[str, OracleResource] = {
    resource.name: resource for resource in (ACCOUNTS, CONTACTS, LEADS, OPPORTUNITIES, ACTIVITIES, RESOURCE_USERS)
}
PARTIES = frozenset({"accounts", "contacts"})
FUNCTION_CODES = frozenset({"TASK", "APPOINTMENT", "CALLREPORT"})
TIMED_CODES = frozenset({"APPOINTMENT", "CALLREPORT"})
REFERENCES: Mapping[str, str] = {
    "AccountPartyId": "accounts",
    "AccountId": "accounts",
    "TargetPartyId": "accounts",
    "CustomerId": "accounts",
    "PrimaryContactId": "contacts",
    "KeyContactId": "contacts",
    "PERPartyId": "contacts",
    "LeadId": "leads",
    "OpportunityId": "opportunities",
    "OwnerPartyId": "resourceUsers",
    "OwnerResourcePartyId": "resourceUsers",
    "OwnerId": "resourceUsers",
}
"""The attributes that hold another row's id, with its resource."""
