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
from tests.support.connector_rig import ConnectorRig, LiveClock, Vendor, on_a_socket, vendor_of
from tests.support.crm_lives import CrmLife
from tests.support.databases import Databases, opened
from tests.support.tenant import make_parts, make_tenant
from tests.support.vendors.hubspot import HubSpotDouble
from tests.support.vendors.oracle import OracleDouble
from tests.support.wrapper_web import SharedRoutes, Web

NewRig = Callable[[str], ConnectorRig]
ON_HUBSPOT = pytest.mark.parametrize("crm", [Crm.HUBSPOT])
ON_ORACLE = pytest.mark.parametrize("crm", [Crm.ORACLE])


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """SQLite, or each database that a test names: what the store does on both is proven by the tests below contract."""
    url = databases.make(getattr(request, "param", "sqlite"))
    yield url
    databases.drop(url)


@pytest.fixture(params=list(Crm))
def crm(request: pytest.FixtureRequest) -> Crm:
    """Each CRM in turn; a test of one of them is marked by ON_HUBSPOT or ON_ORACLE."""
    found: Crm = request.param
    return found


@pytest.fixture
def vendor(crm: Crm) -> Iterator[Vendor]:
    with vendor_of(crm) as served:
        yield served


@pytest.fixture
def portal(vendor: Vendor) -> HubSpotDouble:
    assert isinstance(vendor.double, HubSpotDouble)
    return vendor.double


@pytest.fixture
def pod(vendor: Vendor) -> OracleDouble:
    assert isinstance(vendor.double, OracleDouble)
    return vendor.double


@pytest.fixture
def life(vendor: Vendor) -> CrmLife:
    """A CRM with a few records of each kind."""
    vendor.life.fill(accounts=12, contacts=30, deals=8)
    return vendor.life


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
    databases: Databases, matchers: dict[Kind, Matcher], rig_services: RigServices, tmp_path: Path, vendor: Vendor
) -> Iterator[NewRig]:
    """Make a service on a fresh store with a connector of the vendor: `new_rig("sqlite")`."""
    with ExitStack() as ends:

        def make(backend: str) -> ConnectorRig:
            url = databases.make(backend)
            ends.callback(databases.drop, url)
            folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            store: Store = opened(url, folder)
            ends.callback(store.close)
            clock = LiveClock()
            parts = make_parts(store, Matchers(matchers.__getitem__), clock, folder)
            service = rig_services.take()
            ends.callback(rig_services.give_back, service)
            web = service.web(parts)
            tenant = make_tenant(parts, web, clock, crm=vendor.crm)
            return ConnectorRig(tenant, service.url, vendor, folder / "connectors")

        yield make


@pytest.fixture
def rig(new_rig: NewRig) -> ConnectorRig:
    """A service on SQLite whose CRM is the vendor."""
    return new_rig("sqlite")
