"""Names of organisations: core, words, segments and acronyms of raw names, affiliations and exchange listings."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from features.normalise.legal_forms import (
    FORM_WORDS,
    has_legal_form,
    legal_form,
    strip_legal_forms,
    without_native_forms,
)
from features.normalise.organisation_words import HEAD_WORDS, PART_WORDS, SHORT_FORMS, STOP_WORDS
from features.normalise.places import country_names, state_codes
from features.normalise.security_names import SHARE_ENDINGS, without_security, without_share_words
from features.normalise.text import LONGEST_FOLDED, cut, distinct, fold, squeeze, word_set

_MARKUP = re.compile(r"#[A-Z]{1,5}#|&(?:amp|nbsp|quot);")
_ARTICLE_BEHIND = re.compile(r"[\s,]+the\s*(?=\(|$)", re.IGNORECASE)
_TIGHT_AND = re.compile(r"\b(?:([a-z]{1,3})[&+](?!co\b)([a-z]{1,3})|([a-z]) & ([a-z]))\b(?!')", re.IGNORECASE)
_ELISION = re.compile(r"\b([dl]|dell|all|nell|sull)['’´`](?=\w{3})", re.IGNORECASE)
_PARENTHESES = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_SEGMENTS = re.compile(r"[,;()（）\[\]|/]|\s[-–—]\s|#")
_OTHER_NAME = re.compile(
    r"\b(?:d/?b/?a|f/?k/?a|a/?k/?a|formerly(?:\s+known\s+as)?|previously|trading\s+as|t/a|now)\b[\s:]*", re.IGNORECASE
)
_SIGNS_OF_OTHER_NAMES = (
    "now",
    "dba",
    "d/b",
    "db/",
    "fka",
    "f/k",
    "fk/",
    "aka",
    "a/k",
    "ak/",
    "t/a",
    "formerly",
    "previou",
    "trading",
)
"""Every match of `_OTHER_NAME` contains one of these; searching for them first saves time."""
_APOSTROPHES = frozenset("’´`")
_CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z&-]{1,8}(?![A-Za-z0-9])")
MAX_NAMES = 12
MAX_ACRONYMS = 20
MAX_SEGMENTS = 24
MAX_PARTS_OF_A_NAME = 2
"""The most segments of a name whose initials are an acronym; a longer text is an affiliation with an address."""
FEWEST_LONG_WORDS = 20
ACRONYM_LETTERS = range(2, 9)
NO_NUMBERS = "-"


class OrganisationName(NamedTuple):
    """One raw name: its core (`` if it has none), the folded whole, its legal form, and the core's words."""

    core: str
    full: str
    legal: str | None
    words: tuple[str, ...]


@lru_cache(maxsize=200_000)
def read_name(raw: str) -> OrganisationName:
    """Return the core of a raw name: without exchange noise, legal forms and articles, with short forms written out."""
    text, native = without_native_forms(_prepared(raw))
    full = fold(text)
    words, legal = _core_words(_joined_letters(full.split()))
    core = " ".join(words)
    distinctive = words if STOP_WORDS.isdisjoint(words) else [word for word in words if word not in STOP_WORDS]
    return OrganisationName(core, full, legal or native, distinct(distinctive) or distinct(words) or ())


def numbers(full: str) -> str:
    """Return the numbers in a folded name, sorted; NO_NUMBERS where there are none, so that such names agree."""
    if not any(map(str.isdigit, full)):
        return NO_NUMBERS
    return " ".join(sorted("".join(c if c.isdigit() else " " for c in full).split()))


def core_name(raw: str) -> str | None:
    """Return the core of a raw name, or null."""
    return read_name(raw).core or None


def _is_plain(text: str) -> bool:
    """Return whether a text consists of ASCII letters, digits and blanks."""
    return text.isascii() and text.replace(" ", "").isalnum()


def _prepared(raw: str) -> str:
    text = raw
    if _is_plain(text):
        text = without_security(squeeze(text))
        return _ARTICLE_BEHIND.sub(" ", text) if text[-3:].lower() == "the" else text
    if "#" in text or "&" in text or "+" in text:
        text = _MARKUP.sub(lambda match: " and " if match[0] == "&amp;" else " ", text)
        text = _TIGHT_AND.sub(r"\1\2\3\4", text).replace("&", " and ")
    text = without_security(squeeze(text))
    text = _ARTICLE_BEHIND.sub(" ", text) if _may_end_in_article(text.lower()) else text
    return _ELISION.sub(r"\1 ", text) if "'" in text or not _APOSTROPHES.isdisjoint(text) else text


def _may_end_in_article(lower: str) -> bool:
    return lower.endswith("the") or "the(" in lower or "the (" in lower


_CHANGING_WORDS = frozenset({"the", *SHORT_FORMS, *FORM_WORDS, *SHARE_ENDINGS}) - {"and"}
"""The words that reading may change; a name without them is its core already, unless rigour finds a legal form."""


def _core_words(words: list[str]) -> tuple[list[str], str | None]:
    """Return the words of the core and the legal form; reading the core again changes nothing."""
    legal: str | None = None
    while not _are_stable(words):
        kept, form = strip_legal_forms(without_share_words(_without_articles(words)))
        legal = legal or form
        kept = _joined_letters([SHORT_FORMS.get(word, word) for word in kept])
        if len(kept) > FEWEST_LONG_WORDS:
            kept = cut(" ".join(kept), LONGEST_FOLDED).split()
        if kept == words:
            break
        words = kept
    return words, legal


def _are_stable(words: list[str]) -> bool:
    """Return whether reading the words again is certain to leave them as they are."""
    if not _CHANGING_WORDS.isdisjoint(words) or len(words) > FEWEST_LONG_WORDS or words[-1:] == ["and"]:
        return False
    return not has_legal_form(words)


def _without_articles(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] == "the":
        words = words[:-1]
    return words


def _joined_letters(words: list[str]) -> list[str]:
    """Join runs of single letters (`s p global` -> `sp global`)."""
    if 1 not in map(len, words):
        return words
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        if word:
            joined.append(word)
    return joined


def segments(raw: str) -> tuple[str, ...] | None:
    """Return the cores of the parts of a raw name between commas, parentheses and the like, else of the whole."""
    if _is_plain(raw) or not _SEGMENTS.search(raw):
        core = read_name(raw).core
        return (core,) if core else None
    return _split_segments(raw)


@lru_cache(maxsize=200_000)
def _split_segments(raw: str) -> tuple[str, ...] | None:
    parts = [read_name(part).core for part in _raw_segments(raw) if not legal_form(fold(part))]
    return distinct((part for part in parts if len(part) > 1), MAX_SEGMENTS) or distinct([read_name(raw).core])


def _raw_segments(raw: str) -> list[str]:
    return [part for part in map(str.strip, _SEGMENTS.split(without_security(_MARKUP.sub("#", raw)))) if part]


def names(raw: str, aliases: list[str]) -> tuple[str, ...] | None:
    """Return the cores of a name, of its aliases, and of the names inside it; at most twelve."""
    cores = [read_name(raw).core, *(read_name(alias).core for alias in aliases), *_names_inside(raw)]
    return distinct(cores, MAX_NAMES)


def _names_inside(raw: str) -> tuple[str, ...]:
    """Return cores of the names in a raw name: without its parentheses, former names, and names in segments."""
    sign = next(filter(raw.lower().__contains__, _SIGNS_OF_OTHER_NAMES), None)
    cores = [read_name(part).core for part in _OTHER_NAME.split(raw)] if sign and _OTHER_NAME.search(raw) else []
    if "(" in raw or "[" in raw:
        cores.append(read_name(_PARENTHESES.sub(" ", raw)).core)
    parts = segments(raw) or ()
    if len(parts) > 1:
        cores += [part for part in parts if _reads_like_a_name(part)]
    return tuple(core for core in cores if len(core) > 1 and core not in country_names())


def _reads_like_a_name(segment: str) -> bool:
    words = segment.split()
    return len(words) > 1 and words[0] not in PART_WORDS and not HEAD_WORDS.isdisjoint(words)


def acronyms(raw: str, aliases: list[str]) -> tuple[str, ...] | None:
    """Return tokens in capitals and initials of the name, its aliases and its segments; at most twenty."""
    tokens: list[str] = []
    behind: list[str] = []
    for capitals, initials in map(_acronyms_of, (raw, *aliases)):
        tokens += capitals
        behind += initials
    tokens += behind
    return distinct(tokens, MAX_ACRONYMS)


@lru_cache(maxsize=200_000)
def _acronyms_of(raw: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _capitals(raw), _initials(raw)


def _capitals(raw: str) -> tuple[str, ...]:
    """Return the tokens in capitals, none where a text of several words is all in capitals."""
    capitals = _CAPITALS.findall(_MARKUP.sub(" ", raw) if "#" in raw or "&" in raw else raw)
    if not capitals or (raw.isupper() and len(fold(raw).split()) > 1):
        return ()
    tokens = [token.lower().replace("&", "").replace("-", "") for token in capitals]
    places = _places() if "," in raw else _NO_ACRONYMS
    return tuple(t for t in tokens if len(t) in ACRONYM_LETTERS and not legal_form(t) and t not in places)


_NO_ACRONYMS = word_set("usa us uk uae the of and")


@cache
def _places() -> frozenset[str]:
    return _NO_ACRONYMS | state_codes()


def _initials(raw: str) -> tuple[str, ...]:
    """Return initials of a name and its segments: without stop words, of all words, and with a final Company."""
    name = read_name(raw)
    parts = segments(raw) or ()
    initials: list[str] = []
    whole = (name.core,) if len(parts) <= MAX_PARTS_OF_A_NAME else ()
    for core in whole if parts == whole else dict.fromkeys([*whole, *filter(_reads_like_a_name, parts)]):
        words = core.split()
        if len(words) > 1:
            if not STOP_WORDS.isdisjoint(words):
                initials.append(_first_letters([w for w in words if w not in STOP_WORDS]))
            initials.append(_first_letters(words))
    if name.full.endswith((" company", " corporation")):
        initials.append(_first_letters([w for w in f"{name.core} c".split() if w not in STOP_WORDS]))
    return tuple(filter(None, initials))


def _first_letters(words: list[str]) -> str:
    letters = "".join([word[0] for word in words])
    if not letters.isalpha():
        letters = "".join(filter(str.isalpha, letters))
    return letters if len(letters) in ACRONYM_LETTERS else ""
