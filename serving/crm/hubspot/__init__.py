"""HubSpot: its names, its bodies, how a connector reads it, and its webhooks."""

import re
from collections.abc import Mapping

import httpx

from serving.crm.appendix import Unwritable
from serving.crm.credentials import Credentials, GrantedToken, Secrets
from serving.crm.hubspot.bodies import HubspotBodies
from serving.crm.hubspot.names import NAMES
from serving.crm.hubspot.source import HubspotSource
from serving.crm.routing import Unsupported, Way
from serving.crm.transport import refuse_unsafe
from serving.crm.vendor import AddressPart, Vendor, in_address
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityKind, CrmObject

TOKEN_PATHS = ("/oauth/v3/token", "/oauth/2026-03/token", "/oauth/v1/token")
"""HubSpot's versions of one endpoint, of which it ends the last one in February 2027."""
_TAKES: Mapping[CrmObject, Way | Unsupported] = {
    CrmObject.CONTACT: Way.YES,
    CrmObject.LEAD: Unsupported.HUBSPOT_HAS_NO_LEADS,
    CrmObject.ACCOUNT: Unsupported.ACCOUNTS_TAKE_NOTES_ONLY,
}


def _credentials(secrets: Secrets, http: httpx.Client, address: str) -> Credentials:
    """Return the grant of an app's client with a refresh token; a private app has a token."""
    name = "ONEMATCH_HUBSPOT_REFRESH_TOKEN"
    if secrets.find(name) is None:
        secrets.need("ONEMATCH_HUBSPOT_TOKEN")
    form = {"grant_type": "refresh_token", "refresh_token": secrets.need(name)}
    form |= {part: secrets.need(f"ONEMATCH_HUBSPOT_{part.upper()}") for part in ("client_id", "client_secret")}
    url = secrets.find("ONEMATCH_HUBSPOT_TOKEN_URL")
    urls = tuple(address.rstrip("/") + path for path in TOKEN_PATHS) if url is None else (url,)
    for token_url in urls:
        refuse_unsafe(token_url)
    return GrantedToken(http, urls, form, keep=lambda fresh: secrets.keep(name, fresh))


def _page(portal: str, page_type: str, record: RecordKey, _: str) -> str:
    return f"https://app.hubspot.com/contacts/{in_address(portal)}/record/{page_type}/{in_address(record.id)}"


VENDOR = Vendor(
    label="HubSpot",
    names=NAMES,
    bodies=HubspotBodies(),
    takes={**dict.fromkeys(ActivityKind, _TAKES), ActivityKind.NOTE: {**_TAKES, CrmObject.ACCOUNT: Way.YES}},
    source=HubspotSource,
    credentials=_credentials,
    address=AddressPart("portal_id", "Portal (Hub ID)", "62515"),
    page=_page,
    companies=re.compile(r"/crm/v3/objects/companies(/.*)?", re.IGNORECASE),
    unwritable={CrmObject.LEAD: Unwritable.HUBSPOT_HAS_NO_LEADS},
    has_client_in_body=True,
    api="https://api.hubapi.com",
)
