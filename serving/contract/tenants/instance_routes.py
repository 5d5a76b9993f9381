"""Connecting and disconnecting a CRM: production, and a sandbox for trials."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Response
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field, SecretStr, model_validator

from features.schema.errors import OnematchError
from features.schema.texts import together, wording
from serving.access.bearer import is_loopback
from serving.contract.leaving.disconnect import disconnect
from serving.contract.records.calls import Call, ContractAdminCall, EndedAdminCall, ShownValue, example, routes
from serving.crm.vendors import VENDORS
from serving.http.docs import read_examples
from serving.http.paging import Listing, WantedPage
from serving.http.wire.problems import ProblemKind, Problems
from serving.runtime.settings import Settings
from serving.store.connecting import CrmConnection, OauthClientMissing, OtherCrm, connect
from serving.store.contracts import DELETED, NotHere, last_instance, list_instances
from serving.vocabulary.terms import Crm, InstanceName

_TOKEN_URL = "token"
_EXAMPLES = read_examples(__file__)


class HostRefused(OnematchError):
    """The CRM's address is not on an allowed host."""


PROBLEMS: Problems = {
    OtherCrm: ProblemKind(409, "other-crm", "The instance is connected to another CRM"),
    OauthClientMissing: ProblemKind(422, "oauth-client-missing", "A token endpoint and its client go together"),
    HostRefused: ProblemKind(422, "host-refused", "The address is none of a CRM"),
}


def _plain(text: str) -> str:
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("printable ASCII without spaces")
    return text


Address = Annotated[str, AfterValidator(_plain), Field(max_length=500)]


class Consent(BaseModel, extra="forbid"):
    """The CRM's admin who consented to the connection, and the time (S4)."""

    crm_admin: str = Field(min_length=1, max_length=200, description="id of the CRM user")
    agreed_at: AwareDatetime


class OauthClientSent(BaseModel, extra="forbid"):
    """The client as which the sellers' application is known to the CRM; it refreshes their grants."""

    id: Annotated[str, AfterValidator(_plain), Field(max_length=500)]
    secret: SecretStr = Field(min_length=1, max_length=2000)


class Connect(BaseModel, extra="forbid"):
    """The CRM, its addresses, and the consent. No service account is needed (S7).

    HubSpot: `api` and `portal_id`; Oracle Sales: `api` and `pod`, the host of its pages. `token` is the CRM's token
    endpoint, where `oauth_client` refreshes sellers' grants; a stored client stays if none is sent.
    """

    crm: Crm
    urls: Mapping[str, Address]
    consent: Consent
    oauth_client: OauthClientSent | None = None

    @model_validator(mode="after")
    def _has_urls(self) -> "Connect":
        expected = {"api", VENDORS[self.crm].address.key}
        if set(self.urls) - {_TOKEN_URL} != expected:
            raise ValueError(
                wording("urls with {expected} for {crm}", expected=together(sorted(expected)), crm=self.crm)
            )
        return self

    @property
    def client(self) -> tuple[str, str] | None:
        """Id and secret of the client."""
        sent = self.oauth_client
        return None if sent is None else (sent.id, sent.secret.get_secret_value())


class InstanceShown(ShownValue):
    """An instance and its state: connected, disconnecting, deleted."""

    id: str = Field(description="names the instance in the address of HubSpot's webhooks")
    name: InstanceName
    crm: Crm
    state: str
    urls: Mapping[str, str]
    refreshes_grants: bool
    consent: Mapping[str, Any]
    connected_at: AwareDatetime
    disconnected_at: AwareDatetime | None
    delete_due_at: AwareDatetime | None
    deleted_at: AwareDatetime | None


router = routes("connect", "/instances")


@router.get("", summary="List connections")
def overview(page: WantedPage, call: EndedAdminCall) -> Listing[InstanceShown]:
    """List the connections of the contract, former ones with the state of their deletion, the newest first."""
    with call.store.reading() as connection:
        instances = list_instances(connection, call.contract.id, page.moment_key(), page.fetch)
    return call.listing(instances, page, InstanceShown.of, "connected_at", "id", instances="id")


@router.get("/{name}", summary="Show a connection")
def show(name: InstanceName, call: EndedAdminCall) -> InstanceShown:
    """Show the CRM that an instance is connected to, or the state of its deletion."""
    return _shown(call, name)


@router.put("/{name}", summary="Connect a CRM", openapi_extra=example(_EXAMPLES["connection"]))
def put(
    name: InstanceName,
    asked: Connect,
    call: ContractAdminCall,
) -> InstanceShown:
    """Connect an instance with the consent of the CRM's admin; a new connection starts without former data."""
    for called in {"api", _TOKEN_URL} & set(asked.urls):
        require_crm_host(call.services.settings, asked.urls[called])
    consent = asked.consent.model_dump(mode="json")
    crm_connection = CrmConnection(name, asked.crm, asked.urls, consent, asked.client)
    with call.store.writing(f"{call.contract.id}/{name}") as connection:
        instance = connect(connection, call.store.vault, call.contract, crm_connection, call.now)
    call.name(instances=[instance.id])
    return InstanceShown.of(instance)


@router.delete("/{name}", summary="Disconnect a CRM", status_code=202, responses={200: {"model": InstanceShown}})
def end(
    name: InstanceName,
    response: Response,
    call: EndedAdminCall,
) -> InstanceShown:
    """Disconnect; no call sees its data from now on, and it is deleted within 30 days."""
    with call.store.writing(f"{call.contract.id}/{name}") as connection:
        instance = last_instance(connection, call.contract.id, name)
    if instance is not None:
        with call.store.writing(instance.id) as connection:
            disconnect(connection, instance, call.now)
    shown = _shown(call, name)
    response.status_code = 200 if shown.state == DELETED else 202
    return shown


def require_crm_host(settings: Settings, address: str) -> None:
    """Raise HostRefused unless an address is https (on loopback also http) on an allowed host (S76).

    Otherwise an admin of a contract could make the service call any machine in its network.
    """
    parsed = urlsplit(address)
    host = parsed.hostname or ""
    own_hosts = filter(None, (each.strip().lower() for each in settings.crm_hosts.split(",")))
    is_ours = any(f".{host}".endswith(f".{own_host}") for own_host in own_hosts)
    if not is_ours or (parsed.scheme != "https" and not is_loopback(host)):
        raise HostRefused(
            "expected an address that is https on one of ONEMATCH_CRM_HOSTS: {crm_hosts}", crm_hosts=settings.crm_hosts
        )


def _shown(call: Call, name: InstanceName) -> InstanceShown:
    with call.store.reading() as connection:
        instance = last_instance(connection, call.contract.id, name)
    if instance is None:
        raise NotHere("the instance was never connected")
    call.name(instances=[instance.id])
    return InstanceShown.of(instance)
