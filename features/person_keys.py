"""The keys of a person: contact data, names spelt and sounded, and names crossed with places, dates and work."""

from functools import lru_cache
from itertools import combinations

from rigour.text import metaphone

from features.columns import Record
from features.key_channels import NUMBERS, Key
from features.kinds import Kind

_AT = NUMBERS[Kind.PERSON]
_NAME, _PAIR, _WORD, _SOUND = _AT["name"], _AT["name_pair"], _AT["word"], _AT["name_sound"]
_START, _END, _INITIAL_LAST, _EMAIL_NAME = _AT["name_start"], _AT["name_end"], _AT["initial_last"], _AT["email_name"]
_STREET, _STREET_START = _AT["street"], _AT["street_start"]
_INITIALS_CITY, _INITIALS_TITLE = _AT["initials_city"], _AT["title_initials"]
_COMPANY, _COMPANY_FIRST, _COMPANY_LAST = _AT["company"], _AT["company_first"], _AT["company_last"]
_COMPANY_TITLE, _COMPANY_CITY, _COMPANY_INITIALS = _AT["company_title"], _AT["company_city"], _AT["company_initials"]
_CROSSED = {
    field: (_AT[f"first_{field}"], _AT[f"last_{field}"])
    for field in ("birth_year", "birth_day", "postal", "area", "city", "house", "title")
}
_CONTACT = [(field, _AT[field]) for field in ("email", "email_name", "profile_url", "phone", "birth_date", "postal")]
_JOINED = (
    ("city", "birth_year", _AT["city_birth_year"]),
    ("title", "city", _AT["title_city"]),
    ("title", "area", _AT["title_area"]),
)

MOST_WORDS = 5
"""Words of one name that are paired with each other; longer names keep their first words."""
MOST_FORMS, MOST_FORMS_CROSSED = 4, 2
MOST_LAST_WORDS, MOST_COMPANIES = 3, 3
AREA_LENGTH = 3
"""Characters of a postal code that name its area."""
LEAST_STREET_WORD, STREET_START = 3, 4
"""Characters of a word that can name a street, and how many of them must agree beside the house number."""


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """Return the metaphone of a word, or the word itself where it has none (other scripts, digits)."""
    return metaphone(word) or word


def person_keys(record: Record, *, named: bool = False) -> list[Key]:
    """Return the distinct keys of a person, the same whether it asks or is filed.

    With `named` those alone in which words of the name stand, in the same order.
    """
    firsts = _items(record, "first_forms", MOST_FORMS)
    lasts = _items(record, "last_words", MOST_LAST_WORDS)
    words = _items(record, "name_words", MOST_WORDS + 3)
    first_sounds = tuple(dict.fromkeys(map(sound, firsts)))[:MOST_FORMS_CROSSED]
    last_sounds = tuple(dict.fromkeys(map(sound, lasts)))
    initials = "".join(sorted({words[0][0], words[-1][0]})) if words else None
    facts = _facts(record)
    keys: list[Key] = [] if named else _contact_keys(record)
    keys += _name_keys(words, firsts, lasts)
    keys += _crossed_keys(facts, first_sounds, last_sounds)
    if not named:
        keys += _joined_keys(record, facts)
    if initials is not None:
        known = ((_INITIALS_CITY, facts.get("city")), (_INITIALS_TITLE, facts.get("title")))
        keys += [(channel, f"{value} {initials}") for channel, value in known if value]
    for company in _items(record, "companies", MOST_COMPANIES):
        if not named:
            keys.append((_COMPANY, company))
        keys += [(_COMPANY_FIRST, f"{first} {company}") for first in first_sounds]
        keys += [(_COMPANY_LAST, f"{last} {company}") for last in last_sounds]
        if not named:
            others = ((_COMPANY_TITLE, facts.get("title")), (_COMPANY_CITY, facts.get("city")))
            keys += [(channel, f"{value} {company}") for channel, value in others if value]
        if initials:
            keys.append((_COMPANY_INITIALS, f"{initials} {company}"))
    return list(dict.fromkeys(keys))


def _contact_keys(record: Record) -> list[Key]:
    known = [(channel, record.get(field)) for field, channel in _CONTACT]
    return [(channel, value) for channel, value in known if isinstance(value, str)]


def _joined_keys(record: Record, facts: dict[str, str]) -> list[Key]:
    """Return the keys of places, dates and titles without a name."""
    keys = [
        (channel, f"{facts[one]} {facts[other]}") for one, other, channel in _JOINED if one in facts and other in facts
    ]
    street, house = record.get("street"), record.get("house")
    if isinstance(street, str):
        keys.append((_STREET, f"{street} {house or ''}"))
        if house is not None and (start := _start_of(street)):
            keys.append((_STREET_START, f"{house} {start}"))
    return keys


def _start_of(street: str) -> str | None:
    """Return how the first word of a street begins that is neither a number nor a letter or two."""
    words = (word for word in street.split() if len(word) >= LEAST_STREET_WORD and not word.isdecimal())
    return next((word[:STREET_START] for word in words), None)


def _items(record: Record, field: str, most: int) -> tuple[str, ...]:
    value = record.get(field)
    return value[:most] if isinstance(value, tuple) else ()


def _name_keys(words: tuple[str, ...], firsts: tuple[str, ...], lasts: tuple[str, ...]) -> list[Key]:
    keys: list[Key] = []
    if len(words) > 1:
        keys.append((_NAME, " ".join(sorted(words))))
    long_words = [word for word in words if len(word) > 1][:MOST_WORDS]
    keys += [(_PAIR, f"{a} {b}" if a < b else f"{b} {a}") for a, b in combinations(long_words, 2)]
    keys += [(_WORD, word) for word in long_words]
    for last in lasts:
        heard = sound(last)
        keys += [(_PAIR, f"{a} {last}" if a < last else f"{last} {a}") for a in firsts]
        for first in firsts[:MOST_FORMS_CROSSED]:
            other = sound(first)
            keys.append((_SOUND, f"{other} {heard}" if other < heard else f"{heard} {other}"))
    if firsts and lasts:
        first, last = firsts[0], lasts[-1]
        keys.append((_INITIAL_LAST, f"{first[0]} {last}"))
        keys.append((_START, f"{first[:3]} {last[:4]}"))
        keys.append((_END, f"{first[-3:]} {last[-4:]}"))
        keys.append((_EMAIL_NAME, first + last))
        keys.append((_EMAIL_NAME, last + first))
    return keys


def _facts(record: Record) -> dict[str, str]:
    """Return what a name is crossed with: where, when and as what a person is known."""
    facts = {name: value for name in _CROSSED if isinstance(value := record.get(name), str)}
    date, postal = record.get("birth_date"), facts.get("postal")
    if isinstance(date, str):
        facts["birth_day"] = date[5:]
    if postal is not None:
        facts["area"] = postal[:AREA_LENGTH]
    return facts


def _crossed_keys(facts: dict[str, str], firsts: tuple[str, ...], lasts: tuple[str, ...]) -> list[Key]:
    keys: list[Key] = []
    for field, value in facts.items():
        first_channel, last_channel = _CROSSED[field]
        keys += [(first_channel, f"{first} {value}") for first in firsts]
        keys += [(last_channel, f"{last} {value}") for last in lasts]
    return keys
