"""What the network holds of a member that no caller is shown: its contact information and birth date.

A value that the record has too tells its reader nothing new, and is shown.
"""

from collections.abc import Mapping

from features.schema.kinds import Kind

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
