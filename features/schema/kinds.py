"""The two kinds of record, the canonical columns of files, and the normalised fields that are made of them."""

from enum import StrEnum

from features.schema.errors import OnematchError
from features.schema.texts import either
from features.schema.value_class import value_class


class KindUnknown(OnematchError):
    """A kind was named that is none."""


class Kind(StrEnum):
    """What a record is: a person (contact, lead, member) or a company (account, company)."""

    PERSON = "person"
    COMPANY = "company"


def kind_named(name: Kind | str) -> Kind:
    """Return the kind of a name. Raises KindUnknown."""
    if name not in list(Kind):
        raise KindUnknown("kind: got {name!r}, expected {kind}", name=name, kind=either(Kind))
    return Kind(name)


PERSON_COLUMNS = (
    "id",
    "full_name",
    "first_name",
    "middle_name",
    "last_name",
    "suffix",
    "nickname",
    "email",
    "phone",
    "title",
    "headline",
    "company",
    "company_id",
    "website",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "birth_date",
    "profile_url",
    "past_companies",
    "past_titles",
    "account_id",
    "owner_id",
    "visible_to",
    "modified_at",
)
COMPANY_COLUMNS = (
    "id",
    "name",
    "aliases",
    "website",
    "email",
    "phone",
    "street",
    "city",
    "region",
    "postal_code",
    "country",
    "industry",
    "employees",
    "stock_symbol",
    "profile_url",
    "owner_id",
    "modified_at",
)
COLUMNS: dict[Kind, tuple[str, ...]] = {Kind.PERSON: PERSON_COLUMNS, Kind.COMPANY: COMPANY_COLUMNS}
PLURAL_COLUMNS = frozenset({"aliases", "past_companies", "past_titles"})
"""Columns with several values: separated by `; ` in text, a list in Parquet and NDJSON."""


@value_class
class Field:
    """One normalised field: its name, whether it holds a list, and the version of the function that makes it."""

    name: str
    plural: bool = False
    version: int = 1


def _fields(names: str) -> tuple[Field, ...]:
    """Return the fields of a text of names: `name[]` is a list, `name@2` has the second version of its function."""
    parts = (name.partition("@") for name in names.split())
    return tuple(Field(name.removesuffix("[]"), name.endswith("[]"), int(version or 1)) for name, _, version in parts)


FIELDS: dict[Kind, tuple[Field, ...]] = {
    Kind.PERSON: _fields(
        """
        name@2 first@2 middle@2 last@2 last_sound suffix first_forms[]@2 last_words[]@2 name_words[]@2 email
        email_name domain phone title title_words[] company company_words[] companies[] street@2 road house city@2
        region postal country birth_date birth_year company_id profile_url consonants[] native readings[]
        reading_words[] reading_consonants[]
        """
    ),
    Kind.COMPANY: _fields(
        """
        name full numbers legal names[] name_words[] all_words[] segments[] acronyms[] squashed domain domain_label
        phone street@2 road house city@2 region postal country name_countries[] industry industries[] industry_words[]
        employees ticker profile_url
        """
    ),
}
