"""Create record and updates in a real browser, with the answers of a CRM that runs."""

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update

from serving.store.tables.contracts import instances
from serving.vocabulary.terms import Crm
from tests.support.crm_server import running_crm
from tests.support.live_console import Live
from tests.support.tenant import SELLER

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
PARTS = ("these have the same name", "You have not authorised yet", "Thaddeus Okonkwo", "The CRM has the new values")
OWN = f"/users/{SELLER}"


def test_s35_a_seller_authorises_links_a_duplicate_creates_a_lead_and_updates_it(live: Live, chromium: Browser) -> None:
    """S23, S35, S53, S54, D28, D30."""
    tenant = live.sync.tenant
    page = chromium.new_context().new_page()
    page.goto(live.link(SELLER))

    def press(profile_id: str, button: str, **typed: str) -> str:
        page.goto(f"{live.address}/console/profiles/person/{profile_id}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        for name, text in typed.items():
            page.fill(f"form[action$=update] [name={name}]", text)
        page.get_by_role("button", name=button).click()
        return page.locator("#problem, .told:not(.empty)").inner_text()

    with running_crm(Crm.ORACLE) as crm:
        with tenant.store.writing() as connection:
            connection.execute(update(instances).values(crm=Crm.ORACLE, urls={"api": crm.url}))
        says = [press("M2", "Create lead")]
        page.get_by_text("How to authorise").click()
        says.append(page.locator("#grant").inner_text())
        tenant.good("PUT", f"{OWN}/crm-authorization", {"access_token": "t"}, acting=SELLER)
        says.append(press("M2", "Create lead"))
        page.get_by_text("Link this one").click()
        press("M3", "Create lead")
        page.fill("[name=force]", "another one")
        page.locator("#problem .danger").click()
        says.append(press("M3", "Update", title="Head of Fleet"))
        page.goto(f"{live.address}/console/activities")
        page.uncheck("[name=note]")
        page.get_by_text("Set your switches").click()
        [lead] = crm.of("leads")

    assert [part in said for part, said in zip(PARTS, says, strict=True)] == [True] * len(PARTS), says
    assert live.stored("contact", "Q2")["profile_id"] == "M2"
    assert lead.values["PrimaryContactJobTitle"] == "Head of Fleet"
    assert tenant.good("GET", f"{OWN}/preferences", acting=SELLER)["writeback"]["note"] is False
