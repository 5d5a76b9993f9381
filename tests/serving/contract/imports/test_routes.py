"""Imports and the change stream through their routes, on both databases."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from serving.vocabulary.terms import Scope
from tests.support.small_network import contact
from tests.support.sync_tenant import T1, Sync


@pytest.mark.parametrize(
    "media_type", ["application/json", "text/csv", "application/x-ndjson", "application/vnd.apache.parquet"]
)
def test_a_page_that_says_select_is_bytes_and_reads_no_file(sync: Sync, media_type: str, tmp_path: Path) -> None:
    """S8: only commands and functions of Python take a DuckDB query; a caller of the service names no file of ours."""
    pq.write_table(pa.Table.from_pylist([{"id": "P1", **contact("M1")}]), tmp_path / "secret.parquet")
    path = f"/imports/{sync.open('contact')}/pages"
    query = f"SELECT * FROM '{tmp_path}/secret.parquet'"

    for number, text in enumerate((query, json.dumps(query), json.dumps({"rows": [query]})), 1):
        headers = {"Content-Type": media_type}
        sync.tenant.ask("PUT", f"{path}/{number}", text.encode(), scopes=Scope.SYNC, headers=headers)

    assert sync.states() == {}
    assert sync.payloads("contact") == {}


def test_a_full_import_deletes_records_that_it_did_not_send_unless_they_changed_since(sync: Sync) -> None:
    """D22."""
    sync.bulk("contact", [{"id": f"P{n}", **contact(f"M{n}"), "modified_at": T1} for n in (1, 2, 3)])
    sync.tenant.clock.forward(hours=1)
    opened = sync.open("contact", full=True)
    sync.page(opened, 1, [{"id": "P1", **contact("M1"), "modified_at": T1}])
    sync.tenant.clock.forward(minutes=1)
    sync.put("contact", id="P2", modified_at="2026-03-02T10:00:30Z", **contact("M2"))

    done = sync.complete(opened).json()

    assert done["counts"] == {"unchanged": 1, "deleted": 1}
    assert set(sync.states()) == {"contact/P1", "contact/P2"}
    assert sync.put("contact", id="P3", modified_at=T1, **contact("M3")) == "stale"
    assert sync.put("contact", id="P3", modified_at="2026-03-02T10:00:30Z", **contact("M3")) == "applied"


def test_an_unfinished_full_import_deletes_nothing_and_keeps_its_pages(sync: Sync) -> None:
    """D23: it resumes by page number."""
    sync.bulk("contact", [{"id": "P1", **contact("M1")}])
    sync.tenant.clock.forward(hours=1)
    opened = sync.open("contact", full=True)
    sync.page(opened, 1, [{"id": "P2", **contact("M2")}])

    before = set(sync.states())
    sync.page(opened, 2, [{"id": "P3", **contact("M3")}])
    sync.complete(opened)
    sync.decide(opened, "approve")

    assert before == {"contact/P1", "contact/P2"}
    assert set(sync.states()) == {"contact/P2", "contact/P3"}
    assert sync.page(opened, 3, [{"id": "P4", **contact("M4")}]).status_code == 409
    assert sync.complete(opened).json()["state"] == "done"
