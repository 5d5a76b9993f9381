"""How a network profile is shown: its display fields."""

from collections.abc import Mapping
from typing import Any

from features.normalise.text import clean, clean_name
from features.normalise.written import completed
from features.schema.kinds import Kind
from serving.crm.reading import listed

Shown = Mapping[str, Any]
"""Display fields of a profile: text, or a list of texts for plural ones; absent fields are left out."""

_SHOWN = (
    "name",
    "first_name",
    "last_name",
    "title",
    "company",
    "company_id",
    "city",
    "region",
    "country",
    "profile_url",
)
_NAMES = frozenset({"name", "first_name", "last_name", "company"})


def shown_of(kind: Kind, columns: Mapping[str, str]) -> Shown:
    """Return the display fields of a profile's columns, without placeholders such as `n/a`."""
    if kind is Kind.PERSON:
        columns = completed(columns)
    named = {"name": columns.get("full_name", ""), **columns}
    shown: dict[str, Any] = {
        name: named[name] for name in _SHOWN if (clean_name if name in _NAMES else clean)(named.get(name))
    }
    past = listed(columns.get("past_companies"))
    return shown | ({"past_companies": list(past)} if past else {})
