"""The precision guarantee by a contract's own answers where they suffice, else the training's, checked by them.

Held-out answers measure a model on the training's records; a contract's records may be harder. Answers of the review
queue are weighed (`propensity`): they are a biased sample. Corrections outside the queue are no sample, since
nobody corrects what is right, but each is one wrong badge.
Measured in `docs/experiments/precision-guarantee-by-own-answers.md`.
"""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.guarantees.precision_guarantee import Guarantee, guarantee
from serving.matching.guarantees.propensity import Shown, WeighedAnswers, shares_of, weigh_judgements, weighed_curve
from serving.matching.policy import CurvePoint


class RestsOn(StrEnum):
    """The answers that a guarantee is computed from."""

    TRAINING = "training"
    """The training's held-out answers; the contract's own are too few and do not contradict them."""
    OWN = "own"
    CONTRADICTED = "contradicted"
    """None: the contract's own answers contradict the training's and are too few for a guarantee."""


@value_class
class OwnAnswer:
    """An answer of the review queue: what was shown of a record's best candidate, and whether it is right."""

    shown: Shown
    right: bool


@value_class
class OwnAnswers:
    """A contract's judgements of one model's decisions.

    `asked` are answers of the review queue, `corrected` the probabilities of links that users rejected outside of it,
    `shown` all decisions that nobody judged.
    """

    asked: tuple[OwnAnswer, ...] = ()
    corrected: tuple[float, ...] = ()
    shown: tuple[Shown, ...] = ()

    def links_from(self, threshold: float) -> int:
        """Count the links with at least this probability, judged or not."""
        links = [*self.shown, *(answer.shown for answer in self.asked)]
        return sum(link.probability >= threshold for link in links) + self.corrected_from(threshold)

    def corrected_from(self, threshold: float) -> int:
        return sum(probability >= threshold for probability in self.corrected)


@value_class
class CheckedGuarantee:
    """A guarantee and whose answers it rests on; `answers`, `wrong` and `corrected` count the contract's own."""

    guarantee: Guarantee
    rests_on: RestsOn
    answers: int
    wrong: int
    corrected: int

    @property
    def sentence(self) -> str:
        """The guarantee in one or two sentences."""
        counts = wording(
            "{wrong} of {answers} own answers are wrong, {corrected} links were corrected",
            wrong=self.wrong,
            answers=self.answers,
            corrected=self.corrected,
        )
        if self.rests_on is RestsOn.CONTRADICTED:
            return wording(
                "nothing is guaranteed: the contract's own judgements contradict it: {counts}", counts=counts
            )
        if self.rests_on is RestsOn.OWN:
            return wording("{sentence}, by the contract's own answers", sentence=self.guarantee.sentence)
        return wording(
            "{sentence}, by the training's answers; {answers} own ones do not contradict",
            sentence=self.guarantee.sentence,
            answers=self.answers,
        )


def own_curve(own: OwnAnswers) -> tuple[WeighedAnswers, ...]:
    """Return the weighted answers from each probability on, the highest probability first."""
    judged = {str(number): answer.shown for number, answer in enumerate(own.asked)}
    weights = weigh_judgements(judged, shares_of([*own.shown, *judged.values()])).weights
    return weighed_curve(
        (answer.shown.probability, answer.right, weights[str(number)]) for number, answer in enumerate(own.asked)
    )


def check_guarantee(curve: Sequence[CurvePoint], own: OwnAnswers, one_in: int) -> CheckedGuarantee:
    """Return the guarantee by the contract's own answers where they suffice, else the training's checked by them.

    They suffice if, from the training's threshold on, there are as many as a guarantee without a wrong link needs;
    whether they are right plays no part. Where the training gives no guarantee, the own answers may give one.
    """
    general = guarantee(curve, one_in)
    answered = own_curve(own)
    if general.threshold is None:
        by_answers = guarantee([weighed.point for weighed in answered], one_in)
        by_own = by_answers.threshold is not None
        return _held(by_answers if by_own else general, own, answered, by_own=by_own)
    at = _from(answered, general.threshold)
    if at is not None and at.linked >= general.needed:
        return _held(guarantee([weighed.point for weighed in answered], one_in), own, answered, by_own=True)
    held = _held(general, own, answered, by_own=False)
    return _withdrawn(held) if at is not None and at.contradicts(one_in) else held


def _held(chosen: Guarantee, own: OwnAnswers, answered: Sequence[WeighedAnswers], *, by_own: bool) -> CheckedGuarantee:
    """Add the counts of own judgements; withdraw a guarantee that corrections alone have broken."""
    threshold = 0.0 if chosen.threshold is None else chosen.threshold
    at = _from(answered, threshold)
    answers, wrong = (0, 0) if at is None else (at.linked, at.linked - at.point.right)
    corrected = own.corrected_from(threshold)
    held = CheckedGuarantee(chosen, RestsOn.OWN if by_own else RestsOn.TRAINING, answers, wrong, corrected)
    broken = corrected * chosen.one_in > own.links_from(threshold)
    return _withdrawn(held) if chosen.threshold is not None and broken else held


def _withdrawn(held: CheckedGuarantee) -> CheckedGuarantee:
    return replace(held, guarantee=replace(held.guarantee, threshold=None, bound=1.0), rests_on=RestsOn.CONTRADICTED)


def _from(answered: Sequence[WeighedAnswers], threshold: float) -> WeighedAnswers | None:
    """Return the answers with at least the threshold's probability."""
    return next((weighed for weighed in reversed(answered) if weighed.probability >= threshold), None)
