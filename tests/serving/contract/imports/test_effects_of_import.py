"""The effects of one import or change, through real import and linking (S13, S20, S21, S24, S40, S43, S46, S47)."""

from typing import Any

import pytest

from tests.support.seen_tenant import Seen
from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import OTHER_SELLER, SELLER, Tenant


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


def test_s47_the_list_names_the_owner_that_the_crm_sent(sync: Sync) -> None:
    """S47, S48: two opportunities of one name are both shown."""
    put(sync, "user", id=SELLER, name="Sam Seller", email="sam@seller.example")
    sell(sync, SELLER, close_date="2026-05-01")
    sell(sync, SELLER, id="O2", close_date="2026-05-01")

    shown = answer_of(sync.tenant, "/companies/C1/opportunities")["items"]

    one = {"name": "Robots", "owner": {"id": SELLER, "name": "Sam Seller"}, "close_date": "2026-05-01"}
    assert shown == [one | {"status": "open"}] * 2


def test_d14_people_of_a_rematched_account_are_out_of_date_not_unlinked(sync: Sync) -> None:
    sync.rematch("contact", "P1", "M1")

    sync.rematch("account", "A1", "C2")

    found = badge(sync.tenant, "M1")
    assert (found["badge"], [one["field"] for one in found["out_of_date"]]) == ("out_of_date", ["company"])
