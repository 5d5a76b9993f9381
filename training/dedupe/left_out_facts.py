"""What facts that the score did not read say of the pairs of a file."""

import numpy as np

from features.pairs.pairs import Pairs
from features.schema.kinds import Kind
from serving.clusters.copies import hashed
from serving.clusters.pair_scorer import PairScorer
from serving.clusters.record_pairs import RecordPairs
from training.fitting.methods.left_out_facts import FACTS, NO_VERDICT, FactsOfPairs, FactsVerdict, verdict_of

MAX_PAIRS = 50_000
"""Most pairs that are looked at; more cost time."""


def judge_by_facts(scorer: PairScorer, pairs: RecordPairs) -> FactsVerdict:
    """Return what facts say of candidate pairs, each hidden in turn; nothing where no fact has enough pairs.

    Copies of a record share all their evidence: the first stands for all.
    """
    kind = scorer.index.kind
    if kind is not Kind.PERSON or not len(pairs):
        return NO_VERDICT
    first = scorer.copies.first
    apart = pairs.take((first[pairs.low] == pairs.low) & (first[pairs.high] == pairs.high))
    drawn = apart.take(np.sort(np.argsort(hashed(apart.keys.astype(np.uint64)))[:MAX_PAIRS]))
    columns = scorer.index.take(np.arange(len(scorer.index)))
    facts = FactsOfPairs.of(Pairs(columns, columns, drawn.low, drawn.high))
    said = []
    claimed = []
    for name, fact in FACTS[kind].items():
        if fact.hidden:
            claimed.append(scorer.log_odds(drawn.take(facts.stated(name)), fact.hidden))
            said += facts.said_by(name, FACTS[kind], claimed[-1])
    return verdict_of(said, claimed)
