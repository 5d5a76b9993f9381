"""Fixtures of the connectors: doubles of both CRMs on sockets, and a service on a socket on each database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.matching.matcher import Matcher
from serving.store.store import Store
from serving.vocabulary.terms import Crm
from tests.support.connector_rig import HUBSPOT_TOKEN, ORACLE_LOGIN, ConnectorRig, LiveClock, on_a_socket
from tests.support.databases import Databases, opened
from tests.support.hubspot_portal import HubspotPortal
from tests.support.oracle_pod import OraclePod
from tests.support.portal_people import PortalLife
from tests.support.tenant import make_parts, make_tenant
from tests.support.vendor_server import CallWindow, serving_vendor
from tests.support.wrapper_web import SharedRoutes, Web

NewRig = Callable[[str, Crm, str], ConnectorRig]


@pytest.fixture
def portal() -> HubspotPortal:
    """A HubSpot portal whose search admits as many calls as a test needs."""
    return HubspotPortal(search_limit=CallWindow(100_000, 1.0))


@pytest.fixture
def life(portal: HubspotPortal) -> PortalLife:
    """A portal with a few records of each kind."""
    found = PortalLife(portal)
    found.fill(companies=12, contacts=30, deals=8)
    return found


@pytest.fixture
def portal_url(portal: HubspotPortal) -> Iterator[str]:
    with serving_vendor(portal) as url:
        yield url


@pytest.fixture
def pod() -> OraclePod:
    return OraclePod()


@pytest.fixture
def pod_url(pod: OraclePod) -> Iterator[str]:
    with serving_vendor(pod) as url:
        yield url


class RigService:
    """Routes on a socket, which one rig after the other uses: to make them and to start and end a server takes long."""

    def __init__(self, ends: ExitStack) -> None:
        self.routes = SharedRoutes()
        self._app: ASGIApp | None = None
        self.url = ends.enter_context(on_a_socket(self))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._app is not None
        await self._app(scope, receive, send)

    def web(self, parts: WrapperServices) -> Web:
        """Serve a rig's parts from now on."""
        web = self.routes.web(parts)
        self._app = web.app
        return web


class RigServices:
    """Services on sockets until the session ends, those that no rig uses first."""

    def __init__(self, ends: ExitStack) -> None:
        self._ends = ends
        self._spare: list[RigService] = []

    def take(self) -> RigService:
        return self._spare.pop() if self._spare else RigService(self._ends)

    def give_back(self, service: RigService) -> None:
        self._spare.append(service)


@pytest.fixture(scope="session")
def rig_services() -> Iterator[RigServices]:
    with ExitStack() as ends:
        yield RigServices(ends)


@pytest.fixture
def new_rig(
    databases: Databases, matchers: dict[Kind, Matcher], rig_services: RigServices, tmp_path: Path
) -> Iterator[NewRig]:
    """Make a service on a fresh store with a connector: `new_rig("sqlite", Crm.HUBSPOT, portal_url)`."""
    with ExitStack() as ends:

        def make(backend: str, crm: Crm, crm_url: str) -> ConnectorRig:
            url = databases.make(backend)
            ends.callback(databases.drop, url)
            folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            store: Store = opened(url, folder)
            ends.callback(store.close)
            clock = LiveClock()
            parts = make_parts(store, Matchers(matchers.__getitem__, store), clock, folder)
            service = rig_services.take()
            ends.callback(rig_services.give_back, service)
            web = service.web(parts)
            tenant = make_tenant(parts, web, clock, crm=crm)
            secrets = dict(HUBSPOT_TOKEN if crm is Crm.HUBSPOT else ORACLE_LOGIN)
            return ConnectorRig(tenant, service.url, crm_url, folder / "connectors", secrets)

        yield make


@pytest.fixture
def rig(new_rig: NewRig, portal_url: str) -> ConnectorRig:
    """A service on SQLite whose CRM is the portal."""
    return new_rig("sqlite", Crm.HUBSPOT, portal_url)


@pytest.fixture
def oracle_rig(new_rig: NewRig, pod_url: str) -> ConnectorRig:
    """A service on SQLite whose CRM is the pod."""
    return new_rig("sqlite", Crm.ORACLE, pod_url)
