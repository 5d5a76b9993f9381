"""Tenants with a running CRM, each CRM on each database; a matcher with a collective pass."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from features.schema.kinds import Kind
from serving.access.bearer import secure_context
from serving.contract.records.services import WrapperServices
from serving.matching.matcher import Matcher
from serving.matching.policy import Policy
from serving.vocabulary.terms import Crm
from tests.support.crm_server import CrmServer, running_crm
from tests.support.granted_tenant import with_grant
from tests.support.paths import SHIPPED
from tests.support.small_collective import bundle_with_collective
from tests.support.small_network import Universe
from tests.support.spread_databases import is_left_out
from tests.support.tenant import Clock, Tenant, make_tenant
from tests.support.token_server import TokenServer, running_token_server
from tests.support.writeback_tenant import Writeback, set_up


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the cases of this folder that others stand for on the other database."""
    folder = Path(__file__).parent
    items[:] = [item for item in items if folder not in item.path.parents or not is_left_out(item)]


@pytest.fixture(scope="session")
def crm_http() -> Iterator[httpx.Client]:
    """A client with a short timeout, long enough for two busy processors."""
    with httpx.Client(verify=secure_context(), timeout=1.5) as client:
        yield client


@pytest.fixture(params=list(Crm))
def crm(request: pytest.FixtureRequest) -> Iterator[CrmServer]:
    """Each CRM in turn; whatever a test does, no company is written (S38)."""
    with running_crm(request.param) as server:
        yield server
        assert server.company_writes() == []


@pytest.fixture
def writeback(parts: WrapperServices, clock: Clock, crm: CrmServer, crm_http: httpx.Client) -> Writeback:
    """A tenant with each CRM on each database, without the HTTP application."""
    no_web: Any = None
    return set_up(make_tenant(parts, no_web, clock, crm=crm.crm), crm, crm_http)


@pytest.fixture
def routed(new_tenant: Callable[..., Tenant], crm: CrmServer, crm_http: httpx.Client) -> Writeback:
    """The same with the HTTP application."""
    return set_up(new_tenant(crm=crm.crm), crm, crm_http)


@pytest.fixture
def tokens(crm: Any) -> Iterator[TokenServer]:
    """The CRM's token endpoint, which never gets a refresh token that was used up."""
    with running_token_server(crm.crm) as server:
        yield server
        assert server.reused == []


@pytest.fixture
def granted(writeback: Writeback, tokens: TokenServer) -> Writeback:
    """A tenant whose seller has a grant that lives 30 minutes and can be refreshed."""
    return with_grant(writeback, tokens)


@pytest.fixture(scope="session")
def collective_matcher(universe: Universe, tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """A matcher of people whose bundle has a collective pass, which a replay reads from its folder."""
    policy = Policy(linked=0.6, review=0.05, margin=0.05, precision=0.99)
    folder = tmp_path_factory.mktemp("collective") / "person.bundle"
    return Matcher.open(bundle_with_collective(SHIPPED / Kind.PERSON, folder, policy), universe.indexes[Kind.PERSON])


@pytest.fixture
def collective(matchers: dict[Kind, Matcher], collective_matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """That matcher for one test."""
    monkeypatch.setitem(matchers, Kind.PERSON, collective_matcher)
