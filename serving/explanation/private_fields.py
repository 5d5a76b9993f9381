"""What the network holds of a member that no caller is shown: its contact information and birth date.

A value that the record has too tells its reader nothing new, and is shown.
"""

from collections.abc import Mapping

from features.schema.kinds import Kind
from features.schema.schema import Shape, schema_of

PRIVATE_FIELDS: Mapping[Kind, frozenset[str]] = {
    Kind.PERSON: frozenset(
        {"email", "email_name", "domain", "phone", "street", "road", "house", "postal", "birth_date", "birth_year"}
    ),
    Kind.COMPANY: frozenset(),
}
PRIVATE_COLUMNS: Mapping[Kind, frozenset[str]] = {
    Kind.PERSON: frozenset({"email", "phone", "website", "street", "postal_code", "birth_date"}),
    Kind.COMPANY: frozenset(),
}
"""The columns that an edit sets to such a value."""


def private_fields(shape: Shape) -> frozenset[str]:
    """Return the private fields of a schema; those of own fields are private for people."""
    schema = schema_of(shape)
    own = [field.name for one in schema.own for field in one.fields] if schema.kind is Kind.PERSON else []
    return PRIVATE_FIELDS[schema.kind].union(own)


def private_columns(shape: Shape) -> frozenset[str]:
    """Return the private columns of a schema."""
    schema = schema_of(shape)
    own = [one.name for one in schema.own] if schema.kind is Kind.PERSON else []
    return PRIVATE_COLUMNS[schema.kind].union(own)
