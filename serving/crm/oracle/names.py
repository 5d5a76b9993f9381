"""Oracle Sales' names for our columns (Fusion CX REST).

A record's id is its PartyId, LeadId or OptyId, which other records refer to; the public number, which its page is
named by, is `crm_number`. The key in REST paths is named by Oracle's links alone. Names that end in `_c` are fields
that the customer adds; not every other name is confirmed by a source.
"""

from collections.abc import Mapping

from serving.rules.vocabulary import CrmObject

Properties = Mapping[str, object]
Sources = Mapping[CrmObject, Mapping[str, tuple[str, ...]]]

FIELDS: Sources = {
    CrmObject.ACCOUNT: {
        "id": ("PartyId",),
        "crm_number": ("PartyNumber",),
        "name": ("OrganizationName",),
        "website": ("Url",),
        "phone": ("PhoneNumber",),
        "email": ("EmailAddress",),
        "street": ("Address1",),
        "city": ("City",),
        "region": ("State",),
        "postal_code": ("PostalCode",),
        "country": ("Country",),
        "industry": ("IndustryCode",),
        "employees": ("EmployeesTotal",),
        "stock_symbol": ("StockSymbol",),
        "profile_url": ("ProfileUrl_c",),
        "owner_id": ("OwnerPartyId",),
        "visible_to": ("VisibleTo_c",),
        "modified_at": ("LastUpdateDate",),
    },
    CrmObject.CONTACT: {
        "id": ("PartyId",),
        "crm_number": ("PartyNumber",),
        "first_name": ("FirstName",),
        "middle_name": ("MiddleName",),
        "last_name": ("LastName",),
        "full_name": ("ContactName",),
        "email": ("EmailAddress",),
        "phone": ("WorkPhoneNumber", "MobileNumber"),
        "title": ("JobTitle",),
        "company": ("AccountName",),
        "street": ("Address1",),
        "city": ("City",),
        "region": ("State",),
        "postal_code": ("PostalCode",),
        "country": ("Country",),
        "profile_url": ("ProfileUrl_c",),
        "account_id": ("AccountPartyId",),
        "owner_id": ("OwnerPartyId",),
        "visible_to": ("VisibleTo_c",),
        "modified_at": ("LastUpdateDate",),
    },
    CrmObject.LEAD: {
        "id": ("LeadId",),
        "crm_number": ("LeadNumber",),
        "full_name": ("PrimaryContactPartyName",),
        "email": ("PrimaryContactEmailAddress",),
        "phone": ("PrimaryContactPhoneNumber",),
        "title": ("PrimaryContactJobTitle", "JobTitle"),
        "company": ("CustomerPartyName",),
        "city": ("PrimaryContactCity",),
        "region": ("PrimaryContactState",),
        "country": ("PrimaryContactCountry",),
        "profile_url": ("ProfileUrl_c",),
        "account_id": ("CustomerId", "CustomerPartyId"),
        "owner_id": ("OwnerPartyId", "OwnerId"),
        "status": ("StatusCode",),
        "stage": ("SalesStage",),
        "visible_to": ("VisibleTo_c",),
        "modified_at": ("LastUpdateDate",),
    },
    CrmObject.OPPORTUNITY: {
        "id": ("OptyId",),
        "crm_number": ("OptyNumber",),
        "name": ("Name",),
        "account_id": ("TargetPartyId",),
        "owner_id": ("OwnerResourcePartyId",),
        "pipeline": ("SalesMethod",),
        "stage": ("SalesStage",),
        "status": ("StatusCode",),
        "amount": ("Revenue",),
        "currency": ("CurrencyCode",),
        "created_at": ("CreationDate",),
        "close_date": ("EffectiveDate",),
        "visible_to": ("VisibleTo_c",),
        "modified_at": ("LastUpdateDate",),
    },
    CrmObject.USER: {
        "id": ("ResourcePartyId",),
        "name": ("PartyName",),
        "email": ("ResourceEmail",),
        "sso_subject": ("Username",),
        "modified_at": ("LastUpdateDate",),
    },
}
"""For each object, our columns with the fields that hold them; the first filled one counts."""

OPTIONAL: Sources = {
    CrmObject.ACCOUNT: {"duns": ("DUNSNumber",), "parent": ("ParentAccountName",)},
    CrmObject.CONTACT: {"phones": ("MobileNumber",)},
}
"""For each object, optional columns with the standard fields that hold them; others are a customer's own."""

DERIVED: Sources = {
    CrmObject.OPPORTUNITY: {"contact_ids": ("KeyContactId",), "status": ("StatusCode",)},
    CrmObject.USER: {"active": ("Status",)},
}
"""For each object, our columns that are computed, with the fields that they are computed from."""

ASSOCIATED: Mapping[CrmObject, Mapping[str, str]] = {
    CrmObject.OPPORTUNITY: {"contact_ids": "OpportunityContact.PERPartyId"},
}
"""For each object, our columns that hold ids of associated objects, with the child and its field."""

OBJECTS: Mapping[CrmObject, str] = {
    CrmObject.ACCOUNT: "accounts",
    CrmObject.CONTACT: "contacts",
    CrmObject.LEAD: "leads",
    CrmObject.OPPORTUNITY: "opportunities",
    CrmObject.USER: "resourceUsers",
}
DELETED_BY: Mapping[CrmObject, tuple[str, ...]] = dict.fromkeys(
    (CrmObject.ACCOUNT, CrmObject.CONTACT), ("PartyStatus",)
)
STAGES: tuple[str, ...] = ()
ALWAYS_ANSWERED: frozenset[str] = frozenset()
ADDED_BY_CUSTOMERS = frozenset({"ProfileUrl_c", "VisibleTo_c"})

_PEOPLE = ("OpportunityContact", "OpportunityContacts")
_STATUS = {"open": "open", "won": "won", "lost": "lost", "no_sale": "lost", "closed": "lost"}


def fields_of(item: Properties) -> Properties:
    """Return the fields of an item."""
    return item


def derived(crm_object: CrmObject, item: Properties) -> Mapping[str, object]:
    """Return the computed columns: an opportunity's people and state, whether a user is active."""
    if crm_object is CrmObject.OPPORTUNITY:
        status = str(item.get("StatusCode")).casefold()
        return {"contact_ids": _people(item), "status": _STATUS.get(status, "unknown")}
    if crm_object is CrmObject.USER:
        return {"active": str(item.get("Status", "A")).upper() not in {"I", "INACTIVE"}}
    return {}


def is_deleted(item: Properties) -> bool:
    """Whether the party is deleted: Oracle keeps deleted parties with the status I, M or D."""
    return str(item.get("PartyStatus", "A")).upper() in {"I", "M", "D"}


def _people(item: Properties) -> list[str]:
    """Return the key contact first, then the other contacts, each once."""
    ids = [item.get("KeyContactId"), *(one.get("PERPartyId") for one in _children(item))]
    return list(dict.fromkeys(str(identity) for identity in ids if identity))


def _children(item: Properties) -> list[Mapping[str, object]]:
    for name in _PEOPLE:
        found = item.get(name)
        rows = found.get("items") if isinstance(found, Mapping) else found
        if isinstance(rows, list):
            return [row for row in rows if isinstance(row, Mapping)]
    return []
