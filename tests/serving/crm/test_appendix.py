"""What Create record and updates may write (S10, S35 to S38, D30)."""

import pytest

from serving.crm.appendix import (
    FIELDS,
    PersonField,
    PersonFields,
    Unwritable,
    fields_to_create,
    unwritable,
)
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import Crm, CrmObject

CONTACT = {"acting_crm_user", "country", "first_name", "last_name", "parent_account_id", "phone", "title"}


def test_s36_s37_a_contact_has_exactly_the_appendixs_fields_a_lead_a_stage_too_and_nothing_else_is_written() -> None:
    """S36, S37, S38: no e-mail."""
    named = {crm_object: {field.value for field in fields} for crm_object, fields in FIELDS.items()}

    assert named == {CrmObject.CONTACT: CONTACT, CrmObject.LEAD: CONTACT | {"stage"}}


@pytest.mark.parametrize(
    ("crm", "target", "expected"),
    [
        (Crm.HUBSPOT, CrmObject.CONTACT, None),
        (Crm.ORACLE, CrmObject.CONTACT, None),
        (Crm.ORACLE, CrmObject.LEAD, None),
        (Crm.HUBSPOT, CrmObject.LEAD, Unwritable.HUBSPOT_HAS_NO_LEADS),
        (Crm.HUBSPOT, CrmObject.ACCOUNT, Unwritable.COMPANIES_ARE_NEVER_WRITTEN),
        (Crm.ORACLE, CrmObject.ACCOUNT, Unwritable.COMPANIES_ARE_NEVER_WRITTEN),
        (Crm.ORACLE, CrmObject.OPPORTUNITY, Unwritable.NOT_A_PERSON),
        (Crm.HUBSPOT, CrmObject.USER, Unwritable.NOT_A_PERSON),
    ],
)
def test_s10_s38_people_are_written_and_companies_never(
    crm: Crm, target: CrmObject, expected: Unwritable | None
) -> None:
    """S10, S22, S38."""
    assert unwritable(VENDORS[crm].unwritable, target) is expected


def test_s36_what_the_user_gave_comes_before_what_the_profile_shows() -> None:
    """S36, S23."""
    given_fields = PersonFields(acting_crm_user="u1", first_name="Joan", parent_account_id="forged", phone="1")
    profile = PersonFields(first_name="Joanna", last_name="Smith", country="GB", title="CEO")

    made = fields_to_create(given_fields, profile, "acc-1")

    assert made == PersonFields(
        acting_crm_user="u1",
        country="GB",
        first_name="Joan",
        last_name="Smith",
        parent_account_id="acc-1",
        phone="1",
        title="CEO",
    )


def test_d30_empty_fields_are_not_named() -> None:
    assert PersonFields(first_name="A", last_name="").named() == {PersonField.FIRST_NAME: "A"}
