"""From a raw score (log-odds) to the probability of being right: two parameters, or a monotone curve where data allow
it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEAST, MOST = 1e-6, 1 - 1e-6
MOST_LOG_ODDS = 30.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """A strictly increasing map. Sigmoid of `slope * raw + intercept`; with knots, mostly the curve through them.

    The curve (isotonic regression, Zadrozny and Elkan 2002) counts `1 - steady`, the sigmoid (Platt 1999) `steady`,
    so that equal steps of the curve still keep the raw score's order. With `among_rivals` it reads what `settle` makes
    of the raw scores of all candidates of a record. With `by_facts` records are parted by how many facts they state
    beside their name, and each stratum has a calibration of its own, the last one for so many facts or more.
    """

    slope: float = 1.0
    intercept: float = 0.0
    raw_knots: tuple[float, ...] = ()
    probability_knots: tuple[float, ...] = ()
    steady: float = 0.1
    among_rivals: bool = False
    by_facts: tuple["Calibration", ...] = ()
    _knots: tuple[Floats, Floats] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_knots", (np.array(self.raw_knots), np.array(self.probability_knots)))

    def __call__(self, raw: Floats, facts: Ints | None = None) -> Floats:
        """Return probabilities strictly between 0 and 1.

        `facts` says of each score how many facts its record states; where that is not told, all are read alike.
        """
        if facts is not None and self.by_facts:
            return self._by_stratum(raw, np.minimum(facts, len(self.by_facts) - 1))
        smooth = sigmoid(self.slope * raw + self.intercept)
        if self.raw_knots:
            smooth = self.steady * smooth + (1 - self.steady) * np.interp(raw, *self._knots)
        return np.minimum(np.maximum(smooth, LEAST), MOST)

    def settle(self, raw: Floats, left_rows: Ints) -> Floats:
        """Return the scores that the calibration reads: as they are, or those among the record's candidates."""
        return log_odds_among(raw, left_rows) if self.among_rivals else raw

    def _by_stratum(self, raw: Floats, stratum: Ints) -> Floats:
        retrieved: set[int] = set(stratum.tolist())
        if len(retrieved) == 1:
            return self.by_facts[retrieved.pop()](raw)
        probabilities = np.empty(len(raw))
        for number in retrieved:
            of_it = stratum == number
            probabilities[of_it] = self.by_facts[number](raw[of_it])
        return probabilities

    def as_json(self) -> dict[str, object]:
        return {
            "slope": self.slope,
            "intercept": self.intercept,
            "raw_knots": list(self.raw_knots),
            "chance_knots": list(self.probability_knots),
            "steady": self.steady,
            "among_rivals": self.among_rivals,
            **({"by_facts": [one.as_json() for one in self.by_facts]} if self.by_facts else {}),
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, object]) -> "Calibration":
        slope, intercept, steady = (float(str(saved[name])) for name in ("slope", "intercept", "steady"))
        raw, probability, strata = saved["raw_knots"], saved["chance_knots"], saved.get("by_facts", [])
        if not isinstance(raw, list) or not isinstance(probability, list):
            raise TypeError("calibration knots: lists of numbers were expected")
        if not isinstance(strata, list):
            raise TypeError("calibration by_facts: a list of calibrations was expected")
        knots, among_rivals = (
            (tuple(map(float, raw)), tuple(map(float, probability))),
            saved.get("among_rivals") is True,
        )
        return cls(slope, intercept, *knots, steady, among_rivals, tuple(cls.from_json(one) for one in strata))


def log_odds_among(raw: Floats, left_rows: Ints) -> Floats:
    """Return each candidate's log-odds where at most one candidate of a record is right.

    `raw` are the log-odds of each by itself, `left_rows` the records. Odds against it are those of every other
    candidate and of none: s - log(1 + sum of the others' e^s). Neither the order of the candidates nor other records
    change a bit of it; a candidate alone keeps its score, and scores of one record keep their order.
    """
    if not len(raw):
        return raw
    order = np.lexsort((raw, left_rows))
    rows = left_rows[order]
    odds = np.exp(np.minimum(np.maximum(raw[order], -MOST_LOG_ODDS), MOST_LOG_ODDS))
    first = np.r_[True, rows[1:] != rows[:-1]]
    total = np.add.reduceat(odds, np.flatnonzero(first))[np.cumsum(first) - 1]
    result = np.empty(len(raw))
    result[order] = raw[order] - np.log1p(np.maximum(total - odds, 0.0))
    return result


def sigmoid(values: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-np.minimum(np.maximum(values, -60.0), 60.0)))
    return result


def logit(probabilities: Floats) -> Floats:
    inside = np.clip(probabilities, LEAST, MOST)
    result: Floats = np.log(inside / (1 - inside))
    return result
