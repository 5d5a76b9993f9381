"""A connector put together: what authenticates it at onematch and at the CRM, and the source of the CRM."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from features.schema.errors import OnematchError
from serving.crm.calling import ApiCaller
from serving.crm.credentials import Credentials, FixedToken, GrantedToken, Secrets
from serving.crm.run import ConnectorRun
from serving.crm.service import TOKEN_PATH, OnematchApi, Tally
from serving.crm.source import Source, wanted_of
from serving.crm.state import StateFile
from serving.crm.transport import refuse_unsafe
from serving.crm.vendors import VENDORS
from serving.rules.vocabulary import Crm, InstanceName, Scope


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
    source: Source
    file: StateFile
    instance_id: str

    def begin(self, tally: Tally, clock: Callable[[], datetime]) -> ConnectorRun:
        """Return a run from where the connector stands; the state file must be locked."""
        return ConnectorRun(self.service, self.source, self.file, self.file.read(self.instance_id), tally, clock)


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
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in options.contract)
    file = StateFile(options.folder / f"{safe}.{options.instance}.json")
    return Connector(service, VENDORS[crm].source(crm_caller, wanted, tally.note), file, str(shown["instance_id"]))


def crm_credentials(crm: Crm, secrets: Secrets, http: httpx.Client, address: str) -> Credentials:
    """Return what authenticates the calls to a CRM: a token, or what else it takes; raises SecretMissing."""
    token = secrets.find(f"ONEMATCH_{crm.upper()}_TOKEN")
    return FixedToken(token) if token else VENDORS[crm].credentials(secrets, http, address)


def _service_caller(options: ConnectorOptions, secrets: Secrets, http: httpx.Client, tally: Tally) -> ApiCaller:
    refuse_unsafe(options.service_url)
    form: dict[str, Any] = {"grant_type": "client_credentials", "scope": Scope.SYNC.value}
    form |= {name: secrets.need(f"ONEMATCH_SYNC_{name.upper()}") for name in ("client_id", "client_secret")}
    url = options.service_url.rstrip("/") + TOKEN_PATH
    return ApiCaller("onematch", http, options.service_url, GrantedToken(http, (url,), form), on_call=tally.called)
