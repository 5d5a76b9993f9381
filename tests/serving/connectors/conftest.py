"""Fixtures of the connectors: doubles of both CRMs on sockets, and a service on a socket on each database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.rules.vocabulary import Crm
from serving.store.store import Store
from serving.sync.records.matching import Matchers
from tests.support.connector_rig import HUBSPOT_TOKEN, ORACLE_LOGIN, ConnectorRig, LiveClock, on_a_socket
from tests.support.databases import Databases, opened
from tests.support.hubspot_portal import HubspotPortal
from tests.support.oracle_pod import OraclePod
from tests.support.tenant import make_parts, make_tenant
from tests.support.vendor_server import CallWindow, serving_vendor
from tests.support.wrapper_web import SharedRoutes

NewRig = Callable[[str, Crm, str], ConnectorRig]


@pytest.fixture
def portal() -> HubspotPortal:
    """A HubSpot portal whose search admits as many calls as a test needs."""
    return HubspotPortal(search_limit=CallWindow(100_000, 1.0))


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


@pytest.fixture(scope="session")
def spare_routes() -> list[SharedRoutes]:
    """Routes that no rig uses; making them takes a quarter of a second."""
    return []


@pytest.fixture
def new_rig(
    databases: Databases, matchers: dict[Kind, Matcher], spare_routes: list[SharedRoutes], tmp_path: Path
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
            routes = spare_routes.pop() if spare_routes else SharedRoutes()
            ends.callback(spare_routes.append, routes)
            web = routes.web(parts)
            ends.callback(web.close)
            service_url = ends.enter_context(on_a_socket(web.app))
            tenant = make_tenant(parts, web, clock, crm=crm)
            secrets = dict(HUBSPOT_TOKEN if crm is Crm.HUBSPOT else ORACLE_LOGIN)
            return ConnectorRig(tenant, service_url, crm_url, folder / "connectors", secrets)

        yield make


@pytest.fixture
def rig(new_rig: NewRig, portal_url: str) -> ConnectorRig:
    """A service on SQLite whose CRM is the portal."""
    return new_rig("sqlite", Crm.HUBSPOT, portal_url)


@pytest.fixture
def oracle_rig(new_rig: NewRig, pod_url: str) -> ConnectorRig:
    """A service on SQLite whose CRM is the pod."""
    return new_rig("sqlite", Crm.ORACLE, pod_url)
