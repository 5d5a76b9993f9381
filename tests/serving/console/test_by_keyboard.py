"""What stewards, sellers and admins do, by keyboard alone in a real browser, and seen through the API afterwards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.live_console import Live

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
ANSWERS = 100
EVERY = 10
REPAIRED = 20


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


def focus_on(page: Page, name: str, presses: int = 400) -> None:
    """Press Tab until a control with this text or name has the focus."""
    for _ in range(presses):
        if name in str(page.evaluate(FOCUSED)):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no control named {name!r} is reached by Tab")


FOCUSED = """() => {
  const one = document.activeElement;
  return ["BUTTON", "INPUT", "A", "SUMMARY"].includes(one.tagName) ? one.textContent.trim() || one.name : "";
}"""


def test_a_wrong_link_repair_of_20_is_ticked_previewed_applied_and_undone(live: Live, page: Page) -> None:
    page.goto(f"{live.address}/console/wrong-links?cause=unsure")
    before = live.sync.states()
    page.keyboard.press("j")
    page.keyboard.press("Space")
    for _ in range(REPAIRED - 1):
        page.keyboard.press("Shift+J")
    ticked = page.locator("input[name=ticked]:checked").count()
    page.keyboard.press("a")
    page.wait_for_selector("#preview")
    previewed = live.sync.states()
    focus_on(page, f"Apply to {REPAIRED} links")
    with page.expect_navigation(url="**note=applied*"):
        page.keyboard.press("Enter")
    applied = live.sync.states()
    focus_on(page, "Take back all")
    with page.expect_navigation(url="**note=undone-all*"):
        page.keyboard.press("Enter")

    assert ticked == REPAIRED
    assert previewed == before
    assert sum(applied[key] != before[key] for key in before) >= REPAIRED
    assert live.sync.states() == before


def test_a_hundred_answers_and_ten_taken_back_hold_in_the_store(live: Live, page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/console/review*")

    stated: dict[str, tuple[str, str]] = {}
    for number in range(1, ANSWERS + 1):
        record_id = asked_record(page)
        key = "y" if number % 3 else "0"
        profile = page.locator("table.side thead a").first.get_attribute("href") or ""
        press_until_other(page, key)
        stated[record_id] = (key, profile.rpartition("/")[2])
        if number % EVERY == 0:
            page.wait_for_load_state("networkidle")
            with page.expect_navigation(url="**note=undone*"):
                page.keyboard.press("z")
            del stated[record_id]
            assert asked_record(page) == record_id
    page.wait_for_load_state("networkidle")

    found = {record_id: live.stored("contact", record_id) for record_id in stated}
    assert len(stated) >= ANSWERS - 2 * ANSWERS // EVERY
    assert {one["made_by"] for one in found.values()} == {"user"}
    wrong = {
        record_id: (stated[record_id], link["state"], link["profile_id"])
        for record_id, link in found.items()
        if (link["state"] == "unmatched") != (stated[record_id][0] == "0")
        or (stated[record_id][0] == "y" and link["profile_id"] != stated[record_id][1])
    }
    assert wrong == {}


def test_a_record_is_rematched_and_rejected(live: Live, page: Page) -> None:
    page.goto(f"{live.address}/console/records/contact/P1")
    page.keyboard.press("r")
    page.keyboard.type("Thaddeus Okonkwo")
    with page.expect_navigation(url="**search=*"):
        page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.textContent") != "Link":
        page.keyboard.press("Tab")
    with page.expect_navigation(url="**note=rematched*"):
        page.keyboard.press("Enter")
    linked = live.stored("contact", "P1")
    with page.expect_navigation(url="**note=rejected*"):
        page.keyboard.press("x")

    assert (linked["profile_id"], linked["made_by"]) == ("M2", "user")
    assert live.stored("contact", "P1")["profile_id"] != "M2"


def test_keys_lead_to_the_search_of_a_record_and_to_the_slider(live: Live, page: Page) -> None:
    page.goto(f"{live.address}/console/profiles/person/M4")
    page.keyboard.press("m")
    searched = page.evaluate("document.activeElement.name")
    page.goto(f"{live.address}/console/quality")
    precision = page.locator("input[name=precision]")
    before = precision.input_value()
    page.keyboard.press("t")
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")

    assert searched == "search"
    assert precision.input_value() != before
