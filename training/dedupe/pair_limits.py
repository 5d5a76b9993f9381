"""How probable a pair is at most, by how often pairs that look like it agree in what their weight left out.

Last name and street of one home count as two facts, so that a family looks like one person, but for its first names.
Among pairs of one match weight without a part of the name, m of the right ones agree in it, and u of the others. So
their share of right ones is known; a pair's own part of the name adds its weight to the log-odds of that share
(docs/experiments/names-that-pairs-lack.md). Facts beside the name say it too, of names that many people have: m is
theirs of pairs that are sure without them, and strangers hardly ever agree (docs/experiments/left-out-facts.md).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression

from features.pairs.evidence import Evidence
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.clusters.colleagues import NAMES, weight_of_one_place
from serving.matching.calibration import logit, sigmoid
from serving.matching.scorer import LOG_ODDS_PER_BIT
from training.fitting.methods.left_out_facts import FACTS, MOVES, FactsOfPairs, equal_in
from training.fitting.methods.parameters import often_differs
from training.fitting.methods.splink_fit import SplinkFit

FEWEST_PAIRS = 50
TELLING = 2.0
"""A part that right pairs share hardly more often than strangers do says nothing of how many are right."""
LEAST = 1e-6
PEOPLE = FACTS[Kind.PERSON]
HIDDEN: Mapping[Kind, Mapping[str, Sequence[str]]] = {
    Kind.PERSON: {name: (name,) for name in NAMES} | {name: fact.hidden for name, fact in PEOPLE.items()},
    Kind.COMPANY: {},
}
"""The comparisons that are left out of match weights, by part of the name and fact."""


@value_class
class LeftOut:
    """What pairs say of each part of the name and each fact, and their match weights (natural log) without it.

    Above 0 they agree, at 0 they differ; -1 where a side lacks it.
    """

    said: Mapping[str, Floats]
    without: Mapping[str, Floats]

    @classmethod
    def of(cls, kind: Kind, columns: Floats) -> "LeftOut":
        """Take what `left_out_of` returns, a column each."""
        said, without = (dict(zip(HIDDEN[kind], half.T, strict=True)) for half in np.split(columns, 2, axis=1))
        return cls(said, without)

    def by_names(self, weight: Floats, fit: SplinkFit, settings: Mapping[str, Any]) -> Floats:
        """Return the log-odds of pairs with these match weights at most.

        A part that differs bounds nothing: its level holds nicknames and other people, which the trees tell apart.
        """
        limit = np.full(len(weight), np.inf)
        for name in NAMES:
            if (self.said[name] >= 0).sum() < FEWEST_PAIRS:
                continue
            m, u = (1 - each for each in often_differs(name, fit, settings))
            if m >= TELLING * u:
                most = self._share(name, m, u) + weight - self.without[name]
                limit = np.where(self.said[name] == 0, limit, np.minimum(limit, most))
        return limit

    def by_facts(self, weight: Floats, log_odds: Floats, lowered: float) -> Floats:
        """Return the log-odds of pairs at most, so that those called right without a fact claim so much less.

        `log_odds` are what pairs with these match weights claim. The mean of what facts leave a pair is its limit,
        raised alike for all until no more than `lowered` is taken from the claimed share.
        """
        claim = IsotonicRegression(out_of_bounds="clip").fit(weight, sigmoid(log_odds))
        named = np.all([self.said[name] > 0 for name in NAMES], axis=0)
        facts = FactsOfPairs(named, {name: self.said[name].astype(np.int64) for name in PEOPLE})
        claims = []
        shares = []
        limits = np.zeros((2, len(weight)))
        for name, fact in PEOPLE.items():
            sure = facts.sure_without(name, PEOPLE) & (self.said[name] >= 0)
            agree = self.said[name] == 1
            if not fact.hidden or not (sure & agree).any():
                continue
            share = self._share(name, float(agree[sure].mean()), 0.0)
            claimed = claim.predict(self.without[name])
            called = (self.said[name] >= 0) & (claimed > 0.5)
            claims.append(claimed[called])
            shares.append(share[called])
            limits += (self.said[name] != 0) * np.array(
                [sigmoid(share + weight - self.without[name]), np.ones(len(weight))]
            )
        if not sum(map(len, claims)):
            return np.full(len(weight), np.inf)
        left, said = limits
        mean = np.divide(left, said, out=np.ones(len(weight)), where=said > 0)
        return logit(np.clip(mean, LEAST, 1 - LEAST)) + _raised(np.concatenate(claims), np.concatenate(shares), lowered)

    def _share(self, name: str, m: float, u: float) -> Floats:
        """Return the log-odds of the share of right pairs of one match weight without a part or fact."""
        stated = self.said[name] >= 0
        without = self.without[name]
        share = IsotonicRegression(out_of_bounds="clip")
        share.fit(without[stated], ((self.said[name] > 0)[stated] - u) / (m - u))
        return logit(np.clip(share.predict(without), LEAST, 1 - LEAST))


def _raised(claimed: Floats, log_odds: Floats, lowered: float) -> float:
    """Return by how much limits of claimed shares have to rise so that these are lowered by no more on average."""
    moves = MOVES[MOVES >= 0]
    left = [np.minimum(claimed, sigmoid(log_odds + by)).mean() for by in moves]
    return float(np.interp(claimed.mean() + lowered, left, moves))


def left_out_of(evidence: Evidence, kind: Kind) -> list[Floats]:
    """Return what pairs say of each name of HIDDEN, and then their weights (natural log) without it."""
    missing = np.full(len(evidence), -1)
    said = [
        equal_in(evidence.pairs, PEOPLE[name].fields) if name in PEOPLE else evidence.gammas.get(name, missing)
        for name in HIDDEN[kind]
    ]
    without = [weight_of_one_place(evidence, kind, hidden) * LOG_ODDS_PER_BIT for hidden in HIDDEN[kind].values()]
    return [np.asarray(each, np.float64) for each in (*said, *without)]
