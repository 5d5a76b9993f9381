"""Writing the sample's files: chunk by chunk, so that memory does not grow with the number of rows."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.sample.account_styles import Row, profile
from data.sample.companies import Firms
from data.sample.crm_companies import account_chunks, account_ids, located_firms
from data.sample.crm_people import chosen_people, contact_chunks, contact_ids
from data.sample.draws import stream
from data.sample.members import member_chunks, members
from data.sample.person_texts import PersonTexts, firm_ids
from data.sample.population import People
from data.sample.truth import clusters_table, employers_table, truth_table, unspoilt_fields
from data.tables.progress import Progress
from features.schema.array_types import Ints
from features.schema.kinds import COLUMNS, Kind
from features.schema.value_class import value_class

_CHUNK = 20_000


@value_class
class Sample:
    """Everything drawn, before it is written; `accounts` holds the firm's row behind each CRM account."""

    seed: int
    people: People
    firms: Firms
    texts: PersonTexts
    accounts: Ints
    progress: Progress


def write_companies(folder: Path, sample: Sample) -> dict[str, int]:
    """Write companies, accounts, their truth and their clusters; return the rows of each but the last."""
    seed = sample.seed
    firms = sample.firms
    chosen = sample.accounts
    order = stream(seed, "company order").permutation(np.flatnonzero(firms.present))
    chunks = (_company_table(sample, order[start : start + _CHUNK]) for start in range(0, len(order), _CHUNK))
    counts = {"universe": _write(folder / "universe.parquet", chunks)}
    ids = account_ids(seed, len(chosen))
    truths: list[pa.Table] = []

    def crm() -> Iterator[pa.Table]:
        start = 0
        for rows in account_chunks(seed, firms, chosen, sample.progress):
            part = ids.slice(start, len(rows))
            firm_rows = chosen[start : start + len(rows)]
            start += len(rows)
            kept = firms.present[firm_rows]
            profiles = list(_profiles(sample, firm_rows))
            universe = _known(firm_ids(firm_rows, seed).to_pylist(), kept.tolist())
            truths.append(truth_table(seed, part, firm_rows, universe, _unspoilt(Kind.COMPANY, rows, profiles)))
            yield _table(Kind.COMPANY, part, rows)

    counts["crm"] = _write(folder / "crm.parquet", crm())
    counts["truth"] = _write(folder / "truth.parquet", truths)
    _write(folder / "clusters.parquet", [clusters_table(seed, ids, chosen, firm_ids(chosen, seed))])
    return counts


def write_people(folder: Path, sample: Sample) -> dict[str, int]:
    """Write members, contacts, their truth and clusters, and who left; return the rows of the first three."""
    seed = sample.seed
    people = sample.people
    texts = sample.texts
    chosen = chosen_people(seed, people, len(sample.accounts))
    counts = {"universe": _write(folder / "universe.parquet", _member_tables(sample))}
    ids = contact_ids(seed, len(chosen))
    accounts = _accounts_by_firm(sample)
    truths: list[pa.Table] = []
    employers: list[pa.Table] = []

    def crm() -> Iterator[pa.Table]:
        start = 0
        for rows in contact_chunks(seed, people, chosen, texts, sample.progress):
            part = ids.slice(start, len(rows))
            person_rows = chosen[start : start + len(rows)]
            start += len(rows)
            written = [_with_account(row, accounts) for row in rows]
            profiles = members(seed, people.take(person_rows), person_rows, texts).to_pylist()
            universe = _known(texts.ids(person_rows).to_pylist(), people.present[person_rows].tolist())
            truths.append(truth_table(seed, part, person_rows, universe, _unspoilt(Kind.PERSON, written, profiles)))
            employers.append(employers_table(part, rows, people.company[person_rows]))
            yield _table(Kind.PERSON, part, written)

    counts["crm"] = _write(folder / "crm.parquet", crm())
    counts["truth"] = _write(folder / "truth.parquet", truths)
    _write(folder / "clusters.parquet", [clusters_table(seed, ids, chosen, texts.ids(chosen))])
    _write(folder / "employers.parquet", employers)
    return counts


def _member_tables(sample: Sample) -> Iterator[pa.Table]:
    done = 0
    total = int(sample.people.present.sum())
    for table in member_chunks(sample.seed, sample.people, sample.texts):
        sample.progress("members", done, total)
        done += len(table)
        yield table


def _accounts_by_firm(sample: Sample) -> Mapping[int, list[str]]:
    accounts: dict[int, list[str]] = defaultdict(list)
    ids = account_ids(sample.seed, len(sample.accounts)).to_pylist()
    for account, firm in zip(ids, sample.accounts.tolist(), strict=True):
        accounts[firm].append(account)
    return accounts


def _with_account(row: tuple[Row, int], accounts: Mapping[int, list[str]]) -> Row:
    """Return a contact with the account of its employer in the CRM."""
    record, firm = row
    known = accounts.get(firm)
    return record | {"account_id": known[len(record) % len(known)]} if known and "company" in record else record


def _profiles(sample: Sample, rows: Ints) -> Iterator[Row]:
    """Yield the profiles of these firms; a firm's profile does not depend on the other rows."""
    for row, located in zip(rows.tolist(), located_firms(sample.seed, sample.firms, rows), strict=True):
        yield profile(random.Random(f"{sample.seed} profile {row}"), located)


def _company_table(sample: Sample, rows: Ints) -> pa.Table:
    return _table(Kind.COMPANY, firm_ids(rows, sample.seed), list(_profiles(sample, rows)))


def _known(ids: Sequence[str], present: Sequence[bool]) -> list[str | None]:
    return [id_ if kept else None for id_, kept in zip(ids, present, strict=True)]


def _unspoilt(kind: Kind, rows: Sequence[Row], profiles: Sequence[Row]) -> list[int]:
    return [len(unspoilt_fields(kind, row, profile)) for row, profile in zip(rows, profiles, strict=True)]


def _table(kind: Kind, ids: pa.Array, rows: Sequence[Row]) -> pa.Table:
    columns = {name: pa.array([row.get(name) or None for row in rows], pa.string()) for name in COLUMNS[kind]}
    return pa.table(columns | {"id": ids})


def _write(path: Path, tables: Iterable[pa.Table]) -> int:
    """Write tables of one schema as a Parquet file; return the number of rows."""
    count = 0
    writer = None
    try:
        for table in tables:
            writer = writer or pq.ParquetWriter(path, table.schema)
            writer.write_table(table)
            count += len(table)
    finally:
        if writer is not None:
            writer.close()
    return count
