"""The event feed and the search filter over HTTP (S13, S30, S39, D19)."""

from typing import Any

import pytest

from serving.contract.events.events import prune_events
from serving.store.tables.links import events
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import RecordState
from tests.support.seen_tenant import CONTACT, Seen
from tests.support.tenant import Tenant


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    """A tenant with five contacts, three of them linked."""
    seen = Seen(tenant)
    for number in range(1, 6):
        seen.record(RecordKey(CONTACT, f"p{number}"), {"full_name": "x"})
    for number in (1, 2, 3):
        link(seen, number, f"M{number}")
    return seen


def link(seen: Seen, number: int, profile: str | None, state: RecordState = RecordState.LINKED) -> None:
    seen.link(RecordKey(CONTACT, f"p{number}"), profile, state)


def feed(tenant: Tenant, **parameters: Any) -> dict[str, Any]:
    return answered(tenant, "/events", **parameters)


def members(tenant: Tenant, **parameters: Any) -> dict[str, Any]:
    return answered(tenant, "/filters/in-crm", **parameters)


def answered(tenant: Tenant, path: str, **parameters: Any) -> dict[str, Any]:
    query = "&".join(f"{name}={value}" for name, value in parameters.items())
    return tenant.good("GET", f"{path}?{query}")


def test_a_frequent_reader_misses_no_event_when_old_ones_are_pruned(seen: Seen) -> None:
    cursor = feed(seen.tenant)["next_cursor"]
    for _ in range(4):
        seen.tenant.clock.forward(days=20)
        prune_events(seen.tenant.parts, seen.tenant.clock())
        cursor = feed(seen.tenant, cursor=cursor)["next_cursor"]
    with seen.tenant.store.reading() as connection:
        left = connection.execute(events.select()).all()

    link(seen, 4, "M4")

    assert left == []
    assert [one["data"]["profile_id"] for one in feed(seen.tenant, cursor=cursor)["items"]] == ["M4"]


def test_s39_many_changes_come_in_pages(seen: Seen) -> None:
    cursor = members(seen.tenant)["changes_cursor"]
    for number in (1, 2, 3):
        link(seen, number, f"N{number}")

    found: set[str] = set()
    for _ in range(6):
        part = members(seen.tenant, since=cursor, limit=1)
        found |= set(part["items"])
        cursor = part["changes_cursor"]

    assert found == {"N1", "N2", "N3"}
