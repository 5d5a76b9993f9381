"""A model comparison: the links of champion and challenger on the same records."""

from collections.abc import Iterator, Mapping, Sequence
from math import comb, hypot
from statistics import NormalDist

import numpy as np

from data.labels.links import Link, LinkDecision
from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.runtime.gate_texts import Coded, gate_text
from training.evaluation.bootstrap import Interval, resampled_weights
from training.evaluation.metrics import ece as calibration_error
from training.evaluation.metrics import perfect_ece, ratio

LEVEL = 0.95
REPLICATES = 1000


@value_class
class ComparedSide:
    """The links of one model and whether each is right; `work` is candidates x trees per record.

    `silent` names the features that were constant in its training.
    """

    name: str
    links: tuple[Link, ...]
    right: Bools
    work: float
    silent: frozenset[str] = frozenset()

    @property
    def linked(self) -> Bools:
        return np.fromiter((link.decision == LinkDecision.LINKED for link in self.links), np.bool_, len(self.links))

    @property
    def found(self) -> Bools:
        return np.fromiter((link.candidate_id is not None for link in self.links), np.bool_, len(self.links))

    @property
    def probability(self) -> Floats:
        return np.array([link.probability for link in self.links], np.float64)

    @property
    def ece(self) -> float:
        """The calibration error of the best candidates; 0 without any."""
        return calibration_error(self.probability[self.found], self.right[self.found]) or 0.0

    @property
    def ece_of_probability(self) -> float:
        """Return the 95th percentile of the calibration error of a calibrated model on as many records."""
        return perfect_ece(self.probability[self.found]) or 0.0


@value_class
class ModelComparison:
    """Both sides on the same records. `segments[division][i]` names the segment of record i, None for none.

    `varying` names the features that vary on these records; `entity` numbers records with a shared answer alike.
    """

    record_ids: tuple[str, ...]
    answers: tuple[frozenset[str], ...]
    entity: Ints
    segments: Mapping[str, Sequence[str | None]]
    champion: ComparedSide
    challenger: ComparedSide
    varying: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.record_ids)

    @property
    def sides(self) -> tuple[ComparedSide, ComparedSide]:
        return self.champion, self.challenger

    @property
    def answerable(self) -> Bools:
        return np.fromiter((bool(right) for right in self.answers), np.bool_, len(self))

    def parts(self) -> Iterator[tuple[str, str, Bools]]:
        """Return (division, part, its records) of every segment."""
        for division, names in self.segments.items():
            for name in sorted({name for name in names if name is not None}):
                yield division, name, np.fromiter((segment == name for segment in names), np.bool_, len(names))

    def precision(self, side: ComparedSide) -> float | None:
        """Return the precision of a side's links, None without a link."""
        return ratio(float((side.linked & side.right).sum()), float(side.linked.sum()))


@value_class
class RateChange:
    """How much a rate changed from champion to challenger: interval (95 %) and spread over resampled entities.

    `worse` and `better` count the entities with a record that only the challenger, or only the champion, has wrong.
    `refit` is how far the rate moved where the challenger's training was repeated with another seed.
    """

    before: float
    after: float
    interval: Interval
    spread: float
    worse: int
    better: int
    refit: float = 0.0

    @property
    def difference(self) -> float:
        return self.after - self.before

    @property
    def words(self) -> str:
        """The difference with its interval."""
        return gate_text(self.coded("change"))

    def coded(self, code: str, **values: object) -> Coded:
        """Return the difference with its interval, and what more a code says of it."""
        low, high = self.interval
        return {"code": code, "difference": self.difference, "low": low, "high": high} | values

    @property
    def is_surely_worse(self) -> bool:
        """Whether the whole interval lies below 0."""
        return self.interval[1] < 0

    def is_worse_among(self, comparisons: int) -> bool:
        """Whether it is surely worse as the worst of this many comparisons (Bonferroni).

        Normal tails are too short for a few records: the exact sign test of the entities (McNemar) has to agree.
        """
        tail = (1 - LEVEL) / 2 / max(comparisons, 1)
        if self.difference + NormalDist().inv_cdf(1 - tail) * hypot(self.spread, self.refit) >= 0:
            return False
        changed = self.worse + self.better
        as_bad = sum(comb(changed, worse) for worse in range(self.worse, changed + 1))
        return as_bad * round(1 / tail) <= 1 << changed


def precision_change(model_comparison: ModelComparison, part: Bools | None = None) -> RateChange | None:
    """Compare the precision of links; both sides are resampled together, so that common errors cancel."""
    wholes = [side.linked if part is None else side.linked & part for side in model_comparison.sides]
    rights = [whole & side.right for whole, side in zip(wholes, model_comparison.sides, strict=True)]
    return _change(rights, wholes, model_comparison.entity)


def recall_change(model_comparison: ModelComparison, part: Bools | None = None) -> RateChange | None:
    """Compare the recall of links."""
    whole = model_comparison.answerable if part is None else model_comparison.answerable & part
    rights = [side.linked & side.right & whole for side in model_comparison.sides]
    return _change(rights, [whole, whole], model_comparison.entity)


def precision_interval(model_comparison: ModelComparison, side: ComparedSide) -> Interval | None:
    """Return the 95 % interval of a side's own precision; None without a link."""
    nothing = np.zeros(len(model_comparison), np.bool_)
    change = _change([nothing, side.linked & side.right], [side.linked, side.linked], model_comparison.entity)
    return None if change is None else change.interval


def _change(rights: Sequence[Bools], wholes: Sequence[Bools], entity: Ints) -> RateChange | None:
    if not wholes[0].any() or not wholes[1].any():
        return None
    concerned = np.any(wholes, axis=0)
    numbers = np.unique(entity[concerned], return_inverse=True)[1].astype(np.int64)
    table = np.column_stack([*rights, *wholes])[concerned].astype(np.float64)
    before, after = (float(rights[i].sum() / wholes[i].sum()) for i in (0, 1))
    drawn = []
    for weights in resampled_weights(numbers, replicates=REPLICATES):
        sums = weights @ table
        known = (sums[:, 2] > 0) & (sums[:, 3] > 0)
        drawn.append(sums[known, 1] / sums[known, 3] - sums[known, 0] / sums[known, 2])
    changes = np.concatenate(drawn)
    low, high = np.quantile(changes, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    wrong = [whole & ~right for whole, right in zip(wholes, rights, strict=True)]
    worse, better = (np.unique(entity[one & ~other]).size for one, other in (wrong[::-1], wrong))
    interval = float(low), float(high)
    return RateChange(before, after, interval, float(changes.std()), worse=worse, better=better)
