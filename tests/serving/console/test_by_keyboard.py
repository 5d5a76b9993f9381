"""What stewards, sellers and admins do, by keyboard alone in a real browser, and seen through the API afterwards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.live_console import Live

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
ANSWERS = 30
EVERY = 10
LOST = 5


@pytest.fixture
def page(live: Live, chromium: Browser) -> Iterator[Page]:
    """The admin's browser, in which no script error may happen."""
    context = chromium.new_context()
    found = context.new_page()
    errors = list[str]()
    found.on("pageerror", lambda error: errors.append(str(error)))
    found.goto(live.link())
    yield found
    context.close()
    assert errors == []


def asked_record(page: Page) -> str:
    return page.locator("#question small bdi").inner_text()


def press_until_other(page: Page, key: str) -> None:
    """Press a key and wait until another question is shown, in this page or in the next one."""
    before = asked_record(page)
    page.keyboard.press(key)
    page.wait_for_function(
        "one => { const now = document.querySelector('#question small bdi'); return now && now.textContent !== one; }",
        arg=before,
        polling=20,  # each frame otherwise, which is drawn for it
    )


def test_thirty_answers_and_three_taken_back_hold_in_the_store(live: Live, page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/console/review*")

    stated: dict[str, str | None] = {}
    for number in range(1, ANSWERS + 1):
        record_id = asked_record(page)
        profile = (page.locator("table.side thead a").first.get_attribute("href") or "").rpartition("/")[2]
        if number == LOST:
            page.wait_for_load_state("networkidle")
            page.context.set_offline(True)
        press_until_other(page, "y" if number % 3 else "0")
        if number == LOST:  # the answer is kept, and sent again
            page.context.set_offline(False)
            page.get_by_text("There is a connection again").wait_for()
        stated[record_id] = profile if number % 3 else None
        if number % EVERY == 0:
            page.wait_for_load_state("networkidle")
            expect(page.locator("[data-progress]")).to_contain_text(f" {len(stated)} answered")
            with page.expect_navigation(url="**note=undone*"):
                page.keyboard.press("z")
            del stated[record_id]
            assert asked_record(page) == record_id
    page.wait_for_load_state("networkidle")

    found = {record_id: live.stored("contact", record_id) for record_id in stated}
    assert len(stated) >= ANSWERS - 2 * ANSWERS // EVERY
    assert {one["made_by"] for one in found.values()} == {"user"}
    assert {name: None if one["state"] == "unmatched" else one["profile_id"] for name, one in found.items()} == stated


def test_the_page_of_an_account_lists_who_works_there(live: Live, page: Page) -> None:
    page.goto(f"{live.address}/console/records/account/A1")

    assert "Thaddeus Okonkwo\tChief Engineer" in page.locator("#people").inner_text()
