"""The type that the values of an unknown column look like, for a proposal to declare it."""

import re
from collections.abc import Callable, Sequence

from features.own_fields.registry import TYPES, is_reserved

FEWEST_VALUES = 10
LEAST_FILLED = 0.1
SAMPLED = 200
MOST_CATEGORIES = 40
MOSTLY = 0.8
ALMOST_ALL = 0.95
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"\S+@\S+\.\S+")),
    ("url", re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+/\S*")),
    ("geo", re.compile(r"[-+]?\d{1,3}\.\d{2,}\s*[,; ]\s*[-+]?\d{1,3}\.\d{2,}|(?i:point)\s*\(.*\)")),
    ("date", re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")),
    ("phone", re.compile(r"\+[\d ()./-]{7,}|\(?0\d[\d ()./-]{6,}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}[-/.]\d{3}[-/.]\d{4}")),
)
_SEVERAL = re.compile(r"[^;|]+[;|][^;|]+.*")
_AMOUNT = re.compile(r"[-+]?[\d.,' ]*\d( ?(%|[A-Z]{3}|€|\$))?")
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9./ -]{4,}")


def likely_type(values: Sequence[str], rows: int) -> str | None:
    """Return the type of a column's filled values in so many rows; None for few values, or always the same one."""
    distinct = set(values)
    if len(values) < FEWEST_VALUES or len(values) < LEAST_FILLED * rows or len(distinct) < 2:
        return None
    sample = values[:SAMPLED]
    for name, pattern in _PATTERNS:
        one = TYPES[name].one({})
        read = [value for value in sample if pattern.fullmatch(value) and one(value, None) is not None]
        if len(read) >= MOSTLY * len(sample):
            return name
    if _share(sample, _SEVERAL.fullmatch) >= 0.25:
        return "list"
    is_key = len(distinct) >= MOSTLY * len(values)
    if is_key and _share(sample, _CODE.fullmatch) >= ALMOST_ALL and len({len(one) for one in sample}) <= 3:
        return "identifier"
    if _share(sample, _AMOUNT.fullmatch) >= ALMOST_ALL:
        return "number"
    return "category" if len(distinct) <= min(MOST_CATEGORIES, len(values) / 2) else "text"


def own_name(header: str) -> str:
    """Return the name of a field for the header of a column."""
    words = "_".join(re.findall("[a-z0-9]+", header.casefold()))[:40].strip("_")
    return f"field_{words}"[:40] if is_reserved(words) or not words[:1].isalpha() else words


def _share(values: Sequence[str], holds: Callable[[str], object]) -> float:
    return sum(bool(holds(value)) for value in values) / len(values)
