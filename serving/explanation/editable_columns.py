"""The columns of a record that an edit may change, a profile's values for them, and which of these no caller is shown.

Private are a member's contact information and birth date. A value that the record has too tells its reader nothing
new, and is shown.
"""

from collections.abc import Mapping

from features.normalise.text import text_of, word_set
from features.normalise.written import as_written, main_fields
from features.pairs.columns import Record, items_of
from features.schema.kinds import Kind
from features.schema.schema import Shape, schema_of
from serving.explanation.explained_record import Row

NO_EVIDENCE = word_set("id company_id account_id owner_id visible_to modified_at")
"""Columns that nobody edits to be matched; `company_id` follows from the account's link."""
_NOT_EDITED = word_set("profile_url past_companies aliases")
FIELD_OF: Mapping[Kind, Mapping[str, str]] = {
    kind: {name: field for name, field in main_fields(kind).items() if name not in NO_EVIDENCE | _NOT_EDITED}
    for kind in Kind
}
"""The field of a profile that says what a column would hold; the record's own `profile_url` would force the link."""
_PRIVATE_FIELDS = word_set("email email_name domain phone street road house postal birth_date birth_year")
_PRIVATE_COLUMNS = word_set("email phone website street postal_code birth_date")
"""The columns that an edit sets to such a value."""
_NAME_COLUMNS = ("full_name", "first_name", "middle_name", "last_name")


def filled_columns(shape: Shape, row: Row) -> dict[str, str]:
    """Return the texts of the columns that are filled and may be emptied, in the order of the kind's columns."""
    texts = {name: text_of(row.get(name)).strip() for name in schema_of(shape).columns if name not in NO_EVIDENCE}
    return {name: text for name, text in texts.items() if text}


def profile_values(
    shape: Shape, profile: Record, original: Mapping[str, str], filled: Mapping[str, str]
) -> dict[str, str]:
    """Return a profile's values, as they were written, by the column of a record that they would fill.

    A name fills the columns that the record's name (`filled`) stands in, or the full name where it has none.
    """
    schema = schema_of(shape)
    kind = schema.kind
    names = [name for name in _NAME_COLUMNS if name in filled] or ["full_name"]
    values = {
        column: value
        for column, field in FIELD_OF[kind].items()
        if isinstance(value := as_written(schema, original, field, profile.get(field)), str)
        and (column not in _NAME_COLUMNS or column in names)
    }
    values |= {
        own_field.name: original.get(own_field.name, own)
        for own_field in schema.own
        if isinstance(own := profile.get(own_field.name), str)
    }
    aliases = [name for name in items_of(profile, "names") if name != profile.get("name")]
    if kind is Kind.COMPANY and aliases:
        values["aliases"] = original.get("aliases") or "; ".join(aliases)
    return values


def private_fields(shape: Shape) -> frozenset[str]:
    """Return the private fields of a schema: none of companies; own fields are private for people."""
    schema = schema_of(shape)
    if schema.kind is Kind.COMPANY:
        return frozenset()
    return _PRIVATE_FIELDS.union(field.name for own_field in schema.own for field in own_field.fields)


def private_columns(shape: Shape) -> frozenset[str]:
    """Return the private columns of a schema, as `private_fields` does."""
    schema = schema_of(shape)
    if schema.kind is Kind.COMPANY:
        return frozenset()
    return _PRIVATE_COLUMNS.union(own_field.name for own_field in schema.own)
