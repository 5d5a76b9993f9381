"""A connector put together: what authenticates it at onematch and at the CRM, and the source of the CRM."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from features.schema.errors import OnematchError
from serving.access.tls import secure_context
from serving.connectors.calling import TIMEOUT, ApiCaller
from serving.connectors.credentials import BasicLogin, Credentials, FixedToken, GrantedToken, Secrets
from serving.connectors.hubspot.source import HubspotSource
from serving.connectors.oracle.source import OracleSource
from serving.connectors.run import ConnectorRun, CrmSource
from serving.connectors.service import TOKEN_PATH, OnematchApi
from serving.connectors.source import wanted_of
from serving.connectors.state import StateFile
from serving.connectors.tally import Tally
from serving.crm.crm_client import refuse_unsafe
from serving.rules.vocabulary import Crm, InstanceName, Scope

HUBSPOT_TOKEN_PATHS = ("/oauth/v3/token", "/oauth/2026-03/token", "/oauth/v1/token")
"""HubSpot's versions of one endpoint, of which it ends the last one in February 2027."""


class OtherCrmConnected(OnematchError):
    """The instance is connected to another CRM than the connector's."""


@dataclass(frozen=True, slots=True)
class ConnectorOptions:
    """One connector: the contract's instance, where onematch answers, and where states are kept.

    `crm` None: whichever the instance is connected to. `crm_url` None: the one that the instance was connected with.
    """

    contract: str
    instance: InstanceName
    service_url: str
    folder: Path
    crm: Crm | None = None
    crm_url: str | None = None


@dataclass(frozen=True, slots=True)
class Connector:
    """A connector that may begin: the service, the CRM and the state file of the instance."""

    service: OnematchApi
    source: CrmSource
    file: StateFile
    instance_id: str

    def begin(self, tally: Tally, clock: Callable[[], datetime]) -> ConnectorRun:
        """Return a run from where the connector stands; the state file must be locked."""
        return ConnectorRun(self.service, self.source, self.file, self.file.read(self.instance_id), tally, clock)


def new_http() -> httpx.Client:
    """Return a pool of connections that follows no redirect."""
    return httpx.Client(verify=secure_context(), timeout=TIMEOUT, follow_redirects=False)


def connector(options: ConnectorOptions, secrets: Secrets, http: httpx.Client, tally: Tally) -> Connector:
    """Connect to onematch, and learn there what to read and where.

    Raises SecretMissing, GrantRefused, AddressUnsafe, CallRefused, CallFailed, OtherCrmConnected.
    """
    caller = _service_caller(options, secrets, http, tally)
    shown = OnematchApi(caller, options.contract, options.instance, options.crm or Crm.HUBSPOT).shown()
    crm = Crm(shown["crm"])
    if options.crm not in (None, crm):
        raise OtherCrmConnected(f"got a connector of {options.crm}, expected {crm}, which the instance is connected to")
    service = OnematchApi(caller, options.contract, options.instance, crm)
    address = options.crm_url or str(shown["urls"]["api"])
    refuse_unsafe(address)
    credentials = crm_credentials(crm, secrets, http, address)
    crm_caller = ApiCaller(crm.value, http, address, credentials, on_call=tally.called)
    wanted = wanted_of(crm, service.schema(), str(shown["revenue_field"]), shown.get("own_fields", ()))
    is_oracle = crm is Crm.ORACLE
    source = OracleSource(crm_caller, wanted, note=tally.note) if is_oracle else HubspotSource(crm_caller, wanted)
    return Connector(service, source, _file(options), str(shown["instance_id"]))


def crm_credentials(crm: Crm, secrets: Secrets, http: httpx.Client, address: str) -> Credentials:
    """Return what authenticates the calls to a CRM; raises SecretMissing.

    HubSpot: a private app's token, or an app's client with a refresh token. Oracle Sales: a user's name and password,
    a token, or a client of the identity domain.
    """
    if token := secrets.find(f"ONEMATCH_{crm.upper()}_TOKEN"):
        return FixedToken(token)
    if crm is Crm.HUBSPOT:
        return _hubspot_grant(secrets, http, address)
    if user := secrets.find("ONEMATCH_ORACLE_USER"):
        return BasicLogin(user, secrets.need("ONEMATCH_ORACLE_PASSWORD"))
    form = {"grant_type": "client_credentials", "scope": secrets.find("ONEMATCH_ORACLE_SCOPE") or ""}
    form |= {name: secrets.need(f"ONEMATCH_ORACLE_{name.upper()}") for name in ("client_id", "client_secret")}
    url = secrets.need("ONEMATCH_ORACLE_TOKEN_URL")
    refuse_unsafe(url)
    return GrantedToken(http, (url,), {name: value for name, value in form.items() if value})


def _hubspot_grant(secrets: Secrets, http: httpx.Client, address: str) -> Credentials:
    name = "ONEMATCH_HUBSPOT_REFRESH_TOKEN"
    if secrets.find(name) is None:
        secrets.need("ONEMATCH_HUBSPOT_TOKEN")
    form = {"grant_type": "refresh_token", "refresh_token": secrets.need(name)}
    form |= {one: secrets.need(f"ONEMATCH_HUBSPOT_{one.upper()}") for one in ("client_id", "client_secret")}
    url = secrets.find("ONEMATCH_HUBSPOT_TOKEN_URL")
    urls = tuple(address.rstrip("/") + path for path in HUBSPOT_TOKEN_PATHS) if url is None else (url,)
    for one in urls:
        refuse_unsafe(one)
    return GrantedToken(http, urls, form, keep=lambda fresh: secrets.keep(name, fresh))


def _service_caller(options: ConnectorOptions, secrets: Secrets, http: httpx.Client, tally: Tally) -> ApiCaller:
    refuse_unsafe(options.service_url)
    form: dict[str, Any] = {"grant_type": "client_credentials", "scope": Scope.SYNC.value}
    form |= {name: secrets.need(f"ONEMATCH_SYNC_{name.upper()}") for name in ("client_id", "client_secret")}
    url = options.service_url.rstrip("/") + TOKEN_PATH
    return ApiCaller("onematch", http, options.service_url, GrantedToken(http, (url,), form), on_call=tally.called)


def _file(options: ConnectorOptions) -> StateFile:
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in options.contract)
    return StateFile(options.folder / f"{safe}.{options.instance}.json")
