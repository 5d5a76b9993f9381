"""Oracle Sales: its names, its bodies, and how a connector reads it."""

import re
from collections.abc import Mapping

import httpx

from serving.crm.credentials import Credentials, GrantedToken, Secrets, basic_login
from serving.crm.oracle.bodies import OracleBodies
from serving.crm.oracle.names import NAMES
from serving.crm.oracle.source import OracleSource
from serving.crm.routing import Unsupported, Way
from serving.crm.transport import refuse_unsafe
from serving.crm.vendor import AddressPart, Vendor, in_address
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import KIND_OF, ActivityKind, CrmObject

_PAGES = "fscmUI/redwood/application-components/application/container/deep-link"
_TASKS: Mapping[CrmObject, Way | Unsupported] = {
    CrmObject.CONTACT: Way.YES,
    CrmObject.LEAD: Way.YES,
    CrmObject.ACCOUNT: Unsupported.ACCOUNTS_TAKE_NOTES_ONLY,
}
_MESSAGES = {**_TASKS, CrmObject.CONTACT: Way.YES_A}


def _credentials(secrets: Secrets, http: httpx.Client, _: str) -> Credentials:
    """Return a user's name and password, or the grant of a client of the identity domain."""
    if user := secrets.find("ONEMATCH_ORACLE_USER"):
        return basic_login(user, secrets.need("ONEMATCH_ORACLE_PASSWORD"))
    form = {"grant_type": "client_credentials", "scope": secrets.find("ONEMATCH_ORACLE_SCOPE") or ""}
    form |= {name: secrets.need(f"ONEMATCH_ORACLE_{name.upper()}") for name in ("client_id", "client_secret")}
    url = secrets.need("ONEMATCH_ORACLE_TOKEN_URL")
    refuse_unsafe(url)
    return GrantedToken(http, (url,), {name: value for name, value in form.items() if value})


def _page(pod: str, page_type: str, record: RecordKey, number: str) -> str:
    """Return the dynamic link by primary key and public unique id, which is the record's number.

    Source: "A Dynamic Link standard" (Oracle Sales, 25B).
    """
    host = pod.removeprefix("https://").rstrip("/")
    return f"https://{host}/{_PAGES}?id={in_address(record.id)}&puid={in_address(number)}&resource={page_type}"


VENDOR = Vendor(
    label="Oracle Sales",
    names=NAMES,
    bodies=OracleBodies(),
    takes={
        ActivityKind.INMAIL: _MESSAGES,
        ActivityKind.MESSAGE: _MESSAGES,
        ActivityKind.NOTE: {**_TASKS, CrmObject.ACCOUNT: Way.YES},
        ActivityKind.CALL: dict.fromkeys(KIND_OF, Unsupported.ORACLE_TAKES_NO_CALLS),
        ActivityKind.SMART_LINK_VIEW: _TASKS,
        ActivityKind.CONNECTION_REQUEST: _TASKS,
    },
    source=OracleSource,
    credentials=_credentials,
    address=AddressPart("pod", "Pages of the pod", "https://acme.fa.em2.oraclecloud.com"),
    page=_page,
    companies=re.compile(r"/crmRestApi/resources/[^/]+/accounts(?!/[^/]+/child/Notes?(/|$)).*", re.IGNORECASE),
)
