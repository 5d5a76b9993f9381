"""The calibration: from a raw score (log-odds) to a probability, by a sigmoid or by a monotone curve."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

import numpy as np

from features.schema.array_types import Floats, Ints
from features.schema.value_class import value_class

MIN_PROBABILITY = 1e-6
MAX_PROBABILITY = 1 - 1e-6
MAX_LOG_ODDS = 30.0


@value_class
class Calibration:
    """A strictly increasing map: the sigmoid of `slope * raw + intercept`, with knots mixed with a curve.

    The curve through the knots (isotonic regression, Zadrozny and Elkan 2002) has the weight `1 - steady`, the sigmoid
    (Platt 1999) the weight `steady`: equal steps of the curve keep the order of the raw scores. With `among_rivals` or
    `within_one` the input is `settle` of all candidates of a record. `by_facts` has a calibration for
    each number of facts that a record states beside its name (see `docs/experiments/calibration-by-stated-facts.md`);
    the last one is for that number or more.
    """

    slope: float = 1.0
    intercept: float = 0.0
    raw_knots: tuple[float, ...] = ()
    probability_knots: tuple[float, ...] = ()
    steady: float = 0.1
    among_rivals: bool = False
    within_one: bool = False
    by_facts: tuple["Calibration", ...] = ()
    _knots: tuple[Floats, Floats] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_knots", (np.array(self.raw_knots), np.array(self.probability_knots)))

    def __call__(self, raw: Floats, facts: Ints | None = None) -> Floats:
        """Return probabilities strictly between 0 and 1.

        `facts` holds for each score how many facts its record states; without it no stratum is used.
        """
        if facts is not None and self.by_facts:
            return self._by_stratum(raw, np.minimum(facts, len(self.by_facts) - 1))
        smooth = sigmoid(self.slope * raw + self.intercept)
        if self.raw_knots:
            smooth = self.steady * smooth + (1 - self.steady) * np.interp(raw, *self._knots)
        return np.minimum(np.maximum(smooth, MIN_PROBABILITY), MAX_PROBABILITY)

    def settle(self, raw: Floats, left_rows: Ints) -> Floats:
        """Return the calibration's input: the raw scores, or those that regard a record's other candidates."""
        if self.among_rivals:
            return log_odds_among(raw, left_rows)
        return log_odds_within_one(raw, left_rows) if self.within_one else raw

    @property
    def settles(self) -> bool:
        """Whether a record's other candidates change the input."""
        return self.among_rivals or self.within_one

    def _by_stratum(self, raw: Floats, stratum: Ints) -> Floats:
        present: set[int] = set(stratum.tolist())
        if len(present) == 1:
            return self.by_facts[present.pop()](raw)
        probabilities = np.empty(len(raw))
        for number in present:
            rows = stratum == number
            probabilities[rows] = self.by_facts[number](raw[rows])
        return probabilities

    def as_json(self) -> dict[str, object]:
        return {
            "slope": self.slope,
            "intercept": self.intercept,
            "raw_knots": list(self.raw_knots),
            "probability_knots": list(self.probability_knots),
            "steady": self.steady,
            "among_rivals": self.among_rivals,
            **({"within_one": True} if self.within_one else {}),
            **({"by_facts": [calibration.as_json() for calibration in self.by_facts]} if self.by_facts else {}),
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "Calibration":
        return cls(
            slope=saved["slope"],
            intercept=saved["intercept"],
            raw_knots=tuple(saved["raw_knots"]),
            probability_knots=tuple(saved["probability_knots"]),
            steady=saved["steady"],
            among_rivals=saved["among_rivals"],
            within_one=saved.get("within_one", False),
            by_facts=tuple(cls.from_json(calibration) for calibration in saved.get("by_facts", ())),
        )


def log_odds_among(raw: Floats, left_rows: Ints) -> Floats:
    """Return each candidate's log-odds given that at most one candidate of a record is right.

    `raw` are the log-odds s of each candidate by itself, `left_rows` the records: s - log(1 + sum of the others' e^s).
    The result depends on neither the order of the candidates nor other records. A single candidate keeps its score,
    and the scores of one record keep their order.
    """
    if not len(raw):
        return raw
    order, starts, record = _by_record(raw, left_rows)
    odds = np.exp(np.minimum(np.maximum(raw[order], -MAX_LOG_ODDS), MAX_LOG_ODDS))
    total = np.add.reduceat(odds, starts)[record]
    result = np.empty(len(raw))
    result[order] = raw[order] - np.log1p(np.maximum(total - odds, 0.0))
    return result


def log_odds_within_one(raw: Floats, left_rows: Ints) -> Floats:
    """Return each candidate's log-odds with a record's probabilities lowered by one amount until they sum to 1 at most.

    `raw` are the log-odds of each candidate by itself. At most one candidate of a record is right; the nearest such
    probabilities (Michelot 1986) have no larger quadratic loss, whichever one it is (de Finetti 1974). What would fall
    below 0 stays just above it. A record whose probabilities sum to less keeps its scores, and the scores of one record
    keep their order.
    """
    if not len(raw):
        return raw
    order, starts, record = _by_record(raw, left_rows)
    result = raw[order]
    alone = sigmoid(result)
    counted = np.ones(len(raw), np.bool_)
    above = ~counted
    while not above.all():
        number = np.add.reduceat(counted, starts, dtype=np.int64)
        excess = np.maximum((np.add.reduceat(alone * counted, starts) - 1) / number, 0.0)[record]
        above = (alone > excess) | ~counted
        counted &= above
    within = np.maximum(alone - excess, MIN_PROBABILITY * alone)
    lower = within < alone
    result[lower] = np.log(within[lower] / (1 - within[lower]))
    result[order] = result.copy()
    return result


def _by_record(raw: Floats, left_rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the order by record and score, where each record starts there, and the number of each one's record."""
    order = np.lexsort((raw, left_rows))
    rows = left_rows[order]
    first = np.r_[True, rows[1:] != rows[:-1]]
    return order, np.flatnonzero(first), np.cumsum(first) - 1


def sigmoid(values: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-np.minimum(np.maximum(values, -60.0), 60.0)))
    return result


def logit(probabilities: Floats) -> Floats:
    inside = np.clip(probabilities, MIN_PROBABILITY, MAX_PROBABILITY)
    result: Floats = np.log(inside / (1 - inside))
    return result
