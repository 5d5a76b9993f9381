"""Many rows in one statement are read as they were written, on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import select

from serving.store.store import Store
from serving.store.tables.records import records
from serving.store.tables.work import leases
from serving.store.upserts import insert_rows, upsert
from tests.support.tenant import START, add_contract

INSTANCE = "contract-1-production"


def row(record_id: str, **changes: Any) -> dict[str, Any]:
    whole = {
        "instance_id": INSTANCE,
        "object": "contact",
        "id": record_id,
        "sealed": b"\x00\xff\\x41'",
        "version": "2",
        "content_hash": 'a "quoted" \\ text',
        "modified_at": None,
        "received_at": START,
        "visible_to": None,
        "filled": 3,
        "hashes": ["one", "tw\N{LATIN SMALL LETTER O WITH DIAERESIS}"],
    }
    return whole | changes


def test_every_type_of_value_is_read_as_it_was_written(store: Store) -> None:
    add_contract(store, START)
    elsewhere = datetime(2026, 3, 1, 12, 0, 0, 250_000, timezone(timedelta(hours=5, minutes=30)))
    given = [
        row("a"),
        row("b", sealed=None, modified_at=elsewhere, visible_to=["u1"], filled=0, hashes=[]),
        row("c", sealed=b"", modified_at=START, hashes={"half": "\ud800", "none": None, "number": 0.1}),
    ]

    with store.writing() as connection:
        insert_rows(connection, records, given)
    with store.reading() as connection:
        columns = [records.c[name] for name in given[0]]
        read = [dict(one._mapping) for one in connection.execute(select(*columns).order_by(records.c.id))]

    assert read == given
    assert read[1]["modified_at"].tzinfo is UTC


def test_existing_rows_change_in_the_named_columns_alone(store: Store) -> None:
    add_contract(store, START)
    with store.writing() as connection:
        upsert(connection, records, [row("a"), row("b")])
        upsert(connection, records, [row("b", filled=9, version="3"), row("c", filled=9)], ["filled"])
        upsert(connection, records, [row("a", filled=7)], [])

    with store.reading() as connection:
        wanted = select(records.c.id, records.c.filled, records.c.version).order_by(records.c.id)
        read = [tuple(one) for one in connection.execute(wanted)]
    assert read == [("a", 3, "2"), ("b", 9, "2"), ("c", 9, "2")]


def test_a_moment_without_a_zone_is_refused_and_no_rows_run_no_statement(store: Store) -> None:
    with store.writing() as connection:
        insert_rows(connection, leases, [])
        with pytest.raises(Exception, match="time zone"):
            insert_rows(connection, leases, [{"name": "a", "holder": "me", "until": START.replace(tzinfo=None)}])
