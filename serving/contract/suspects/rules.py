"""Links that are probably wrong, by the harm that they do and by what made them wrong. Pure.

A cause is evidence against a link that the model did not see, or saw and was confident against. Causes are taken to be
independent: a link is right if the model is right and no cause is (noisy-or, Pearl 1988, ch. 4.3). The rate of a cause
is the share of its links that are wrong; docs/experiments/wrong-link-radar.md says how the rates were set and measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import log2

from serving.contract.review.rules import PRIOR_OF_CORRECTIONS

MIN_RATE = 0.05
"""A weaker cause counts for the probability and does not name the link's group."""
OF_PROFILE_CLUSTERS = 0.05
"""The rate of links to a profile that the network holds several times; set, not measured."""
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
    CORRECTED = "corrected_elsewhere"
    PROFILE_CLUSTER = "network_duplicate"
    UNSURE = "unsure"


CAUSE_SENTENCES: Mapping[SuspectCause, str] = {
    SuspectCause.SHARED_MAILBOX: "the e-mail belongs to several people, and the names speak against this one",
    SuspectCause.NAMESAKE: "another profile has the same name and company, and fits about as well",
    SuspectCause.MOVED: "the person whom the record names seems to have left the company that it names",
    SuspectCause.ACCOUNT_DISAGREES: "the record's account is linked to another company than the profile's",
    SuspectCause.DRIFT: "records that arrived on that day disagree with their profiles more than others do",
    SuspectCause.CORRECTED: "people corrected links that were made for the same reason",
    SuspectCause.PROFILE_CLUSTER: "the network holds this profile more than once, and another of them may be meant",
    SuspectCause.UNSURE: "the model itself is not sure",
}


@dataclass(frozen=True, slots=True)
class Rivals:
    """The best other candidates, as far as they share the linked profile's name: what they have that it lacks."""

    at_the_company: bool = False
    """One has the linked profile's company."""
    fits_better: bool = False
    """One of those at the company agrees with the record in more fields than the linked profile."""
    was_at_the_record_s_company: bool = False
    """One has the record's company among its past ones."""
    at_the_account_s_company: bool = False
    """One has the company of the record's account."""


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """What speaks for and against a link beside its probability; no field's value.

    `drift` is the share of such disagreements that only the day of arrival explains. `corrected` of the `judged` links
    with the same first reason were wrong.
    """

    probability: float
    names_differ: bool = False
    mailbox_is_shared: bool = False
    company_differs: bool = False
    worked_there: bool = False
    """The record's company is among the profile's, now or before."""
    account_differs: bool = False
    rivals: Rivals = field(default_factory=Rivals)
    drift: float = 0.0
    corrected: int = 0
    judged: int = 0
    is_in_cluster: bool = False
    """Other profiles of the network are one entity with the linked one, by the universe's own clusters."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a link: badges shown, activities written to the record, saves of the profile."""

    badges_seen: int = 0
    written: int = 0
    saves: int = 0

    @property
    def weight(self) -> float:
        """How much harm a wrong link does; each doubling of what hangs on it adds one."""
        return 1 + log2(1 + WRITTEN * self.written + SAVED * self.saves + SEEN * self.badges_seen)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """The probability that a link is wrong, its causes with their rates (the strongest first), and the harm."""

    wrong: float
    causes: tuple[tuple[SuspectCause, float], ...]
    harm: float

    @property
    def cause(self) -> SuspectCause:
        """The strongest cause; without any the model itself is unsure."""
        return self.causes[0][0] if self.causes else SuspectCause.UNSURE


def suspicion_of(evidence: LinkEvidence, hanging: Hanging) -> Suspicion:
    """Return the probability to be wrong, the causes, and the expected harm of a link."""
    rates = rates_of_causes(evidence)
    right = evidence.probability
    for rate in rates.values():
        right *= 1 - rate
    ordered = sorted(rates.items(), key=lambda pair: (-pair[1], pair[0]))
    causes = tuple((cause, round(rate, 4)) for cause, rate in ordered if rate >= MIN_RATE)
    wrong = round(1 - right, DIGITS)
    return Suspicion(wrong, causes, round(wrong * hanging.weight, DIGITS))


def rates_of_causes(evidence: LinkEvidence) -> dict[SuspectCause, float]:
    """Return the rate of each cause that the evidence shows; absent causes are left out."""
    rates = {
        SuspectCause.SHARED_MAILBOX: _shared_mailbox(evidence),
        SuspectCause.NAMESAKE: _namesake(evidence.rivals),
        SuspectCause.MOVED: _moved(evidence),
        SuspectCause.ACCOUNT_DISAGREES: _account(evidence),
        SuspectCause.DRIFT: evidence.drift,
        SuspectCause.CORRECTED: evidence.corrected / (PRIOR_OF_CORRECTIONS + evidence.judged),
        SuspectCause.PROFILE_CLUSTER: OF_PROFILE_CLUSTERS if evidence.is_in_cluster else 0.0,
    }
    return {cause: rate for cause, rate in rates.items() if rate > 0}


def _shared_mailbox(evidence: LinkEvidence) -> float:
    if not evidence.mailbox_is_shared:
        return 0.0
    return 0.7 if evidence.names_differ else 0.02


def _namesake(rivals: Rivals) -> float:
    if not rivals.at_the_company:
        return 0.0
    return 0.7 if rivals.fits_better else 0.1


def _moved(evidence: LinkEvidence) -> float:
    """A rival of the same name who left the record's company is strong; that the profile is elsewhere is weak."""
    if evidence.rivals.was_at_the_record_s_company:
        return 0.6
    return 0.06 if evidence.company_differs and not evidence.worked_there else 0.0


def _account(evidence: LinkEvidence) -> float:
    if not evidence.account_differs or evidence.worked_there:
        return 0.0
    return 0.7 if evidence.rivals.at_the_account_s_company else 0.25
