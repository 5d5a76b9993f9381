"""The keys of a company: names and parts of names, their words and letters, acronyms, domains and places."""

from bisect import insort
from collections.abc import Callable, Iterable
from itertools import chain, pairwise

from features.blocking.blocking_rules import NUMBERS, Key
from features.normalise.organisation_words import STOP_WORDS
from features.normalise.text import word_set
from features.pairs.columns import Record, items_of
from features.schema.kinds import Kind

_AT = NUMBERS[Kind.COMPANY]
GENERIC_WORDS = word_set(
    """
    university college school faculty department institute center hospital clinic laboratory academy society
    association foundation national international state research science technology medical medicine group holding
    company corporation systems services solution industries enterprises bank capital global energy
    """
)
"""Words that many organisations of one branch share; a name without them is its distinctive core."""
LONGEST_WINDOW = 6
"""Most consecutive words of a record's name that may be the whole name of a profile."""
LONGEST_CORE = 3
MAX_CITY_WORDS = 16
GRAM = 5
STEM = 5
PREFIXES = (3, 4, 5)
MAX_GRAM_WORDS = 7
"""A record's name of more words gets no keys of letters, which would outnumber those of its words."""
LONGEST_ACRONYM = 6


IsTown = Callable[[str], bool]
"""A function that says whether any profile is in a town."""


def company_keys(record: Record, lookup: bool, is_town: IsTown | None = None) -> list[Key]:
    """Return the distinct keys of a company: to look up candidates (the name may contain another's), or to store it.

    A record without a city may name it anywhere in its name. With `is_town` words and pairs of words that are no town
    of any profile make no keys with the record's other words, but for one key, which keeps the budget of rows the same.
    """
    keys: list[Key] = []
    for field in ("domain", "profile_url", "phone", "ticker"):
        value = record.get(field)
        if value is not None:
            keys.append((_AT[field], str(value)))
    names = items_of(record, "names")
    words = items_of(record, "all_words")
    keys.extend(_name_keys(names))
    keys.extend(_word_keys(words, record.get("domain_label"), lookup))
    keys.extend(_place_keys(record, words, lookup, is_town))
    if lookup:
        keys.extend(_lookup_keys(record))
    else:
        keys.extend(_stored_keys(names))
    acronyms = items_of(record, "acronyms")
    if lookup:
        acronyms += tuple(word for word in words if len(word) <= LONGEST_ACRONYM)
    countries = (record.get("country"), *(items_of(record, "name_countries") if lookup else ()))
    keys.extend((_AT["acronym"], acronym) for acronym in acronyms)
    keys.extend((_AT["acronym_country"], f"{acronym} {code}") for code in countries if code for acronym in acronyms)
    return list(dict.fromkeys(keys))


def _name_keys(names: tuple[str, ...]) -> Iterable[Key]:
    for name in names:
        parts = name.split()
        squashed = name.replace(" ", "")
        yield _AT["name"], name
        yield _AT["label"], squashed
        yield from ((_AT["name_prefix"], squashed[:length]) for length in PREFIXES if len(squashed) >= length)
        yield from ((_AT["pairs"], f"{a} {b}") for a, b in pairwise(parts))
        if len(parts) > 1:
            yield _AT["name_start"], f"{parts[0]} {parts[1][:3]}"


def _word_keys(words: tuple[str, ...], label: object, lookup: bool) -> Iterable[Key]:
    rare = _AT["words"]
    stems = _AT["stems"]
    yield from [(rare, word) for word in words]
    yield from [(stems, word[:STEM]) for word in words if len(word) >= STEM - 1]
    labels = (label,) if isinstance(label, str) else ()
    yield from ((_AT["label"], each) for each in labels)
    if not lookup or len(words) <= MAX_GRAM_WORDS:
        for text in (*words, *labels):
            yield from ((_AT["grams"], text[i : i + GRAM]) for i in range(len(text) - GRAM + 1))


def _place_keys(record: Record, words: tuple[str, ...], lookup: bool, is_town: IsTown | None) -> Iterable[Key]:
    street = record.get("street")
    if street is not None:
        yield _AT["street"], f"{street} {record.get('house') or ''}"
    has_unknown = False
    city = _AT["city"]
    word_city = _AT["word_city"]
    joined = words[:MAX_CITY_WORDS]
    for town in towns_in(record, lookup):
        yield city, town
        is_known = is_town is None or is_town(town)
        if is_known or not has_unknown:
            with_words = [(word_city, f"{word} {town}") for word in joined if word != town]
            has_unknown = has_unknown or (not is_known and bool(with_words))
            yield from with_words if is_known else with_words[:1]


def towns_in(record: Record, lookup: bool) -> list[str]:
    """Return a company's city; of a record to look up that has none, all words and pairs of words of its name."""
    city = record.get("city")
    if isinstance(city, str):
        return [city]
    own = items_of(record, "name_words") if lookup else ()
    return [*own, *(f"{a} {b}" for a, b in pairwise(own))]


def _lookup_keys(record: Record) -> Iterable[Key]:
    own = list(items_of(record, "name_words"))
    segment = _AT["segment"]
    inside = _AT["inside"]
    core = _AT["core"]
    yield from [(segment, each) for each in items_of(record, "segments")]
    yield from [(inside, window) for window in _windows(own, LONGEST_WINDOW)]
    yield from [(core, window) for window in _windows(_distinctive(own), LONGEST_CORE)]


def _stored_keys(names: tuple[str, ...]) -> Iterable[Key]:
    for name in names:
        parts = [word for word in name.split() if word not in STOP_WORDS]
        core = _distinctive(parts)
        if parts:
            yield _AT["inside"], _sorted(parts)
        if 0 < len(core) <= LONGEST_CORE:
            yield _AT["core"], _sorted(core)


def _distinctive(words: list[str]) -> list[str]:
    return [word for word in words if word not in GENERIC_WORDS]


def _windows(words: list[str], longest: int) -> list[str]:
    """Return every run of words, each run sorted, so that `university of x` equals `x university`; short ones first."""
    by_size: list[list[str]] = [[] for _ in words[:longest]]
    for start in range(len(words)):
        run: list[str] = []
        for runs, word in zip(by_size, words[start : start + longest], strict=False):
            if word not in run:
                insort(run, word)
            runs.append(" ".join(run))
    return [*chain.from_iterable(by_size)]


def _sorted(words: list[str]) -> str:
    return words[0] if len(words) == 1 else " ".join(sorted(set(words)))
