"""The resources of Oracle Sales that the double serves: their keys, attributes, children and requirements.

Paths and keys stand below https://docs.oracle.com/en/cloud/saas/sales/faaps/ : api-activities.html (`{ActivityNumber}`
and the LOBs), api-contacts.html and api-accounts.html (`{PartyNumber}`), api-sales-leads-notes.html (`{leadsUniqID}`),
api-resource-users.html (`{resourceUsersUniqID}`), api-contacts-notes.html and api-accounts-notes.html (`Note`).
What a POST needs: ATTRIB_Activities_Attributes_and_Path_Parameters.html there, and its neighbours for contacts, leads
and opportunities. UNCONFIRMED: the attributes that no such page or example names. Names of dates, owners and reasons,
and greatest lengths, were read through a client whose author had the pages that were out of reach here
(github.com/simstudioai/sim, apps/sim/tools/oracle_fusion_sales).
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
    """One attribute of a resource."""

    name: str
    type: AttributeType = AttributeType.STRING
    updatable: bool = True
    mandatory: bool = False
    longest: int | None = None

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
    dates: Mapping[str, str] = field(default_factory=dict)
    """The resource's own names of CreationDate and LastUpdateDate."""


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


def _needed(*names: str, longest: int | None = None) -> list[OracleAttribute]:
    return [OracleAttribute(name, mandatory=True, longest=longest) for name in names]


def _up_to(longest: int, *names: str) -> list[OracleAttribute]:
    return [OracleAttribute(name, longest=longest) for name in names]


def _times(*names: str) -> list[OracleAttribute]:
    return [OracleAttribute(name, AttributeType.DATETIME) for name in names]


def _fixed(*names: str, type_: AttributeType = AttributeType.STRING) -> list[OracleAttribute]:
    return [OracleAttribute(name, type_, updatable=False) for name in names]


def _dates(prefix: str, changed: str) -> dict[str, str]:
    return {"CreationDate": f"{prefix}CreationDate", "LastUpdateDate": f"{prefix}{changed}"}


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
    name="accounts",
    id="PartyId",
    key="PartyNumber",
    attributes=_attributes(
        *_ids("PartyId", updatable=False),
        "PartyNumber",
        *_needed("OrganizationName", longest=360),
        *("Type", "URL", "PhoneNumber", "AddressLine1", "City", "State", "PostalCode", "Country", "IndustryCode"),
        *("EmailAddress", "Description"),
        OracleAttribute("EmployeesTotal", AttributeType.INTEGER),
        *_ids("OwnerPartyId", "PrimaryContactPartyId"),
        *_fixed("OwnerName", "PartyStatus"),
    ),
    children={"Note": NOTE},
    prefix="ACC",
    derived={"OwnerName": ("OwnerPartyId", "resourceUsers", "ResourceName")},
)
CONTACTS = OracleResource(
    name="contacts",
    id="PartyId",
    key="PartyNumber",
    attributes=_attributes(
        *_ids("PartyId", updatable=False),
        *("PartyNumber", "EmailAddress", "WorkPhoneNumber", "MobileNumber"),
        *_up_to(150, "FirstName", "LastName"),
        *_up_to(100, "JobTitle"),
        *("AddressLine1", "City", "State", "PostalCode", "Country", "Department"),
        *_ids("AccountPartyId", "OwnerPartyId"),
        *_fixed("ContactName", "AccountName", "AccountPartyNumber", "OwnerName", "PartyStatus"),
    ),
    children={"Note": NOTE},
    prefix="CON",
    derived={
        "AccountName": ("AccountPartyId", "accounts", "OrganizationName"),
        "AccountPartyNumber": ("AccountPartyId", "accounts", "PartyNumber"),
        "OwnerName": ("OwnerPartyId", "resourceUsers", "ResourceName"),
    },
)
LEADS = OracleResource(
    name="leads",
    id="LeadId",
    key=None,
    attributes=_attributes(
        *_ids("LeadId", updatable=False),
        "LeadNumber",
        *_needed("Name", longest=250),
        *("StatusCode", "Description", "Rank", "SourceCode"),
        *("PrimaryContactPersonFirstName", "PrimaryContactPersonLastName", "PrimaryContactPhoneNumber"),
        *("PrimaryContactJobTitle", "PrimaryContactCountry"),
        *_ids("CustomerId", "PrimaryContactId", "OwnerId", "OwnerPartyId"),
        *_fixed("CustomerPartyName", "PrimaryContactPartyName", "PrimaryContactEmailAddress"),
        *_fixed("OwnerPartyName"),
        *_fixed("LeadCreationDate", "LeadLastUpdateDate", type_=AttributeType.DATETIME),
    ),
    children={"Note": NOTE},
    prefix="LEAD",
    derived={
        "CustomerPartyName": ("CustomerId", "accounts", "OrganizationName"),
        "PrimaryContactPartyName": ("PrimaryContactId", "contacts", "ContactName"),
        "PrimaryContactEmailAddress": ("PrimaryContactId", "contacts", "EmailAddress"),
        "PrimaryContactCountry": ("PrimaryContactId", "contacts", "Country"),
        "OwnerPartyName": ("OwnerId", "resourceUsers", "ResourceName"),
    },
    dates=_dates("Lead", "LastUpdateDate"),
)
OPPORTUNITIES = OracleResource(
    name="opportunities",
    id="OptyId",
    key="OptyNumber",
    attributes=_attributes(
        *_ids("OptyId", updatable=False),
        "OptyNumber",
        *_needed("Name", longest=275),
        *("StatusCode", "SalesStage", "CurrencyCode", "ReasonWonLostCode"),
        OracleAttribute("EffectiveDate", AttributeType.DATE),
        OracleAttribute("Revenue", AttributeType.NUMBER),
        *_ids("TargetPartyId", "OwnerResourcePartyId", "KeyContactId"),
        *_ids("SalesStageId"),
        *_fixed("TargetPartyName"),
        *_fixed("OptyCreationDate", "OptyLastUpdateDate", type_=AttributeType.DATETIME),
    ),
    children={"OpportunityContact": OPPORTUNITY_CONTACT, "Note": NOTE},
    prefix="OPTY",
    derived={"TargetPartyName": ("TargetPartyId", "accounts", "OrganizationName")},
    dates=_dates("Opty", "LastUpdateDate"),
)
ACTIVITIES = OracleResource(
    name="activities",
    id="ActivityId",
    key="ActivityNumber",
    attributes=_attributes(
        *_ids("ActivityId", updatable=False),
        "ActivityNumber",
        *_needed("Subject", longest=500),
        *_needed("ActivityFunctionCode", longest=30),
        *_up_to(30, "ActivityTypeCode", "StatusCode", "PriorityCode"),
        *_times("ActivityStartDate", "ActivityEndDate", "DueDate"),
        OracleAttribute("ActivityDescription", AttributeType.LOB),
        *_ids("AccountId", "PrimaryContactId", "LeadId", "OpportunityId", "OwnerId"),
        *_fixed("AccountName", "PrimaryContactName"),
        *_fixed("ActivityCreationDate", "ActivityUpdateDate", type_=AttributeType.DATETIME),
    ),
    children={"Note": NOTE},
    prefix="ACT",
    derived={
        "AccountName": ("AccountId", "accounts", "OrganizationName"),
        "PrimaryContactName": ("PrimaryContactId", "contacts", "ContactName"),
    },
    dates=_dates("Activity", "UpdateDate"),
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
