"""Which kind of activity may go to which object of which CRM (S10, S50 to S58, S68)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.kinds import Kind
from serving.crm.routing import (
    Unsupported,
    Way,
    names_primary_account,
    objects_taking,
    unsupported_profile,
    unsupported_target,
    way,
)
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import KIND_OF, ActivityKind, Crm, CrmObject

KINDS = st.sampled_from(ActivityKind)
# The seed's table, column by column: HubSpot contact, HubSpot account, Oracle contact, Oracle lead, Oracle account.
SEED = {
    ActivityKind.INMAIL: ("yes", "no", "yes, A", "yes", "no"),
    ActivityKind.MESSAGE: ("yes", "no", "yes, A", "yes", "no"),
    ActivityKind.NOTE: ("yes", "yes", "yes", "yes", "yes"),
    ActivityKind.CALL: ("yes", "no", "no", "no", "no"),
    ActivityKind.SMART_LINK_VIEW: ("yes", "no", "yes", "yes", "no"),
    ActivityKind.CONNECTION_REQUEST: ("yes", "no", "yes", "yes", "no"),
}
COLUMNS = (
    (Crm.HUBSPOT, CrmObject.CONTACT),
    (Crm.HUBSPOT, CrmObject.ACCOUNT),
    (Crm.ORACLE, CrmObject.CONTACT),
    (Crm.ORACLE, CrmObject.LEAD),
    (Crm.ORACLE, CrmObject.ACCOUNT),
)


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_s50_s52_every_kind_follows_the_seeds_table(kind: ActivityKind) -> None:
    """S50, S52, S55, S56, S57, S58."""
    ways = tuple(way(kind, VENDORS[crm].takes, target).value for crm, target in COLUMNS)

    assert ways == SEED[kind]


@pytest.mark.parametrize(
    ("kind", "crm", "target", "reason"),
    [
        (ActivityKind.CALL, Crm.ORACLE, CrmObject.CONTACT, Unsupported.ORACLE_TAKES_NO_CALLS),
        (ActivityKind.NOTE, Crm.HUBSPOT, CrmObject.LEAD, Unsupported.HUBSPOT_HAS_NO_LEADS),
        (ActivityKind.INMAIL, Crm.ORACLE, CrmObject.ACCOUNT, Unsupported.ACCOUNTS_TAKE_NOTES_ONLY),
    ],
)
def test_s10_s51_s56_what_a_crm_does_not_take_has_its_reason(
    kind: ActivityKind, crm: Crm, target: CrmObject, reason: Unsupported
) -> None:
    takes = VENDORS[crm].takes

    assert unsupported_target(kind, takes, target) is reason
    if target is not CrmObject.LEAD:
        assert unsupported_profile(kind, takes, KIND_OF[target]) is reason


@given(KINDS, st.sampled_from(Crm), st.sampled_from([CrmObject.OPPORTUNITY, CrmObject.USER]))
def test_opportunities_and_users_are_never_a_target(kind: ActivityKind, crm: Crm, target: CrmObject) -> None:
    """S58: leads, contacts and accounts only."""
    assert unsupported_target(kind, VENDORS[crm].takes, target) is Unsupported.NOT_A_TARGET


@given(KINDS, st.sampled_from(Crm), st.sampled_from(CrmObject), st.booleans())
def test_s57_only_oracles_inmail_and_messages_on_contacts_name_the_primary_account(
    kind: ActivityKind, crm: Crm, target: CrmObject, switched_on: bool
) -> None:
    """S57: and only where the admin switched it on."""
    named = names_primary_account(kind, VENDORS[crm].takes, target, switched_on=switched_on)

    expected = switched_on and crm is Crm.ORACLE and target is CrmObject.CONTACT
    assert named == (expected and kind in (ActivityKind.INMAIL, ActivityKind.MESSAGE))


@pytest.mark.parametrize(
    ("crm", "profile", "targets"),
    [
        (Crm.HUBSPOT, Kind.PERSON, (CrmObject.CONTACT,)),
        (Crm.ORACLE, Kind.PERSON, (CrmObject.CONTACT, CrmObject.LEAD)),
        (Crm.HUBSPOT, Kind.COMPANY, (CrmObject.ACCOUNT,)),
        (Crm.ORACLE, Kind.COMPANY, (CrmObject.ACCOUNT,)),
    ],
)
def test_s68_a_note_on_a_member_goes_to_contact_or_lead_and_one_on_a_company_to_its_account(
    crm: Crm, profile: Kind, targets: tuple[CrmObject, ...]
) -> None:
    assert objects_taking(ActivityKind.NOTE, VENDORS[crm].takes, profile) == targets
    assert unsupported_profile(ActivityKind.NOTE, VENDORS[crm].takes, profile) is None


@given(KINDS, st.sampled_from(Crm), st.sampled_from(CrmObject))
def test_there_is_a_reason_exactly_where_there_is_no_way(kind: ActivityKind, crm: Crm, target: CrmObject) -> None:
    assert (unsupported_target(kind, VENDORS[crm].takes, target) is None) == (
        way(kind, VENDORS[crm].takes, target) is not Way.NO
    )
