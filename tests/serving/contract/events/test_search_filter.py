"""The two filters of the people search, in the CRM and not in the CRM (S39), on both databases."""

from typing import Any

import pytest

from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import SELLER

NAMES = ("Wilhelmina Thackeray", "Ingrid", "Torvald Solbakken", "Anna Smith", "Thaddeus Okonkwo")
IN = "&in_crm=true"


def found(sync: Sync, name: str, more: str = "") -> list[dict[str, Any]]:
    path = f"/profiles?kind=person&limit=50&q={name.replace(' ', '+')}{more}"
    return list(sync.tenant.good("GET", path, acting=SELLER)["items"])


def ids(items: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in items]


@pytest.fixture
def linked(sync: Sync) -> Sync:
    """M1 and M3 are linked, M1 with another title, M2 is a question and M5 has a duplicate."""
    sync.send(
        upsert("account", id="A1", **account("C1")),
        upsert("contact", id="P1", **contact("M1", title="Intern")),
        upsert("contact", id="P3", **contact("M3")),
        upsert("contact", id="P4", full_name="T Okonkwo"),
    )
    return sync


def test_s39_the_filter_agrees_with_the_badges_and_with_the_list_of_members(linked: Sync) -> None:
    """S30: who is out of date is in the CRM."""
    people = sorted({one for name in NAMES for one in ids(found(linked, name))})
    asked = {"kind": "person", "profiles": people}
    badges = linked.tenant.ask("POST", "/badges", asked, acting=SELLER).json()["items"]

    inside = {one for name in NAMES for one in ids(found(linked, name, IN))}

    assert {one["profile_id"] for one in badges if one["badge"] != "not_in_crm"} == inside
    assert "out_of_date" in {one["badge"] for one in badges}
    assert inside == set(linked.tenant.ask("GET", "/filters/in-crm").json()["items"])
