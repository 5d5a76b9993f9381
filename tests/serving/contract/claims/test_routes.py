"""Duplicates over HTTP: why each lost, the admin's tie policy, the merge preview; on both databases."""

from typing import Any

import pytest

from serving.vocabulary.terms import Scope
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


def test_s33_a_preview_withholds_all_values_where_one_record_is_hidden(twice: Sync) -> None:
    twice.send(upsert("contact", id="20", modified_at=T1, visible_to=OTHER_SELLER, **contact("M1", title="Secret")))

    found = shown(twice.tenant, "/duplicates/person/M1")

    assert (found["fields"], found["withheld"]) == (None, "crm_permission")
    [loser] = found["losers"]
    assert (loser["lost_by"], loser["sentence"], loser["withheld"]) == (None, None, "crm_permission")
    assert "Secret" not in str(found)
    assert [one["id"] for one in found["merge"]] == ["20"]
