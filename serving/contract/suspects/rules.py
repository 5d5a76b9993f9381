"""Links that are probably wrong, by the harm that they do and by what made them wrong. Pure.

How many links are wrong is what the model's held-out links say: the odds of an error by its probability, times the
wrong ones among the held-out links over those that their probabilities said (a standardised ratio, as of mortality).
Which links these are: half of them the model foresees, and they follow its odds. The others it does not foresee, and
they are shared equally by the signs, and within a sign by its links: a rare sign says much, a frequent one little, and
signs change no total. Links that their model is sure of, and another candidate overtakes by match weight, come on top:
how many of them are wrong the links of the contract say (two groups, Efron 2008). Answers correct a cause by observed
over expected with one expected wrong link as prior (Clayton and Kaldor 1987).
docs/experiments/wrong-link-radar.md has the figures.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from math import log2
from typing import NamedTuple

from features.normalise.text import read_sentences
from features.schema.value_class import value_class
from serving.matching.policy import CurvePoint
from serving.vocabulary.links import RecordKey

SUREST = 0.999
"""No link is surer than this, whatever its probability says: what it rests on may be mistyped."""
FORESEEN = 0.5
"""The share of wrong links that the model foresees: they follow its probabilities. Signs share the others equally."""
SEEN_BEFORE = 100
"""Links, one of them with the sign, that count beside a contract's own: a small contract shows little of its signs."""
NAMED_FROM = 1.0
"""A sign names a link's cause where it alone makes it as suspect as a link is on average."""
PRIOR_WRONG = 1.0
"""The expected wrong links at which answers weigh as much as the model: one answer at most doubles a cause."""
TEMPER = 2 / 3
"""What a bit by which another candidate overtakes says of an error: fields are not independent."""
NOT_OVERTAKEN = 0.05
"""How often no other candidate overtakes a link to a wrong profile."""
ROUNDS = 200
DIGITS = 6
WRITTEN = 3.0
SAVED = 1.0
SEEN = 0.1
"""What hangs on a link: an activity in the CRM, a save, a badge that was shown."""


class SuspectCause(StrEnum):
    """What made a link wrong, if it is."""

    SHARED_MAILBOX = "shared_mailbox"
    NAMESAKE = "namesake"
    MOVED = "moved_person"
    ACCOUNT_DISAGREES = "account_disagrees"
    DRIFT = "drift"
    PROFILE_CLUSTER = "network_duplicate"
    UNSURE = "unsure"


CAUSE_SENTENCES = read_sentences(
    """
    shared_mailbox: several people use the e-mail, so that it does not say who is meant
    namesake: another profile fits better by the weights of its fields, or has the same name
    moved_person: the person whom the record names seems to have left the company that it names
    account_disagrees: the record's account is linked to another company than the profile's
    drift: records that arrived on that day disagree with their profiles more than others do
    network_duplicate: the network holds this profile more than once, and another of them may be meant
    unsure: the model itself is not sure
    """
)


@value_class
class Rivals:
    """What other candidates of the record's name have that the linked profile lacks."""

    at_the_company: bool = False
    """One has the linked profile's company."""
    was_at_the_record_s_company: bool = False
    """One has the record's company among its past ones."""
    at_the_account_s_company: bool = False
    """One has the company of the record's account."""


@value_class
class LinkEvidence:
    """What speaks for and against a link beside its probability; no field's value.

    `drifts`: it disagrees in a field in which the links of its day disagree far more often than others.
    """

    probability: float
    names_differ: bool = False
    mailbox_is_shared: bool = False
    company_differs: bool = False
    worked_there: bool = False
    """The record's company is among the profile's, now or before."""
    account_differs: bool = False
    rivals: Rivals = field(default_factory=Rivals)
    drifts: bool = False
    is_in_cluster: bool = False
    """Other profiles of the network are one entity with the linked one, by the universe's own clusters."""
    overtaken: float = 0.0
    """The bits by which another candidate's match weight exceeds the linked profile's; 0 where none does."""


@value_class
class Hanging:
    """What hangs on a link: badges shown, activities written to the record, saves of the profile."""

    badges_seen: int = 0
    written: int = 0
    saves: int = 0

    @property
    def weight(self) -> float:
        """How much harm a wrong link does; each doubling of what hangs on it adds one."""
        return 1 + log2(1 + WRITTEN * self.written + SAVED * self.saves + SEEN * self.badges_seen)


class Sign(NamedTuple):
    """What speaks for a cause; in its strong form something else fits better than the link."""

    cause: SuspectCause
    is_strong: bool


OVERTAKEN = Sign(SuspectCause.NAMESAKE, is_strong=True)


class AnsweredLink(NamedTuple):
    """What people said of a link. A rejection is `unasked` where nobody would have said that the link is right."""

    evidence: LinkEvidence
    is_wrong: bool
    is_unasked: bool


@value_class
class Suspicion:
    """The probability that a link is wrong, its causes with how much each adds (the strongest first), and the harm."""

    wrong: float
    causes: tuple[tuple[SuspectCause, float], ...]
    harm: float

    @property
    def cause(self) -> SuspectCause:
        """The strongest cause; without any the model itself is unsure."""
        return self.causes[0][0] if self.causes else SuspectCause.UNSURE

    def times(self, factor: float) -> "Suspicion":
        """Return the suspicion with the odds to be wrong multiplied."""
        wrong = factor * self.wrong / (1 - self.wrong + factor * self.wrong)
        return Suspicion(wrong, self.causes, self.harm)

    def with_harm(self, hanging: Hanging) -> "Suspicion":
        """Return the suspicion with the expected harm of what hangs on the link."""
        wrong = round(self.wrong, DIGITS)
        return Suspicion(wrong, self.causes, round(wrong * hanging.weight, DIGITS))


def suspicions(
    open_links: Mapping[RecordKey, LinkEvidence],
    answers: Sequence[AnsweredLink] = (),
    held_out: float = 1.0,
    counted: Collection[RecordKey] | None = None,
) -> dict[RecordKey, Suspicion]:
    """Return the suspicion of each open link of one kind, without harm; `held_out` is that of `held_out_ratio`.

    How usual a sign is, and what answers say of a cause, follow from the `counted` links (None: all) and the answers.
    """
    counted = open_links.keys() if counted is None else counted
    evidence = [case for key, case in open_links.items() if key in counted]
    overtaken = _overtaken_odds(evidence)
    evidence += [answer.evidence for answer in answers]
    weights = _weights(evidence)
    usual = sum(_odds(case) for case in evidence) / max(len(evidence), 1)
    found = FORESEEN + sum(weights[sign] for case in evidence for sign in signs_of(case)) / max(len(evidence), 1)
    model = _Expected(weights, held_out / found, held_out / found * usual, overtaken)
    before = {key: _suspicion(case, model) for key, case in open_links.items()}
    answered = [(answer, _suspicion(answer.evidence, model)) for answer in answers]
    factors = _factors((suspicion for key, suspicion in before.items() if key in counted), answered)
    return {key: suspicion.times(factors[suspicion.cause]) for key, suspicion in before.items()}


def held_out_ratio(curve: Sequence[CurvePoint], threshold: float) -> float:
    """Return the wrong links among the held-out ones over those that their probabilities said; at most 1.

    `curve` has the highest probability first. Half a link is added to both (Jeffreys' prior). A curve has all best
    candidates, and links lead by a margin as well, so that it never raises what the probabilities say.
    """
    said = 0.0
    before = CurvePoint(1.0, 0, 0)
    for point in curve:
        if point.probability < threshold:
            break
        said += (point.linked - before.linked) * (1 - (point.probability + before.probability) / 2)
        before = point
    return min(1.0, (0.5 + before.linked - before.right) / (0.5 + said))


def _weights(evidence: Sequence[LinkEvidence]) -> dict[Sign, float]:
    """Return how many times the usual odds each sign adds: its share of wrong links over its share of all links."""
    counts = Counter(sign for case in evidence for sign in signs_of(case))
    signs = [*_shown(LinkEvidence(1.0))]
    return {sign: (1 - FORESEEN) / len(signs) * (len(evidence) + SEEN_BEFORE) / (counts[sign] + 1) for sign in signs}


class _Expected(NamedTuple):
    """By what the links of a kind are suspected: `usual` are the mean odds, `overtaken` those of an overtaken link."""

    weights: Mapping[Sign, float]
    ratio: float
    usual: float
    overtaken: float


def _suspicion(evidence: LinkEvidence, model: _Expected) -> Suspicion:
    """Return the suspicion of a link before answers."""
    more = model.overtaken * _times(evidence) / model.usual if model.usual else 0.0  # no link is counted
    weights = {sign: model.weights[sign] + more * (sign == OVERTAKEN) for sign in signs_of(evidence)}
    shown = sorted(((weight, sign.cause) for sign, weight in weights.items()), reverse=True)
    causes = tuple((cause, round(weight, 4)) for weight, cause in shown if weight >= NAMED_FROM)
    odds = FORESEEN * model.ratio * _odds(evidence) + model.usual * sum(weights.values())
    return Suspicion(odds / (1 + odds), causes, 0.0)


def _times(evidence: LinkEvidence) -> float:
    """Return how many times as often a link to a wrong profile is overtaken so far as one to the right profile."""
    return 2.0 ** (TEMPER * evidence.overtaken) if evidence.overtaken else NOT_OVERTAKEN


def _overtaken_odds(evidence: Sequence[LinkEvidence]) -> float:
    """Return the odds of a wrong profile before it is known by how much a link is overtaken: the likeliest, by EM.

    Half a right link is added, so that they are finite.
    """
    counts = Counter(map(_times, evidence))
    odds = 1.0
    for _ in range(ROUNDS):
        wrong = sum(count * odds * times / (1 + odds * times) for times, count in counts.items())
        odds = wrong / (len(evidence) - wrong + 0.5)
    return odds


def _odds(evidence: LinkEvidence) -> float:
    probability = min(evidence.probability, SUREST)
    return (1 - probability) / probability


def _factors(
    open_links: Iterable[Suspicion], answered: Sequence[tuple[AnsweredLink, Suspicion]]
) -> defaultdict[SuspectCause, float]:
    """Return by cause how many times as many links are wrong as was expected, by the answers.

    Links that people were asked about are compared with what was expected of these. Unasked rejections are only some of
    the wrong ones: they count where more came than the whole cause was expected to have.
    """
    of_cause: defaultdict[SuspectCause, float] = defaultdict(float)
    said: Counter[SuspectCause] = Counter()
    wrong: Counter[tuple[SuspectCause, bool]] = Counter()
    for suspicion in (*open_links, *(suspicion for _, suspicion in answered)):
        of_cause[suspicion.cause] += suspicion.wrong
    expected: defaultdict[SuspectCause, float] = defaultdict(float)
    for answer, suspicion in answered:
        said[suspicion.cause] += 1
        wrong[suspicion.cause, answer.is_unasked] += answer.is_wrong
        expected[suspicion.cause] += 0.0 if answer.is_unasked else suspicion.wrong
    factors: defaultdict[SuspectCause, float] = defaultdict(lambda: 1.0)
    for cause in said:
        asked = (PRIOR_WRONG + wrong[cause, False]) / (PRIOR_WRONG + expected[cause])
        unasked = (PRIOR_WRONG + wrong[cause, True]) / (PRIOR_WRONG + of_cause[cause])
        factors[cause] = asked * max(1.0, unasked)
    return factors


def signs_of(evidence: LinkEvidence) -> set[Sign]:
    """Return the signs that the evidence shows."""
    return {sign for sign, is_shown in _shown(evidence).items() if is_shown}


def _shown(evidence: LinkEvidence) -> dict[Sign, bool]:
    rivals = evidence.rivals
    is_elsewhere = not evidence.worked_there
    return {
        Sign(SuspectCause.SHARED_MAILBOX, True): evidence.mailbox_is_shared and evidence.names_differ,
        Sign(SuspectCause.SHARED_MAILBOX, False): evidence.mailbox_is_shared and not evidence.names_differ,
        OVERTAKEN: evidence.overtaken > 0,
        Sign(SuspectCause.NAMESAKE, False): rivals.at_the_company and not evidence.overtaken,
        Sign(SuspectCause.MOVED, True): rivals.was_at_the_record_s_company,
        Sign(SuspectCause.MOVED, False): (
            evidence.company_differs and is_elsewhere and not rivals.was_at_the_record_s_company
        ),
        Sign(SuspectCause.ACCOUNT_DISAGREES, True): (
            evidence.account_differs and is_elsewhere and rivals.at_the_account_s_company
        ),
        Sign(SuspectCause.ACCOUNT_DISAGREES, False): (
            evidence.account_differs and is_elsewhere and not rivals.at_the_account_s_company
        ),
        Sign(SuspectCause.DRIFT, False): evidence.drifts,
        Sign(SuspectCause.PROFILE_CLUSTER, False): evidence.is_in_cluster,
    }
