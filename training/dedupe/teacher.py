"""What the base model and the fitted match weights say of candidate pairs, by processes that share nothing.

The score of a deduplication compares no pair with rivals. The base model's, which teaches it, may: it learnt to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.index.index import UniverseIndex
from features.blocking.blocking_rules import own_rules
from features.comparisons.independent_facts import INDEPENDENT_FACTS
from features.comparisons.kernel import Kernel
from features.pairs.evidence import Evidence
from features.pairs.pairs import Pairs
from features.ranking.feature_list import feature_matrix, features_of
from features.schema.array_types import Bools, Floats, Ints, SingleRows
from features.schema.schema import Shape
from features.schema.value_class import value_class
from serving.clusters.candidate_pairs import chunks_of, records_at
from serving.clusters.colleagues import (
    Colleagues,
    marks_of,
    names_agree,
    names_differ,
    share_with_other_names,
    weight_of_one_place,
)
from serving.clusters.pair_scorer import CHUNK, evidence_alone, mean_of, measure_both_ways
from serving.clusters.record_pairs import RecordPairs, pair_keys
from serving.clusters.scoring import PAIRS_AT_ONCE, ROWS_AT_ONCE, slices
from serving.clusters.workers import Counted, Workers, open_workers, uncounted
from serving.matching.bundle import Bundle
from serving.matching.scorer import LOG_ODDS_PER_BIT, base_model_log_odds
from serving.matching.shortlist import WIDTHS, FieldFrequencies, added_fields, shortlist
from training.dedupe.name_decoys import DealtNames, DecoyPairs, deal_names
from training.dedupe.pair_limits import HIDDEN, LeftOut, left_out_of

BothWays = tuple[SingleRows, SingleRows]
"""Numbers of pairs with the lower row on the left, and with the higher one."""
Seen = tuple[Ints, Floats, Floats]
MIN_PARTNER = -4.0
"""Log-odds from which a row may be another's partner: nearly all right pairs have them."""
BESIDE_LEVELS = 6
"""Columns of what is weighed of a pair before the levels of own fields, behind which comes what was left out."""
RIVALRY = frozenset({"context", "retrieval"})
"""Families of features that measure a candidate against the others of its record."""


def pairwise_features(shape: Shape) -> tuple[str, ...]:
    """Return the keys of the declared features that depend on the pair alone, those of own fields last."""
    return tuple(feature.key for feature in features_of(shape) if feature.family not in RIVALRY)


@value_class
class LinkageView:
    """Pairs with the higher retrieval weight and the higher base model log-odds of both records' lists.

    A pair that blocking did not find has no weight (0), no log-odds (NaN), and was `found` by neither of its rows.
    """

    pairs: RecordPairs
    retrieval: Floats
    log_odds: Floats
    found: Floats

    def of(self, pairs: RecordPairs) -> "LinkageView":
        """Return the view of some pairs."""
        known = self.pairs.keys
        keys = pairs.keys
        at = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
        is_scored = known[at] == keys if len(known) else np.zeros(len(keys), np.bool_)
        retrieval = np.zeros(len(keys))
        log_odds = np.full(len(keys), np.nan)
        found = np.zeros(len(keys))
        retrieval[is_scored] = self.retrieval[at[is_scored]]
        log_odds[is_scored] = self.log_odds[at[is_scored]]
        found[is_scored] = self.found[at[is_scored]]
        return LinkageView(pairs, retrieval, log_odds, found)

    def take(self, part: slice) -> "LinkageView":
        return LinkageView(self.pairs.take(part), self.retrieval[part], self.log_odds[part], self.found[part])

    def partners(self, rows: Ints) -> list[Ints]:
        """Return whoever may be a partner of each row."""
        probable = self.log_odds > MIN_PARTNER
        both = np.concatenate([self.pairs.low[probable], self.pairs.high[probable]])
        other = np.concatenate([self.pairs.high[probable], self.pairs.low[probable]])
        order = np.argsort(both, kind="stable")
        starts = np.searchsorted(both[order], rows)
        ends = np.searchsorted(both[order], rows, side="right")
        return [other[order[start:end]] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


@value_class
class OwnFieldsOfPairs:
    """The level of each own field in pairs (-1: missing).

    `facts` are the levels of the comparisons of each built-in fact, and `names_differ` marks the pairs that no name
    brought together, `names_agree` those of one first and last name.
    """

    names: tuple[str, ...]
    levels: Ints
    facts: Sequence[Ints]
    names_differ: Bools
    names_agree: Bools


@value_class
class TeachingJob:
    """The folders of an index and of a base model, and Splink's settings with the weights that were fitted."""

    index: Path
    base_model: Path
    settings: Mapping[str, object]


class _Opened:
    """A job, opened."""

    def __init__(self, job: TeachingJob) -> None:
        self.index = UniverseIndex.open(job.index)
        self.base = Bundle.open(job.base_model)
        self.kernel = Kernel.from_splink_json(job.settings, FieldFrequencies(self.index), self.index.schema)
        pairwise = set(pairwise_features(self.index.schema))
        self.own = added_fields(self.index.schema)
        self.builtin = replace(WIDTHS[self.index.kind], rules_off=own_rules(self.index.schema))
        facts = INDEPENDENT_FACTS[self.index.kind] if self.own else ()
        self.facts = [[name for name in self.kernel.names if name in fact] for fact in facts]
        self.compared = [*self.own, *(name for fact in self.facts for name in fact)]
        self.features = [feature for feature in features_of(self.index.schema) if feature.key in pairwise]

    def view(self, rows: Ints) -> Seen:
        """Return the keys of the candidate pairs of rows, with the retrieval weight and the base model's log-odds."""
        parts = [self._view(part) for part in chunks_of(rows)]
        keys, retrieval, log_odds = (np.concatenate(each) for each in zip(*parts, strict=True))
        return keys, retrieval, log_odds

    def _view(self, rows: Ints) -> Seen:
        left = records_at(self.index, rows)
        itself: dict[str, Sequence[str]] = {record: (record,) for record in left.ids}
        short = shortlist(left, self.index, self.kernel, self.builtin, itself)
        keys = pair_keys(rows[short.left_rows], short.rows)
        seen: Seen = keys, short.evidence.retrieval.weight, base_model_log_odds(short.evidence, self.base)
        if not self.own:
            return seen
        more = shortlist(left, self.index, self.kernel, WIDTHS[self.index.kind], itself)
        found = pair_keys(rows[more.left_rows], more.rows)
        weight = np.concatenate([seen[1], np.zeros(len(found))])
        log_odds = np.concatenate([seen[2], np.full(len(found), -np.inf)])
        return np.concatenate([keys, found]), weight, log_odds

    def seek(self, dealt: DealtNames) -> Floats:
        """Return rows of match weight (natural log), base model's log-odds alone and among rivals of what decoys find.

        Those whose first and last names both agree count: they are namesakes. The pairs that own fields alone would
        find are not sought.
        """
        left = dealt.decoys(self.index)
        excluded = dict(zip(left.ids, dealt.excluded, strict=True))
        short = shortlist(left, self.index, self.kernel, self.builtin, excluded)
        pairs = Pairs(left, self.index.take(short.rows), short.left_rows, np.arange(len(short.rows)))
        evidence = evidence_alone(pairs, self.kernel, short.evidence.retrieval.weight)
        weight = weight_of_one_place(evidence, self.index.kind) * LOG_ODDS_PER_BIT
        rivals = base_model_log_odds(short.evidence, self.base)
        rows = np.column_stack([weight, base_model_log_odds(evidence, self.base), rivals])
        return rows[names_agree(evidence)]

    def weigh(self, view: LinkageView) -> Floats:
        """Return rows of match weight (natural log), base model's log-odds, whether named, whether colleagues.

        Behind them come the levels of own fields and of built-in facts, and what each part of the evidence left out.
        """
        kind = self.index.kind

        def measure(evidence: Evidence) -> NDArray[np.floating]:
            weight = weight_of_one_place(evidence, kind)
            raw = base_model_log_odds(evidence, self.base)
            levels = [evidence.gammas[name] for name in self.compared]
            marks = [*marks_of(evidence), names_differ(evidence), names_agree(evidence)]
            columns = [weight * LOG_ODDS_PER_BIT, raw, *marks, *levels, *left_out_of(evidence, kind)]
            return np.column_stack(columns).astype(np.float32)

        both = self._both_ways(view.pairs, measure, view.retrieval)
        rows = mean_of(*(way.astype(np.float64) for way in both))
        levels = slice(BESIDE_LEVELS, BESIDE_LEVELS + len(self.compared))
        rows[:, levels] = np.maximum(*both)[:, levels]
        return rows

    def measure(self, pairs: RecordPairs) -> BothWays:
        """Return the pair features of pairs, and what their own fields say as the last column."""

        def measure(evidence: Evidence) -> NDArray[np.floating]:
            said = np.zeros(len(evidence)) if evidence.own is None else evidence.own.bits * LOG_ODDS_PER_BIT
            return np.column_stack([feature_matrix(evidence, self.features), said])

        return self._both_ways(pairs, measure, np.zeros(len(pairs)))

    def _both_ways(
        self, pairs: RecordPairs, measure: Callable[[Evidence], NDArray[np.floating]], retrieval: Floats
    ) -> BothWays:
        parts = [
            measure_both_ways(self.index, self.kernel, pairs.take(part), measure, retrieval[part])
            for part in slices(len(pairs), CHUNK)
        ]
        forth, back = (np.concatenate(way).astype(np.float32) for way in zip(*parts, strict=True))
        return forth, back


class Teacher:
    """Looks at pairs in parts, here or in worker processes."""

    def __init__(self, workers: Workers[_Opened]) -> None:
        self._workers = workers

    def view(self, rows: Ints, on: Counted = uncounted) -> LinkageView:
        """Score the candidates of rows, each record itself left out, as matching does."""
        parts = [rows[part] for part in slices(len(rows), ROWS_AT_ONCE)]
        none = np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
        scored = [none, *self._workers.over(_Opened.view, parts, on)]
        keys, retrieval, log_odds = (np.concatenate(each) for each in zip(*scored, strict=True))
        distinct, pair = np.unique(keys, return_inverse=True)
        weight, best = (_highest(each, pair, len(distinct)) for each in (retrieval, log_odds))
        found = np.bincount(pair[np.isfinite(log_odds)], minlength=len(distinct)).astype(np.float64)
        return LinkageView(RecordPairs.of_keys(distinct), weight, np.where(np.isinf(best), np.nan, best), found)

    def seek_decoys(self, rows: Ints, view: LinkageView, on: Counted = uncounted) -> DecoyPairs:
        """Return what records of the first rows find under names that are dealt anew."""
        dealt, drawn = deal_names(self._workers.state.index, rows, view.partners(rows))
        parts = [dealt.take(part) for part in slices(len(dealt.rows), ROWS_AT_ONCE)]
        none = np.zeros((0, 3))
        weight, alone, rivals = np.concatenate([none, *self._workers.over(_Opened.seek, parts, on)]).T
        return DecoyPairs(weight, alone, rivals, drawn)

    def weigh(
        self, view: LinkageView, on: Counted = uncounted
    ) -> tuple[Floats, Floats, Colleagues, OwnFieldsOfPairs, LeftOut]:
        """Return the match weights (natural log) of pairs, the base model's log-odds of each by itself, colleagues.

        The place of work counts once in a weight. What own fields say is apart, and what was left out.
        """
        parts = [view.take(part) for part in slices(len(view.pairs), PAIRS_AT_ONCE)]
        state = self._workers.state
        kind = state.index.kind
        behind = BESIDE_LEVELS + len(state.compared)
        none = np.zeros((0, behind + 2 * len(HIDDEN[kind])))
        both = np.concatenate([none, *self._workers.over(_Opened.weigh, parts, on)])
        share = share_with_other_names(state.base.splink)
        colleagues = Colleagues(both[:, 3] == 1, both[:, 2] == 1, share)
        levels = both[:, BESIDE_LEVELS:behind].astype(np.int64)
        own, *facts = np.split(levels, np.cumsum([len(state.own), *map(len, state.facts)])[:-1], axis=1)
        of_pairs = OwnFieldsOfPairs(state.own, own, facts, both[:, 4] == 1, both[:, 5] == 1)
        return both[:, 0], both[:, 1], colleagues, of_pairs, LeftOut.of(kind, both[:, behind:])

    def measure(self, pairs: RecordPairs, on: Counted = uncounted) -> tuple[SingleRows, Floats]:
        """Return the pair features of pairs, forth and then back, and the log-odds that own fields add."""
        parts = [pairs.take(part) for part in slices(len(pairs), CHUNK)]
        measured = self._workers.over(_Opened.measure, parts, on)
        rows = np.vstack([way for ways in zip(*measured, strict=True) for way in ways])
        return rows[:, :-1], mean_of(*np.split(rows[:, -1], 2))


@contextmanager
def open_teacher(job: TeachingJob, processes: int) -> Iterator[Teacher]:
    """Open a job here, and in worker processes where several are wanted."""
    with open_workers(partial(_Opened, job), processes) as workers:
        yield Teacher(workers)


def _highest(values: Floats, pair: Ints, pairs: int) -> Floats:
    highest = np.full(pairs, -np.inf)
    np.maximum.at(highest, pair, values)
    return highest
