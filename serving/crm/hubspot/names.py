"""HubSpot's names for our columns (CRM v3 objects).

`visible_to` and `sso_subject` are properties that the customer adds; not every other name is confirmed by a source.
"""

from collections.abc import Iterator, Mapping, Sequence

from serving.crm.reading import Item, NotePath, VendorNames, VendorObject, sources
from serving.vocabulary.terms import CrmObject

_PRIMARY_COMPANY = "associatedcompanyid"
_NOTES = NotePath("/crm/v3/objects/notes", "https://developers.hubspot.com/docs/api-reference/crm-notes-v3/guide")
_ADDRESS = """
    street: address
    city: city
    region: state
    postal_code: zip
    country: country
"""
OBJECTS = {
    CrmObject.ACCOUNT: VendorObject(  # S38: no path writes a company
        name="companies",
        fields=sources(
            """
            id: hs_object_id
            name: name
            website: website domain
            phone: phone
            """,
            _ADDRESS,
            """
            industry: industry
            employees: numberofemployees
            profile_url: linkedin_company_page
            owner_id: hubspot_owner_id
            visible_to: visible_to
            modified_at: hs_lastmodifieddate
            """,
        ),
        deleted_by=("archived",),
        notes=_NOTES,
        page_type="0-2",
    ),
    CrmObject.CONTACT: VendorObject(
        name="contacts",
        fields=sources(
            """
            id: hs_object_id
            first_name: firstname
            last_name: lastname
            email: email
            phone: phone mobilephone
            title: jobtitle
            company: company
            website: website
            """,
            _ADDRESS,
            """
            birth_date: date_of_birth
            profile_url: hs_linkedin_url
            account_id: associatedcompanyid
            owner_id: hubspot_owner_id
            visible_to: visible_to
            modified_at: lastmodifieddate
            """,
        ),
        optional=sources(
            """
            emails: hs_additional_emails
            phones: mobilephone
            social_handles: twitterhandle
            """,
        ),
        associated={"account_id": "companies"},
        deleted_by=("archived",),
        notes=_NOTES,
        is_written=True,
        page_type="0-1",
    ),
    CrmObject.OPPORTUNITY: VendorObject(
        name="deals",
        fields=sources(
            """
            id: hs_object_id
            name: dealname
            owner_id: hubspot_owner_id
            pipeline: pipeline
            stage: dealstage
            amount: amount
            currency: deal_currency_code
            created_at: createdate
            close_date: closedate
            visible_to: visible_to
            modified_at: hs_lastmodifieddate
            """,
        ),
        derived=sources("status: hs_is_closed hs_is_closed_won"),
        associated={"account_id": "companies", "contact_ids": "contacts"},
        deleted_by=("archived",),
        stages=("id", "displayOrder", "metadata.isClosed", "metadata.probability"),
        page_type="0-3",
    ),
    CrmObject.USER: VendorObject(
        name="owners",
        fields=sources(
            """
            id: id
            email: email
            sso_subject: sso_subject
            modified_at: updatedAt
            """,
        ),
        derived=sources(
            """
            name: firstName lastName
            active: archived
            """
        ),
    ),
}
"""No leads (S10). Without a status of their own deals take that of their stage in `pipelines/deals`."""

PRIMARY = "primary"
"""The type of an association to a primary company as our connector names it."""
_PRIMARIES = frozenset({PRIMARY, "contact_to_company", "deal_to_company"})
"""HubSpot names its types 1 and 5 so; 279 and 341, to any company, end in `_unlabeled`; accounts name further ones."""


def fields_of(item: Item) -> Item:
    """Return the fields of an object: its `properties`, or the item itself where HubSpot has none (owners)."""
    properties = item.get("properties")
    own = {name: value for name, value in item.items() if name in {"id", "updatedAt"}}
    inner = properties if isinstance(properties, Mapping) else item
    associations = item.get("associations")
    companies = associations.get("companies") if isinstance(associations, Mapping) else None
    # Associations show that there is no company before the properties of an index do.
    none = {_PRIMARY_COMPANY: None} if isinstance(companies, Mapping) and companies.get("results") == [] else {}
    return {**inner, **none, **({"hs_object_id": own["id"]} if "id" in own else {}), **own}


def derived(crm_object: CrmObject, item: Item) -> Mapping[str, object]:
    """Return the columns that are computed from several properties: associations, an owner's name, a deal's state."""
    columns: dict[str, object] = dict(_associated(crm_object, item))
    if crm_object is CrmObject.USER:
        names = (item.get("firstName"), item.get("lastName"))
        columns["name"] = " ".join(str(name) for name in names if name)
        columns["active"] = not _is_true(item.get("archived"))
    if crm_object is CrmObject.OPPORTUNITY:
        columns["status"] = _status(fields_of(item))
    return columns


def is_deleted(item: Item) -> bool:
    """Whether HubSpot has deleted the object; an archived owner stays as an inactive user."""
    return "properties" in item and _is_true(item.get("archived"))


def _associated(crm_object: CrmObject, item: Item) -> Iterator[tuple[str, object]]:
    associations = item.get("associations")
    if not isinstance(associations, Mapping):
        return
    primary = str(fields_of(item).get(_PRIMARY_COMPANY) or "")
    for column, name in OBJECTS[crm_object].associated.items():
        if column != "account_id":
            yield column, _ids(associations.get(name))
        elif ids := _ids(associations.get(name), primary):
            yield column, ids[0]


def _ids(association: object, primary: str = "") -> Sequence[str]:
    """Return the ids of `{results: [{id, type}], paging}`, the primary one first, each once.

    The type decides, then the property that names the primary company, also where a further page holds it.
    """
    whole = association if isinstance(association, Mapping) else {"results": association}
    results = whole.get("results")
    if not isinstance(results, list):
        return []
    typed_ids = [
        (str(end["id"]), str(end.get("type", ""))) for end in results if isinstance(end, Mapping) and "id" in end
    ]
    paging = whole.get("paging")
    if primary and isinstance(paging, Mapping) and paging.get("next"):
        typed_ids.append((primary, ""))
    typed_ids.sort(key=lambda typed_id: (typed_id[1] not in _PRIMARIES, typed_id[0] != primary))
    return list(dict.fromkeys(identity for identity, _ in typed_ids))


def _status(properties: Item) -> str | None:
    """Return open, won or lost; None if the deal has no status, so that its stage decides (D15).

    Without `hs_is_closed_won` it is unknown whether a closed deal was won.
    """
    if _is_true(properties.get("hs_is_closed_won")):
        return "won"
    closed = str(properties.get("hs_is_closed")).casefold()
    if closed == "false":
        return "open"
    return "lost" if closed == "true" and "hs_is_closed_won" in properties else None


def _is_true(value: object) -> bool:
    return value is True or str(value).casefold() == "true"


NAMES = VendorNames(
    objects=OBJECTS,
    fields_of=fields_of,
    derived=derived,
    is_deleted=is_deleted,
    always_answered=("archived",),
    added_by_customers=("visible_to", "sso_subject"),
)
