"""The console in a real browser: no violation of accessibility, policy or width in both schemes, and without script."""

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from serving.access.clients import create_client
from serving.console.terms import TERMS
from serving.vocabulary.terms import Scope
from tests.support.live_console import HOSTILE, Live
from tests.support.paths import ROOT
from tests.support.tenant import ADMIN, SELLER

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
PAGES = (
    "/overview",
    "/overview/gain",
    "/overview/left-company",
    "/review",
    "/review/records",
    "/records",
    "/records/contact/P1?against=M2&edits=1",
    "/wrong-links",
    "/profiles/person/M1",
    f"/profiles?q={quote(HOSTILE)}",
    "/quality",
    "/quality/drift",
    "/settings",
    "/settings/audit",
    "/connection",
    "/settings/fields",
    "/profiles/saves",
    "/activities",
    f"/records?q={quote(HOSTILE)}",
    "/records/contact/H1",
    "/records/account/A1",
    "/stored/contact/P1",
)
OPERATORS = ("/models", "/models/person/diff")
SERIOUS = {"serious", "critical"}
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
MAX_BYTES = 100_000


def test_the_models_page_has_words_for_codes(live: Live, chromium: Browser) -> None:
    page = chromium.new_context().new_page()
    page.goto(live.link(None))
    page.goto(f"{live.address}/console/models")

    text = page.locator("main").text_content() or ""
    page.context.close()

    for words in ("promoted", "brought back", "new answers: 9", "the base model alone"):
        assert words in text
    assert not re.findall(r"new_answers|own_labels|rollback|\{'", text)


def test_no_page_has_a_serious_violation_or_an_error(live: Live, chromium: Browser) -> None:
    """What is dark differs in its colours alone."""
    context = chromium.new_context(color_scheme="light", bypass_csp=True)
    page = context.new_page()
    errors = list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))

    found = []
    for user, paths in ((ADMIN, PAGES), (None, OPERATORS)):
        page.goto(live.link(user))
        for path in paths:
            page.goto(f"{live.address}/console{path}")
            violations = Axe().run(page).response["violations"]
            page.emulate_media(color_scheme="dark")
            violations += Axe().run(page, options=CONTRAST).response["violations"]
            page.emulate_media(color_scheme="light")
            found += [(path, one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in SERIOUS]

    context.close()
    assert (found, errors) == ([], [])


def test_narrow_pages_do_not_scroll_sideways_break_no_policy_and_are_light(live: Live, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    errors = list[str]()
    foreign = list[str]()
    page.on("console", lambda message: errors.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("request", lambda one: None if one.url.startswith((live.address, "data:")) else foreign.append(one.url))
    page.goto(live.link())

    static = sum(len(page.request.get(f"{live.address}/console/static/{name}").body()) for name in STATIC)
    widths = {}
    heavy = {}
    for path in PAGES:
        page_bytes = len(page.goto(f"{live.address}/console{path}").body())  # type: ignore[union-attr]
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
        heavy[path] = static + page_bytes

    context.close()
    assert widths == dict.fromkeys(PAGES, 320)
    assert {path: size for path, size in heavy.items() if size > MAX_BYTES} == {}
    assert (errors, foreign) == ([], [])


STATIC = ("console.css", "console.js")


def test_terms_are_explained_in_place_and_figures_are_the_reader_s_without_a_script(
    live: Live, chromium: Browser
) -> None:
    glossary = (ROOT / "docs/glossary.md").read_text()
    context = chromium.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(live.link())

    page.goto(f"{live.address}/console/records/contact/P1")
    page.get_by_role("button", name="What bits means", description=TERMS["bits"]).first.press("Enter")
    shown = page.locator("[popover]:visible").all_inner_texts()
    probability = page.locator(".lead b").last.inner_text()

    context.close()
    assert [word for word, says in TERMS.items() if f"| {word} | {says} |" not in glossary] == []
    assert shown == [f"bits: {TERMS['bits']}"]
    assert re.fullmatch(r"\d\d,\d\d\xa0%", probability)


def test_an_admin_without_a_script_sets_the_rules_moves_a_seat_and_lets_its_user_in(
    live: Live, chromium: Browser
) -> None:
    """S45, S73, D4: revoking asks once; a seller may not look."""
    tenant = live.sync.tenant
    tenant.give_seats()
    with tenant.store.writing() as connection:
        create_client(connection, tenant.contract_id, {Scope.READER}, tenant.clock(), "newest")
    live.sync.send(pipelines=[{"id": "sales", "stages": [{"id": "new"}, {"id": "late"}]}])
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live.link())
    page.goto(f"{live.address}/console/settings")

    page.get_by_label("Criterion 1 of contact").select_option("owner")
    page.get_by_label("they go to the parent").check()
    page.get_by_label("sales").select_option("late")
    page.get_by_role("button", name="Set the switches").click()
    page.get_by_role("row").filter(has_text=f"seat-{SELLER}").get_by_text("Revoke", exact=True).click()
    page.get_by_role("button", name="Revoke the seat").click()
    free = page.get_by_label(f"Seat of {SELLER}").input_value()
    page.get_by_role("button", name="Assign").click()
    of_seller = page.get_by_role("row").filter(has_text=f"seat-{SELLER}")
    of_seller.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Link", exact=True).input_value()
    seller = chromium.new_page()
    seller.goto(address)
    seller.get_by_role("button", name="Open the console").click()
    there = seller.url
    refused = seller.goto(f"{live.address}/console/settings")
    page.goto(f"{live.address}/console/settings")
    page.get_by_text("Add a user", exact=True).click()
    page.get_by_label("Id of the user in the CRM").fill("N1")
    page.get_by_label("Name", exact=True).fill("Nora Ek")
    page.get_by_role("button", name="Add the user").click()
    added = page.get_by_role("rowheader", name="Nora Ek").count()
    page.get_by_role("button", name="Take it back").click()
    newest = page.get_by_role("row").filter(has_text="newest")
    newest.get_by_text("Revoke", exact=True).click()
    newest.get_by_role("button").click()
    revoked = page.get_by_role("cell", name="revoked").count()
    page.get_by_role("button", name="Take it back").click()
    restored = page.get_by_role("cell", name="revoked").count(), page.get_by_text("Nora Ek").count()

    assert (added, revoked, restored) == (1, 1, (0, 0))
    settings = live.sync.tenant.good("GET", "/settings", scopes=Scope.ADMIN, acting=ADMIN)
    assert settings["tie_policy"] == {"contact": ["owner", "latest_change", "most_filled"]}
    assert (settings["groups"], settings["stage_cut_off"]) == ("parent", {"sales": "late"})
    assert (free, there) == (f"seat-{SELLER}", f"{live.address}/console/review")
    assert refused is not None
    assert refused.status == 403
