"""The segments of records: the script of the name, the number of missing fields. Pure."""

import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

from features.normalise.text import word_set

UNKNOWN = "unknown"
COUNTRIES_SHOWN = 8
SCRIPTS = word_set(
    "LATIN CYRILLIC GREEK ARABIC HEBREW ARMENIAN GEORGIAN DEVANAGARI BENGALI GURMUKHI GUJARATI TAMIL TELUGU KANNADA "
    "MALAYALAM SINHALA THAI LAO KHMER MYANMAR ETHIOPIC HANGUL HIRAGANA KATAKANA"
)
SCRIPT_NAMES = {"CJK": "han", "HIRAGANA": "kana", "KATAKANA": "kana"}
CountBuckets = tuple[tuple[int, str], ...]
MISSING_BUCKETS: CountBuckets = ((0, "none"), (1, "1 or 2"), (3, "3 or 4"), (5, "5 to 7"), (8, "8 or more"))


def bucket(buckets: CountBuckets, count: int) -> str:
    """Return the name of the bucket with the highest start at or below the count."""
    return buckets[bisect_right([start for start, _ in buckets], count) - 1][1]


def script_of(name: str) -> str:
    """Return the script of most letters of a name; `mixed` where a fifth or more have another."""
    counts = Counter(script for char in name if (script := _script(char)) is not None)
    if not counts:
        return UNKNOWN
    script, most = counts.most_common(1)[0]
    return script if most > 0.8 * counts.total() else "mixed"


@lru_cache(maxsize=8192)
def _script(char: str) -> str | None:
    if not char.isalpha():
        return None
    return script_called(unicodedata.name(char, "OTHER").split()[0])


def script_called(word: str) -> str:
    """Return the script that characters with this first word in their Unicode name belong to."""
    return SCRIPT_NAMES.get(word, word.lower() if word in SCRIPTS else "other")
