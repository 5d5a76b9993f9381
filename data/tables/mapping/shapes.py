"""The shapes of values: whether they can be e-mails, phones, countries and so on, as the normalisers read them."""

import re
from collections.abc import Callable, Mapping, Sequence

from features.normalise import contacts, dates, places
from features.normalise.text import fold, word_set
from features.own_fields.optional import OPTIONAL
from features.own_fields.registry import own_field
from features.schema.own_field import OwnField

MIN_SHARE = 0.5
"""The share of values that must read as their column for it to be taken without a question."""
CLEAR_SHARE = 0.8
"""The share of values from which a column is guessed by its values alone."""
FEWEST_VALUES = 3
_MAX_CHECKED = 200
_LATEST_BIRTH = 2012
_PHONE_SIGNS = re.compile(r"[\d\s()+./x#-]{6,}(?:ext\.?\s*\d+)?", re.IGNORECASE)
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[-/. ]\w{1,9}[-/., ]+\d{2,4}\b.*|\d{8,14}|[A-Z]?[a-z]+ \d{1,2},? \d{4}.*")
_POSTAL = re.compile(r"[A-Z0-9][A-Z0-9 -]{1,10}", re.IGNORECASE)
_NUMBER = re.compile(r"[\d.,\s]+\+?")
_SALUTATIONS = word_set("mr mrs ms miss mx dr prof sir madam herr frau hr fr m mme mlle sr sra srta dott ing")
_BOOLEANS = word_set("true false yes no y n 0 1 active inactive")
_PROFILE_HOSTS = ("linkedin.com/", "xing.com/")


def share_read(column: str, values: Sequence[str]) -> float | None:
    """Return the share of values that have the shape of a column; None for a column without one, or of few values."""
    shape = _SHAPES.get(column)
    if shape is None or len(values) < FEWEST_VALUES:
        return None
    checked = values[:_MAX_CHECKED]
    return sum(map(shape, checked)) / len(checked)


def are_profile_addresses(values: Sequence[str]) -> bool:
    """Return whether most values are addresses of profiles in a network of people or companies."""
    checked = values[:_MAX_CHECKED]
    n_addresses = sum(any(host in value.lower() for host in _PROFILE_HOSTS) for value in checked)
    return bool(checked) and n_addresses / len(checked) >= MIN_SHARE


def are_unique(values: Sequence[str]) -> bool:
    """Return whether all values are filled and none repeats."""
    return bool(values) and all(values) and len(set(values)) == len(values)


def _is_phone(value: str) -> bool:
    digits = sum(sign.isdigit() for sign in value)
    return (
        _PHONE_SIGNS.match(value) is not None
        and digits >= contacts.FEWEST_PHONE_DIGITS
        and re.match(r"\d{4}-\d\d-\d\d", value) is None
    )


def _is_website(value: str) -> bool:
    return "@" not in value and _URL.fullmatch(value.strip()) is not None


def _is_date(value: str) -> bool:
    return dates.birth_date(value) is not None or _DATE.fullmatch(value) is not None


def _is_birth_date(value: str) -> bool:
    year = dates.birth_year(value, dates.birth_date(value))
    return year is not None and int(year) <= _LATEST_BIRTH


def _is_words(value: str) -> bool:
    return any(sign.isalpha() for sign in value) and fold(value) not in _BOOLEANS


def _is_name(value: str) -> bool:
    return _is_words(value) and "@" not in value


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None


def _is_key(value: str) -> bool:
    return " " not in value.strip() and "@" not in value


_CANONICAL_SHAPES: Mapping[str, Callable[[str], bool]] = {
    "email": lambda value: "@" in value and contacts.read_email(value) is not None,
    "phone": _is_phone,
    "website": _is_website,
    "country": lambda value: not any(sign.isdigit() for sign in value) and places.country_code(value) is not None,
    "modified_at": _is_date,
    "birth_date": _is_birth_date,
    "postal_code": lambda value: _POSTAL.fullmatch(value) is not None,
    "region": _is_words,
    "city": _is_words,
    "street": _is_words,
    "title": lambda value: _is_words(value) and fold(value) not in _SALUTATIONS,
    "full_name": _is_name,
    "first_name": _is_name,
    "last_name": _is_name,
    "name": _is_words,
    "company": _is_name,
    "employees": _is_number,
    "profile_url": lambda value: _is_website(value) and "/" in value.split("://")[-1].rstrip("/"),
    "owner_id": _is_key,
    "account_id": _is_key,
    "industry": lambda value: bool(value),
    "id": _is_key,
}


def _reads(own: OwnField) -> Callable[[str], bool]:
    """Return whether a value is one of an own field."""
    return lambda value: own.read(value, None)[own.name] is not None


_SHAPES: Mapping[str, Callable[[str], bool]] = {
    **_CANONICAL_SHAPES,
    **{
        declaration.name: _reads(own_field(declaration))
        for declarations in OPTIONAL.values()
        for declaration in declarations
    },
}
GUESSED_BY_VALUES = ("email", "profile_url", "website", "birth_date", "phone", "country")
"""Columns whose values are unlike all others, in the order in which a column is tried for them."""
