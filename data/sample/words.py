"""Words in names of organisations, jobs and departments, in the languages of the sample: the tables of `words.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def word_list(table: str) -> list[str]:
    """Return a list of words."""
    found: list[str] = _tables()[table]
    return found


def word_table(table: str) -> dict[str, Any]:
    """Return the words of a table by name."""
    found: dict[str, Any] = _tables()[table]
    return found
