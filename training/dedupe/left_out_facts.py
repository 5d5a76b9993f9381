"""How precise pairs are by facts that their score did not read: a file judges itself.

Who is one person agrees in a fact as often as pairs that are sure without it, strangers hardly ever. Pairs that are
called right while the fact is hidden lie between both, so that the share of right ones among them follows. Each fact
says by how much too much is claimed; they are joined as studies that differ (DerSimonian and Laird 1986). As
decoys do, facts lower log-odds and never raise them (docs/experiments/left-out-facts.md).
"""

from collections.abc import Sequence

import numpy as np

from features.pairs.columns import Columns
from features.schema.array_types import Bools, Floats, Ints
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.clusters.colleagues import NAMES
from serving.clusters.copies import hashed
from serving.clusters.pair_scorer import PairScorer
from serving.clusters.record_pairs import RecordPairs
from serving.matching.calibration import sigmoid
from training.evaluation.bootstrap import Interval

MAX_PAIRS = 50_000
"""Most pairs that are looked at; more cost time."""
FEWEST = 5
"""With fewer pairs of either sort that agree a fact says nothing."""
FACTS = {
    "email": ("email",),
    "phone": ("phone",),
    "title": ("title",),
    "birth_date": ("birth_date",),
    "place": ("street", "postal", "city"),
    "company": ("company",),
}
"""The fields of which one is equal where a fact agrees."""
HIDDEN = {
    "email": ("email", "email_name", "domain"),
    "phone": ("phone",),
    "title": ("title", "title_words"),
    "birth_date": ("birth_date", "birth_year"),
    "place": ("street", "road", "house", "city", "region", "postal", "country"),
}
"""The fields that are empty while a fact is left out. The employer never is: who shares an address of work shares it,
so that sure pairs do not say how often right ones do."""
PERSONAL = frozenset({"email", "phone", "birth_date"})
"""One of them beside the name makes a pair sure, of all facts SURE_FACTS."""
SURE_FACTS = 2
MOVES = np.arange(-12.0, 12.1, 0.1)


@value_class
class FactsVerdict:
    """By how much the share of right pairs differs from what is claimed of them, with its error, and what they claim.

    `claimed` are the log-odds of the pairs that are called right while a fact is hidden.
    """

    mean: float
    error: float
    claimed: Floats

    @property
    def lowered(self) -> float:
        """By how much the share that is claimed is lowered: to one standard error above what facts show."""
        return min(0.0, self.mean + self.error)

    @property
    def shift(self) -> float:
        """By how much log-odds have to move for it."""
        if not self.lowered:
            return 0.0
        shares = [sigmoid(self.claimed + by).mean() for by in MOVES]
        return float(np.interp(sigmoid(self.claimed).mean() + self.lowered, shares, MOVES))

    @property
    def remaining(self) -> Interval:
        """The 95 % interval of what the share still differs once it is lowered."""
        return self.mean - 2 * self.error - self.lowered, self.mean + 2 * self.error - self.lowered


NO_VERDICT = FactsVerdict(0.0, 0.0, np.zeros(0))


def judge_by_facts(scorer: PairScorer, pairs: RecordPairs) -> FactsVerdict:
    """Return what facts say of candidate pairs, each hidden in turn; nothing where no fact has enough pairs.

    Copies of a record share all their evidence: the first stands for all.
    """
    if scorer.index.kind is not Kind.PERSON or not len(pairs):
        return NO_VERDICT
    first = scorer.copies.first
    apart = pairs.take((first[pairs.low] == pairs.low) & (first[pairs.high] == pairs.high))
    drawn = apart.take(np.sort(np.argsort(hashed(apart.keys.astype(np.uint64)))[:MAX_PAIRS]))
    columns = scorer.index.take(np.arange(len(scorer.index)))
    named = np.all([_equal(columns, drawn, (name,)) == 1 for name in NAMES], axis=0)
    equal = {fact: _equal(columns, drawn, fields) for fact, fields in FACTS.items()}
    said = []
    claimed = []
    for fact, hidden in HIDDEN.items():
        others = [other for other in FACTS if other != fact]
        personal = np.any([equal[other] == 1 for other in others if other in PERSONAL], axis=0)
        enough = personal | (np.sum([equal[other] == 1 for other in others], axis=0) >= SURE_FACTS)
        stated = np.flatnonzero(equal[fact] >= 0)
        log_odds = scorer.log_odds(drawn.take(stated), hidden)
        said += said_by_fact(log_odds, equal[fact][stated] == 1, (named & enough)[stated])
        claimed.append(log_odds[log_odds > 0])
    return FactsVerdict(*joined(said), np.concatenate(claimed))


def _equal(columns: Columns, pairs: RecordPairs, fields: Sequence[str]) -> Ints:
    """Return 1 for pairs that state one of some fields alike, 0 where none that both state is, -1 where none is."""
    found = np.full(len(pairs), -1)
    for field in fields:
        codes = columns.text(field).codes
        low = codes[pairs.low]
        high = codes[pairs.high]
        found = np.maximum(found, np.where((low < 0) | (high < 0), -1, low == high))
    return found


def said_by_fact(log_odds: Floats, agrees: Bools, sure: Bools) -> list[tuple[float, float]]:
    """Return by how much the share of right pairs differs from the claimed one, and its variance; nothing of few."""
    called = log_odds > 0
    sure = sure & called
    counts = [int(which.sum()) for which in (called, sure, called & agrees, sure & agrees)]
    if min(counts) < FEWEST:
        return []
    of_called = counts[2] / counts[0]
    of_sure = counts[3] / counts[1]
    right = of_called / of_sure
    variance = right**2 * ((1 - of_called) / counts[2] + (1 - of_sure) / counts[3] + 1 / counts[1] ** 2)
    return [(right - float(sigmoid(log_odds[called]).mean()), variance)]


def joined(said: list[tuple[float, float]]) -> tuple[float, float]:
    """Join what facts say, with the variance between them (DerSimonian and Laird): return the mean and its error."""
    if not said:
        return 0.0, 0.0
    differs, variance = np.array(said).T
    weight = 1 / variance
    spread = float((weight * (differs - np.average(differs, weights=weight)) ** 2).sum())
    freedom = weight.sum() - (weight**2).sum() / weight.sum()
    between = max(0.0, (spread - (len(said) - 1)) / freedom) if len(said) > 1 else 0.0
    weight = 1 / (variance + between)
    return float(np.average(differs, weights=weight)), float(weight.sum() ** -0.5)
