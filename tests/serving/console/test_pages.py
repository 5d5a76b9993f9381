"""The pages of the console: each opens for whom it is, and what is done on it holds in the store."""

import pytest

from tests.serving.console.conftest import Visiting
from tests.support.console_visit import Browser, token_of
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN

HOSTILE = "<script>alert('x')</script>\" onload=\"1\u202e"


@pytest.fixture
def admin(sync: Sync, visit: Visiting) -> Browser:
    """An admin's browser on a contract with a linked contact, one to review and one of nobody."""
    sync.put("contact", id="P1", **contact("M1", city="Dallas"))
    sync.put("contact", id="P2", **contact("M3"))
    sync.put("contact", id="P3", full_name=HOSTILE, company="Nowhere")
    return visit(ADMIN)


@pytest.mark.parametrize(
    "path",
    [
        "", "/overview", "/review", "/review?kind=company&blind=1", "/records", "/records?q=thackeray&state=linked",
        "/records/contact/P1", "/records/contact/P1?against=M2&edits=1", "/records/contact/P3", "/wrong-links",
        "/profiles", "/profiles?q=Wilhelmina", "/profiles/person/M1", "/profiles/company/C1", "/quality",
        "/quality?kind=company", "/settings", "/settings/imports", "/settings/activities", "/settings/jobs",
        "/settings/audit", "/settings/certificates",
    ],
)  # fmt: skip
def test_every_page_opens_for_an_admin(admin: Browser, path: str) -> None:
    page = admin.get(f"/console{path}")

    assert page.status_code == 200, page.text
    assert page.text.count("<h1") == 1
    assert "<script>alert" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


def test_a_rematch_from_the_record_holds_in_the_store(admin: Browser, sync: Sync) -> None:
    page = admin.get("/console/records/contact/P1?search=Thaddeus")
    assert "M2" in page.text

    done = admin.send("/console/records/contact/P1/link", profile_id="M2", form_token=token_of(page))

    assert done.status_code == 200
    assert "linked to the profile that you chose" in done.text
    assert sync.link("contact", "P1").profile_id == "M2"
