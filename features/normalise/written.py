"""What a record or profile says as it was written: people and CRMs read it, matching never does."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from features.normalise.person_names import (
    EAST_ASIAN_NAME,
    LONGEST_NAME,
    RawName,
    east_asian_parts,
    fold_last,
    read_name,
)
from features.normalise.records import job_of
from features.normalise.text import LONGEST_RAW, clean_name, fold, text_of
from features.schema.kinds import Kind
from features.schema.own_field import Value
from features.schema.schema import Schema

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
"""Control characters, line separators, overrides of the direction, lone surrogates; joiners and marks are letters."""
_OF_RECORDS_ALONE = frozenset({"id", "account_id", "owner_id", "visible_to", "modified_at"})


def _sources(*lines: str) -> Mapping[str, tuple[str, ...]]:
    """Return the columns by field of lines `column, column: field field`; fields that both kinds have come first."""
    parted = [line.partition(": ") for line in (*_SHARED, *lines)]
    return {field: tuple(columns.split(", ")) for columns, _, fields in parted for field in fields.split()}


_SHARED = (
    "website: domain",
    "phone: phone",
    "street: street road house",
    "city: city",
    "region: region",
    "postal_code: postal",
    "country: country",
    "profile_url: profile_url",
)
SOURCES: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.PERSON: _sources(
        "full_name: name name_words",
        "first_name: first first_forms",
        "middle_name: middle",
        "last_name: last last_sound last_words",
        "suffix: suffix",
        "email: email email_name",
        "title: title title_words",
        "company: company company_words",
        "past_companies, company: companies",
        "company_id: company_id",
        "birth_date: birth_date birth_year",
    ),
    Kind.COMPANY: _sources(
        "name: full name numbers legal name_words segments acronyms squashed name_countries",
        "aliases, name: names all_words",
        "website: domain_label",
        "industry: industry industries industry_words",
        "employees: employees",
        "stock_symbol: ticker",
    ),
}
"""The columns that a normalised field is read from; the first field of a column says most of it."""


def main_fields(kind: Kind) -> dict[str, str]:
    """Return the normalised field that says most of a column, by column."""
    field_by_column: dict[str, str] = {}
    for field, (column, *_) in SOURCES[kind].items():
        field_by_column.setdefault(column, field)
    return field_by_column


def written(value: object) -> str:
    """Return a raw value as text in its own spelling, trimmed and without control characters."""
    text = text_of(value)[:LONGEST_RAW]
    return (text if text.isprintable() else _CONTROLS.sub(" ", text)).strip()


def written_columns(schema: Schema) -> tuple[str, ...]:
    """Return the columns of a profile that are kept as they were written."""
    return tuple(name for name in schema.columns if name not in _OF_RECORDS_ALONE)


def written_values(schema: Schema, row: Mapping[str, object]) -> dict[str, str]:
    """Return the filled columns of a row as they were written."""
    return {name: text for name in written_columns(schema) if (text := written(row.get(name)))}


def folded_columns(schema: Schema, record: Mapping[str, Value]) -> dict[str, str]:
    """Return the columns that a normalised record stands for, in its spelling."""
    fields = main_fields(schema.kind) | {own_field.name: own_field.name for own_field in schema.own}
    return {column: text for column, field in fields.items() if (text := text_of(record.get(field)))}


def completed(columns: Mapping[str, str]) -> dict[str, str]:
    """Return a person's columns, with full name, title and company also where other columns hold them."""
    parts = [columns[name] for name in ("first_name", "middle_name", "last_name") if name in columns]
    title, company = job_of(columns)
    values = {"full_name": " ".join(parts), "title": title, "company": company, **columns}
    return {name: value for name, value in values.items() if value}


def name_parts(columns: Mapping[str, str]) -> tuple[str, str]:
    """Return a person's first and last name; one without a column is taken from the full name.

    The last name is the words of the full name that normalise to the last name found there, particles included; the
    first name is the words of first and middle names. A name that has no such parts is a last name as a whole.
    """
    first, last = (clean_name(columns.get(name)) and columns[name] for name in ("first_name", "last_name"))
    if (first and last) or not (full := columns.get("full_name", "")):
        return first, last
    given, family = _split(full)
    return first or (given if given != last else ""), last or (family if family != first else "")


@lru_cache(maxsize=100_000)
def _split(full: str) -> tuple[str, str]:
    if match := EAST_ASIAN_NAME.match(full):
        family, given = east_asian_parts(match)
        return given, family
    if len(full) > LONGEST_NAME:
        return "", full
    name = read_name(RawName(full=full))
    words = full.split()
    spans = [
        (begin, -end)
        for begin in range(len(words))
        for end in range(begin + 1, len(words) + 1)
        if name.last and fold_last(" ".join(words[begin:end])) == name.last
    ]
    if not spans:
        return "", full
    begin, end = max(spans)
    known = {*name.first.split(), *name.middle.split()}
    others = [word for word in (*words[:begin], *words[-end:]) if fold(word) and known.issuperset(fold(word).split())]
    return _joined(others), _joined(words[begin:-end])


def _joined(words: list[str]) -> str:
    return " ".join(words).strip(" ,;")


def as_written(schema: Schema, columns: Mapping[str, str], field: str, value: Value) -> Value:
    """Return what a normalised field was read from as it was written; its value where that is not known."""
    if value is None:
        return None
    if schema.kind is Kind.PERSON:
        names = dict(zip(("first_name", "last_name"), name_parts(columns), strict=True))
        columns = {**completed(columns), **names}
    sources = SOURCES[schema.kind].get(field)
    if sources is None:
        own = [
            (own_field.name, *own_field.also)
            for own_field in schema.own
            if any(each.name == field for each in own_field.fields)
        ]
        sources = own[0] if own else ()
    return "; ".join(columns[name] for name in sources if columns.get(name)) or value


def name_in(fields: Mapping[str, Any]) -> str:
    """Return the name that a record or profile shows first; empty without one."""
    parts = (fields.get("first_name"), fields.get("last_name"))
    return str(fields.get("name") or fields.get("full_name") or " ".join(part for part in parts if part))
