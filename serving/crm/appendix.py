"""The fields of a person that Create record and updates may write: the appendix's fields (S35 to S38, D30)."""

from collections.abc import Mapping
from dataclasses import fields, replace
from enum import StrEnum

from features.schema.value_class import value_class
from serving.vocabulary.terms import CrmObject


class PersonField(StrEnum):
    """The appendix's fields of a contact and a lead, by our names; there is no e-mail among them."""

    ACTING_USER = "acting_crm_user"
    COUNTRY = "country"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PARENT_ACCOUNT = "parent_account_id"
    PHONE = "phone"
    TITLE = "title"
    STAGE = "stage"


_CONTACT = tuple(field for field in PersonField if field is not PersonField.STAGE)
FIELDS: dict[CrmObject, tuple[PersonField, ...]] = {
    CrmObject.CONTACT: _CONTACT,  # S36
    CrmObject.LEAD: (*_CONTACT, PersonField.STAGE),  # S37
}
COLUMNS = {
    PersonField.COUNTRY: "country",
    PersonField.FIRST_NAME: "first_name",
    PersonField.LAST_NAME: "last_name",
    PersonField.PARENT_ACCOUNT: "account_id",
    PersonField.PHONE: "phone",
    PersonField.TITLE: "title",
}
"""The canonical columns of the appendix's fields; a lead's stage has none."""
SOURCES = {PersonField.ACTING_USER: "owner_id", **COLUMNS}
"""The columns whose property in a CRM holds them; a record that a user makes is owned by that user."""


class Unwritable(StrEnum):
    """Why a record can be neither created nor updated."""

    HUBSPOT_HAS_NO_LEADS = "hubspot_has_no_leads"
    """S10."""
    COMPANIES_ARE_NEVER_WRITTEN = "companies_are_never_written"
    """S38."""
    NOT_A_PERSON = "not_a_person"
    """Opportunities and users."""


@value_class
class PersonFields:
    """The values to write; None leaves a field as it is, or empty in a new record."""

    acting_crm_user: str | None = None
    country: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    parent_account_id: str | None = None
    phone: str | None = None
    title: str | None = None
    stage: str | None = None

    def named(self) -> dict[PersonField, str]:
        """Return the filled fields by name."""
        values = {PersonField(field.name): getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value}


def unwritable(never: Mapping[CrmObject, Unwritable], target: CrmObject) -> Unwritable | None:
    """Return why such a record cannot be created or updated, None where it can; `never`: what its CRM never takes."""
    if target is CrmObject.ACCOUNT:
        return Unwritable.COMPANIES_ARE_NEVER_WRITTEN
    if target not in FIELDS:
        return Unwritable.NOT_A_PERSON
    return never.get(target)


def foreign_fields(target: CrmObject, given: PersonFields) -> tuple[PersonField, ...]:
    """Return the filled fields that the object does not have: a contact has no stage."""
    return tuple(name for name in given.named() if name not in FIELDS[target])


def fields_to_create(given: PersonFields, profile: PersonFields, parent_account_id: str | None) -> PersonFields:
    """Return the fields of a new record: the user's values, else the profile's.

    The parent account is the one linked to the member's current company, else empty (S36).
    """
    merged = {field.name: getattr(given, field.name) or getattr(profile, field.name) for field in fields(PersonFields)}
    return replace(PersonFields(**merged), parent_account_id=parent_account_id)
