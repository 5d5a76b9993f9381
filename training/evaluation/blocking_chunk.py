"""A few records searched: which blocking rule read which rows, which right profiles were missed, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from data.index.index import UniverseIndex, records_of
from data.index.retrieval import Trace
from features.blocking.blocking_rules import rules_of
from features.blocking.keys import key_hashes, stored_keys
from features.comparisons.comparisons import comparisons_of
from features.pairs.columns import Record
from features.schema.array_types import Bools, Floats, Ints
from features.schema.schema import Schema
from training.evaluation.matching import retrieved_any

NO_KEY, COMMON_KEYS, CUT = "no key in common", "only keys too common to be read", "heavier candidates came first"
ROW_BITS = 32
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class SearchedRecords:
    """Records, each with the rows of its right profiles, and how many candidates of each are kept."""

    index: UniverseIndex
    ids: Sequence[str]
    records: Sequence[Record]
    right: Sequence[frozenset[int]]
    limit: int


@dataclass(frozen=True, slots=True)
class MissedProfile:
    """A right profile that is no candidate of its record: the sort of reason, and the reason in words."""

    crm_id: str
    profile_id: str
    sort: str
    why: str


@dataclass(frozen=True, slots=True)
class ChunkFigures:
    """Counts and seconds by blocking rule, and by record what was found.

    `pairs` counts the candidates of each rule, `only_pairs` those that no other rule retrieved. `rules_of_right` is,
    by record, a bit mask of the rules that retrieved a right profile.
    """

    with_key: Ints
    pairs: Ints
    only_pairs: Ints
    distinct: int
    read_s: Floats
    search_s: float
    rules_of_right: Ints
    kept: Bools
    missed: tuple[MissedProfile, ...]


def measure_chunk(searched: SearchedRecords, clock: Clock) -> ChunkFigures:
    """Search a few records and count; what is missed is explained."""
    index, records = searched.index, searched.records
    started = clock()
    found = index.candidates(records, searched.limit)
    search_s = clock() - started
    trace = index.trace(records, clock)
    n_rules = len(rules_of(index.schema))
    pair, rule = _distinct(trace)
    pairs, which = np.unique(pair, return_inverse=True)
    alone = np.bincount(which)[which] == 1
    kept = np.array(retrieved_any([*searched.right], found.left_rows, found.rows), np.bool_)
    masks = _masks_of_right(searched.right, pair, rule)
    has_key = np.unique(trace.lookup.record * n_rules + trace.lookup.rule) % n_rules
    return ChunkFigures(
        np.bincount(has_key, minlength=n_rules),
        np.bincount(rule, minlength=n_rules),
        np.bincount(rule[alone], minlength=n_rules),
        len(pairs),
        trace.seconds,
        search_s,
        masks,
        kept,
        tuple(_missed(searched, trace, masks, kept)),
    )


def _distinct(trace: Trace) -> tuple[Ints, Ints]:
    """Return each pair of a record and a row once for every rule that retrieved it, with the rule."""
    pair = (trace.lookup.record[trace.key] << ROW_BITS) | trace.row
    rule = trace.lookup.rule[trace.key]
    order = np.lexsort((rule, pair))
    pair, rule = pair[order], rule[order]
    first = np.ones(len(pair), np.bool_)
    first[1:] = (pair[1:] != pair[:-1]) | (rule[1:] != rule[:-1])
    return pair[first], rule[first]


def _masks_of_right(right: Sequence[frozenset[int]], pair: Ints, rule: Ints) -> Ints:
    """Return, by record, the bit mask of the rules that retrieved one of its right rows."""
    masks = np.zeros(len(right), np.int64)
    wanted = [(record << ROW_BITS) | row for record, rows in enumerate(right) for row in rows]
    is_right = np.isin(pair, np.array(wanted, np.int64))
    np.bitwise_or.at(masks, pair[is_right] >> ROW_BITS, np.int64(1) << rule[is_right])
    return masks


def _missed(searched: SearchedRecords, trace: Trace, masks: Ints, kept: Bools) -> list[MissedProfile]:
    at = [row for row, right in enumerate(searched.right) if right and not kept[row]]
    profiles = searched.index.take(np.array([min(searched.right[row]) for row in at], np.int64))
    ids, records = list(profiles.ids), records_of(profiles) if at else []
    missed = []
    for row, profile_id, profile in zip(at, ids, records, strict=True):
        sort, why = _why(searched, trace, (row, int(masks[row])), profile)
        missed.append(MissedProfile(searched.ids[row], profile_id, sort, why))
    return missed


def _why(searched: SearchedRecords, trace: Trace, found: tuple[int, int], profile: Record) -> tuple[str, str]:
    """Return the sort of reason why a profile is no candidate, and the reason in words, without a field value."""
    schema, (row, mask) = searched.index.schema, found
    sentences = [rule.sentence for rule in rules_of(schema)]
    if mask:
        names = "; ".join(one for bit, one in enumerate(sentences) if mask >> bit & 1)
        return CUT, f"found by {names}, but {searched.limit} heavier candidates came first"
    common = _common_keys(trace, row, schema, profile)
    if common:
        names = "; ".join(f"{sentences[rule]} ({n:,} profiles)" for rule, n in sorted(common.items()))
        return COMMON_KEYS, f"shares only keys that too many profiles have: {names}"
    record = searched.records[row]
    both = [one.name for one in comparisons_of(schema) if record.get(one.fields[0]) and profile.get(one.fields[0])]
    return NO_KEY, f"no key in common; both sides fill {', '.join(both) or 'no field'}"


def _common_keys(trace: Trace, row: int, schema: Schema, profile: Record) -> Mapping[int, int]:
    """Return the rules of unread keys that a record shares with a profile, with the fewest profiles of such a key."""
    stored = key_hashes(schema, stored_keys(schema, profile))
    shared = np.flatnonzero((trace.lookup.record == row) & ~trace.is_read & np.isin(trace.lookup.hashes, stored))
    found: dict[int, int] = {}
    for rule, n in zip(trace.lookup.rule[shared].tolist(), trace.counts[shared].tolist(), strict=True):
        found[rule] = min(n, found.get(rule, n))
    return found
