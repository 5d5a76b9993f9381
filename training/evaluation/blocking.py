"""What each blocking rule finds of the right profiles of one's own files, what it costs, and what all of them miss."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex, records_of
from data.index.retrieval import Trace
from data.labels.labels import Truth
from data.tables.progress import Progress, silent
from data.tables.records import Table
from features.blocking.blocking_rules import rules_of
from features.blocking.keys import key_hashes, stored_keys
from features.comparisons.comparisons import comparisons_of
from features.pairs.columns import Record
from features.schema.array_types import Floats, Ints
from features.schema.schema import Schema
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.shortlist import WIDTHS
from training.evaluation.matching import retrieved_any, right_rows

NO_KEY = "no key in common"
COMMON_KEYS = "only keys too common to be read"
CUT = "heavier candidates came first"
ROW_BITS = 32
CHUNK = 256
MAX_RECORDS = 20_000
"""Of more records so many are drawn."""
MAX_EXAMPLES = 20


@value_class
class MissedProfile:
    """A right profile that is no candidate of its record: the sort of reason, and the reason in words."""

    crm_id: str
    profile_id: str
    sort: str
    why: str


@value_class
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


@value_class
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
        cost = wording(
            "{candidates:,.1f} candidates and {search_us:,.0f} µs a record",
            candidates=self.candidates,
            search_us=self.search_us,
        )
        if self.found is None or self.kept is None:
            return wording("{records:,} records without labels: {cost}", records=self.records, cost=cost)
        absent = wording(", {absent:,} more have none in the index", absent=self.absent) if self.absent else ""
        return wording(
            "{records:,} records with a right profile in the index{absent}: found {found:,}, "
            "{kept:,} among the {limit} heaviest candidates; {cost}",
            records=self.records,
            absent=absent,
            found=self.found,
            kept=self.kept,
            limit=self.limit,
            cost=cost,
        )


@dataclass(slots=True)
class _Search:
    """Searches the candidates of records, of which `limit` are kept, and sums up what is found.

    `by_rule` has a row for records with a key, pairs, pairs of that rule alone, seconds; `rules_of_right`, by record,
    a bit mask of the rules that retrieved a right profile.
    """

    index: UniverseIndex
    limit: int
    by_rule: Floats
    pairs: int = 0
    seconds: float = 0.0
    kept: int = 0
    rules_of_right: list[int] = field(default_factory=list)
    missed: list[MissedProfile] = field(default_factory=list)

    def add(self, ids: Sequence[str], records: Sequence[Record], right: Sequence[frozenset[int]]) -> None:
        """Search a few records, each with the rows of its right profiles; what is missed is explained."""
        n_rules = self.by_rule.shape[1]
        started = time.perf_counter()
        candidates = self.index.candidates(records, self.limit)
        self.seconds += time.perf_counter() - started
        trace = self.index.trace(records, time.perf_counter)
        pair, rule = _distinct(trace)
        pairs, which = np.unique(pair, return_inverse=True)
        alone = np.bincount(which)[which] == 1
        has_key = np.unique(trace.lookup.record * n_rules + trace.lookup.rule) % n_rules
        counted = (np.bincount(each, minlength=n_rules) for each in (has_key, rule, rule[alone]))
        self.by_rule += np.array([*counted, trace.seconds])
        self.pairs += len(pairs)
        kept = retrieved_any([*right], candidates.left_rows, candidates.rows)
        self.kept += sum(kept)
        masks = _masks_of_right(right, pair, rule).tolist()
        self.rules_of_right += masks
        at = [row for row, rows in enumerate(right) if rows and not kept[row]]
        profiles = self.index.take(np.array([min(right[row]) for row in at], np.int64))
        for row, profile_id, profile in zip(at, profiles.ids, records_of(profiles) if at else [], strict=True):
            if masks[row]:
                sort, why = self._cut(masks[row])
            else:
                sort, why = _not_retrieved(self.index.schema, trace, row, records[row], profile)
            self.missed.append(MissedProfile(ids[row], profile_id, sort, why))

    def _cut(self, mask: int) -> tuple[str, str]:
        rules = rules_of(self.index.schema)
        names = "; ".join(rule.sentence for bit, rule in enumerate(rules) if mask >> bit & 1)
        return CUT, wording(
            "found by {names}, but {limit} heavier candidates came first", names=names, limit=self.limit
        )


def analyse_blocking(crm: Table, truth: Truth | None, index: Path, progress: Progress = silent) -> BlockingAnalysis:
    """Search the candidates of the labelled records, or of all records without labels, and count by blocking rule."""
    universe = UniverseIndex.open(index)
    answers = {} if truth is None else truth.answers
    right = [right_rows(universe, answers.get(crm_id, ())) for crm_id in crm.ids]
    rows = np.flatnonzero([truth is None or bool(each) for each in right])
    drawn = _drawn(rows).tolist()
    rules = rules_of(crm.schema)
    limit = WIDTHS[crm.kind].retrieved
    search = _Search(universe, limit, np.zeros((4, len(rules))))
    for start in range(0, len(drawn), CHUNK):
        part = drawn[start : start + CHUNK]
        search.add([crm.ids[row] for row in part], [crm.records[row] for row in part], [right[row] for row in part])
        progress("blocking rules", start + len(part), len(drawn))
    n = max(len(drawn), 1)
    has_labels = truth is not None
    masks = np.array(search.rules_of_right, np.int64)
    return BlockingAnalysis(
        records=len(drawn),
        in_all=len(rows),
        absent=sum(bool(answers.get(crm_id)) for crm_id in crm.ids) - len(rows) if has_labels else None,
        found=int(np.count_nonzero(masks)) if has_labels else None,
        kept=search.kept if has_labels else None,
        limit=limit,
        candidates=search.pairs / n,
        search_us=1e6 * search.seconds / n,
        rules=tuple(
            RuleUse(
                rule=rule.name,
                how=rule.sentence,
                records=int(with_key),
                found=int(np.count_nonzero(masks >> at & 1)) if has_labels else None,
                only=int(np.count_nonzero(masks == 1 << at)) if has_labels else None,
                candidates=pairs / n,
                only_candidates=alone / n,
                read_us=1e6 * seconds / n,
            )
            for at, (rule, (with_key, pairs, alone, seconds)) in enumerate(
                zip(rules, search.by_rule.T.tolist(), strict=True)
            )
        ),
        reasons=dict(Counter(profile.sort for profile in search.missed)),
        missed=tuple(search.missed[:MAX_EXAMPLES]),
    )


def _drawn(rows: Ints) -> Ints:
    if len(rows) <= MAX_RECORDS:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, MAX_RECORDS, replace=False))


def _distinct(trace: Trace) -> tuple[Ints, Ints]:
    """Return each pair of a record and a row once for every rule that retrieved it, with the rule."""
    pair = (trace.lookup.record[trace.key] << ROW_BITS) | trace.row
    rule = trace.lookup.rule[trace.key]
    order = np.lexsort((rule, pair))
    pair = pair[order]
    rule = rule[order]
    first = np.ones(len(pair), np.bool_)
    first[1:] = (pair[1:] != pair[:-1]) | (rule[1:] != rule[:-1])
    return pair[first], rule[first]


def _masks_of_right(right: Sequence[frozenset[int]], pair: Ints, rule: Ints) -> Ints:
    """Return, by record, the bit mask of the rules that retrieved one of its right rows."""
    masks = np.zeros(len(right), np.int64)
    right_pairs = [(record << ROW_BITS) | row for record, rows in enumerate(right) for row in rows]
    is_right = np.isin(pair, np.array(right_pairs, np.int64))
    np.bitwise_or.at(masks, pair[is_right] >> ROW_BITS, np.int64(1) << rule[is_right])
    return masks


def _not_retrieved(schema: Schema, trace: Trace, row: int, record: Record, profile: Record) -> tuple[str, str]:
    """Return the sort of reason why a profile was not retrieved, and the reason in words, without a field value."""
    sentences = [rule.sentence for rule in rules_of(schema)]
    common = _common_keys(trace, row, schema, profile)
    if common:
        names = "; ".join(f"{sentences[rule]} ({n:,} profiles)" for rule, n in sorted(common.items()))
        return COMMON_KEYS, wording("shares only keys that too many profiles have: {names}", names=names)
    both = [
        comparison.name
        for comparison in comparisons_of(schema)
        if record.get(comparison.fields[0]) and profile.get(comparison.fields[0])
        if comparison.name in schema.plural
    ]
    return NO_KEY, wording("no key in common; both sides fill {both}", both=", ".join(both) or wording("no field"))


def _common_keys(trace: Trace, row: int, schema: Schema, profile: Record) -> Mapping[int, int]:
    """Return the rules of unread keys that a record shares with a profile, with the fewest profiles of such a key."""
    stored = key_hashes(schema, stored_keys(schema, profile))
    shared = np.flatnonzero((trace.lookup.record == row) & ~trace.is_read & np.isin(trace.lookup.hashes, stored))
    fewest: dict[int, int] = {}
    for rule, n in zip(trace.lookup.rule[shared].tolist(), trace.counts[shared].tolist(), strict=True):
        fewest[rule] = min(n, fewest.get(rule, n))
    return fewest
