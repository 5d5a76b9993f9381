"""The matcher with a clock between its steps, and the times of single records.

What is imported here counts as the memory of the processes that are measured.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from features.pairs.columns import Columns
from serving.matching.bundle import Bundle
from serving.matching.matcher import Matcher
from serving.matching.scorer import Scored, Scorer, base_model_log_odds, equals_share, probabilities_of
from serving.matching.shortlist import (
    NO_EXCLUSIONS,
    WIDTHS,
    Excluded,
    Shortlist,
    evidence_of,
    excluded_from,
    most_promising,
    weigh,
)
from training.bench.ground import RawRow

STAGES = ("normalise", "candidates", "kernel", "features", "model", "decision")
PERCENTILES = (50.0, 90.0, 99.0, 99.9)
CPU_PERCENTILES = (50.0, 99.0)
Moment = tuple[float, float]
"""Wall time and processor time of this thread, in seconds; processor time does not grow with other load."""


class StagedScorer(Scorer):
    """The scorer with a clock read between its steps; its answers are the same (a test compares them)."""

    def __init__(self, bundle: Bundle, matcher: Matcher) -> None:
        super().__init__(bundle, matcher.index, matcher.schema)
        self.ends: list[Moment] = []

    def score(self, left: Columns, without: Excluded = NO_EXCLUSIONS) -> Scored:
        """Score as the scorer does; `ends` holds the start of scoring, then the end of each step."""
        width = WIDTHS[self.bundle.kind]
        ends = [moment()]
        candidates = self.index.candidates(left, width.retrieved, excluded_from(left, without))
        ends.append(moment())
        retrieved = weigh(left, self.index, self.kernel, candidates)
        ends.append(moment())
        kept = most_promising(retrieved, width)
        evidence = evidence_of(retrieved, kept, self.kernel)
        short = Shortlist(
            evidence=evidence,
            left_rows=candidates.left_rows[kept],
            rows=candidates.rows[kept],
            retrieved=retrieved,
            retrieved_rows=candidates.rows,
            kept=kept,
        )
        pseudo_label = None if self.bundle.base_model is None else base_model_log_odds(evidence, self.bundle.base_model)
        matrix = self.bundle.ranker.matrix(evidence, pseudo_label)
        ends.append(moment())
        raw, probabilities = probabilities_of(self.bundle, matrix, evidence.pairs)
        scored = Scored(short, matrix, raw, equals_share(probabilities, raw, short.left_rows))
        self.ends = [*ends, moment()]
        return scored


def moment() -> Moment:
    """Read both clocks."""
    return time.perf_counter(), time.thread_time()


def between(begin: Moment, end: Moment) -> Moment:
    """Return the seconds that passed on either clock."""
    return end[0] - begin[0], end[1] - begin[1]


def answer_seconds(matcher: Matcher, rows: Sequence[RawRow]) -> list[Moment]:
    """Answer records one by one; return the seconds of each by both clocks."""
    seconds = []
    for row in rows:
        began = moment()
        matcher.match_rows([row])
        seconds.append(between(began, moment()))
    return seconds


def step_seconds(matcher: Matcher, rows: Sequence[RawRow]) -> dict[str, list[Moment]]:
    """Answer records one by one with clocks between the steps; return the seconds of each step and record."""
    plain = matcher.scorer
    staged = StagedScorer(matcher.bundle, matcher)
    matcher.scorer = staged
    seconds: dict[str, list[Moment]] = defaultdict(list)
    for row in rows:
        began = moment()
        matcher.match_rows([row])
        for name, (begin, end) in zip(STAGES, pairwise([began, *staged.ends, moment()]), strict=True):
            seconds[name].append(between(begin, end))
    matcher.scorer = plain
    return dict(seconds)


def percentiles(name: str, seconds: Sequence[Moment]) -> dict[str, float | str]:
    """Return mean and percentiles of the wall time, and two of the processor time, in milliseconds."""
    wall, cpu = np.array(seconds).T * 1000
    row: dict[str, float | str] = {"step": name, "mean_ms": round(float(wall.mean()), 4)}
    for rank in PERCENTILES:
        row[f"p{rank:g}_ms"] = round(float(np.percentile(wall, rank)), 4)
    for rank in CPU_PERCENTILES:
        row[f"cpu_p{rank:g}_ms"] = round(float(np.percentile(cpu, rank)), 4)
    return row
