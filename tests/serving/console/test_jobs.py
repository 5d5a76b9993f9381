"""Twenty jobs of a steward, a seller and an admin, by clicks on what the pages show and nothing else."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from serving.store.tables.links import saves
from tests.support.live_console import Live
from tests.support.paths import ROOT
from tests.support.tenant import ADMIN, SELLER

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
FIGURES = ROOT / "docs/experiments/jobs-in-the-console.md"
BEGIN = {"steward": "/overview", "admin": "/overview", "seller": "/profiles"}
WAIT = 30_000
NAME = "Thaddeus Okonkwo"
FIND = ("Name or id=" + NAME, "Find", NAME)
JOBS = (
    ("say that a question's first candidate is right", ("Answer what is open", "This one"), "Your answer is stored"),
    ("say that it is not", ("Answer what is open", "Not this one"), "Your answer is stored"),
    ("skip a question", ("Answer what is open", "Skip"), "Who is"),
    ("find a record by name", ("Find a record by name or e-mail=" + NAME, "Find", NAME), "Link it to another profile"),
    ("read why a record is linked", ("Why is a record linked?", "row:linked"), "Why it is"),
    ("reject a link from its record", ("Why is a record linked?", "row:linked", "Not "), "The profile is rejected"),
    (
        "judge a suspect as wrong, after a preview",
        ("Wrong links", "tick", "Preview", "Apply to 1 link"),
        "The judgements are applied",
    ),
    ("take that group back", ("Wrong links", "Take back all"), "withdrawn as a whole"),
    ("see the duplicates in the CRM", ("Duplicates in the CRM",), "There are none"),
    ("take the list of people who left as a file", ("Left their company", "All of them as CSV"), "There are none"),
    ("find a member", FIND, "On the network"),
    ("try out a note and send it", (*FIND, "Text=Hi", "Try it out", "Send"), "The note is kept and not sent yet"),
    ("see saves without a reason", ("Your saves without a reason",), "They stay saved until you clear them"),
    ("clear a save", ("Your saves without a reason", "Clear these saves"), "The saves are cleared"),
    ("see one's own activities", ("Activities",), "note:"),
    ("switch something on or off", ("Settings", "tick", "Set the switches"), "Saved."),
    ("see users and seats", ("Settings",), "seats are assigned"),
    ("see what a stricter threshold costs", ("What would a stricter threshold cost?",), "Right ones missed"),
    ("read the audit", ("Settings", "audit"), "Show the switches"),
    ("see the imports", ("Settings", "imports"), "Rejects"),
)
"""A job; what is typed (`label=text`) and clicked, in this order; what shows that it is done."""


def test_each_of_twenty_jobs_takes_the_published_number_of_clicks_on_what_the_pages_show(
    live: Live, chromium: Browser
) -> None:
    rows = re.findall(r"^\| (steward|seller|admin) \| (.+) \| (\d) \|$", FIGURES.read_text(), re.MULTILINE)
    who = {job: role for role, job, _ in rows}
    tenant = live.sync.tenant
    tenant.settings(writeback=True)
    save = {"kind": "person", "profile_id": "M2", "object": "contact", "state": "saved", "reason": "open_opportunity"}
    of = {"contract_id": tenant.contract_id, "instance_id": tenant.scope.instance.id, "user_id": SELLER}
    at = {"made_at": tenant.clock(), "changed_at": tenant.clock(), "opportunity_id": "closed"}
    with tenant.store.writing() as connection:
        connection.execute(saves.insert(), [save | of | at])
    pages = {}
    for role in BEGIN:
        pages[role] = chromium.new_context(viewport={"width": 1200, "height": 900}).new_page()
        pages[role].goto(live.link(SELLER if role == "seller" else ADMIN))

    clicks = {}
    for job, steps, says in JOBS:
        page = pages[who[job]]
        page.goto(f"{live.address}/console{BEGIN[who[job]]}")
        clicks[job] = sum([do(page, step) for step in steps])
        expect(page.get_by_text(says).filter(visible=True).first, job).to_be_visible(timeout=WAIT)

    assert len(clicks) == 20
    assert clicks == {job: int(count) for _, job, count in rows}


def do(page: Page, step: str) -> int:
    """Type or click what a step names, wait until the page shows something else, and return how many clicks it was."""
    label, typed, text = step.partition("=")
    if typed:
        page.get_by_label(label, exact=True).filter(visible=True).first.fill(text)
        return 0
    named = re.compile("^" + re.escape(step))
    offered = page.get_by_role("link", name=named).or_(page.get_by_role("button", name=named))
    if step == "tick":
        page.get_by_role("checkbox").filter(visible=True).first.click()
    elif step.endswith("CSV"):
        with page.expect_download():
            offered.filter(visible=True).first.click()
    else:
        if step == "row:linked":
            offered = page.get_by_role("row").filter(has_text="linked").get_by_role("link")
        before = page.locator("main").inner_text()
        offered.and_(page.locator(":not(.skip)")).filter(visible=True).first.click()
        expect(page.locator("main"), step).not_to_have_text(before, use_inner_text=True, timeout=WAIT)
        page.wait_for_load_state()
    return 1
