"""The effects of one import or change, through real import and linking (S13, S20, S21, S24, S40, S43, S46, S47)."""

import json
from typing import Any

import pytest

from serving.contract.reports.roi import run_roi
from serving.store.jobs import claim, finish
from serving.vocabulary.terms import Scope
from tests.support.seen_tenant import Seen
from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant


@pytest.fixture
def sync(tenant: Tenant) -> Sync:
    """A tenant with two seated sellers and an account of C1 with a contact, M1, who is on an open opportunity."""
    Seen(tenant).seat(SELLER, OTHER_SELLER)
    sync = Sync(tenant)
    put(sync, "account", id="A1", **account("C1"))
    put(sync, "contact", id="P1", account_id="A1", **contact("M1"))
    return sync


def put(sync: Sync, crm_object: str, **record: Any) -> None:
    """Upsert one record, a minute after the last."""
    modified_at = sync.tenant.clock.forward(minutes=1).isoformat()
    assert sync.put(crm_object, modified_at=modified_at, **record) == "applied"


def sell(sync: Sync, owner: str, **columns: str) -> None:
    row = {"id": "O1", "name": "Robots", "account_id": "A1", "contact_ids": "P1", "status": "open"}
    put(sync, "opportunity", **row | {"owner_id": owner, "amount": "12.5", "currency": "EUR"} | columns)


def answer_of(tenant: Tenant, path: str, acting: str = SELLER) -> Any:
    answer = tenant.ask("GET", path, acting=acting)
    assert answer.status_code == 200, answer.text
    return answer.json()


def badge(tenant: Tenant, profile: str, acting: str = SELLER) -> dict[str, Any]:
    answer = tenant.ask("POST", "/badges", {"kind": "person", "profiles": [profile]}, acting=acting)
    found: dict[str, Any] = answer.json()["items"][0]
    return found


def saved(tenant: Tenant, acting: str) -> list[tuple[str, str]]:
    return [(one["profile_id"], one["state"]) for one in answer_of(tenant, "/saves", acting)["items"]]


DEAL = {"dealname": "Robots", "pipeline": "default", "dealstage": "s2", "hubspot_owner_id": SELLER}
BEFORE_CLOSING = [{"id": "default", "stages": [{"id": "s2", "metadata": {"isClosed": "false"}}]}]


def deal(**properties: str) -> dict[str, Any]:
    """HubSpot's answer for the deal; a search names only the requested properties."""
    times = {"hs_lastmodifieddate": "2026-03-01T12:00:00Z"}
    return {
        "id": "O1",
        "properties": DEAL | times | properties,
        "associations": {
            "companies": {"results": [{"id": "A1"}]},
            "contacts": {"results": [{"id": "P1"}]},
        },
    }


def test_d15_a_deal_without_a_status_is_unknown_and_saves_nothing(sync: Sync) -> None:
    """D15, S42: no later change undoes a wrong save; the warning of the import names what to send."""
    opened = sync.open("opportunity", shape="hubspot")
    page = sync.page(opened, 1, [deal()]).json()

    [warning] = sync.complete(opened).json()["warnings"]
    [panel] = answer_of(sync.tenant, "/companies/C1/opportunities?view=panel")["items"]
    assert page["counts"] == {"applied": 1, "opportunity_status_unknown": 1}
    assert (warning["name"], warning["count"]) == ("opportunity_status_unknown", 1)
    assert all(name in warning["advice"] for name in ("hs_is_closed", "StatusCode", "pipelines", "status"))
    assert panel["status"] == "unknown"
    assert saved(sync.tenant, SELLER) == []


def test_d15_the_stages_of_an_import_set_the_status_of_unchanged_deals(sync: Sync) -> None:
    """D15, D16: what was unknown opens, and saves, when the same deal comes with the pipelines."""
    sync.bulk("opportunity", [deal()], shape="hubspot")

    taken = sync.bulk("opportunity", [deal()], shape="hubspot", pipelines=BEFORE_CLOSING)

    [shown] = answer_of(sync.tenant, "/companies/C1/opportunities")["items"]
    assert taken["counts"] == {"unchanged": 1}
    assert shown["status"] == "open"
    assert {profile for profile, _ in saved(sync.tenant, SELLER)} == {"C1", "M1"}


@pytest.mark.parametrize("by", ["import", "stream"])
def test_d15_pipelines_that_arrive_after_their_deals_renew_them(sync: Sync, by: str) -> None:
    """D15, D16: no deal is sent again; a stage that closes later closes its deals without clearing a save."""
    sync.bulk("opportunity", [deal(closedate="2026-02-01T00:00:00Z")], shape="hubspot")

    def arrive(pipelines: list[dict[str, Any]]) -> str:
        if by == "import":
            sync.open("contact", shape="hubspot", pipelines=pipelines)
        else:
            sync.send(shape="hubspot", pipelines=pipelines)
        return str(answer_of(sync.tenant, "/companies/C1/opportunities?view=panel")["items"][0]["status"])

    opened = arrive(BEFORE_CLOSING)
    saves = saved(sync.tenant, SELLER)
    closing = {"id": "s2", "metadata": {"isClosed": "true", "probability": "1.0"}}
    won = arrive([{"id": "default", "stages": [closing]}])

    assert (opened, won) == ("open", "won")
    assert {profile for profile, _ in saves} == {"C1", "M1"}
    assert saved(sync.tenant, SELLER) == saves


def test_s45_a_stage_that_moves_behind_the_cut_off_saves_the_deals_that_are_in_it(sync: Sync) -> None:
    """S45: the position of a stage is its pipeline's; the deals' own columns do not change."""
    sync.tenant.settings(stage_cut_off={"default": "s2"})
    first, last = ({"id": name, "metadata": {"isClosed": "false"}} for name in ("s1", "s2"))
    sync.send(shape="hubspot", pipelines=[{"id": "default", "stages": [first, last]}])
    sync.bulk("opportunity", [deal(dealstage="s1")], shape="hubspot")
    before = saved(sync.tenant, SELLER)

    sync.send(shape="hubspot", pipelines=[{"id": "default", "stages": [last, first]}])

    assert before == []
    assert {profile for profile, _ in saved(sync.tenant, SELLER)} == {"C1", "M1"}


def test_d15_the_deals_of_a_stage_without_a_state_are_unknown(sync: Sync) -> None:
    pipelines = [{"id": "default", "stages": [{"id": "s2", "displayOrder": 1}]}]

    taken = sync.bulk("opportunity", [deal()], shape="hubspot", pipelines=pipelines)

    assert taken["counts"]["opportunity_status_unknown"] == 1


def test_s13_one_ingest_renews_badge_contact_information_saves_and_filters(sync: Sync) -> None:
    before = answer_of(sync.tenant, "/filters/in-crm")
    sell(sync, SELLER)

    put(sync, "contact", id="P2", account_id="A1", owner_id=SELLER, **contact("M2", phone="+1 512 555 0101"))
    sell(sync, SELLER, contact_ids="P1; P2")

    found = badge(sync.tenant, "M2")
    changes = answer_of(sync.tenant, f"/filters/in-crm?since={before['changes_cursor']}")
    assert (found["badge"], found["contact_info"]["fields"]["phone"]) == ("in_crm", "+1 512 555 0101")
    assert saved(sync.tenant, SELLER) == [("C1", "saved"), ("M1", "saved"), ("M2", "saved")]
    assert (before["items"], changes["items"]) == (["M1"], ["M2"])


def test_s13_a_changed_record_shows_at_once(sync: Sync) -> None:
    """S13, S30: the badge is out of date as soon as the CRM's value differs."""
    before = badge(sync.tenant, "M1")["badge"]

    put(sync, "contact", id="P1", account_id="A1", **contact("M1", title="Head of Sales", phone="+1 512 555 0102"))

    after = badge(sync.tenant, "M1")
    assert (before, after["badge"]) == ("in_crm", "out_of_date")
    assert after["contact_info"]["fields"]["phone"] == "+1 512 555 0102"


def test_s24_everyone_on_the_contract_sees_a_rematch_and_d8_saves_follow(sync: Sync) -> None:
    """S24, S26, D6, D8: what was saved stays, the new profile gets its own."""
    sell(sync, SELLER)

    assert sync.rematch("contact", "P1", "M5").status_code == 200

    for user in (ADMIN, SELLER, OTHER_SELLER):
        assert (badge(sync.tenant, "M5", user)["record"], badge(sync.tenant, "M1", user)["badge"]) == (
            {"object": "contact", "id": "P1"},
            "not_in_crm",
        )
    assert saved(sync.tenant, SELLER) == [("C1", "saved"), ("M1", "saved"), ("M5", "saved")]


def test_s42_s43_an_opportunity_closes_changes_owner_and_reopens(sync: Sync) -> None:
    sell(sync, SELLER)
    sell(sync, SELLER, status="lost")
    sell(sync, OTHER_SELLER, status="lost")
    closed = saved(sync.tenant, OTHER_SELLER)

    sell(sync, OTHER_SELLER)

    assert closed == []
    assert saved(sync.tenant, SELLER) == saved(sync.tenant, OTHER_SELLER) == [("C1", "saved"), ("M1", "saved")]


def test_s20_a_duplicate_has_no_badge_of_its_own(sync: Sync) -> None:
    put(sync, "contact", id="P9", **contact("M1", phone=None, title=None))

    assert badge(sync.tenant, "M1")["record"]["id"] in {"P1", "P9"}
    assert sorted(state for state, _ in sync.states().values()) == ["duplicate", "linked", "linked"]


def test_d9_a_deleted_record_gives_no_badge_and_undoes_no_save(sync: Sync) -> None:
    sell(sync, SELLER)

    sync.send({"op": "delete", "object": "contact", "id": "P1"})

    assert badge(sync.tenant, "M1")["badge"] == "not_in_crm"
    assert answer_of(sync.tenant, "/filters/in-crm")["items"] == []
    assert ("M1", "saved") in saved(sync.tenant, SELLER)


def test_s47_the_list_names_the_owner_that_the_crm_sent(sync: Sync) -> None:
    """S47, S48: two opportunities of one name are both shown."""
    put(sync, "user", id=SELLER, name="Sam Seller", email="sam@seller.example")
    sell(sync, SELLER, close_date="2026-05-01")
    sell(sync, SELLER, id="O2", close_date="2026-05-01")

    shown = answer_of(sync.tenant, "/companies/C1/opportunities")["items"]

    one = {"name": "Robots", "owner": {"id": SELLER, "name": "Sam Seller"}, "close_date": "2026-05-01"}
    assert shown == [one | {"status": "open"}] * 2


def test_s46_the_revenue_is_read_from_the_field_that_the_admin_chose(sync: Sync) -> None:
    """S46, S71: the field is kept with the opportunity, whatever the CRM calls it."""
    sync.tenant.settings(revenue_field="yearly_value", roi={"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"})
    sell(sync, SELLER, yearly_value="400", created_at="2026-01-10T00:00:00Z")
    begun = sync.tenant.ask("POST", "/reports/roi", {}, scopes=Scope.REP, headers={"Idempotency-Key": "k"})

    with sync.tenant.store.writing() as connection:
        job = claim(connection, ["roi"], sync.tenant.clock())
        assert job is not None
    result = run_roi(sync.tenant.parts, job)
    with sync.tenant.store.writing() as connection:
        finish(connection, job.id, result, sync.tenant.clock())

    file = sync.tenant.ask("GET", f"/jobs/{begun.json()['job_id']}/file", scopes=Scope.REP)
    assert json.loads(file.text)["without_tool"]["value"] == {"EUR": "400"}


def test_d14_people_of_a_rematched_account_are_out_of_date_not_unlinked(sync: Sync) -> None:
    sync.rematch("contact", "P1", "M1")

    sync.rematch("account", "A1", "C2")

    found = badge(sync.tenant, "M1")
    assert (found["badge"], [one["field"] for one in found["out_of_date"]]) == ("out_of_date", ["company"])


def test_d10_saves_outlive_the_merge_of_their_records(sync: Sync) -> None:
    sell(sync, SELLER)

    sync.send({"op": "merge", "object": "contact", "id": "P1", "into": "P7"})

    assert ("M1", "saved") in saved(sync.tenant, SELLER)
