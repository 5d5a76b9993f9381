"""Why a record has no link (S87), and people who left the company that the CRM names (S88)."""

from dataclasses import replace

import pytest

from serving.contract.badges.mover_rules import Leaver, LeftBecause, leaver
from serving.contract.badges.out_of_date import Employers
from serving.contract.linking.unmatched import UnmatchedReason, unmatched_reason
from serving.matching.outcomes import Hindrance
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject, MadeBy, RecordState
from tests.support.made_links import link_row

LINK = link_row(
    RecordKey(CrmObject.CONTACT, "p1"), None, state=RecordState.UNMATCHED, margin=0.1, reasons=("same name",)
)
REVIEW = replace(LINK, state=RecordState.REVIEW)


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (replace(LINK, state=RecordState.LINKED), None),
        (replace(LINK, state=RecordState.DUPLICATE), UnmatchedReason.DUPLICATE),
        (replace(REVIEW, hindrance=Hindrance.TIED_BEYOND_CUT), UnmatchedReason.TIED_BEYOND_CUT),
        (replace(REVIEW, hindrance=Hindrance.TIED), UnmatchedReason.TIED),
        (REVIEW, UnmatchedReason.UNSURE),
        (LINK, UnmatchedReason.TOO_UNLIKE),
        (replace(LINK, margin=None), UnmatchedReason.NO_CANDIDATE),
        (replace(LINK, margin=None, made_by=MadeBy.USER), UnmatchedReason.STATED_NOBODY),
    ],
)
def test_s87_each_record_without_a_link_has_its_reason(link: LinkRow, reason: UnmatchedReason | None) -> None:
    assert unmatched_reason(link) is reason


NETWORK = {"company": "Globex GmbH", "title": "CTO", "past_companies": "Initech; ACME, Inc."}


@pytest.mark.parametrize(
    ("company", "because"), [("Acme", LeftBecause.PAST_COMPANY), ("Umbrella", LeftBecause.OTHER_COMPANY)]
)
def test_s88_a_leaver_has_both_companies_and_the_evidence(company: str, because: LeftBecause) -> None:
    assert leaver({"company": company}, NETWORK) == Leaver(company, "Globex GmbH", "CTO", because)


@pytest.mark.parametrize("company", ["Globex", "GLOBEX", "", None])
def test_s88_a_person_with_the_same_or_no_network_company_did_not_leave(company: str | None) -> None:
    assert leaver({"company": company}, NETWORK) is None


def test_s88_the_accounts_linked_company_decides_before_names() -> None:
    assert leaver({"company": "Old Name of Globex"}, NETWORK, Employers("c1", "c1")) is None
    assert leaver({"company": ""}, {"company": "Globex"}, Employers("c1", "c2")) == Leaver(
        "", "Globex", "", LeftBecause.OTHER_COMPANY
    )
