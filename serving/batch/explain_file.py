"""One record of a file to explain, decided as `match` decides the whole file."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data.tables.progress import Progress, silent
from data.tables.records import Table, rows_of
from features.normalise.records import normalise
from features.pairs.columns import Record
from features.schema.errors import OnematchError
from serving.explanation.explained_record import ExplainedRecord, OtherClaim, OtherClaims, Row
from serving.matching.account_links import LINKED_COMPANY, linked_records, with_linked_companies
from serving.matching.collective import CANDIDATES, claimed_candidates
from serving.matching.matcher import CHUNK, Answering, Matcher


class RecordNotInFile(OnematchError):
    """A file has no record of that id."""


def explained_in_file(
    matcher: Matcher,
    table: Table,
    record_id: str,
    account_links: Path | None = None,
    *,
    independent: bool = False,
    progress: Progress = silent,
) -> ExplainedRecord:
    """Return a record with the claims of the file's other records, where the bundle has a collective pass.

    `independent`: the independent pass alone decides. Raises RecordNotInFile.
    """
    raw = with_linked_companies(table.raw, account_links).combine_chunks()
    at = pc.index(raw["id"], record_id).as_py()
    if at < 0:
        raise RecordNotInFile(
            "got the record {record_id!r}, expected the id of one of {n_raw} records",
            record_id=record_id,
            n_raw=len(raw),
        )
    row = next(iter(rows_of(raw.slice(at, 1))))
    company_id = row.pop(LINKED_COMPANY, None)
    has_links = LINKED_COMPANY in raw.column_names

    def read(columns: Row) -> Record:
        """Read columns; the company of a person's account comes from the links of accounts, where they are given."""
        record = normalise(matcher.schema, columns)
        return {**record, "company_id": company_id} if has_links else record

    others = None if independent else _others(matcher, raw, record_id, progress)
    return ExplainedRecord(record_id, row, read, matcher.policy, others=others)


def _others(matcher: Matcher, raw: pa.Table, record_id: str, progress: Progress) -> OtherClaims | None:
    """Return the other records of a file: their claims by profile, and their fields; None without a collective pass."""
    if matcher.collective is None or matcher.collective_kernel is None:
        return None
    by_profile = _claims(matcher, raw, record_id, progress)

    def claims_on(profiles: Collection[str]) -> list[OtherClaim]:
        return [claim for profile in sorted(profiles) for claim in by_profile.get(profile, ())]

    def fetch(names: Sequence[str]) -> list[Record]:
        places = pc.index_in(pa.array(names, pa.string()), raw["id"].combine_chunks())
        return linked_records(matcher.schema, raw.take(places))

    return OtherClaims(matcher.collective, matcher.collective_kernel, record_id, claims_on, fetch)


def _claims(matcher: Matcher, raw: pa.Table, record_id: str, progress: Progress) -> Mapping[str, Sequence[OtherClaim]]:
    """Run the independent pass of all records; return the claims of the others by profile."""
    claims: defaultdict[str, list[OtherClaim]] = defaultdict(list)
    for start in range(0, len(raw), CHUNK):
        rows = raw.slice(start, CHUNK)
        records = linked_records(matcher.schema, rows)
        for outcome in matcher.match_records(rows["id"].to_pylist(), records, Answering(CANDIDATES)):
            for candidate in claimed_candidates(outcome) if outcome.record_id != record_id else ():
                claim = OtherClaim(
                    outcome.record_id, outcome.record_id, candidate.id, candidate.probability, candidate.match_weight
                )
                claims[candidate.id].append(claim)
        progress("matching", min(start + CHUNK, len(raw)), len(raw))
    return claims
