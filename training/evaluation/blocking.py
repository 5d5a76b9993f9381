"""What each blocking rule finds of the right profiles of one's own files, what it costs, and what all of them miss."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.labels.labels import Truth
from data.tables.progress import Progress, silent
from data.tables.records import Table
from features.blocking.blocking_rules import BlockingRule, rules_of
from features.schema.array_types import Ints
from serving.matching.shortlist import WIDTHS
from training.evaluation.blocking_chunk import ChunkFigures, MissedProfile, SearchedRecords, measure_chunk
from training.evaluation.matching import right_rows

CHUNK = 256
MOST_RECORDS = 20_000
"""Of more records so many are drawn."""
MOST_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class RuleUse:
    """One blocking rule on some records; the counts of right profiles are None without labels.

    `records` have a key of the rule. `found` counts the records whose right profile it retrieved, `only` those of
    them whose right profile no other rule retrieved. `candidates` and `only_candidates` are means per record,
    `read_us` the microseconds per record of reading its rows.
    """

    rule: str
    how: str
    records: int
    found: int | None
    only: int | None
    candidates: float
    only_candidates: float
    read_us: float


@dataclass(frozen=True, slots=True)
class BlockingAnalysis:
    """All blocking rules on some records: those with a right profile in the index, or any records without labels.

    `absent` counts records whose right profile the index lacks, `found` those whose right profile a rule retrieved,
    `kept` those whose right profile is among the `limit` heaviest candidates. `candidates` and `search_us` are means
    per record. `reasons` counts what was missed by sort, `missed` has examples. `in_all` is `records` before a draw.
    """

    records: int
    in_all: int
    absent: int | None
    found: int | None
    kept: int | None
    limit: int
    candidates: float
    search_us: float
    rules: tuple[RuleUse, ...]
    reasons: dict[str, int]
    missed: tuple[MissedProfile, ...]

    @property
    def by_use(self) -> list[RuleUse]:
        """The rules, those that find or bring most first."""
        return sorted(self.rules, key=lambda use: (-(use.found or 0), -use.candidates, use.rule))

    @property
    def sentence(self) -> str:
        """The figures of all rules together, in words."""
        cost = f"{self.candidates:,.1f} candidates and {self.search_us:,.0f} µs a record"
        if self.found is None or self.kept is None:
            return f"{self.records:,} records without labels: {cost}"
        absent = f", {self.absent:,} more have none in the index" if self.absent else ""
        return (
            f"{self.records:,} records with a right profile in the index{absent}: found {self.found:,}, "
            f"{self.kept:,} among the {self.limit} heaviest candidates; {cost}"
        )


def analyse_blocking(crm: Table, truth: Truth | None, index: Path, progress: Progress = silent) -> BlockingAnalysis:
    """Search the candidates of the labelled records, or of all records without labels, and count by blocking rule."""
    universe, answers = UniverseIndex.open(index), {} if truth is None else truth.answers
    right = [right_rows(universe, answers.get(crm_id, ())) for crm_id in crm.ids]
    rows = np.flatnonzero([truth is None or bool(each) for each in right])
    drawn = _drawn(rows).tolist()
    whole = SearchedRecords(universe, crm.ids, crm.records, right, WIDTHS[crm.kind].retrieved)
    chunks = []
    for start in range(0, len(drawn), CHUNK):
        chunks.append(measure_chunk(_only(whole, drawn[start : start + CHUNK]), time.perf_counter))
        progress("blocking rules", min(start + CHUNK, len(drawn)), len(drawn))
    absent = sum(bool(answers.get(crm_id)) for crm_id in crm.ids) - len(rows)
    analysis = _summary(rules_of(crm.schema), chunks, len(drawn), has_labels=truth is not None)
    return replace(analysis, in_all=len(rows), absent=None if truth is None else absent, limit=whole.limit)


def _drawn(rows: Ints) -> Ints:
    if len(rows) <= MOST_RECORDS:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, MOST_RECORDS, replace=False))


def _only(whole: SearchedRecords, rows: Sequence[int]) -> SearchedRecords:
    return replace(
        whole,
        ids=[whole.ids[row] for row in rows],
        records=[whole.records[row] for row in rows],
        right=[whole.right[row] for row in rows],
    )


def _summary(
    rules: Sequence[BlockingRule], chunks: Sequence[ChunkFigures], records: int, *, has_labels: bool
) -> BlockingAnalysis:
    masks = np.concatenate([np.zeros(0, np.int64), *(chunk.rules_of_right for chunk in chunks)])
    missed = [one for chunk in chunks for one in chunk.missed]
    return BlockingAnalysis(
        records=records,
        in_all=records,
        absent=None,
        found=int(np.count_nonzero(masks)) if has_labels else None,
        kept=sum(int(chunk.kept.sum()) for chunk in chunks) if has_labels else None,
        limit=0,
        candidates=sum(chunk.distinct for chunk in chunks) / max(records, 1),
        search_us=1e6 * sum(chunk.search_s for chunk in chunks) / max(records, 1),
        rules=tuple(_uses(rules, chunks, masks if has_labels else None, records)),
        reasons=dict(Counter(one.sort for one in missed)),
        missed=tuple(missed[:MOST_EXAMPLES]),
    )


def _uses(
    rules: Sequence[BlockingRule], chunks: Sequence[ChunkFigures], masks: Ints | None, records: int
) -> Iterator[RuleUse]:
    """Yield the rules in their order of declaration; a chunk has an element for each."""
    n = max(records, 1)
    for at, rule in enumerate(rules):
        yield RuleUse(
            rule.name,
            rule.sentence,
            sum(int(chunk.with_key[at]) for chunk in chunks),
            None if masks is None else int(np.count_nonzero(masks >> at & 1)),
            None if masks is None else int(np.count_nonzero(masks == 1 << at)),
            sum(int(chunk.pairs[at]) for chunk in chunks) / n,
            sum(int(chunk.only_pairs[at]) for chunk in chunks) / n,
            1e6 * sum(float(chunk.read_s[at]) for chunk in chunks) / n,
        )
