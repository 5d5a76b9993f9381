"""Linked people who left the company that the CRM's record names (S88), and the probability that one did. Pure.

A logistic model of what the record and the profile say, fitted on generated people (`training/shipped/mover.py`); its
prior is the share of leavers, which differs from CRM to CRM and is estimated on the CRM's own linked people
(`share_of_leavers`). Badges obey the binary comparison of `out_of_date`, never this probability.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from math import exp, log
from typing import Any

from rapidfuzz.distance import JaroWinkler

from features.normalise.contacts import organisation_domain, read_email
from features.normalise.organisations import read_name
from features.normalise.text import clean, clean_name, fold, split_values
from features.normalise.written import written
from features.schema.value_class import value_class
from serving.contract.badges.out_of_date import (
    CACHED,
    UNKNOWN_EMPLOYERS,
    Employers,
    Fields,
    company_difference,
    is_same_company,
    is_same_title,
)

ALIKE = 0.85
"""From this Jaro-Winkler similarity on, two company names may be spellings of one."""
PRIOR_OF_LEAVERS = 100
AGES = 3
MIN_OF_AGE = 200
MAX_ROUNDS = 200
_CONVERGED = 1e-7
_DIGITS = 6


@value_class
class MoverModel:
    """Coefficients by evidence, and the share of leavers among the people that they were fitted on."""

    intercept: float
    coefficients: Mapping[str, float]
    share: float

    def log_odds(self, evidence: Sequence[str]) -> float:
        """Return the log-odds of having left at the share of leavers of the fit."""
        return self.intercept + sum(self.coefficients.get(name, 0.0) for name in evidence)

    def probability(self, evidence: Sequence[str], share: float | None = None) -> float:
        """Return the probability of having left, at another share of leavers where one is given."""
        moved = 0.0 if share is None else _logit(share) - _logit(self.share)
        return round(_expit(self.log_odds(evidence) + moved), _DIGITS)

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "MoverModel":
        return cls(float(saved["intercept"]), dict(saved["coefficients"]), float(saved["share"]))


@value_class
class LeaverShares:
    """The share of leavers among some people, and by age of their records.

    `by_age` has the last day of each part, the oldest records first, with its share.
    """

    people: int
    overall: float
    by_age: tuple[tuple[str, float], ...] = ()

    def of(self, changed_on: str | None) -> float:
        """Return the share among records last changed on a day (`2026-03-02`); of an unknown day that of all."""
        if changed_on is None or not self.by_age:
            return self.overall
        return next((share for until, share in self.by_age if changed_on <= until), self.by_age[-1][1])

    def as_json(self) -> dict[str, Any]:
        return {"people": self.people, "share": self.overall, "by_age": [list(part) for part in self.by_age]}

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "LeaverShares":
        parts = tuple((str(until), float(share)) for until, share in saved["by_age"])
        return cls(int(saved["people"]), float(saved["share"]), parts)


def mover_evidence(crm: Fields, network: Fields, employers: Employers = UNKNOWN_EMPLOYERS) -> tuple[str, ...] | None:
    """Return what speaks for and against a move, as names of coefficients; None if the CRM names no company."""
    ours = clean_name(crm.get("company"))
    theirs = clean_name(network.get("company"))
    if not ours and employers.account is None:
        return None
    now = _company(ours, theirs, employers)
    past = _past(ours, theirs, clean_name(network.get("past_companies")))
    title = _title(crm, network)
    return (
        f"company:{now}",
        f"past:{past}",
        f"company:{now}&past:{past}",
        f"title:{title}",
        f"domain:{_domain(crm, ours, theirs)}",
    )


def _company(ours: str, theirs: str, employers: Employers) -> str:
    if employers.account is not None and employers.member is not None:
        return "same_id" if employers.account == employers.member else "other_id"
    if not ours or not theirs:
        return "unknown"
    if _is_spelling(ours, theirs, exactly=True):
        return "same_name"
    if is_same_company(ours, theirs):
        return "same"
    return "similar" if _is_spelling(ours, theirs) else "other"


@lru_cache(maxsize=CACHED)
def _is_spelling(spelling: str, other: str, *, exactly: bool = False) -> bool:
    a, b = (read_name(name).core or fold(name) for name in (spelling, other))
    return a == b if exactly else JaroWinkler.similarity(a, b) >= ALIKE


def _past(ours: str, theirs: str, listed: str) -> str:
    """Return whether the profile lists the record's company as a former one; an index lists the present one too."""
    past = [
        company
        for company in split_values(listed)
        if fold(company) != fold(theirs) and not (theirs and _is_spelling(company, theirs, exactly=True))
    ]
    if not ours or not past:
        return "unknown"
    return (
        "listed"
        if any(is_same_company(ours, company) or _is_spelling(ours, company) for company in past)
        else "not_listed"
    )


def _title(crm: Fields, network: Fields) -> str:
    ours = clean(crm.get("title"))
    theirs = clean(network.get("title"))
    if not ours or not theirs:
        return "unknown"
    return "same" if is_same_title(ours, theirs) else "other"


def _domain(crm: Fields, ours: str, theirs: str) -> str:
    """Return whose name the record's web domain carries: the present company's, or another one's."""
    email = clean(crm.get("email"))
    domain = organisation_domain(clean(crm.get("website")), read_email(email) if email else None)
    if not domain or not theirs:
        return "unknown"
    label = domain.partition(".")[0].replace("-", "")
    now, before = (_carries(label, name) for name in (theirs, ours))
    return "both" if now and before else "present" if now else "former" if before else "neither"


def _carries(label: str, name: str) -> bool:
    squashed = (read_name(name).core or fold(name)).replace(" ", "") if name else ""
    return bool(squashed) and JaroWinkler.similarity(label, squashed) >= ALIKE


def leaver_shares(people: Sequence[tuple[float, str | None]], fitted_share: float) -> LeaverShares:
    """Return the share of leavers of people by log-odds and day of the record's last change, at most three ages.

    A part by age has at least MIN_OF_AGE people; few people move its share little from that of all.
    """
    overall = share_of_leavers([log_odds for log_odds, _ in people], fitted_share, fitted_share)
    dated = sorted((day, log_odds) for log_odds, day in people if day is not None)
    parts = min(AGES, len(dated) // MIN_OF_AGE)
    ends = sorted({dated[len(dated) * part // parts - 1][0] for part in range(1, parts + 1)}) if parts > 1 else []
    by_age = []
    before = ""
    for end in ends:
        those = [log_odds for day, log_odds in dated if before < day <= end]
        by_age.append((end, share_of_leavers(those, fitted_share, overall)))
        before = end
    return LeaverShares(len(people), overall, tuple(by_age))


def share_of_leavers(log_odds: Sequence[float], fitted_share: float, begun_at: float) -> float:
    """Return the share of leavers among people by their log-odds at the share of the fit.

    Expectation maximisation (Saerens, Latinne and Decaestecker, 2002); `begun_at` counts as PRIOR_OF_LEAVERS people.
    """
    share = begun_at
    for _ in range(MAX_ROUNDS):
        moved = _logit(share) - _logit(fitted_share)
        expected = sum(_expit(odds + moved) for odds in log_odds)
        after = (expected + PRIOR_OF_LEAVERS * begun_at) / (len(log_odds) + PRIOR_OF_LEAVERS)
        share, before = after, share
        if abs(share - before) < _CONVERGED:
            break
    return share


def _logit(share: float) -> float:
    bounded = min(max(share, 1e-6), 1 - 1e-6)
    return log(bounded / (1 - bounded))


def _expit(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-40.0, min(40.0, log_odds))))


class LeftBecause(StrEnum):
    """The evidence: the network lists the CRM's company as a past one, or only names another current company."""

    PAST_COMPANY = "past_company"
    OTHER_COMPANY = "other_company"


@value_class
class Leaver:
    """The company of a person in the CRM, and the current one in the network."""

    crm_company: str
    network_company: str
    network_title: str
    because: LeftBecause


def leaver(crm: Fields, network: Fields, employers: Employers = UNKNOWN_EMPLOYERS) -> Leaver | None:
    """Return the report line of a linked person who left, None otherwise; the badge's comparison decides."""
    difference = company_difference(crm, network, employers)
    if difference is None:
        return None
    past = split_values(clean_name(network.get("past_companies")))
    was_there = bool(difference.crm) and any(is_same_company(difference.crm, company) for company in past)
    because = LeftBecause.PAST_COMPANY if was_there else LeftBecause.OTHER_COMPANY
    return Leaver(difference.crm, difference.network, written(network.get("title")), because)
