"""Linked people who left the company that the CRM names (S88). Pure."""

from dataclasses import dataclass
from enum import StrEnum

from features.normalise.text import clean_name, split_values
from features.normalise.written import written
from serving.rules.badges.out_of_date import UNKNOWN_EMPLOYERS, Employers, Fields, company_difference, is_same_company


class LeftBecause(StrEnum):
    """The evidence: the network lists the CRM's company as a past one, or only names another current company."""

    PAST_COMPANY = "past_company"
    OTHER_COMPANY = "other_company"


@dataclass(frozen=True, slots=True)
class Leaver:
    """The company of a person in the CRM, and the current one in the network."""

    crm_company: str
    network_company: str
    network_title: str
    because: LeftBecause


def leaver(crm: Fields, network: Fields, employers: Employers = UNKNOWN_EMPLOYERS) -> Leaver | None:
    """Return the report line of a linked person who left, None otherwise; the badge's comparison decides."""
    found = company_difference(crm, network, employers)
    if found is None:
        return None
    past = split_values(clean_name(network.get("past_companies")))
    was_there = bool(found.crm) and any(is_same_company(found.crm, company) for company in past)
    because = LeftBecause.PAST_COMPANY if was_there else LeftBecause.OTHER_COMPANY
    return Leaver(found.crm, found.network, written(network.get("title")), because)
