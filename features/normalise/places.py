"""Streets, cities, regions, postal codes and countries."""

import re
from functools import cache, lru_cache

import pycountry
from rigour.territories import get_territories, lookup_territory

from features.normalise.text import LONGEST_FOLDED, cut, fold, read_forms, squeeze

STREET_WORDS = read_forms(
    """
    st: street, str, saint, strasse, straat
    ave: avenue, av
    blvd: boulevard, boul
    rd: road
    dr: drive
    ln: lane
    ct: court, crt
    pl: place
    sq: square
    hwy: highway
    pkwy: parkway
    cir: circle
    cct: circuit
    cres: crescent, cr
    tce: terrace, terr, ter
    cl: close
    trl: trail
    apt: apartment
    ste: suite
    fl: floor
    bldg: building
    rm: room
    n: north
    s: south
    e: east
    w: west
    ne: northeast
    nw: northwest
    se: southeast
    sw: southwest
    mt: mount
    1st: first
    2nd: second
    3rd: third
    4th: fourth
    5th: fifth
    6th: sixth
    7th: seventh
    8th: eighth
    9th: ninth
    10th: tenth
    """
)
"""One short form per street word (after USPS Publication 28, appendix C, and AS 4590 where they agree)."""
CITY_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_STREET_ENDINGS = (("strasse", "str"), ("straat", "str"))
_HOUSE = re.compile(r"(?<![a-z0-9])(\d{1,6})[a-z]?(?![a-z0-9])")
_ZIP_PLUS_4 = re.compile(r"(\d{5})-\d{4}$")
_STATES_OF = ("us", "ca", "au")
_SHORT_COUNTRIES = read_forms(
    """
    gb: uk
    us: usa, us
    ae: uae
    cn: prc
    tw: roc
    kr: rok
    """
)
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


_SPOKEN_COUNTRIES = read_forms(
    """
    us: united states of america, u s a
    gb: great britain, england
    cn: p r china, pr china, peoples republic of china
    kr: south korea, republic of korea, korea
    nl: the netherlands, holland
    de: deutschland
    it: italia
    es: espana
    br: brasil
    at: osterreich
    ch: schweiz, suisse, svizzera
    se: sverige
    no: norge
    dk: danmark
    fi: suomi
    pl: polska
    be: belgique, belgie
    tr: turkiye, turkey
    cz: czechia, czech republic
    ru: russia, russian federation
    ir: iran
    sy: syria
    vn: vietnam, viet nam
    tw: taiwan
    hk: hong kong
    mo: macau
    ci: ivory coast
    mx: mexico
    jp: nippon
    hu: magyarorszag
    ro: romania
    gr: hellas
    """
)


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
