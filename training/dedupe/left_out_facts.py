"""What facts that the score did not read say of the pairs of a file, and what a name would that a pair lacks."""

from collections.abc import Sequence

import numpy as np

from features.pairs.pairs import Pairs
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from serving.clusters.copies import hashed
from serving.clusters.pair_scorer import NAMES_LACKED, PairScorer
from serving.clusters.record_pairs import RecordPairs
from serving.matching.calibration import sigmoid
from training.fitting.methods.left_out_facts import FACTS, NO_VERDICT, FactsOfPairs, FactsVerdict, verdict_of

MAX_PAIRS = 50_000
MAX_WHOLE_NAMES = 10_000
"""Most pairs that are looked at for facts, and for names; more cost time."""
WHOLE_NAMES = ("name", "name_words", "native", "readings", "reading_words", "reading_consonants", "consonants")
OF_PARTS = {"first": ("first", "first_forms"), "last": ("last", "last_words", "last_sound")}
"""The fields that a record without this part of the name lacks, WHOLE_NAMES beside them."""


def judge_by_facts(scorer: PairScorer, pairs: RecordPairs) -> FactsVerdict:
    """Return what facts say of candidate pairs, each hidden in turn; nothing where no fact has enough pairs.

    Copies of a record share all their evidence: the first stands for all.
    """
    kind = scorer.index.kind
    if kind is not Kind.PERSON or not len(pairs):
        return NO_VERDICT
    drawn = _drawn(scorer, pairs, MAX_PAIRS)
    columns = scorer.index.take(np.arange(len(scorer.index)))
    facts = FactsOfPairs.of(Pairs(columns, columns, drawn.low, drawn.high))
    said = []
    claimed = []
    for name, fact in FACTS[kind].items():
        if fact.hidden:
            claimed.append(scorer.log_odds(drawn.take(facts.stated(name)), fact.hidden))
            said += facts.said_by(name, FACTS[kind], claimed[-1])
    return verdict_of(said, claimed)


def judge_by_names(scorer: PairScorer, pairs: RecordPairs) -> Sequence[float]:
    """Return by how much the log-odds of pairs move that lack parts of the name, each of NAMES_LACKED, 0 or less.

    Who shares a last name and an address may be a family, which the first name tells. A pair that lacks it is as
    probable as those that state it are with it, where both look alike without it
    (docs/experiments/names-that-pairs-lack.md).
    """
    lacks = scorer.lacks(pairs)
    if not lacks.any():
        return ()
    whole = _drawn(scorer, pairs.take(lacks == 0), MAX_WHOLE_NAMES)
    probability = sigmoid(scorer.log_odds(whole))
    moves = []
    for at, parts in enumerate(NAMES_LACKED[scorer.index.kind]):
        hidden = (*WHOLE_NAMES, *(field for part in parts for field in OF_PARTS[part]))
        without = scorer.log_odds(whole, hidden) if parts and (lacks == at).any() else np.zeros(0)
        called = np.flatnonzero(without > 0)
        moves.append(_move_to(without[called], probability[called]))
    return moves


def _move_to(log_odds: Floats, probability: Floats) -> float:
    """Return by how much log-odds have to fall until they claim what these probabilities do, but for one error."""
    if len(log_odds) < 2:
        return 0.0
    differs = probability - sigmoid(log_odds)
    return FactsVerdict(float(differs.mean()), float(differs.std() / len(differs) ** 0.5), log_odds).shift


def _drawn(scorer: PairScorer, pairs: RecordPairs, most: int) -> RecordPairs:
    """Return `most` of some pairs at most, the same in every run, without those of copies."""
    first = scorer.copies.first
    apart = pairs.take((first[pairs.low] == pairs.low) & (first[pairs.high] == pairs.high))
    return apart.take(np.sort(np.argsort(hashed(apart.keys.astype(np.uint64)))[:most]))
