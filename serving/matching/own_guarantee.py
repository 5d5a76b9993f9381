"""A promise held against what a contract's own people said: by their answers where they are enough, else checked.

Held-out answers of a training tell how a model does on the training's records; a contract's may be harder. What its
people answered in the review queue is asked whether a link is right or wrong, so it is a sample, of what the queue
prefers: each answer counts by how seldom its like is asked (cells of what was shown). A weighted share rests on as
many answers as Kish's effective number says (Korn and Graubard 1998, for Clopper and Pearson's bound of a survey).
Corrections that nobody asked for are no sample, since nobody corrects what is right; but each is one wrong badge.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, floor

from serving.matching.policy import CurvePoint
from serving.matching.precision_guarantee import CONFIDENCE, Guarantee, probability_of_so_few, promise
from serving.matching.propensity import Shown, weigh_judgements

_ROUNDING = 1e-9


class RestsOn(StrEnum):
    """Whose answers a promise rests on."""

    TRAINING = "training"
    """The training's held-out ones: the contract's own are too few, and do not contradict them."""
    OWN = "own"
    CONTRADICTED = "contradicted"
    """The contract's own ones contradict the training's, and are too few for a promise of their own."""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What a person was shown and asked of a record's best candidate, and whether that is right."""

    shown: Shown
    right: bool


@dataclass(frozen=True, slots=True)
class Own:
    """What a contract's people said of what one model decided.

    `asked` are answers to the queue's questions, `corrected` the probabilities of links that people took away unasked,
    `shown` everything that the contract's users see now and that nobody judged.
    """

    asked: tuple[OwnAnswer, ...] = ()
    corrected: tuple[float, ...] = ()
    shown: tuple[Shown, ...] = ()

    def links_from(self, threshold: float) -> int:
        """Count the links from a threshold on, those that people judged among them."""
        seen = [*self.shown, *(one.shown for one in self.asked)]
        return sum(one.probability >= threshold for one in seen) + self.corrected_from(threshold)

    def corrected_from(self, threshold: float) -> int:
        return sum(probability >= threshold for probability in self.corrected)


@dataclass(frozen=True, slots=True)
class WeighedAnswers:
    """The answers from `probability` on: how many unweighted ones tell as much, and their weighted wrong share."""

    probability: float
    effective: float
    wrong_share: float

    @property
    def linked(self) -> int:
        return floor(self.effective + _ROUNDING)

    @property
    def point(self) -> CurvePoint:
        """Round against the promise: answers down, wrong ones up."""
        return CurvePoint(self.probability, self.linked, self.linked - ceil(self.wrong_share * self.linked - _ROUNDING))

    def contradicts(self, one_in: int) -> bool:
        """Whether so many wrong ones have a probability of 5 % at most where one in `one_in` is wrong."""
        wrong = floor(self.wrong_share * self.linked + _ROUNDING)
        return wrong > 0 and 1 - probability_of_so_few(wrong - 1, self.linked, 1 / one_in) <= 1 - CONFIDENCE


@dataclass(frozen=True, slots=True)
class Held:
    """A promise with what it rests on; `answers`, `wrong` and `corrected` are the contract's own among its links."""

    promise: Guarantee
    rests_on: RestsOn
    answers: int
    wrong: int
    corrected: int

    @property
    def told(self) -> str:
        """Say it in a sentence or two."""
        mine = f"{self.wrong} of {self.answers} own answers are wrong, {self.corrected} links were corrected"
        if self.rests_on is RestsOn.CONTRADICTED:
            return f"nothing is promised: the contract's own judgements contradict it: {mine}"
        if self.rests_on is RestsOn.OWN:
            return f"{self.promise.told}, by the contract's own answers"
        return f"{self.promise.told}, by the training's answers; {self.answers} own ones do not contradict"


def own_curve(own: Own) -> tuple[WeighedAnswers, ...]:
    """Weigh the answers, from the highest probability downwards."""
    judged = {str(place): one.shown for place, one in enumerate(own.asked)}
    weights = weigh_judgements(judged, [*own.shown, *judged.values()]).weights
    ordered = sorted(enumerate(own.asked), key=lambda pair: -pair[1].shown.probability)
    found: list[WeighedAnswers] = []
    total = squares = wrong = 0.0
    for place, answer in ordered:
        weight = weights[str(place)]
        total, squares, wrong = total + weight, squares + weight**2, wrong + weight * (not answer.right)
        if found and found[-1].probability == answer.shown.probability:
            found.pop()
        found.append(WeighedAnswers(answer.shown.probability, total**2 / squares, wrong / total))
    return tuple(found)


def hold(curve: Sequence[CurvePoint], own: Own, one_in: int) -> Held:
    """Choose a promise by the contract's own answers where they are enough, else check the training's by them.

    They are enough when from the training's threshold on as many were asked as the promise needs without a mistake: a
    count that whether they are right has no part in. Where the training promises nothing, they may.
    """
    general, mine = promise(curve, one_in), own_curve(own)
    if general.threshold is None:
        found = promise([one.point for one in mine], one_in)
        by_own = found.threshold is not None
        return _held(found if by_own else general, own, mine, by_own=by_own)
    at = _from(mine, general.threshold)
    if at is not None and at.linked >= general.needed:
        return _held(promise([one.point for one in mine], one_in), own, mine, by_own=True)
    held = _held(general, own, mine, by_own=False)
    return _taken_back(held) if at is not None and at.contradicts(one_in) else held


def _held(found: Guarantee, own: Own, mine: Sequence[WeighedAnswers], *, by_own: bool) -> Held:
    """Count the own judgements; a promise that corrections alone have broken is taken back."""
    threshold = 0.0 if found.threshold is None else found.threshold
    at = _from(mine, threshold)
    answers, wrong = (0, 0) if at is None else (at.linked, at.linked - at.point.right)
    corrected = own.corrected_from(threshold)
    held = Held(found, RestsOn.OWN if by_own else RestsOn.TRAINING, answers, wrong, corrected)
    broken = corrected * found.one_in > own.links_from(threshold)
    return _taken_back(held) if found.threshold is not None and broken else held


def _taken_back(held: Held) -> Held:
    return replace(held, promise=replace(held.promise, threshold=None, bound=1.0), rests_on=RestsOn.CONTRADICTED)


def _from(mine: Sequence[WeighedAnswers], threshold: float) -> WeighedAnswers | None:
    """Return the answers from a threshold on."""
    return next((one for one in reversed(mine) if one.probability >= threshold), None)
