"""Duplicates over HTTP: why each lost, the admin's tie policy, the merge preview; on both databases."""

from typing import Any

import pytest

from serving.vocabulary.terms import Crm, Scope
from tests.support.reports_tenant import do_jobs
from tests.support.small_network import contact
from tests.support.sync_tenant import T1, T2, Sync, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant

Item = dict[str, Any]


@pytest.fixture
def twice(sync: Sync) -> Sync:
    """Two contacts that are one member: the later one has the profile, the earlier one an owner."""
    sync.send(
        upsert("contact", id="20", owner_id=SELLER, modified_at=T1, **contact("M1")),
        upsert("contact", id="100", modified_at=T2, **contact("M1")),
    )
    assert sync.states() == {"contact/100": ("linked", "M1"), "contact/20": ("duplicate", "M1")}
    return sync


def shown(tenant: Tenant, path: str, acting: str = ADMIN) -> Item:
    return tenant.good("GET", path, scopes=Scope.ADMIN, acting=acting)


@pytest.mark.parametrize("criterion", ["owner", "oldest"])
def test_d4_an_admin_s_tie_policy_moves_the_link_and_is_the_reason(twice: Sync, criterion: str) -> None:
    answer = twice.tenant.change_settings(tie_policy={"contact": [criterion]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["tie_policy"] == {"contact": [criterion]}
    do_jobs(twice.tenant)

    [group] = shown(twice.tenant, "/duplicates")["items"]

    assert twice.states() == {"contact/20": ("linked", "M1"), "contact/100": ("duplicate", "M1")}
    assert (group["winner"]["id"], group["losers"][0]["lost_by"]) == ("20", criterion)


@pytest.mark.parametrize(
    "policy", [{"contact": ["owner", "owner"]}, {"user": ["owner"]}, {"contact": ["luck"]}, {"opportunity": []}]
)
def test_a_policy_that_cannot_be_applied_is_refused(tenant: Tenant, policy: Any) -> None:
    assert tenant.change_settings(tie_policy=policy).status_code == 422


def test_a_lead_beside_a_contact_is_left_and_leads_have_a_list_alone(new_tenant: Any) -> None:
    sync = Sync(new_tenant(crm=Crm.ORACLE))
    sync.send(
        upsert("contact", id="1", **contact("M1")),
        *(upsert("lead", id=one, **contact("M1")) for one in ("2", "3")),
        *(upsert("lead", id=one, **contact("M2")) for one in ("4", "5")),
    )

    first, second = shown(sync.tenant, "/duplicates/merges")["items"]

    assert (first["merge"], [one["id"] for one in first["left"]], first["calls"]) == ([], ["2", "3"], [])
    assert [one["id"] for one in second["merge"]] == ["5"]
    assert second["calls"] == []
    losers = shown(sync.tenant, "/duplicates")["items"][0]["losers"]
    assert {one["lost_by"] for one in losers} == {"contact_before_lead"}


def test_s33_a_preview_withholds_all_values_where_one_record_is_hidden(twice: Sync) -> None:
    twice.send(upsert("contact", id="20", modified_at=T1, visible_to=OTHER_SELLER, **contact("M1", title="Secret")))

    found = shown(twice.tenant, "/duplicates/person/M1")

    assert (found["fields"], found["withheld"]) == (None, "crm_permission")
    [loser] = found["losers"]
    assert (loser["lost_by"], loser["sentence"], loser["withheld"]) == (None, None, "crm_permission")
    assert "Secret" not in str(found)
    assert [one["id"] for one in found["merge"]] == ["20"]


def test_duplicates_are_paged_by_profile_and_for_admins_alone(sync: Sync) -> None:
    for member in ("M1", "M2", "M3"):
        sync.send(*(upsert("contact", id=f"{member}{one}", **contact(member)) for one in ("a", "b", "c")))

    first = shown(sync.tenant, "/duplicates?limit=2")
    rest = shown(sync.tenant, f"/duplicates?limit=2&cursor={first['next_cursor']}")

    assert [one["profile_id"] for one in (*first["items"], *rest["items"])] == ["M1", "M2", "M3"]
    assert rest["next_cursor"] is None
    assert all(len(one["losers"]) == 2 for one in first["items"])
    for scope in (Scope.APP, Scope.READER):
        for path in ("/duplicates", "/duplicates/merges", "/duplicates/person/M1"):
            assert sync.tenant.ask("GET", path, scopes=scope, acting=SELLER).status_code == 403
