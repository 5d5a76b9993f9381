"""The pages of the console: each opens for whom it is, and what is done on it holds in the store."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import httpx
import pytest

from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.matching.matcher import Matcher
from serving.store.tables.links import saves
from serving.vocabulary.terms import InstanceName, Scope
from tests.serving.console.conftest import Visiting
from tests.support.console_visit import Browser, browser_of, token_of
from tests.support.databases import BACKENDS, Databases, opened
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, Clock, Tenant, make_parts, make_tenant
from tests.support.wrapper_web import make_web

HOSTILE = "<script>alert('x')</script>\" onload=\"1\u202e"


def fill(sync: Sync) -> None:
    """Send a contact that is linked, one to review and one of nobody."""
    sync.put("contact", id="P1", **contact("M1", city="Dallas"))
    sync.put("contact", id="P2", **contact("M3"))
    sync.put("contact", id="P3", full_name=HOSTILE, company="Nowhere")


@pytest.fixture
def admin(sync: Sync, visit: Visiting) -> Browser:
    """An admin's browser on a contract that the test may change."""
    fill(sync)
    return visit(ADMIN)


@pytest.fixture(scope="module", params=BACKENDS)
def reader(
    request: pytest.FixtureRequest,
    databases: Databases,
    matchers: dict[Kind, Matcher],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Browser]:
    """An admin's browser on such a contract on each database in turn, for tests that change nothing."""
    url = databases.make(request.param)
    folder = tmp_path_factory.mktemp("read")
    store = opened(url, folder)
    clock = Clock()
    parts = make_parts(store, Matchers(matchers.__getitem__), clock, folder)
    sync = Sync(make_tenant(parts, make_web(parts), clock))
    fill(sync)
    yield browser_of(sync.tenant, ADMIN)
    store.close()
    databases.drop(url)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/overview",
        "/overview/left-company",
        "/overview/duplicates",
        "/review",
        "/review?kind=company&blind=1",
        "/records",
        "/records?q=thackeray&state=linked",
        "/records/contact/P1",
        "/records/contact/P1?against=M2&edits=1",
        "/records/contact/P3",
        "/wrong-links",
        "/profiles",
        "/profiles?q=Wilhelmina",
        "/profiles/person/M1",
        "/profiles/company/C1",
        "/quality",
        "/quality?kind=company",
        "/quality/drift",
        "/settings/fields",
        "/profiles/saves",
        "/activities",
        "/connection?instance=sandbox",
        "/settings",
        "/settings/imports",
        "/settings/activities",
        "/settings/jobs",
        "/settings/audit",
        "/settings/certificates",
    ],
)
def test_every_page_opens_for_an_admin(reader: Browser, path: str) -> None:
    page = reader.get(f"/console{path}")

    assert page.status_code == 200, page.text
    assert page.text.count("<h1") == 1
    assert "<script>alert" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


def test_a_save_names_its_opportunity_or_gives_its_id_where_the_seller_sees_none(admin: Browser, sync: Sync) -> None:
    sync.put("opportunity", id="O7", name="Fleet of Borealis", status="open")
    row = {"kind": "person", "profile_id": "M1", "object": "contact", "state": "saved", "reason": "open_opportunity"}
    of = {"contract_id": sync.tenant.contract_id, "instance_id": sync.tenant.scope.instance.id, "user_id": ADMIN}
    at = {"made_at": sync.tenant.clock(), "changed_at": sync.tenant.clock()}
    with sync.tenant.store.writing() as connection:
        connection.execute(saves.insert(), [row | of | at | {"opportunity_id": one} for one in ("O7", "O8")])

    page = admin.get("/console/profiles/person/M1")

    assert "(<bdi>Fleet of Borealis</bdi>)" in page.text
    assert "(<bdi>O8</bdi>)" in page.text


def test_a_note_that_waits_or_is_switched_off_is_not_said_to_be_on_its_way(admin: Browser, sync: Sync) -> None:
    sync.tenant.settings(writeback=True)
    token = token_of(admin.get("/console/activities"))
    note = {"form_token": token, "text": "Met at the fair", "do": "send"}

    waits = admin.send("/console/profiles/person/M1/note", **note)
    admin.send("/console/activities/switches", form_token=token)
    sent = admin.send("/console/profiles/person/M1/note", **note)

    assert "The note is kept" in waits.text
    assert "note: waits for its user" in waits.text
    assert re.search(r"Nothing is sent: (an admin|the user) switched ", sent.text)
    assert "The note is on its way" not in waits.text + sent.text


def test_a_record_whose_id_holds_a_slash_is_opened_from_the_list_and_rematched(admin: Browser, sync: Sync) -> None:
    sync.put("contact", id="erp/7 a", **contact("M2"))
    listed = admin.get("/console/records?state=linked")
    [path] = re.findall(r'href="(/console/records/contact/erp[^"?]*)"', listed.text)

    page = admin.get(f"{path}?search=Thaddeus")
    admin.send(f"{path}/link", profile_id="M3", form_token=token_of(page))
    file = admin.get(f"{path}/passport.json")

    assert sync.link("contact", "erp/7 a").profile_id == "M3"
    assert file.json()["passport"]["record"]["id"] == "contact/erp/7 a"


def test_a_wrong_link_is_previewed_applied_and_taken_back_as_a_group(admin: Browser, sync: Sync) -> None:
    page = admin.get("/console/wrong-links")
    form = {"form_token": token_of(page), "ticked": '["contact", "P1", "M1"]', "verdict": "not_match"}

    preview = admin.send("/console/wrong-links/judge", do="preview", **form)
    before = sync.link("contact", "P1").profile_id
    [attempt] = fields_of(preview, "attempt")
    admin.send("/console/wrong-links/judge", do="apply", attempt=attempt, **form)
    applied = sync.link("contact", "P1").profile_id
    undo = admin.get("/console/wrong-links")
    [undo_id] = fields_of(undo, "undo_id")
    admin.send("/console/wrong-links/undo", undo_id=undo_id, form_token=token_of(undo))

    assert "No wrong link is expected" in page.text
    assert fields_of(page, "ticked") == []
    assert "What would change" in preview.text
    assert before == "M1"
    assert applied != "M1"
    assert sync.link("contact", "P1").profile_id == "M1"


def test_what_is_stored_on_a_person_is_shown_kept_and_erased_with_a_certificate(sync: Sync, admin: Browser) -> None:
    path = "/console/stored/contact/P1"
    page = admin.get(path)
    file = admin.get(f"{path}?as=json")

    erased = admin.send(path, typed="P1", form_token=token_of(page))

    assert str(contact("M1")["full_name"]) in unescape(page.text)
    assert file.json()["tables"].keys() >= {"records", "links", "link_history"}
    assert "record_hash" in erased.text
    assert admin.get(path).status_code == 404
    assert sync.states().keys() == {"contact/P2", "contact/P3"}


UNREADABLE = {
    "/wrong-links/judge": {"ticked": "contact P1"},
    "/profiles/person/M2/link": {"record": "contact"},
    "/quality": {"precision": "high", "claim_margin": "0.1", "etag": '"0"'},
    "/connection": {"crm": "hubspot"},
    "/connection/disconnect": {"typed": "sandbox"},
    "/settings/leave": {"typed": "another"},
    "/stored/contact/P1": {"typed": "another"},
}


def test_the_review_says_which_of_its_reasons_to_stop_holds_with_its_figure(admin: Browser, sync: Sync) -> None:
    several = main_of(admin.get("/console/review"))
    none = main_of(admin.get("/console/review?kind=company"))
    sync.tenant.settings(one_wrong_in=20)
    wanted = main_of(admin.get("/console/review"))

    assert "You may stop" not in several
    assert "You may stop: no question is open." in none
    assert "You may stop: the guarantee that was wanted is in force, at most one wrong badge in 20." in wanted


def test_a_form_that_cannot_be_read_is_refused_and_changes_nothing(admin: Browser, sync: Sync) -> None:
    token = token_of(admin.get("/console/records"))

    answers = {form: admin.send(f"/console{form}", form_token=token, **UNREADABLE[form]) for form in UNREADABLE}

    assert {form: answer.status_code for form, answer in answers.items()} == dict.fromkeys(UNREADABLE, 422)
    assert sync.link("contact", "P1").profile_id == "M1"


def test_a_threshold_that_somebody_moved_meanwhile_is_shown_and_not_overwritten(
    admin: Browser, visit: Visiting
) -> None:
    mine = admin.get("/console/quality")
    other = visit(ADMIN)
    theirs = other.get("/console/quality")
    [etag] = fields_of(mine, "etag")
    form = {"etag": etag, "claim_margin": "0.02"}

    other.send("/console/quality", **form, precision="0.95", form_token=token_of(theirs))
    late = admin.send("/console/quality", **form, precision="0.99", form_token=token_of(mine))

    assert late.status_code == 412
    assert "changed meanwhile" in late.text
    assert 'value="0.95"' in late.text


def test_a_form_that_is_sent_again_is_done_once(admin: Browser, sync: Sync) -> None:
    page = admin.get("/console/review")
    form = {"form_token": token_of(page), "object": "contact", "record_id": "P1", "verdict": "match"}

    for _ in range(2):
        admin.send("/console/review/answer", **form, profile_id="M2", sent_again="attempt-1")

    assert len(sync.statements()) == 1
    assert sync.link("contact", "P1").profile_id == "M2"


def test_the_sandbox_is_looked_at_and_left_again_by_whom_it_knows(
    new_tenant: Callable[..., Tenant], admin: Browser
) -> None:
    tenant = new_tenant(contract_id="contract-3", names=(InstanceName.PRODUCTION, InstanceName.SANDBOX))
    Sync(tenant).put("contact", id="P1", **contact("M1"))
    both = browser_of(tenant, ADMIN)
    token = token_of(both.get("/console/settings"))

    there = both.send("/console/settings/instance", instance="sandbox", form_token=token)
    empty = both.get("/console/records")
    back = both.send("/console/settings/instance", instance="production", form_token=token)
    refused = admin.send(
        "/console/settings/instance", instance="sandbox", form_token=token_of(admin.get("/console/records"))
    )

    assert "You are in the sandbox" in there.text
    assert "No record fits" in empty.text
    assert "You are back in production" in back.text
    assert refused.status_code == 409
    assert "does not know you" in refused.text


def test_a_revoked_client_ends_what_the_console_may_do(admin: Browser, sync: Sync) -> None:
    assert admin.get("/console/records").status_code == 200

    sync.tenant.ask("DELETE", f"/clients/console-{sync.tenant.contract_id}", scopes=Scope.OPERATOR)

    assert admin.get("/console/records").status_code == 401


def fields_of(page: httpx.Response, name: str) -> list[str]:
    """Return the values of all fields of a name on a page."""
    return [unescape(one) for one in re.findall(rf'name="{name}" value="([^"]*)"', page.text)]


def test_an_admin_decides_on_a_held_import(visit: Visiting, sync: Sync) -> None:
    """D22: the page says how many of how many; what was deleted is taken back there as well."""
    sync.bulk("contact", [{"id": f"P{n}", **contact(f"M{n}")} for n in (1, 2)])
    sync.tenant.clock.forward(hours=1)
    held = sync.open("contact", full=True)
    browser = visit(ADMIN)

    def decide(do: str) -> httpx.Response:
        return browser.send("/console/settings/imports/decide", form_token=token_of(shown), id=held, do=do)

    sync.complete(held)
    shown = browser.get("/console/settings/imports")
    said = decide("approve")
    gone = set(sync.payloads("contact"))
    decide("take-back")

    assert "would delete 2 of 2" in shown.text
    assert "The deletion is made. It can be taken back for 7 days." in said.text
    assert ">Take back until" in said.text
    assert (gone, set(sync.payloads("contact"))) == (set(), {"P1", "P2"})
    assert decide("../jobs").status_code == 422


def test_a_refused_profile_is_offered_nowhere_and_the_page_says_who_refused_it_until_it_is_taken_back(
    admin: Browser, sync: Sync
) -> None:
    path = "/console/records/contact/P1"
    token = token_of(admin.get(path))
    rejected = main_of(admin.send(f"{path}/reject", form_token=token))
    searched = admin.get(f"{path}?search=Wilhelmina")
    refused = main_of(admin.get(f"{path}?profile=M1"))
    located = admin.get("/console/profiles/person/M1?search=Thackeray")
    back = admin.send(f"{path}/lift", form_token=token)

    assert "Take it back" in rejected
    assert "a user said that it is not Wilhelmina Thackeray" in rejected
    assert "by the model." not in rejected
    assert 'name="profile_id" value="M1"' not in searched.text
    assert fields_of(located, "record") == []
    assert "no candidate, because a user said" in refused
    assert refused.count("same e-mail") == 2  # its level, and the rule that finds it
    assert "The answer is withdrawn" in back.text
    assert sync.link("contact", "P1").profile_id == "M1"


def test_each_comparison_is_marked_by_its_level_with_what_both_have(admin: Browser, sync: Sync) -> None:
    work = {"title": "Procurement", "email": "x@nowhere.example"}
    sync.put("contact", id="P4", full_name="Wilhelmina Thackery", **work)

    page = main_of(admin.get("/console/records/contact/P4?profile=M1"))

    close = "≈ a word of the title in common: Procurement"
    for mark in ("= same first name", "≈ very similar last name", close, "withheld ≠ e-mail differs"):
        assert mark in page
    admin.send(
        "/console/records/contact/P4/reject", profile_id="M1", form_token=token_of(admin.get("/console/records"))
    )
    assert sync.link("contact", "P4").profile_id is None


def main_of(page: httpx.Response) -> str:
    """Return the text of a page."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.text.partition("<main")[2])).split())
