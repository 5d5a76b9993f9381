"""A statement on a record reads the link that it changes once, from the request to the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import SELLER, Tenant

RECORD = "record-of-one-read"


@contextmanager
def reads_of_link(tenant: Tenant, record_id: str) -> Iterator[list[str]]:
    """Collect the queries that read the link of a record by its id."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, *_more: Any) -> None:
        source, _, where = sql.partition("WHERE")
        if source.startswith("SELECT links.") and "links.record_id" in where and record_id in repr(parameters):
            found.append(sql)

    event.listen(tenant.store.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(tenant.store.engine, "before_cursor_execute", note)


def test_a_rematch_of_a_record_reads_its_link_once(sync: Sync) -> None:
    sync.put("contact", id=RECORD, **contact("M1"))

    with reads_of_link(sync.tenant, RECORD) as reads:
        answer = sync.rematch("contact", RECORD, "M2")

    assert answer.status_code == 200, answer.text
    assert answer.json()["link"]["profile_id"] == "M2"
    assert len(reads) == 1


def test_a_rejection_reads_the_link_once(sync: Sync) -> None:
    sync.put("contact", id=RECORD, **contact("M1"))

    with reads_of_link(sync.tenant, RECORD) as reads:
        answer = sync.reject("contact", RECORD)

    assert answer.status_code == 200, answer.text
    assert len(reads) == 1


def test_a_rematch_of_a_profile_reads_the_link_of_the_chosen_record_once(sync: Sync) -> None:
    sync.put("contact", id=RECORD, **contact("M1"))
    body = {"object": "contact", "record_id": RECORD}

    with reads_of_link(sync.tenant, RECORD) as reads:
        answer = sync.tenant.ask("PUT", "/profiles/person/M2/link", body, acting=SELLER)

    assert answer.status_code == 200, answer.text
    assert len(reads) == 1
