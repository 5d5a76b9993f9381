"""Streets, cities, regions, postal codes and countries."""

import re
from functools import cache, lru_cache

import pycountry
from rigour.territories import get_territories, lookup_territory

from features.normalise.text import LONGEST_FOLDED, cut, fold, squeeze

STREET_WORDS = {
    "street": "st",
    "str": "st",
    "avenue": "ave",
    "av": "ave",
    "boulevard": "blvd",
    "boul": "blvd",
    "road": "rd",
    "drive": "dr",
    "lane": "ln",
    "court": "ct",
    "crt": "ct",
    "place": "pl",
    "square": "sq",
    "highway": "hwy",
    "parkway": "pkwy",
    "circle": "cir",
    "circuit": "cct",
    "crescent": "cres",
    "cr": "cres",
    "terrace": "tce",
    "terr": "tce",
    "ter": "tce",
    "close": "cl",
    "trail": "trl",
    "apartment": "apt",
    "suite": "ste",
    "floor": "fl",
    "building": "bldg",
    "room": "rm",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "northeast": "ne",
    "northwest": "nw",
    "southeast": "se",
    "southwest": "sw",
    "saint": "st",
    "mount": "mt",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
    "strasse": "st",
    "straat": "st",
}
"""One short form per street word (after USPS Publication 28, appendix C, and AS 4590 where they agree)."""
CITY_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_STREET_ENDINGS = (("strasse", "str"), ("straat", "str"))
_HOUSE = re.compile(r"(?<![a-z0-9])(\d{1,6})[a-z]?(?![a-z0-9])")
_ZIP_PLUS_4 = re.compile(r"(\d{5})-\d{4}$")
_STATES_OF = ("us", "ca", "au")
_SHORT_COUNTRIES = {"uk": "gb", "usa": "us", "us": "us", "uae": "ae", "prc": "cn", "roc": "tw", "rok": "kr"}
"""Short forms that mean a country at the end of any name; other codes of two letters mostly mean something else."""
LONGEST_COUNTRY_WORDS = 5
LONGEST_COUNTRY = 100
FEWEST_COUNTRY_LETTERS = 4


def street(text: str) -> str | None:
    """Return a folded street with its common words in their short form."""
    words = " ".join(map(_short_street_word, fold(text).split()))
    return cut(words, LONGEST_FOLDED) or None


@lru_cache(maxsize=100_000)
def _short_street_word(word: str) -> str:
    if short := STREET_WORDS.get(word):
        return STREET_WORDS.get(short, short)
    for ending, short in _STREET_ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + short
    return word


def road_and_house(folded_street: str) -> tuple[str | None, str | None]:
    """Return a street without its first house number, and that number's digits; `7th` is no house number."""
    match = _HOUSE.search(folded_street)
    if match is None:
        return folded_street, None
    words = f"{folded_street[: match.start()]} {folded_street[match.end() :]}".split()
    return " ".join(words) or None, match[1].lstrip("0") or "0"


_TYPE_OF_TOWN = re.compile(
    r"\b(?:(?:royal|metropolitan|london) )?(?:city|county|borough|town|township|municipality|district|parish) of\b"
)


@lru_cache(maxsize=100_000)
def city(text: str) -> str | None:
    """Return a folded city without `city of` and the like, with `saint`, `mount` and `fort` in their short form."""
    folded = fold(text)
    while " of" in folded and (rest := " ".join(_TYPE_OF_TOWN.sub(" ", folded).split())) not in ("", folded):
        folded = rest
    return " ".join(CITY_WORDS.get(word, word) for word in folded.split()) or None


@cache
def _states() -> dict[str, tuple[str, str]]:
    """Return code and country of every state of the US, Canada and Australia by its folded name."""
    return {
        fold(state.name): (state.code.partition("-")[2].lower(), country)
        for country in _STATES_OF
        for state in pycountry.subdivisions
        if state.country_code == country.upper()
    }


@lru_cache(maxsize=20_000)
def region(text: str, country: str | None = None) -> str | None:
    """Return a folded region; states of the US, Canada and Australia become their code unless the country differs."""
    folded = fold(text)
    code, owner = _states().get(folded, (folded, country))
    return (code if country in {None, owner} else folded) or None


@lru_cache(maxsize=100_000)
def postal_code(text: str) -> str | None:
    """Return letters and digits of a postal code in lower case, a US code without its `+4`; all zeros are null."""
    if match := _ZIP_PLUS_4.match(text.strip()):
        text = match[1]
    joined = fold(text).replace(" ", "")
    return joined if joined.strip("0") else None


@lru_cache(maxsize=20_000)
def country_code(text: str) -> str | None:
    """Return the ISO2 code of a country given by code or name in any language, parts of a country as the whole."""
    text = squeeze(text)[:LONGEST_COUNTRY]
    if not text:
        return None  # rigour would load all its names, for two seconds, to say the same
    folded = fold(text)
    joined = folded.replace(" ", "")
    if code := country_names().get(folded) or _SHORT_COUNTRIES.get(joined) or _iso_codes().get(joined):
        return code
    territory = lookup_territory(text)
    return territory.code.partition("-")[0][:2] if territory else None


@cache
def _iso_codes() -> dict[str, str]:
    """Return the ISO2 code of each two- and three-letter code (rigour's own table takes two seconds to load)."""
    alpha3 = {country.alpha_3.lower(): country.alpha_2.lower() for country in pycountry.countries}
    return alpha3 | {code: code for code in alpha3.values()}


@cache
def state_codes() -> frozenset[str]:
    """Return the codes of the states of the US, Canada and Australia."""
    return frozenset(code for code, _ in _states().values())


@cache
def country_names() -> dict[str, str]:
    """Return ISO2 codes by unambiguous folded names of countries, home nations of the UK included."""
    names: dict[str, str] = {}
    for territory in get_territories():
        code = territory.code
        if len(code) == 2 or code.startswith("gb-"):
            for name in (territory.name, territory.full_name, territory.in_sentence):
                names.setdefault(fold(name or ""), code[:2])
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")):
            names.setdefault(fold(name), country.alpha_2.lower())
    names |= _SPOKEN_COUNTRIES
    return {name: code for name, code in names.items() if len(name) >= FEWEST_COUNTRY_LETTERS}


_SPOKEN_COUNTRIES = {
    "united states of america": "us",
    "great britain": "gb",
    "england": "gb",
    "p r china": "cn",
    "pr china": "cn",
    "peoples republic of china": "cn",
    "south korea": "kr",
    "republic of korea": "kr",
    "korea": "kr",
    "the netherlands": "nl",
    "holland": "nl",
    "deutschland": "de",
    "italia": "it",
    "espana": "es",
    "brasil": "br",
    "osterreich": "at",
    "schweiz": "ch",
    "suisse": "ch",
    "svizzera": "ch",
    "sverige": "se",
    "norge": "no",
    "danmark": "dk",
    "suomi": "fi",
    "polska": "pl",
    "belgique": "be",
    "belgie": "be",
    "turkiye": "tr",
    "turkey": "tr",
    "czechia": "cz",
    "czech republic": "cz",
    "russia": "ru",
    "russian federation": "ru",
    "iran": "ir",
    "syria": "sy",
    "vietnam": "vn",
    "viet nam": "vn",
    "taiwan": "tw",
    "hong kong": "hk",
    "macau": "mo",
    "ivory coast": "ci",
    "u s a": "us",
    "mexico": "mx",
    "nippon": "jp",
    "magyarorszag": "hu",
    "romania": "ro",
    "hellas": "gr",
}


def countries_named(segments: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the countries that folded segments of a name consist of or end in (postcodes aside), in their order."""
    codes = dict.fromkeys(code for segment in segments for code in _countries_at_end(segment))
    return tuple(codes) or None


@lru_cache(maxsize=200_000)
def _countries_at_end(segment: str) -> tuple[str, ...]:
    words = [word for word in segment.split() if word.isalpha()]
    if words and words[-1] not in _last_words():
        return ()
    names = country_names()
    for size in range(min(LONGEST_COUNTRY_WORDS, len(words)), 0, -1):
        tail = " ".join(words[-size:])
        code = names.get(tail) or (_SHORT_COUNTRIES.get(tail) if size == 1 else None)
        if code:
            return (code,)
    state = _states().get(" ".join(words))
    return (state[1],) if state else ()


@cache
def _last_words() -> frozenset[str]:
    """Return the words that names of countries and states end with."""
    return frozenset(name.rpartition(" ")[2] for name in (*country_names(), *_SHORT_COUNTRIES, *_states()))
