"""The keys of a record: short texts that a record and its true profile are likely to share."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import combinations

import xxhash
from rigour.text import metaphone

from features.columns import Record
from features.key_channels import CHANNELS, NUMBERS, Key
from features.kinds import Kind
from features.organisation_words import STOP_WORDS

_P = NUMBERS[Kind.PERSON]
_C = NUMBERS[Kind.COMPANY]
MOST_SIMILAR = 4
MOST_WORDS = 8
"""Words of one name that are paired with each other; longer names keep their first words."""


def stored_keys(kind: Kind, record: Record) -> list[Key]:
    """Return the distinct keys under which a profile of the universe is filed."""
    return _person_keys(record) if kind is Kind.PERSON else _company_keys(record, asked=False)


def asked_keys(kind: Kind, record: Record) -> list[Key]:
    """Return the distinct keys under which a record's candidates are looked up."""
    return _person_keys(record) if kind is Kind.PERSON else _company_keys(record, asked=True)


SimilarTo = Callable[[str], Sequence[tuple[str, float]]]
"""Gives the universe's words that resemble a word, each with its similarity (0 to 1)."""


def similar_keys(kind: Kind, record: Record, similar_to: SimilarTo) -> list[tuple[Key, float]]:
    """Return the keys that a record would ask if one of its words were spelt as a similar word of the universe.

    Each comes with the similarity, by which its weight is scaled.
    """
    found: dict[Key, float] = {}
    if kind is Kind.COMPANY:
        for word in _list(record, "name_words")[:MOST_WORDS]:
            for other, similarity in similar_to(word):
                found.setdefault((_C["similar_words"], other), similarity)
        return list(found.items())
    known = set(_person_keys(record))
    for word in _list(record, "name_words")[:MOST_SIMILAR]:
        for other, similarity in similar_to(word):
            for key in _person_keys(_respelt(record, word, other)):
                if key not in known:
                    found[key] = max(found.get(key, 0.0), similarity)
    return list(found.items())


def _respelt(record: Record, word: str, other: str) -> Record:
    spelt = {
        field: tuple(other if item == word else item for item in _list(record, field))
        for field in ("first_forms", "last_words", "name_words")
    }
    return {**record, **spelt}


def key_hashes(kind: Kind, keys: Iterable[Key]) -> list[int]:
    """Return the 64-bit hash of each key, salted by its channel's space."""
    seeds = [channel.seed for channel in CHANNELS[kind]]
    return [xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"), seeds[channel]) for channel, text in keys]


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """Return the metaphone of a word, or the word itself where it has none (other scripts, digits)."""
    return metaphone(word) or word


def _text(record: Record, field: str) -> str | None:
    value = record.get(field)
    return value if isinstance(value, str) else None


def _list(record: Record, field: str) -> tuple[str, ...]:
    value = record.get(field)
    return value if isinstance(value, tuple) else ()


def _person_keys(record: Record) -> list[Key]:
    keys: list[Key] = []
    for field in ("email", "email_name", "profile_url", "phone", "birth_date"):
        value = record.get(field)
        if value is not None:
            keys.append((_P[field], str(value)))
    firsts = _list(record, "first_forms")[:4]
    lasts = _list(record, "last_words")[:3]
    _add_names(keys, record, firsts, lasts)
    sounds = tuple(dict.fromkeys(sound(word) for word in lasts))
    _add_crossed(keys, record, firsts, sounds)
    return list(dict.fromkeys(keys))


def _add_names(keys: list[Key], record: Record, firsts: tuple[str, ...], lasts: tuple[str, ...]) -> None:
    words = _list(record, "name_words")[:MOST_WORDS]
    keys.append((_P["name"], " ".join(sorted(words)))) if len(words) > 1 else None
    pair = _P["name_pair"]
    long_words = [word for word in words if len(word) > 1][:5]
    keys.extend((pair, f"{a} {b}" if a < b else f"{b} {a}") for a, b in combinations(long_words, 2))
    keys.extend((pair, f"{a} {b}" if a < b else f"{b} {a}") for a in firsts for b in lasts)
    keys.extend((_P["word"], word) for word in long_words)
    for first in firsts[:2]:
        for last in lasts:
            a, b = sound(first), sound(last)
            keys.append((_P["name_sound"], f"{a} {b}" if a < b else f"{b} {a}"))
    if firsts and lasts:
        first, last = firsts[0], lasts[-1]
        keys.append((_P["name_start"], f"{first[:3]} {last[:4]}"))
        keys.append((_P["name_end"], f"{first[-3:]} {last[-4:]}"))


_CROSSINGS = (
    ("birth_year", "first_birth_year", "last_birth_year"),
    ("birth_day", "first_birth_day", "last_birth_day"),
    ("postal", "first_postal", "last_postal"),
    ("area", "first_area", "last_area"),
    ("city", "first_city", "last_city"),
    ("house", "first_house", "last_house"),
    ("title", "title_first", "title_last"),
)


def _add_crossed(keys: list[Key], record: Record, firsts: tuple[str, ...], sounds: tuple[str, ...]) -> None:
    """Add the first name, and the sound of the last, each joined with a place, a year, a firm or a title."""
    facts = {name: _text(record, name) for name in ("birth_year", "postal", "city", "house", "title")}
    date, postal = _text(record, "birth_date"), facts["postal"]
    facts["birth_day"] = date[5:] if date is not None else None
    facts["area"] = postal[:3] if postal is not None else None
    first_sounds = tuple(dict.fromkeys(sound(word) for word in firsts))[:2]
    for field, first_channel, last_channel in _CROSSINGS:
        value = facts[field]
        if value is not None:
            keys.extend((_P[first_channel], f"{first} {value}") for first in first_sounds)
            keys.extend((_P[last_channel], f"{last} {value}") for last in sounds)
    city, title, area = facts["city"], facts["title"], facts["area"]
    if postal is not None:
        keys.append((_P["postal"], postal))
    if city is not None and facts["birth_year"] is not None:
        keys.append((_P["city_birth_year"], f"{city} {facts['birth_year']}"))
    words = _list(record, "name_words")
    initials = "".join(sorted({words[0][0], words[-1][0]})) if words else None
    if initials and city:
        keys.append((_P["initials_city"], f"{initials} {city}"))
    if title:
        if city: keys.append((_P["title_city"], f"{title} {city}"))
        if area: keys.append((_P["title_area"], f"{title} {area}"))
        if initials: keys.append((_P["title_initials"], f"{title} {initials}"))
    street, house = _text(record, "street"), facts["house"]
    if street is not None:
        keys.append((_P["street"], f"{street} {house or ''}"))
    for company in _list(record, "companies")[:3]:
        keys.append((_P["company"], company))
        keys.extend((_P["company_first"], f"{first} {company}") for first in first_sounds)
        keys.extend((_P["company_last"], f"{last} {company}") for last in sounds)


GENERIC_WORDS = frozenset(
    "university universitat universite universidad college school faculty department institute institut center"
    " hospital clinic laboratory academy society association foundation national international state research"
    " science sciences technology medical medicine group holding holdings company corporation systems services"
    " solutions industries enterprises bank capital global energy".split()
)
LONGEST_WINDOW = 6
LONGEST_CORE = 3


def _company_keys(record: Record, asked: bool) -> list[Key]:
    keys: list[Key] = []
    for field in ("domain", "profile_url", "phone", "ticker"):
        value = record.get(field)
        if value is not None:
            keys.append((_C[field], str(value)))
    names = _list(record, "names")
    _add_labels(keys, record, names)
    keys.extend((_C["name"], name) for name in names)
    words = _list(record, "all_words")
    keys.extend((_C["words"], word) for word in words)
    keys.extend((_C["stems"], word[:5]) for word in words if len(word) > 3)
    for name in names:
        parts = name.split()
        keys.extend((_C["pairs"], f"{a} {b}") for a, b in zip(parts, parts[1:], strict=False))
        if len(parts) > 1:
            keys.append((_C["name_start"], f"{parts[0]} {parts[1][:3]}"))
    keys.extend((_C["acronym"], acronym) for acronym in _list(record, "acronyms"))
    _add_places(keys, record, words, asked)
    if asked:
        keys.extend((_C["segment"], segment) for segment in _list(record, "segments"))
        keys.extend((_C["acronym"], word) for word in words if len(word) < 7)
        own = list(_list(record, "name_words"))
        keys.extend((_C["inside"], window) for window in _windows(own, LONGEST_WINDOW))
        keys.extend((_C["core"], window) for window in _windows(_distinctive(own), LONGEST_CORE))
    else:
        for name in names:
            parts = [word for word in name.split() if word not in STOP_WORDS]
            keys.append((_C["inside"], " ".join(sorted(set(parts)))))
            core = _distinctive(parts)
            if 0 < len(core) <= LONGEST_CORE:
                keys.append((_C["core"], " ".join(sorted(set(core)))))
    if len(words) < 8 or not asked:
        label = _text(record, "domain_label")
        texts = [*words, label] if label else words
        keys.extend((_C["grams"], word[i : i + 5]) for word in texts if len(word) > 4 for i in range(len(word) - 4))
    return list(dict.fromkeys(keys))


def _distinctive(words: list[str]) -> list[str]:
    return [word for word in words if word not in GENERIC_WORDS]


def _windows(words: list[str], longest: int) -> list[str]:
    return [
        " ".join(sorted(set(words[i : i + size])))
        for size in range(1, longest + 1)
        for i in range(len(words) - size + 1)
    ]


def _add_labels(keys: list[Key], record: Record, names: tuple[str, ...]) -> None:
    label = _text(record, "domain_label")
    if label is not None:
        keys.append((_C["label"], label))
    keys.extend((_C["label"], name.replace(" ", "")) for name in names)


def _add_places(keys: list[Key], record: Record, words: tuple[str, ...], asked: bool) -> None:
    street, house, city = _text(record, "street"), _text(record, "house"), _text(record, "city")
    if street is not None:
        keys.append((_C["street"], f"{street} {house or ''}"))
    cities = [city] if city is not None else []
    if asked and city is None:
        own = _list(record, "name_words")
        cities = [*own, *(f"{a} {b}" for a, b in zip(own, own[1:], strict=False))]
    keys.extend((_C["city"], place) for place in cities)
    keys.extend((_C["word_city"], f"{word} {place}") for place in cities for word in words[:16] if word != place)
