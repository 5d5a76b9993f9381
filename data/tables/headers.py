"""The columns of record files, checked before any row is used: unknown ones, and those that renames start at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data.tables.formats import open_rows
from data.tables.records import UnusableColumns
from data.tables.rejects import Reject
from features.schema.kinds import COLUMNS, Kind

SCANNED_ROWS = 1_000
"""The number of rows that are read for their columns where a file has no header (NDJSON)."""
_NO_LETTER = re.compile(r"[^a-z]+")
_OTHER_WORDS: dict[str, tuple[str, ...]] = {
    "id": ("recid", "recordid", "contactid", "leadid", "key", "uuid", "uid"),
    "full_name": ("name", "contactname", "personname"),
    "first_name": ("fname", "givenname", "forename", "firstnames"),
    "last_name": ("lname", "surname", "familyname"),
    "email": ("mail", "emailaddress", "workemail"),
    "phone": ("phonenumber", "telephone", "tel", "mobile", "mobilephone"),
    "title": ("jobtitle", "position", "role"),
    "company": ("companyname", "employer", "organisation", "organization", "accountname"),
    "name": ("companyname", "accountname", "organisation", "organization", "legalname"),
    "website": ("url", "domain", "web", "homepage", "websiteurl", "companydomainname"),
    "street": ("address", "streetaddress", "addressline", "billingstreet", "mailingstreet"),
    "city": ("town", "suburb", "billingcity", "mailingcity"),
    "region": ("state", "province", "stateregion", "billingstate", "mailingstate"),
    "postal_code": ("zip", "zipcode", "postcode", "plz", "billingpostalcode", "mailingpostalcode"),
    "country": ("countryregion", "countrycode", "billingcountry", "mailingcountry"),
    "birth_date": ("dob", "dateofbirth", "birthday"),
    "employees": ("numberofemployees", "employeecount", "headcount"),
    "stock_symbol": ("ticker", "tickersymbol", "symbol"),
}
"""Names of a column in exports of CRMs and data sets, in letters alone; other names get no hint."""
_NEVER_GUESSED = frozenset({"company_id"})
"""Columns that no name is taken for: a CRM's own company id is not the network's."""


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that no record of the kind has; `like` is the canonical column that it may be, if the file lacks it."""

    path: Path
    name: str
    like: str | None


def check_headers(kind: Kind, files: Sequence[Path], renames: Mapping[str, str]) -> list[UnknownColumn]:
    """Return the columns that will be ignored; a rename applies to each of the files that has its column.

    Raises UnusableColumns where no file has the column that a rename starts at, and what opening a file raises.
    """
    headers = {path: _columns(path) for path in files}
    present = {name for columns in headers.values() for name in columns}
    if missing := [theirs for theirs in renames if theirs not in present]:
        found = "; ".join(f"{path}: {', '.join(columns)}" for path, columns in headers.items())
        raise UnusableColumns(f"no column {missing[0]!r} to rename, found {found}")
    return [unknown for path, columns in headers.items() for unknown in _unknown(kind, path, columns, renames)]


def likely_column(kind: Kind, name: str) -> str | None:
    """Return the canonical column that a name means, such as `first_name` for `First Name`; None for no column."""
    letters = _NO_LETTER.sub("", name.lower())
    guessed = [column for column in COLUMNS[kind] if column not in _NEVER_GUESSED]
    same_letters = [column for column in guessed if letters == column.replace("_", "")]
    same_meaning = [column for column in guessed if letters in _OTHER_WORDS.get(column, ())]
    return next(iter(same_letters + same_meaning), None)


def _columns(path: Path) -> tuple[str, ...]:
    with open_rows(path) as source:
        if source.columns is not None:
            return tuple(name for name in source.columns if name)
        rows = [item[1] for item in islice(source.rows, SCANNED_ROWS) if not isinstance(item, Reject)]
    return tuple(dict.fromkeys(name for row in rows for name in row if name))


def _unknown(kind: Kind, path: Path, columns: Sequence[str], renames: Mapping[str, str]) -> list[UnknownColumn]:
    taken = {renames.get(name, name) for name in columns}
    unknown = []
    for name in columns:
        if renames.get(name, name) in COLUMNS[kind]:
            continue
        like = likely_column(kind, name)
        unknown.append(UnknownColumn(path, name, None if like in taken else like))
        taken |= {like} if like else set()
    return unknown
