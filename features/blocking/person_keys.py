"""The keys of a person: contact data, names and their sounds, and names combined with places, dates and work."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from features.blocking.blocking_rules import NUMBERS, Key
from features.normalise.text import sound
from features.pairs.columns import Record, items_of
from features.schema.kinds import Kind
from features.schema.own_field import Beside

_AT = NUMBERS[Kind.PERSON]
_NAME = _AT["name"]
_PAIR = _AT["name_pair"]
_WORD = _AT["word"]
_SOUND = _AT["name_sound"]
_START = _AT["name_start"]
_END = _AT["name_end"]
_INITIAL_LAST = _AT["initial_last"]
_EMAIL_NAME = _AT["email_name"]
_STREET = _AT["street"]
_STREET_START = _AT["street_start"]
_INITIALS_CITY = _AT["initials_city"]
_INITIALS_TITLE = _AT["title_initials"]
_COMPANY = _AT["company"]
_COMPANY_FIRST = _AT["company_first"]
_COMPANY_LAST = _AT["company_last"]
_COMPANY_TITLE = _AT["company_title"]
_COMPANY_CITY = _AT["company_city"]
_COMPANY_INITIALS = _AT["company_initials"]
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

MAX_WORDS = 5
"""Number of words of one name that are paired with each other; of longer names the first ones."""
MAX_FORMS = 4
MAX_FORMS_CROSSED = 2
MAX_LAST_WORDS = 3
MAX_COMPANIES = 3
AREA_LENGTH = 3
"""Characters of a postal code that name its area."""
MIN_STREET_WORD = 3
STREET_START = 4
"""Fewest characters of a word that names a street, and how many of them must agree beside the house number."""


class _Names(NamedTuple):
    """The words of a name that keys are made of, their sounds, and the first letters of its first and last word."""

    words: tuple[str, ...]
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]
    first_sounds: tuple[str, ...]
    last_sounds: tuple[str, ...]
    initials: str | None

    @classmethod
    def of(cls, words: tuple[str, ...], firsts: tuple[str, ...], lasts: tuple[str, ...]) -> "_Names":
        first_sounds = _sounds(firsts)[:MAX_FORMS_CROSSED]
        last_sounds = _sounds(lasts)
        return cls(words, firsts, lasts, first_sounds, last_sounds, _initials(words) if words else None)

    @classmethod
    def in_record(cls, record: Record) -> "_Names":
        return cls.of(
            items_of(record, "name_words")[: MAX_WORDS + 3],
            items_of(record, "first_forms")[:MAX_FORMS],
            items_of(record, "last_words")[:MAX_LAST_WORDS],
        )

    def respelt(self, word: str, spelling: str) -> "_Names":
        """Return the names with one word replaced, and only those sounds and initials that this adds."""
        spelt = [tuple([spelling if item == word else item for item in each]) for each in self[:3]]
        words, firsts, lasts, first_sounds, last_sounds, initials = _Names.of(*spelt)
        return _Names(
            words,
            firsts,
            lasts,
            tuple([each for each in first_sounds if each not in self.first_sounds]),
            tuple([each for each in last_sounds if each not in self.last_sounds]),
            None if initials == self.initials else initials,
        )


class JointRule(NamedTuple):
    """The number of a rule that joins a text of an own field, from the character `start` on, with a name or a city."""

    number: int
    field: str
    start: int
    beside: Beside


def _sounds(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(sound, words))) if len(words) > 1 else tuple(map(sound, words))


def _initials(words: tuple[str, ...]) -> str:
    """Return the first letters of the first and the last word in alphabetical order, equal ones once."""
    first = words[0][0]
    last = words[-1][0]
    if first == last:
        return first
    return first + last if first < last else last + first


def person_keys(record: Record, joint: Sequence[JointRule] = ()) -> list[Key]:
    """Return the distinct keys of a person, the same for looking up and for storing; with `joint` of own fields too."""
    names = _Names.in_record(record)
    facts = _facts(record)
    keys = _contact_keys(record) + _name_keys(names) + _crossed_keys(facts, names) + _joined_keys(record, facts)
    keys += _initials_keys(facts, names) + _joint_keys(joint, record, names, facts.get("city"))
    for company in items_of(record, "companies")[:MAX_COMPANIES]:
        known = ((_COMPANY_TITLE, facts.get("title")), (_COMPANY_CITY, facts.get("city")))
        keys.append((_COMPANY, company))
        keys += _company_keys(company, names)
        keys += [(rule, f"{value} {company}") for rule, value in known if value]
        if names.initials:
            keys.append((_COMPANY_INITIALS, f"{names.initials} {company}"))
    return list(dict.fromkeys(keys))


def respelt_keys(
    record: Record, own: Collection[Key], spellings: Sequence[tuple[str, str]], joint: Sequence[JointRule] = ()
) -> Iterator[list[Key]]:
    """Return, for each word of the name and another spelling of it, the keys of that name beyond the record's own.

    Their order is that of `person_keys` of the respelt record.
    """
    names = _Names.in_record(record)
    facts = _facts(record)
    companies = items_of(record, "companies")[:MAX_COMPANIES]
    known = set(own)
    for word, spelling in spellings:
        spelt = names.respelt(word, spelling)
        keys = _name_keys(spelt) + _crossed_keys(facts, spelt) + _initials_keys(facts, spelt)
        keys += _joint_keys(joint, record, spelt, None)
        for company in companies:
            keys += _company_keys(company, spelt)
            if spelt.initials:
                keys.append((_COMPANY_INITIALS, f"{spelt.initials} {company}"))
        yield [key for key in dict.fromkeys(keys) if key not in known]


def _joint_keys(joint: Sequence[JointRule], record: Record, names: _Names, city: str | None) -> list[Key]:
    """Return the keys of own fields with the sounds of names, and with a city where one is given."""
    keys: list[Key] = []
    if not joint:
        return keys
    beside = {Beside.FIRST: names.first_sounds, Beside.LAST: names.last_sounds, Beside.CITY: (city,) if city else ()}
    for number, field, start, which in joint:
        value = record.get(field)
        if isinstance(value, str) and value[start:]:
            keys += [(number, f"{each} {value[start:]}") for each in beside[which]]
    return keys


def _initials_keys(facts: dict[str, str], names: _Names) -> list[Key]:
    if names.initials is None:
        return []
    known = ((_INITIALS_CITY, facts.get("city")), (_INITIALS_TITLE, facts.get("title")))
    return [(rule, f"{value} {names.initials}") for rule, value in known if value]


def _company_keys(company: str, names: _Names) -> list[Key]:
    keys: list[Key] = [(_COMPANY_FIRST, f"{first} {company}") for first in names.first_sounds]
    return keys + [(_COMPANY_LAST, f"{last} {company}") for last in names.last_sounds]


def _contact_keys(record: Record) -> list[Key]:
    known = [(rule, record.get(field)) for field, rule in _CONTACT]
    return [(rule, value) for rule, value in known if isinstance(value, str)]


def _joined_keys(record: Record, facts: dict[str, str]) -> list[Key]:
    """Return the keys of places, dates and titles without a name."""
    keys = [
        (rule, f"{facts[first]} {facts[second]}")
        for first, second, rule in _JOINED
        if first in facts and second in facts
    ]
    street = record.get("street")
    house = record.get("house")
    if isinstance(street, str):
        keys.append((_STREET, f"{street} {house or ''}"))
        if house is not None and (start := _start_of(street)):
            keys.append((_STREET_START, f"{house} {start}"))
    return keys


def _start_of(street: str) -> str | None:
    """Return the beginning of the first word of a street that is neither a number nor too short."""
    words = (word for word in street.split() if len(word) >= MIN_STREET_WORD and not word.isdecimal())
    return next((word[:STREET_START] for word in words), None)


def _name_keys(names: _Names) -> list[Key]:
    words = names.words
    firsts = names.firsts
    lasts = names.lasts
    keys: list[Key] = []
    add = keys.append
    if len(words) > 1:
        add((_NAME, " ".join(sorted(words))))
    long_words = [word for word in words if len(word) > 1][:MAX_WORDS]
    for a, b in combinations(long_words, 2):
        add((_PAIR, f"{a} {b}" if a < b else f"{b} {a}"))
    for word in long_words:
        add((_WORD, word))
    for last in lasts:
        last_sound = sound(last)
        for a in firsts:
            add((_PAIR, f"{a} {last}" if a < last else f"{last} {a}"))
        for first in firsts[:MAX_FORMS_CROSSED]:
            first_sound = sound(first)
            add((_SOUND, f"{first_sound} {last_sound}" if first_sound < last_sound else f"{last_sound} {first_sound}"))
    if firsts and lasts:
        first = firsts[0]
        last = lasts[-1]
        add((_INITIAL_LAST, f"{first[0]} {last}"))
        add((_START, f"{first[:3]} {last[:4]}"))
        add((_END, f"{first[-3:]} {last[-4:]}"))
        add((_EMAIL_NAME, first + last))
        add((_EMAIL_NAME, last + first))
    return keys


def _facts(record: Record) -> dict[str, str]:
    """Return the facts that a name is combined with: places, dates and title."""
    facts = {name: value for name in _CROSSED if isinstance(value := record.get(name), str)}
    date = record.get("birth_date")
    postal = facts.get("postal")
    if isinstance(date, str):
        facts["birth_day"] = date[5:]
    if postal is not None:
        facts["area"] = postal[:AREA_LENGTH]
    return facts


def _crossed_keys(facts: dict[str, str], names: _Names) -> list[Key]:
    keys: list[Key] = []
    firsts = names.first_sounds
    lasts = names.last_sounds
    add = keys.append
    if not (firsts or lasts):
        return keys
    for field, value in facts.items():
        first_rule, last_rule = _CROSSED[field]
        for first in firsts:
            add((first_rule, f"{first} {value}"))
        for last in lasts:
            add((last_rule, f"{last} {value}"))
    return keys
