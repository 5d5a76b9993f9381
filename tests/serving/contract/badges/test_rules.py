"""Badges, contact information and what a click offers (S20 to S22, S30 to S34, D5, D34)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.kinds import Kind
from serving.contract.badges.out_of_date import Difference, Outdated
from serving.contract.badges.rules import (
    CONTACT_FIELDS,
    Action,
    actions_of,
    badge_of,
    contact_info,
)
from serving.contract.records.visibility import may_see_content
from serving.crm.vendor import PageUnknown
from serving.crm.vendors import VENDORS
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Badge, Crm, CrmObject, RecordState

DIFFERS = (Difference(Outdated.TITLE, "CTO", "CEO"),)
HUBSPOT = {"portal_id": "4711"}
ORACLE = {"pod": "acme.fa.oraclecloud.example"}
ORACLE_PAGE = (
    "https://acme.fa.oraclecloud.example/fscmUI/redwood/application-components/application/container/deep-link"
)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("differing", [(), DIFFERS])
@pytest.mark.parametrize("state", [RecordState.REVIEW, RecordState.UNMATCHED, RecordState.DUPLICATE, None])
def test_d5_only_a_link_gives_a_badge(kind: Kind, differing: tuple[Difference, ...], state: RecordState | None) -> None:
    """D5, S20: review, duplicate and unmatched are not in the CRM as far as a profile is concerned."""
    assert badge_of(kind, state, differing) is Badge.NOT_IN_CRM


@pytest.mark.parametrize(
    ("kind", "differing", "badge"),
    [
        (Kind.PERSON, (), Badge.IN_CRM),
        (Kind.PERSON, DIFFERS, Badge.OUT_OF_DATE),
        (Kind.COMPANY, (), Badge.IN_CRM),
        (Kind.COMPANY, DIFFERS, Badge.IN_CRM),
    ],
)
def test_s30_people_have_three_badges_and_companies_two(
    kind: Kind, differing: tuple[Difference, ...], badge: Badge
) -> None:
    """S21, S30: a matched record gives its badge; what is out of date is in the CRM and bears no No symbol."""
    found = badge_of(kind, RecordState.LINKED, differing)

    assert found is badge
    assert actions_of(found, VENDORS[Crm.ORACLE].written, kind) == ()


@pytest.mark.parametrize(
    ("crm", "kind", "actions"),
    [
        (Crm.HUBSPOT, Kind.PERSON, (Action.MATCH_EXISTING, Action.CREATE_CONTACT)),
        (Crm.ORACLE, Kind.PERSON, (Action.MATCH_EXISTING, Action.CREATE_CONTACT, Action.CREATE_LEAD)),
        (Crm.HUBSPOT, Kind.COMPANY, (Action.MATCH_EXISTING,)),
        (Crm.ORACLE, Kind.COMPANY, (Action.MATCH_EXISTING,)),
    ],
)
def test_s22_the_no_symbol_offers_the_actions_of_its_crm(crm: Crm, kind: Kind, actions: tuple[Action, ...]) -> None:
    assert actions_of(Badge.NOT_IN_CRM, VENDORS[crm].written, kind) == actions


@given(st.none() | st.lists(st.sampled_from("abc")), st.sampled_from("abcd"))
def test_s33_everyone_may_see_content_unless_the_record_names_its_readers(
    visible_to: list[str] | None, user_id: str
) -> None:
    sees = may_see_content(visible_to, user_id)

    assert sees == (visible_to is None or user_id in visible_to)


@pytest.mark.parametrize("kind", Kind)
def test_s34_every_field_of_contact_information_is_shown_and_nothing_else(kind: Kind) -> None:
    everything = dict.fromkeys((*CONTACT_FIELDS[kind], "title", "company", "name", "industry", "birth_date"), "x")

    info = contact_info(kind, Crm.HUBSPOT, everything, is_visible=True)

    assert set(info.fields) == set(CONTACT_FIELDS[kind])
    assert {"phone", "email", "street", "city", "region", "postal_code", "country"} <= set(info.fields)
    assert ("website" in info.fields) is (kind is Kind.COMPANY)
    assert not {"title", "company", "name", "industry", "birth_date"} & set(info.fields)


@pytest.mark.parametrize(
    ("crm", "key", "number", "address"),
    [
        (
            Crm.HUBSPOT,
            RecordKey(CrmObject.CONTACT, "501"),
            None,
            "https://app.hubspot.com/contacts/4711/record/0-1/501",
        ),
        (
            Crm.HUBSPOT,
            RecordKey(CrmObject.ACCOUNT, "9"),
            None,
            "https://app.hubspot.com/contacts/4711/record/0-2/9",
        ),
        (
            Crm.HUBSPOT,
            RecordKey(CrmObject.OPPORTUNITY, "7"),
            None,
            "https://app.hubspot.com/contacts/4711/record/0-3/7",
        ),
        (
            Crm.ORACLE,
            RecordKey(CrmObject.CONTACT, "300100550363367"),
            "CDRM_2168",
            ORACLE_PAGE + "?id=300100550363367&puid=CDRM_2168&resource=contacts",
        ),
        (
            Crm.ORACLE,
            RecordKey(CrmObject.LEAD, "L1"),
            None,
            ORACLE_PAGE + "?id=L1&puid=L1&resource=leads",
        ),
    ],
)
def test_s31_a_click_goes_to_the_records_own_page(crm: Crm, key: RecordKey, number: str | None, address: str) -> None:
    assert VENDORS[crm].deep_link(HUBSPOT | ORACLE, key, number) == address


def test_s31_the_pod_may_be_given_as_an_address() -> None:
    link = VENDORS[Crm.ORACLE].deep_link({"pod": f"https://{ORACLE['pod']}/"}, RecordKey(CrmObject.LEAD, "L1"), None)

    assert link == ORACLE_PAGE + "?id=L1&puid=L1&resource=leads"


@pytest.mark.parametrize("crm", Crm)
def test_s31_an_id_stays_one_segment_of_the_url(crm: Crm) -> None:
    link = VENDORS[crm].deep_link(HUBSPOT | ORACLE, RecordKey(CrmObject.CONTACT, "../x?a=b&c#d"), "1&2")

    assert "..%2Fx%3Fa%3Db%26c%23d" in link
    assert "&2" not in link


@pytest.mark.parametrize(
    ("crm", "urls", "object_", "message"),
    [
        (Crm.HUBSPOT, {}, CrmObject.CONTACT, "portal_id"),
        (Crm.ORACLE, {"pod": ""}, CrmObject.CONTACT, "pod"),
        (Crm.HUBSPOT, HUBSPOT, CrmObject.LEAD, "lead 1"),
        (Crm.ORACLE, ORACLE, CrmObject.USER, "user 1"),
    ],
)
def test_s31_a_page_that_cannot_be_named_is_refused(
    crm: Crm, urls: dict[str, str], object_: CrmObject, message: str
) -> None:
    with pytest.raises(PageUnknown, match=message):
        VENDORS[crm].deep_link(urls, RecordKey(object_, "1"))
