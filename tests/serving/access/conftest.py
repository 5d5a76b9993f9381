"""The database of tests that are about callers, their bodies and their answers."""

from collections.abc import Iterator

import pytest

from tests.support.databases import Databases


@pytest.fixture
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """SQLite, or each database that a test names: what the store does on both is proven by the tests below contract."""
    url = databases.make(getattr(request, "param", "sqlite"))
    yield url
    databases.drop(url)
