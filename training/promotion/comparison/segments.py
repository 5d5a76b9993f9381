"""The segments of a model comparison: script, country, missing fields, company size."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from data.index.index import UniverseIndex
from data.tables.records import Table
from features.pairs.columns import Record
from features.schema.kinds import Kind
from serving.contract.reports.segment_rules import (
    COUNTRIES_SHOWN,
    MISSING_BUCKETS,
    UNKNOWN,
    CountBuckets,
    bucket,
    script_of,
)
from training.evaluation.segments import BOOKKEEPING
from training.evaluation.sources import profiles_with, raw_name

EMPLOYEES: CountBuckets = ((0, "under 10"), (10, "10 to 99"), (100, "100 to 999"), (1000, "1,000 or more"))
COLLEAGUES: CountBuckets = ((0, "no profile"), (1, "1 to 4 profiles"), (5, "5 to 49 profiles"), (50, "50 or more"))


def segments_of_records(
    crm: Table, crm_ids: Sequence[str], index: UniverseIndex, named: Collection[str] = ()
) -> Mapping[str, list[str]]:
    """Return the segment of every wanted record in each division, and by its values in named columns.

    A division is absent where no record, or no profile, has its field.
    """
    row_of = {id_: row for row, id_ in enumerate(crm.ids)}
    rows = [row_of[id_] for id_ in crm_ids]
    records = [crm.records[row] for row in rows]
    everything = crm.raw.to_pylist()
    values = [{name: text for name, text in everything[row].items() if text} for row in rows]
    columns = {name for row in values for name in row} - BOOKKEEPING
    countries = [_text(record, "country") or UNKNOWN for record in records]
    common = {name for name, _ in Counter(countries).most_common(COUNTRIES_SHOWN)}
    usual = {
        "script": [script_of(raw_name(row)) for row in values],
        "country": [name if name in common else "other" for name in countries],
        "missing fields": [bucket(MISSING_BUCKETS, len(columns - row.keys())) for row in values],
    }
    by_value = {
        column: [
            row.get(column) or _text(record, column) or UNKNOWN for row, record in zip(values, records, strict=True)
        ]
        for column in named
    }
    divisions = by_value | usual | {"company size": _sizes(crm.kind, records, index)}
    return {division: parts for division, parts in divisions.items() if {*parts} != {UNKNOWN}}


def _sizes(kind: Kind, records: Sequence[Record], index: UniverseIndex) -> list[str]:
    """Return the size of a company by its employees, of a person's company by the profiles that name it."""
    if kind is Kind.COMPANY:
        counts = [_number(_text(record, "employees")) for record in records]
        return [UNKNOWN if count is None else bucket(EMPLOYEES, count) for count in counts]
    names = [_text(record, "company") for record in records]
    if not len(index.tf("company")):
        return [UNKNOWN] * len(names)
    colleagues = profiles_with(index, "company", names)
    return [UNKNOWN if not name else bucket(COLLEAGUES, count) for name, count in zip(names, colleagues, strict=True)]


def _text(record: Record, name: str) -> str:
    value = record.get(name)
    return "; ".join(value) if isinstance(value, tuple) else value or ""


def _number(text: str) -> int | None:
    try:
        return int(float(text))
    except ValueError:
        return None
