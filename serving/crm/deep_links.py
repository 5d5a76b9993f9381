"""The address of a record's own page in its CRM (S31)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from features.schema.errors import OnematchError
from serving.rules.vocabulary import Crm, CrmObject


class PageUnknown(OnematchError):
    """An instance lacks a part of its CRM's addresses, or the CRM has no such object."""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The record of a page: its id and, where the CRM has one, its number."""

    object: CrmObject
    id: str
    number: str | None = None


_HUBSPOT_TYPES = {CrmObject.CONTACT: "0-1", CrmObject.ACCOUNT: "0-2", CrmObject.OPPORTUNITY: "0-3"}
_ORACLE_RESOURCES = {
    CrmObject.CONTACT: "contacts",
    CrmObject.ACCOUNT: "accounts",
    CrmObject.LEAD: "leads",
    CrmObject.OPPORTUNITY: "opportunities",
}
_ORACLE_PATH = "fscmUI/redwood/application-components/application/container/deep-link"


def deep_link(crm: Crm, urls: Mapping[str, str], page: RecordPage) -> str:
    """Return the address of a record's page. Raises PageUnknown.

    HubSpot: by portal and object type. Oracle: the dynamic link of "A Dynamic Link standard" (Oracle Sales, 25B) by
    primary key and public unique id, which is the record's number.
    """
    return _hubspot(urls, page) if crm is Crm.HUBSPOT else _oracle(urls, page)


def _hubspot(urls: Mapping[str, str], page: RecordPage) -> str:
    portal, type_ = _needed(urls, "portal_id"), _named(_HUBSPOT_TYPES, page, Crm.HUBSPOT)
    return f"https://app.hubspot.com/contacts/{_safe(portal)}/record/{type_}/{_safe(page.id)}"


def _oracle(urls: Mapping[str, str], page: RecordPage) -> str:
    pod = _needed(urls, "pod").removeprefix("https://").rstrip("/")
    resource = _named(_ORACLE_RESOURCES, page, Crm.ORACLE)
    number = page.number or page.id
    return f"https://{pod}/{_ORACLE_PATH}?id={_safe(page.id)}&puid={_safe(number)}&resource={resource}"


def _needed(urls: Mapping[str, str], name: str) -> str:
    if not urls.get(name):
        raise PageUnknown(f"got no {name} in the instance's urls, expected one")
    return urls[name]


def _named(names: Mapping[CrmObject, str], page: RecordPage, crm: Crm) -> str:
    if page.object not in names:
        raise PageUnknown(f"got {page.object} {page.id}, expected one of {', '.join(names)} for {crm}")
    return names[page.object]


def _safe(text: str) -> str:
    return text if text.isascii() and text.isalnum() else quote(text, safe="")
