"""Browsers on the console of a tenant: without script in process, and a real one on a served console."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser as Chromium

from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from tests.support.chromium import running_chromium
from tests.support.console_visit import Browser, browser_of
from tests.support.databases import Databases, opened
from tests.support.live_console import Live, served_console
from tests.support.sync_tenant import Sync

Visiting = Callable[[str | None], Browser]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """SQLite, or each database that a test names: what the store does on both is proven by the tests below contract."""
    url = databases.make(getattr(request, "param", "sqlite"))
    yield url
    databases.drop(url)


@pytest.fixture
def visit(sync: Sync) -> Visiting:
    """Open the console as a user of the tenant's CRM; None: as the operator."""
    return partial(browser_of, sync.tenant)


@pytest.fixture(scope="module")
def live(
    matchers: dict[Kind, Matcher], databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """A served console on a contract of its own for each file of tests."""
    folder = tmp_path_factory.mktemp("console")
    store = opened(databases.make("sqlite"), folder)
    with served_console(matchers, store, folder) as found:
        yield found
    store.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """Debian's Chromium; a test without it is skipped."""
    with running_chromium() as browser:
        yield browser
