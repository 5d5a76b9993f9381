"""`company_id` of people in a CRM: the network company that the person's account is linked to."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from data.labels.links import LinkDecision, read_links
from data.tables.records import rows_of
from features.normalise.records import normalise
from features.pairs.columns import Record
from features.schema.schema import Shape

LINKED_COMPANY = "linked_company"


def with_linked_companies(raw: pa.Table, account_links: Path | None) -> pa.Table:
    """Append the column `linked_company` to raw rows; `linked_records` reads it."""
    if account_links is None or "account_id" not in raw.column_names:
        return raw
    linked = linked_companies(account_links)
    companies = [linked.get(account) for account in raw.column("account_id").to_pylist()]
    return raw.append_column(LINKED_COMPANY, pa.array(companies, pa.string()))


def linked_records(shape: Shape, raw: pa.Table) -> list[Record]:
    """Normalise raw rows; `company_id` is the value of the column `linked_company` where there is one."""
    return with_company_ids([normalise(shape, row) for row in rows_of(raw)], raw)


def with_company_ids(records: Sequence[Record], raw: pa.Table) -> list[Record]:
    """Return the records of raw rows with the linked company of their account, never the CRM's own account id.

    Without a column `linked_company` the field keeps its value.
    """
    if LINKED_COMPANY not in raw.column_names:
        return list(records)
    companies = raw.column(LINKED_COMPANY).to_pylist()
    return [{**record, "company_id": company} for record, company in zip(records, companies, strict=True)]


def linked_companies(path: Path) -> Mapping[str | None, str]:
    """Return the company of each linked account of a LINKS file."""
    return {
        link.crm_id: link.candidate_id
        for link in read_links(path)
        if link.decision == LinkDecision.LINKED and link.candidate_id is not None
    }
