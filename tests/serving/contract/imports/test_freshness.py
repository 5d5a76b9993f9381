"""Whether a CRM's changes arrive within 12 hours, by pages as by the stream (S11), on both databases."""

from collections.abc import Callable
from typing import Any

import pytest

from serving.contract.imports.freshness import notice_silence
from serving.vocabulary.terms import InstanceName, Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import START, Clock, Tenant

LATE = "2026-03-02T10:00:00Z"
"""An hour after the CRM was connected."""


def shown(sync: Sync, scope: Scope = Scope.READER) -> dict[str, Any]:
    return sync.tenant.good("GET", "/freshness", scopes=scope)


def counts(sync: Sync) -> tuple[str, int, int, int]:
    found = shown(sync)
    return found["state"], found["changes_on_time"], found["changes_late"], found["slowest_s"]


def checkpoint(sync: Sync) -> dict[str, Any]:
    return sync.tenant.good("PUT", "/checkpoint", scopes=Scope.SYNC)


@pytest.fixture
def later(sync: Sync) -> Sync:
    """A sync service 14 hours after the connection, with a checkpoint."""
    sync.tenant.clock.forward(hours=14)
    checkpoint(sync)
    return sync


WAYS: dict[str, Callable[[Sync, list[dict[str, Any]]], object]] = {
    "stream": lambda sync, rows: sync.send(*(upsert("contact", **row) for row in rows)),
    "pages": lambda sync, rows: sync.bulk("contact", rows),
    "pages of a full import": lambda sync, rows: sync.bulk("contact", rows, full=True),
}


@pytest.mark.parametrize("way", WAYS)
def test_s11_changes_count_whichever_way_they_come(later: Sync, way: str) -> None:
    """S12: pages of imports are news as the stream's changes are."""
    recent = {"id": "P1", "modified_at": later.tenant.clock().isoformat(), **contact("M1")}

    WAYS[way](later, [recent])
    fresh = counts(later)
    WAYS[way](later, [recent, {"id": "P2", "modified_at": LATE}])

    assert fresh == ("fresh", 1, 0, 0)
    assert counts(later) == ("late", 1, 1, 13 * 3600)


def test_s11_the_first_full_read_is_not_late(later: Sync) -> None:
    """What is older than the connection was never sent before, and was no update."""
    old = [{"id": f"P{n}", "modified_at": "2019-01-01T00:00:00Z", **contact(f"M{n}")} for n in (1, 2)]

    later.bulk("contact", old, full=True)

    assert counts(later) == ("fresh", 0, 0, 0)


def test_s11_a_late_change_is_an_event_once_until_the_next_checkpoint(later: Sync) -> None:
    for n in (1, 2):
        later.bulk("contact", [{"id": f"P{n}", "modified_at": LATE, **contact(f"M{n}")}])
    once = later.events("freshness.late")
    checkpoint(later)
    later.put("contact", id="P3", modified_at=LATE, **contact("M3"))

    feed = later.tenant.ask("GET", "/events", scopes=Scope.SYNC).json()["items"]

    assert once == [{"because": "late_change", "changes_late": 1, "instance": "production"}]
    assert [one["data"]["changes_late"] for one in feed if one["type"] == "freshness.late"] == [1, 3]


def test_s11_a_missing_checkpoint_is_an_event_once(sync: Sync) -> None:
    clock = sync.tenant.clock
    parts = sync.tenant.parts

    clock.forward(hours=12)
    notice_silence(parts, clock())
    in_time = sync.events("freshness.late")
    for _ in range(2):
        clock.forward(seconds=1)
        notice_silence(parts, clock())

    assert in_time == []
    assert sync.events("freshness.late") == [{"because": "no_checkpoint", "changes_late": 0, "instance": "production"}]
    assert shown(sync)["last_checkpoint_at"] is None
    checkpoint(sync)
    clock.forward(hours=13)
    notice_silence(parts, clock())
    assert len(sync.events("freshness.late")) == 2


def test_s11_nobody_is_alerted_of_a_sandbox_or_of_a_former_connection(
    new_tenant: Callable[..., Tenant], clock: Clock
) -> None:
    """D19, D24."""
    tenant = new_tenant(names=(InstanceName.SANDBOX,))
    left = new_tenant(contract_id="contract-2")
    left.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting="U1")
    clock.forward(days=2)

    notice_silence(tenant.parts, clock())

    assert Sync(tenant).events("freshness.late") == []
    assert clock() > START
