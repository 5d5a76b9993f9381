"""The locales of the sample: where their people live, how they write, and the words of their languages.

The words are those in names of organisations, jobs and departments: the tables of `words.toml`.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from features.normalise.text import word_set
from features.schema.value_class import value_class


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def word_list(table: str) -> list[str]:
    """Return a list of words of `words.toml`."""
    words: list[str] = _tables()[table]
    return words


def word_table(table: str) -> dict[str, Any]:
    """Return the words of a table by name."""
    words: dict[str, Any] = _tables()[table]
    return words


@value_class
class Locale:
    """One Faker locale with the customs that Faker lacks.

    `street`: how a street is formed from a name, `house_first`: whether the number stands before it;
    `dialling`: country code, then prefix and digits of mobile and of land numbers;
    `postal`: `#` is a digit and `?` a letter; `diverse`: share of family names from elsewhere.
    """

    code: str
    language: str
    country: str
    country_name: str
    share: float
    streets: tuple[str, ...]
    house_first: bool
    dialling: tuple[str, str, int, str, int]
    postal: str
    legal_forms: tuple[str, ...]
    script: str = "Latin"
    diverse: float = 0.05
    double_last: bool = False


@cache
def locales() -> tuple[Locale, ...]:
    """Return the locales of `locales.toml`."""
    document = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(Locale(**{key: _hashable(value) for key, value in entry.items()}) for entry in document["locale"])


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


PRIVATE_MAIL = ("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com")
MAIL_LOCALES = word_set("de_DE fr_FR it_IT pt_BR ru_RU uk_UA el_GR sv_SE ko_KR")
"""Locales whose Faker provider lists mail services of its own."""
FAMILY_NAME_FIRST = frozenset({"zh", "ja", "ko"})
