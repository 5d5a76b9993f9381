"""`company_id` of a person is the linked company of the account, never the CRM's own account id."""

from pathlib import Path

import pyarrow as pa
import pytest

from data.labels.links import Link, LinkDecision, LinksTable, write_links
from features.pairs.columns import Record
from serving.matching.account_links import with_company_ids, with_linked_companies

RECORDS: list[Record] = [{"first": "ann"}, {"first": "bob", "company_id": "a2"}, {"first": "eve"}, {"first": "joe"}]
RAW = pa.table({"account_id": ["a1", "a2", None, "a9"]})


def filled(raw: pa.Table, account_links: Path | None) -> list[Record]:
    return with_company_ids(RECORDS, with_linked_companies(raw, account_links))


@pytest.fixture
def account_links(tmp_path: Path) -> Path:
    links = [
        Link("a1", "C7", 0.99, LinkDecision.LINKED),
        Link("a2", "C8", 0.6, LinkDecision.REVIEW),
        Link("a3", "C9", 0.99, LinkDecision.LINKED),
    ]
    write_links(LinksTable(links), tmp_path / "accounts.parquet")
    return tmp_path / "accounts.parquet"


def test_a_linked_account_gives_its_company_and_any_other_gives_none(account_links: Path) -> None:
    records = filled(RAW, account_links)

    assert [record.get("company_id") for record in records] == ["C7", None, None, None]
    assert [record["first"] for record in records] == ["ann", "bob", "eve", "joe"]


def test_without_links_or_account_ids_the_field_keeps_its_value(account_links: Path) -> None:
    assert filled(RAW, None) == RECORDS
    assert filled(pa.table({"id": ["1", "2", "3", "4"]}), account_links) == RECORDS
