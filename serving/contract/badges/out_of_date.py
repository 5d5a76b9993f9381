"""Where a CRM's record and the network's profile of one person differ in substance (S30). Pure.

Case, punctuation, a legal form, an abbreviation, a slip of the keyboard, a value cut off inside a word or another
spelling of the same location is no difference; a missing value never is one. The badge, the leavers' report (S88) and
D12, D14 use the same three comparisons.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from features.normalise import organisations, places
from features.normalise.organisation_words import STOP_WORDS
from features.normalise.text import clean, clean_name, fold, word_set
from features.normalise.written import written
from features.schema.value_class import value_class

Fields = Mapping[str, str | None]
CACHED = 200_000
SHORTEST_MISSPELT = 6
_TITLE_PARTS = re.compile(r"[/|;&+]|\band\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_AREA_WORDS = word_set("greater area metro metropolitan region bay city of the")
_TITLE_WORDS = dict(
    line.split(" ", 1)
    for line in """\
acct account
admin administrator
ae account executive
analyt analytics
asc associate
assoc associate
asst assistant
avp assistant vice president
bdr business development representative
biz business
cao chief administrative officer
cco chief commercial officer
cdo chief data officer
ceo chief executive officer
cfo chief financial officer
chro chief human resources officer
cio chief information officer
ciso chief information security officer
cmo chief marketing officer
comm communications
comms communications
coo chief operating officer
coord coordinator
corp corporate
cpo chief product officer
cro chief revenue officer
cso chief strategy officer
cto chief technology officer
cust customer
dep deputy
dept department
dev development
dir director
div division
ea executive assistant
eng engineer
engr engineer
evp executive vice president
exec executive
fin finance
gen general
gm general manager
hr human resources
info information
intl international
it information technology
jnr junior
jr junior
md managing director
mfg manufacturing
mgmt management
mgr manager
mkt market
mktg marketing
natl national
off officer
ops operations
pa personal assistant
pr public relations
prof professor
qa quality assurance
rd research development
rep representative
sdr sales development representative
snr senior
spec specialist
sr senior
sre site reliability engineer
supt superintendent
supv supervisor
svc service
svcs services
svp senior vice president
sw software
swe software engineer
sys systems
tech technology
vp vice president""".splitlines()
)
"""Short words of job titles with the words that they abbreviate, folded."""


class Outdated(StrEnum):
    """The fields that can be out of date."""

    COMPANY = "company"
    TITLE = "title"
    LOCATION = "location"


@value_class
class Difference:
    """One field that differs, with both values as they were written."""

    field: Outdated
    crm: str
    network: str


@value_class
class Employers:
    """The network's company ids of both sides: the one that the record's account is linked to, and the member's."""

    account: str | None = None
    member: str | None = None


UNKNOWN_EMPLOYERS = Employers()


def differences(crm: Fields, network: Fields, employers: Employers = UNKNOWN_EMPLOYERS) -> tuple[Difference, ...]:
    """Return the fields of a linked person that differ in substance, in the order company, title, location."""
    compared = (
        company_difference(crm, network, employers),
        _title_difference(crm, network),
        _location_difference(crm, network),
    )
    return tuple(difference for difference in compared if difference is not None)


def company_difference(crm: Fields, network: Fields, employers: Employers = UNKNOWN_EMPLOYERS) -> Difference | None:
    """Return the two companies if the person no longer works at the company that the CRM names.

    Where the account is linked and the member names a company by id, the ids decide (D14), else the names do.
    """
    ours = crm.get("company") or ""
    theirs = network.get("company") or ""
    if employers.account is not None and employers.member is not None:
        differs = employers.account != employers.member
    else:
        differs = not is_same_company(ours, theirs) and not _is_misspelt_company(ours, theirs)
    shown = [written(name) if clean_name(name) else "" for name in (ours, theirs)]
    return Difference(Outdated.COMPANY, *shown) if differs else None


def is_misspelt(text: str, other: str) -> bool:
    """Whether two folded texts are one with a slip, or cut off inside a word.

    A slip is a letter wrong, missing or too many, or two neighbours in the wrong order. The first letter and digits
    hardly ever slip, and in a short text one letter more is another word.
    """
    short, long = sorted((text, other), key=len)
    if len(short) < SHORTEST_MISSPELT or short[0] != long[0]:
        return False
    if long.startswith(short):
        return short == long or long[len(short)].isalpha()
    return OSA.distance(short, long) == 1 and _DIGITS.findall(short) == _DIGITS.findall(long)


def _is_misspelt_company(name: str, other: str) -> bool:
    ours = _company(name)
    theirs = _company(other)
    if ours is None or theirs is None:
        return False
    return any(is_misspelt(our_name, their_name) for our_name, their_name in product(ours.names, theirs.names))


def is_same_company(name: str, other: str) -> bool:
    """Whether two raw names mean one company: they share a core, an inner name or initials; or one is missing."""
    if name == other or fold(name) == fold(other):
        return True
    ours = _company(name)
    theirs = _company(other)
    if ours is None or theirs is None:
        return True
    return (
        not ours.names.isdisjoint(theirs.names)
        or ours.squashed == theirs.squashed
        or ours.squashed in theirs.acronyms
        or theirs.squashed in ours.acronyms
    )


@value_class
class _Company:
    """The cores of a name and of the names inside it, the whole core without spaces, and initials."""

    names: frozenset[str]
    squashed: str
    acronyms: frozenset[str]


@lru_cache(maxsize=CACHED)
def _company(raw: str) -> _Company | None:
    text = clean_name(raw)
    if not text:
        return None
    name = organisations.read_name(text)
    core = name.core or name.full
    names = frozenset(organisations.names(text, []) or ()) | {core}
    return _Company(names, core.replace(" ", ""), frozenset(organisations.acronyms(text, []) or ()))


def _title_difference(crm: Fields, network: Fields) -> Difference | None:
    ours = crm.get("title") or ""
    theirs = network.get("title") or ""
    return None if is_same_title(ours, theirs) else Difference(Outdated.TITLE, written(ours), written(theirs))


def is_same_title(title: str, other: str) -> bool:
    """Whether two raw titles agree: equal words written out, one role among several; or one is missing."""
    if title == other:
        return True
    ours = _title(title)
    theirs = _title(other)
    if not ours or not theirs or ours[0] in theirs or theirs[0] in ours:
        return True
    return is_misspelt(fold(title), fold(other))


@lru_cache(maxsize=CACHED)
def _title(raw: str) -> tuple[frozenset[str], ...]:
    """Return the words of the whole title, and those of each role if it lists several; nothing if it is missing."""
    text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", clean(raw).casefold()).replace("r&d", "rd")
    return tuple(words for words in map(_words, dict.fromkeys([text, *_TITLE_PARTS.split(text)])) if words)


def _words(text: str) -> frozenset[str]:
    written_out = " ".join(_TITLE_WORDS.get(word, word) for word in fold(text).split())
    return frozenset(word for word in written_out.split() if word not in STOP_WORDS)


def _location_difference(crm: Fields, network: Fields) -> Difference | None:
    ours = _raw_location(crm)
    theirs = _raw_location(network)
    if is_same_location(ours, theirs):
        return None
    shown = (", ".join(written(part) for part in location if clean(part)) for location in (ours, theirs))
    return Difference(Outdated.LOCATION, *shown)


def _raw_location(fields: Fields) -> tuple[str, str, str]:
    return fields.get("city") or "", fields.get("region") or "", fields.get("country") or ""


def is_same_location(location: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether two raw (city, region, country) agree.

    Another country or another state always differs; otherwise the finest level that both name decides, since regions
    are written in many ways.
    """
    if location == other:
        return True
    ours = _location(location)
    theirs = _location(other)
    if _are_other(ours.country, theirs.country) or _are_other(ours.state, theirs.state):
        return False
    if ours.city and theirs.city:
        areas = ours.is_inside(theirs) or theirs.is_inside(ours)
        return ours.city == theirs.city or areas or is_misspelt(fold(location[0]), fold(other[0]))
    return not _are_other(ours.region, theirs.region)


def _are_other(value: str | None, other: str | None) -> bool:
    return value is not None and other is not None and value != other


@value_class
class _Location:
    """The words of the city without those for areas, the region, its code if it is a known state, the country."""

    city: frozenset[str]
    is_area: bool
    region: str | None
    state: str | None
    country: str | None

    def is_inside(self, other: "_Location") -> bool:
        """Whether the other names an area around this city (`Minneapolis`, `Greater Minneapolis-St. Paul`)."""
        return other.is_area and self.city < other.city


def _location(raw: tuple[str, str, str]) -> _Location:
    city, region_text, country_text = raw
    country = _country(country_text)
    return _Location(*_city(city), *_region(region_text, country), country)


@lru_cache(maxsize=CACHED)
def _city(raw: str) -> tuple[frozenset[str], bool]:
    words = frozenset((places.city(clean(raw)) or "").split())
    return words - _AREA_WORDS or words, not words.isdisjoint(_AREA_WORDS)


@lru_cache(maxsize=CACHED)
def _region(raw: str, country: str | None) -> tuple[str | None, str | None]:
    text = clean(raw)
    region = places.region(text, country) if text else None
    return region, region if region in places.state_codes() else None


@lru_cache(maxsize=CACHED)
def _country(raw: str) -> str | None:
    text = clean(raw)
    return places.country_code(text) if text else None
