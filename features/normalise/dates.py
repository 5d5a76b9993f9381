"""Birth dates as people and systems write them."""

import re
from datetime import date
from functools import lru_cache

from features.normalise.text import fold

_ISO = re.compile(r"(\d{4})(?:[-/.]| ?[年년] ?)(\d{1,2})(?:[-/.]| ?[月월] ?)(\d{1,2})(?!\d)")
_BEFORE_ERA = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""The year before the first of each era of Japan."""
_ERA = re.compile(rf"({'|'.join(_BEFORE_ERA)}) ?(元|\d{{1,2}}) ?年")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?$")
_SHORT = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}) (\d{4})$")
_MONTH_DAY = re.compile(r"([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)? (\d{4})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = frozenset({"us", "ph", "ca"})


@lru_cache(maxsize=100_000)
def birth_date(text: str, country: str | None = None) -> str | None:
    """Return YYYY-MM-DD, also for an impossible month or day (`1842-21-01` is evidence all the same).

    `03/04/1980` is read month first in countries that write dates so, else day first; null where no day is given.
    Japanese years of an emperor (`昭和43年2月5日`) are those of the common calendar.
    """
    text = _ERA.sub(_common_year, text.strip())
    if match := _ISO.match(text) or _COMPACT.match(text):
        year, month, day = match.groups()
        return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
    if match := _SHORT.match(text):
        return _read_short(*match.groups(), month_first=country in _MONTH_FIRST)
    return _read_words(fold(text))


def _common_year(era: re.Match[str]) -> str:
    """Return a year of an emperor, of whose years the first is 元, in the common calendar."""
    return f"{_BEFORE_ERA[era[1]] + (1 if era[2] == '元' else int(era[2]))}年"


def _read_short(first: str, second: str, year: str, *, month_first: bool) -> str:
    day, month = (int(second), int(first)) if month_first else (int(first), int(second))
    if not _is_date(int(year), month, day) and _is_date(int(year), day, month):
        day, month = month, day
    return f"{year}-{month:02d}-{day:02d}"


def _read_words(folded: str) -> str | None:
    if match := _DAY_MONTH.match(folded):
        day, month, year = match.groups()
    elif match := _MONTH_DAY.match(folded):
        month, day, year = match.groups()
    else:
        return None
    if month[:3] not in _MONTHS:
        return None
    return f"{year}-{_MONTHS.index(month[:3]) + 1:02d}-{int(day):02d}"


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def birth_year(text: str, day: str | None) -> str | None:
    """Return the year of a birth date, or the only four-digit number of a text that gives no day."""
    if day:
        return day[:4]
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", text)
    return years[0] if len(years) == 1 and years[0].isascii() else None
