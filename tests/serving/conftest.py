"""Fixtures of the store and of the tenants on it; each store-touching test runs on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.matching.matcher import Matcher
from serving.store.store import Store
from tests.support.databases import BACKENDS, Databases, opened
from tests.support.made_once import made_once
from tests.support.paths import SHIPPED
from tests.support.small_models import SmallModel
from tests.support.small_network import Universe, build_universe, universe_in
from tests.support.sync_tenant import Sync
from tests.support.tenant import Clock, Tenant, make_parts, make_tenant
from tests.support.wrapper_web import SharedRoutes, Web, routes_of_the_run


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """The URL of a fresh, migrated database of each kind in turn."""
    url = databases.make(request.param)
    yield url
    databases.drop(url)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store on each database in turn."""
    found = opened(database_url, tmp_path)
    yield found
    found.close()


@pytest.fixture(scope="module")
def matcher(small_model: SmallModel) -> Matcher:
    """The matcher of each small model in turn."""
    return small_model.matcher()


@pytest.fixture(scope="session")
def universe(tmp_path_factory: pytest.TempPathFactory) -> Universe:
    """The small network of `place_universe`, indexed; who changes it takes `matchers_on_copy`."""
    return universe_in(made_once(tmp_path_factory, "universe", build_universe))


@pytest.fixture(scope="session")
def matchers(universe: Universe) -> dict[Kind, Matcher]:
    """Real matchers of both kinds, ready as a service's are: the shipped bundles on the small network.

    A first replay compiles what is not compiled yet, which may take longer than a request has.
    """
    found = {kind: Matcher.open(SHIPPED / kind, universe.indexes[kind]) for kind in Kind}
    for matcher in found.values():
        matcher.replay_golden()
    return found


@pytest.fixture
def matchers_on_copy(universe: Universe, tmp_path: Path) -> dict[Kind, Matcher]:
    """Matchers on a network that the test may change; what it changes is no other test's."""
    folders = {kind: tmp_path / f"{kind}.index" for kind in Kind}
    for kind, folder in folders.items():
        shutil.copytree(universe.indexes[kind], folder)
    return {kind: Matcher.open(SHIPPED / kind, folder) for kind, folder in folders.items()}


@pytest.fixture
def matching(matchers: dict[Kind, Matcher]) -> Matchers:
    """The matchers of both kinds."""
    return Matchers(matchers.__getitem__)


@pytest.fixture
def clock() -> Clock:
    """The time that the service is told; it stands still until a test moves it."""
    return Clock()


@pytest.fixture
def parts(store: Store, matching: Matchers, clock: Clock, tmp_path: Path) -> WrapperServices:
    """The wrapper's parts on the store."""
    return make_parts(store, matching, clock, tmp_path)


@pytest.fixture(scope="session")
def shared_routes() -> SharedRoutes:
    """The service's routes, made once."""
    return routes_of_the_run()


@pytest.fixture
def web(parts: WrapperServices, shared_routes: SharedRoutes) -> Web:
    """The whole application on the parts."""
    return shared_routes.web(parts)


@pytest.fixture
def new_tenant(parts: WrapperServices, web: Web, clock: Clock) -> Callable[..., Tenant]:
    """Make tenants on one store: `new_tenant(crm=Crm.ORACLE)`, `new_tenant(contract_id="contract-2")`."""

    def make(**contract: Any) -> Tenant:
        return make_tenant(parts, web, clock, **contract)

    return make


@pytest.fixture
def tenant(new_tenant: Callable[..., Tenant]) -> Tenant:
    """A contract with a connected HubSpot and the users ADMIN, SELLER, OTHER_SELLER."""
    return new_tenant()


@pytest.fixture
def sync(tenant: Tenant) -> Sync:
    """A sync service of the tenant."""
    return Sync(tenant)
