"""Names of companies as stock exchanges list them, and how the description of the security is removed."""

import re

from features.normalise.organisation_words import SHARE_WORDS

_NOMINAL = re.compile(
    r"(?:[\s.]+(?:CL\.?\s?)?[A-C])?(?:\s+|(?<=[A-Z.]))(?:DL|EO|SF|LS|HD|YC|YN|SK|NK|DK|AD|CD|RC|RB|SD|ND|TN|IS|BR|MP)"
    r"(?:\s?-\s?,?\d[\d,]*|\s?,-?\d+|\s+\d[\d,]*|\s?-)$"
)
"""A nominal value such as `DL-,0001` (0.0001 dollars) or ` EO 2,50`, with the share class before it."""
_NO_NOMINAL = re.compile(r"[\s.]+(?:(?:NA|NAM|INH|VNA|VZO?|STA?)\.?\s*)?(?:O\.\s?N\.?|(?<=[. ])ON)$")
_TYPE_OF_SECURITY = re.compile(r"\s+(?:UNSP\.?|SPONS?\.?|SP\.?)?\s?(?:ADR|GDR|ADS|GDS)S?(?:[\s/\d].*|144A.*|)$")
_REGISTERED = re.compile(r"(?<=\b(?:AG|SE))\s+(?:NA|VNA|INH\.?)(?:\s+(?:EO|SF)?\s*\d*)?$")
_BEARER = re.compile(r"[\s.]+(?:INH|NAM|VNA|VZO)\.?$")
_STATE_OF_FILING = re.compile(r"\s*/[A-Z]{2,3}/?$")
_AFTER_DASH = re.compile(
    r"\s+-\s+(?:class [a-z0-9]\b|series [a-z0-9]\b|american dep|common s|ordinary s|depos).*$", re.IGNORECASE
)
_EXCHANGE = (_STATE_OF_FILING, _NOMINAL, _NO_NOMINAL, _BEARER, _TYPE_OF_SECURITY, _REGISTERED)


def without_security(raw: str) -> str:
    """Return a raw name without the nominal value, kind or class of a share that ends it."""
    text = _AFTER_DASH.sub("", raw).rstrip() if " - " in raw else raw
    if not text[-12:].isupper():
        return text or raw
    before = ""
    while before != text:
        before = text
        for pattern in _EXCHANGE:
            text = pattern.sub("", text).rstrip(" -,") or text
    return text


def without_share_words(words: list[str]) -> list[str]:
    """Return folded words without a share's kind (`common stock`) or class (`class a`) at their end."""
    while True:
        kept = _without_last_share_words(words)
        if len(kept) == len(words):
            return words
        words = kept


def _without_last_share_words(words: list[str]) -> list[str]:
    if len(words) > 2 and words[-2] in _CLASS_WORDS and len(words[-1]) == 1:
        return words[:-2]
    if len(words) < 3 or words[-1] not in _LAST_SHARE_WORDS:
        return words
    ending = next((phrase for phrase in _SHARE_PHRASES if words[-len(phrase) :] == phrase), [])
    return words[: -len(ending)] if ending and len(words) > len(ending) else words


_SHARE_PHRASES = [phrase.split() for phrase in SHARE_WORDS.strip().splitlines()]
_LAST_SHARE_WORDS = frozenset(phrase[-1] for phrase in _SHARE_PHRASES)
_CLASS_WORDS = frozenset({"class", "series", "cl"})
SHARE_ENDINGS = _LAST_SHARE_WORDS | _CLASS_WORDS
"""The last words of what `without_share_words` removes."""
