"""HubSpot's names for our columns (CRM v3 objects).

`visible_to` and `sso_subject` are properties that the customer adds; not every other name is confirmed by a source.
"""

from collections.abc import Iterator, Mapping, Sequence

from serving.rules.vocabulary import CrmObject

Properties = Mapping[str, object]
Sources = Mapping[CrmObject, Mapping[str, tuple[str, ...]]]

FIELDS: Sources = {
    CrmObject.CONTACT: {
        "id": ("hs_object_id",),
        "first_name": ("firstname",),
        "last_name": ("lastname",),
        "email": ("email",),
        "phone": ("phone", "mobilephone"),
        "title": ("jobtitle",),
        "company": ("company",),
        "website": ("website",),
        "street": ("address",),
        "city": ("city",),
        "region": ("state",),
        "postal_code": ("zip",),
        "country": ("country",),
        "birth_date": ("date_of_birth",),
        "profile_url": ("hs_linkedin_url",),
        "account_id": ("associatedcompanyid",),
        "owner_id": ("hubspot_owner_id",),
        "visible_to": ("visible_to",),
        "modified_at": ("lastmodifieddate",),
    },
    CrmObject.ACCOUNT: {
        "id": ("hs_object_id",),
        "name": ("name",),
        "website": ("website", "domain"),
        "phone": ("phone",),
        "street": ("address",),
        "city": ("city",),
        "region": ("state",),
        "postal_code": ("zip",),
        "country": ("country",),
        "industry": ("industry",),
        "employees": ("numberofemployees",),
        "profile_url": ("linkedin_company_page",),
        "owner_id": ("hubspot_owner_id",),
        "visible_to": ("visible_to",),
        "modified_at": ("hs_lastmodifieddate",),
    },
    CrmObject.OPPORTUNITY: {
        "id": ("hs_object_id",),
        "name": ("dealname",),
        "owner_id": ("hubspot_owner_id",),
        "pipeline": ("pipeline",),
        "stage": ("dealstage",),
        "amount": ("amount",),
        "currency": ("deal_currency_code",),
        "created_at": ("createdate",),
        "close_date": ("closedate",),
        "visible_to": ("visible_to",),
        "modified_at": ("hs_lastmodifieddate",),
    },
    CrmObject.USER: {
        "id": ("id",),
        "email": ("email",),
        "sso_subject": ("sso_subject",),
        "modified_at": ("updatedAt",),
    },
}
"""For each object, our columns with the properties that hold them; the first filled one counts. No leads (S10)."""

OPTIONAL: Sources = {
    CrmObject.CONTACT: {
        "emails": ("hs_additional_emails",),
        "phones": ("mobilephone",),
        "social_handles": ("twitterhandle",),
    },
}
"""For each object, optional columns with the default properties that hold them; others are a customer's own."""

DERIVED: Sources = {
    CrmObject.OPPORTUNITY: {"status": ("hs_is_closed", "hs_is_closed_won")},
    CrmObject.USER: {"name": ("firstName", "lastName"), "active": ("archived",)},
}
"""For each object, our columns that are computed, with the properties that they are computed from."""

ASSOCIATED: Mapping[CrmObject, Mapping[str, str]] = {
    CrmObject.CONTACT: {"account_id": "companies"},
    CrmObject.OPPORTUNITY: {"account_id": "companies", "contact_ids": "contacts"},
}
"""For each object, our columns that hold ids of associated objects, with the association; it goes before properties."""

OBJECTS: Mapping[CrmObject, str] = {
    CrmObject.ACCOUNT: "companies",
    CrmObject.CONTACT: "contacts",
    CrmObject.OPPORTUNITY: "deals",
    CrmObject.USER: "owners",
}
DELETED_BY: Mapping[CrmObject, tuple[str, ...]] = dict.fromkeys(
    (CrmObject.ACCOUNT, CrmObject.CONTACT, CrmObject.OPPORTUNITY), ("archived",)
)
STAGES = ("id", "displayOrder", "metadata.isClosed", "metadata.probability")
"""What is read of a stage of `pipelines/deals`: without a status of their own deals take their stage's."""
ALWAYS_ANSWERED = frozenset({"archived"})
ADDED_BY_CUSTOMERS = frozenset({"visible_to", "sso_subject"})

PRIMARY = "primary"
"""The type of an association to a primary company as our connector names it."""
_PRIMARIES = frozenset({PRIMARY, "contact_to_company", "deal_to_company"})
"""HubSpot names its types 1 and 5 so; 279 and 341, to any company, end in `_unlabeled`; accounts name further ones."""
_PRIMARY_COMPANY = "associatedcompanyid"


def fields_of(item: Properties) -> Properties:
    """Return the fields of an object: its `properties`, or the item itself where HubSpot has none (owners)."""
    properties = item.get("properties")
    own = {name: value for name, value in item.items() if name in {"id", "updatedAt"}}
    inner = properties if isinstance(properties, Mapping) else item
    none = {_PRIMARY_COMPANY: None} if _has_no_company(item.get("associations")) else {}
    return {**inner, **none, **({"hs_object_id": own["id"]} if "id" in own else {}), **own}


def _has_no_company(associations: object) -> bool:
    """Whether an object's associations show that it has no company, which properties of an index show later."""
    found = associations.get("companies") if isinstance(associations, Mapping) else None
    return isinstance(found, Mapping) and found.get("results") == []


def derived(crm_object: CrmObject, item: Properties) -> Mapping[str, object]:
    """Return the columns that are computed from several properties: associations, an owner's name, a deal's state."""
    found: dict[str, object] = dict(_associated(crm_object, item))
    if crm_object is CrmObject.USER:
        names = (item.get("firstName"), item.get("lastName"))
        found["name"] = " ".join(str(name) for name in names if name)
        found["active"] = not _is_true(item.get("archived"))
    if crm_object is CrmObject.OPPORTUNITY:
        found["status"] = _status(fields_of(item))
    return found


def is_deleted(item: Properties) -> bool:
    """Whether HubSpot has deleted the object; an archived owner stays as an inactive user."""
    return "properties" in item and _is_true(item.get("archived"))


def _associated(crm_object: CrmObject, item: Properties) -> Iterator[tuple[str, object]]:
    associations = item.get("associations")
    if not isinstance(associations, Mapping):
        return
    primary = str(fields_of(item).get(_PRIMARY_COMPANY) or "")
    for column, name in ASSOCIATED.get(crm_object, {}).items():
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
    found = [(str(one["id"]), str(one.get("type", ""))) for one in results if isinstance(one, Mapping) and "id" in one]
    paging = whole.get("paging")
    if primary and isinstance(paging, Mapping) and paging.get("next"):
        found.append((primary, ""))
    found.sort(key=lambda one: (one[1] not in _PRIMARIES, one[0] != primary))
    return list(dict.fromkeys(identity for identity, _ in found))


def _status(properties: Properties) -> str | None:
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
