"""Oracle Sales' names for our columns (Fusion CX REST).

A record's id is its PartyId, LeadId or OptyId, which other records refer to; the public number, which its page is
named by, is `crm_number`. The key in REST paths is named by Oracle's links alone. Names that end in `_c` are fields
that the customer adds; not every other name is confirmed by a source.
"""

from collections.abc import Mapping

from serving.crm.reading import Item, NotePath, VendorNames, VendorObject, sources
from serving.vocabulary.terms import CrmObject

ROOT = "/crmRestApi/resources/11.13.18.05"
PEOPLE = "OpportunityContact"


def _notes(collection: str, key: str, page: str) -> NotePath:
    pages = "https://docs.oracle.com/en/cloud/saas/sales/faaps"
    return NotePath(f"{ROOT}/{collection}/{{{key}}}/child/Note", f"{pages}/{page}")


_ADDRESS = """
    street: Address1
    city: City
    region: State
    postal_code: PostalCode
    country: Country
"""
_OF_ALL = """
    visible_to: VisibleTo_c
    modified_at: LastUpdateDate
"""
OBJECTS = {
    CrmObject.ACCOUNT: VendorObject(
        name="accounts",
        fields=sources(
            """
            id: PartyId
            crm_number: PartyNumber
            name: OrganizationName
            website: Url
            phone: PhoneNumber
            email: EmailAddress
            """,
            _ADDRESS,
            """
            industry: IndustryCode
            employees: EmployeesTotal
            stock_symbol: StockSymbol
            profile_url: ProfileUrl_c
            owner_id: OwnerPartyId
            """,
            _OF_ALL,
        ),
        optional=sources(
            """
            duns: DUNSNumber
            parent: ParentAccountName
            """
        ),
        deleted_by=("PartyStatus",),
        notes=_notes("accounts", "PartyNumber", "api-accounts-notes.html"),
        page_type="accounts",
    ),
    CrmObject.CONTACT: VendorObject(
        name="contacts",
        fields=sources(
            """
            id: PartyId
            crm_number: PartyNumber
            first_name: FirstName
            middle_name: MiddleName
            last_name: LastName
            full_name: ContactName
            email: EmailAddress
            phone: WorkPhoneNumber MobileNumber
            title: JobTitle
            company: AccountName
            """,
            _ADDRESS,
            """
            profile_url: ProfileUrl_c
            account_id: AccountPartyId
            owner_id: OwnerPartyId
            """,
            _OF_ALL,
        ),
        optional=sources("phones: MobileNumber"),
        deleted_by=("PartyStatus",),
        notes=_notes("contacts", "PartyNumber", "api-contacts-notes.html"),
        is_written=True,
        page_type="contacts",
    ),
    CrmObject.LEAD: VendorObject(
        name="leads",
        fields=sources(
            """
            id: LeadId
            crm_number: LeadNumber
            full_name: PrimaryContactPartyName
            email: PrimaryContactEmailAddress
            phone: PrimaryContactPhoneNumber
            title: PrimaryContactJobTitle JobTitle
            company: CustomerPartyName
            city: PrimaryContactCity
            region: PrimaryContactState
            country: PrimaryContactCountry
            profile_url: ProfileUrl_c
            account_id: CustomerId CustomerPartyId
            owner_id: OwnerPartyId OwnerId
            status: StatusCode
            stage: SalesStage
            """,
            _OF_ALL,
        ),
        notes=_notes("leads", "leadsUniqID", "api-sales-leads-notes.html"),
        is_written=True,
        page_type="leads",
    ),
    CrmObject.OPPORTUNITY: VendorObject(
        name="opportunities",
        fields=sources(
            """
            id: OptyId
            crm_number: OptyNumber
            name: Name
            account_id: TargetPartyId
            owner_id: OwnerResourcePartyId
            pipeline: SalesMethod
            stage: SalesStage
            status: StatusCode
            amount: Revenue
            currency: CurrencyCode
            created_at: CreationDate
            close_date: EffectiveDate
            """,
            _OF_ALL,
        ),
        derived=sources(
            """
            contact_ids: KeyContactId
            status: StatusCode
            """
        ),
        associated={"contact_ids": f"{PEOPLE}.PERPartyId"},
        page_type="opportunities",
    ),
    CrmObject.USER: VendorObject(
        name="resourceUsers",
        fields=sources(
            """
            id: ResourcePartyId
            name: PartyName
            email: ResourceEmail
            sso_subject: Username
            modified_at: LastUpdateDate
            """,
        ),
        derived=sources("active: Status"),
    ),
}

_STATUS = {"open": "open", "won": "won", "lost": "lost", "no_sale": "lost", "closed": "lost"}


def derived(crm_object: CrmObject, item: Item) -> Mapping[str, object]:
    """Return the computed columns: an opportunity's people and state, whether a user is active."""
    if crm_object is CrmObject.OPPORTUNITY:
        status = str(item.get("StatusCode")).casefold()
        return {"contact_ids": _people(item), "status": _STATUS.get(status, "unknown")}
    if crm_object is CrmObject.USER:
        return {"active": str(item.get("Status", "A")).upper() not in {"I", "INACTIVE"}}
    return {}


def is_deleted(item: Item) -> bool:
    """Whether the party is deleted: Oracle keeps deleted parties with the status I, M or D."""
    return str(item.get("PartyStatus", "A")).upper() in {"I", "M", "D"}


def _people(item: Item) -> list[str]:
    """Return the key contact first, then the other contacts, each once."""
    rows = next((listed for name in (PEOPLE, f"{PEOPLE}s") if isinstance(listed := rows_in(item.get(name)), list)), [])
    people = [row.get("PERPartyId") for row in rows if isinstance(row, Mapping)]
    return list(dict.fromkeys(str(person) for person in (item.get("KeyContactId"), *people) if person))


def rows_in(value: object) -> object:
    """Return the rows of a child, which is expanded to a list, or to a page with its items."""
    return value.get("items") if isinstance(value, Mapping) else value


NAMES = VendorNames(
    objects=OBJECTS,
    fields_of=lambda item: item,
    derived=derived,
    is_deleted=is_deleted,
    added_by_customers=("ProfileUrl_c", "VisibleTo_c"),
)
