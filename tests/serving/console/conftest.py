"""Browsers on the console of a tenant."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.console_visit import Browser, browser_of
from tests.support.sync_tenant import Sync

Visiting = Callable[[str | None], Browser]


@pytest.fixture
def visit(sync: Sync) -> Iterator[Visiting]:
    """Open the console as a user of the tenant's CRM; None: as the operator."""
    opened: list[Browser] = []

    def open_as(user_id: str | None) -> Browser:
        opened.append(browser_of(sync.tenant, user_id))
        return opened[-1]

    yield open_as
    for browser in opened:
        browser.web.close()
