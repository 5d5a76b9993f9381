"""The blocking rules of a person: contact data, names and their sounds, and names with places, dates and work.

A new rule is a declaration in `PERSON_BLOCKING_RULES`, beside the rules of its group.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from features.blocking.blocking_rule import BlockingRule, Forms, KeyTexts, OfName, read_rules
from features.normalise.learned_spellings import spelt_consonants
from features.normalise.readings import pieces
from features.normalise.text import sound
from features.pairs.columns import Record, items_of

MAX_WORDS = 5
"""Number of words of one name that are paired with each other; of longer names the first ones."""
MAX_FORMS = 4
MAX_FORMS_CROSSED = 2
MAX_LAST_WORDS = 3
MAX_COMPANIES = 3
AREA_LENGTH = 3
"""Characters of a postal code that name its area."""
MIN_STREET_WORD = 3
LEAST_CONSONANTS = 3
STREET_START = 4
"""Fewest characters of a word that names a street, and how many of them must agree beside the house number."""

MAX_READINGS = 10
MAX_SPELT = 12
MAX_CONSONANTS = 12
"""Words of readings for which the consonants of other spellings are looked up, and these for each word."""
NAME_PARTS = ("record", "words", "first_sounds", "last_sounds", "initials", "readings", "consonants")


class Person(NamedTuple):
    """What a rule reads of a person: the record, the words of the name, their sounds and initials, the companies.

    The record has two more fields: `birth_day`, the month and day of birth, and `area`, where the postal code lies.
    `readings` are the words of each way to write a name of another script in Latin letters. A Latin name that is looked
    up has no `consonants`: other letters than its own never hide it.
    """

    record: Record
    companies: tuple[str, ...]
    words: tuple[str, ...]
    long_words: tuple[str, ...]
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]
    first_sounds: tuple[str, ...]
    last_sounds: tuple[str, ...]
    initials: str | None
    readings: tuple[tuple[str, ...], ...] = ()
    consonants: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the name that there are, as `OfName` names them, and the record."""
        return tuple([part for part in NAME_PARTS if getattr(self, part)])

    @classmethod
    def of(cls, record: Record, *, lookup: bool = False) -> "Person":
        date = record.get("birth_date")
        postal = record.get("postal")
        parts = {
            "birth_day": date[5:] if isinstance(date, str) else None,
            "area": postal[:AREA_LENGTH] if isinstance(postal, str) else None,
        }
        words = items_of(record, "name_words")[: MAX_WORDS + 3]
        firsts = items_of(record, "first_forms")[:MAX_FORMS]
        lasts = items_of(record, "last_words")[:MAX_LAST_WORDS]
        return cls(
            record={**record, **parts},
            companies=items_of(record, "companies")[:MAX_COMPANIES],
            words=words,
            long_words=_long(words),
            firsts=firsts,
            lasts=lasts,
            first_sounds=_sounds(firsts)[:MAX_FORMS_CROSSED],
            last_sounds=_sounds(lasts),
            initials=_initials(words) if words else None,
            readings=tuple([tuple(each.split()) for each in items_of(record, "readings")[:MAX_READINGS]]),
            consonants=items_of(record, "reading_consonants") or (() if lookup else items_of(record, "consonants")),
        )

    def with_spellings(self) -> "Person":
        """Return the person with the consonants that other spellings of a name in another script have."""
        words = (*items_of(self.record, "reading_words")[:MAX_SPELT], *pieces(str(self.record.get("native") or "")))
        spelt = [each for word in words for each in spelt_consonants(word, MAX_CONSONANTS)]
        return self._replace(consonants=tuple(dict.fromkeys((*self.consonants, *spelt))))

    def respelt(self, word: str, spelling: str) -> "Person":
        """Return the person with one word of the name replaced, and only those sounds and initials that this adds."""
        names = (self.words, self.firsts, self.lasts)
        words, firsts, lasts = [tuple([spelling if item == word else item for item in name]) for name in names]
        initials = _initials(words) if words else None
        return Person(
            record=self.record,
            companies=self.companies,
            words=words,
            long_words=_long(words),
            firsts=firsts,
            lasts=lasts,
            first_sounds=_without(self.first_sounds, _sounds(firsts)[:MAX_FORMS_CROSSED]),
            last_sounds=_without(self.last_sounds, _sounds(lasts)),
            initials=None if initials == self.initials else initials,
            readings=tuple([_with_word(name, word, spelling) for name in self.readings if word in name]),
        )


def _with_word(name: tuple[str, ...], word: str, spelling: str) -> tuple[str, ...]:
    return tuple([spelling if each == word else each for each in name])


def _long(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([word for word in words if len(word) > 1][:MAX_WORDS])


def _without(known: tuple[str, ...], sounds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([each for each in sounds if each not in known])


def _sounds(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(sound, words))) if len(words) > 1 else tuple(map(sound, words))


def _initials(words: tuple[str, ...]) -> str:
    """Return the first letters of the first and the last word in alphabetical order, equal ones once."""
    first = words[0][0]
    last = words[-1][0]
    if first == last:
        return first
    return first + last if first < last else last + first


def value(field: str) -> KeyTexts:
    """Return the function to the text of a field."""

    def keys(person: Person) -> Iterable[str]:
        text = person.record.get(field)
        return (text,) if isinstance(text, str) else ()

    return keys


def _with_sounds(part: str, field: str) -> OfName:
    """Return the function to the sounds of first or of last names, each with the text of a field."""
    sounds_of = attrgetter(part)

    def keys(person: Person) -> Iterable[str]:
        text = person.record.get(field)
        return [f"{sounds} {text}" for sounds in sounds_of(person)] if text is not None else ()

    return OfName(part, keys)


with_first = partial(_with_sounds, "first_sounds")
with_last = partial(_with_sounds, "last_sounds")


def with_initials(field: str) -> OfName:
    """Return the function to the text of a field with the initials."""

    def keys(person: Person) -> Iterable[str]:
        text = person.record.get(field)
        return (f"{text} {person.initials}",) if text is not None else ()

    return OfName("initials", keys)


def both(first: str, second: str) -> KeyTexts:
    """Return the function to the texts of two fields."""

    def keys(person: Person) -> Iterable[str]:
        text = person.record.get(first)
        other = person.record.get(second)
        return (f"{text} {other}",) if text is not None and other is not None else ()

    return keys


def with_company(field: str) -> KeyTexts:
    """Return the function to the text of a field, with each company."""

    def keys(person: Person) -> Iterable[str]:
        text = person.record.get(field)
        return [f"{text} {company}" for company in person.companies] if text is not None else ()

    return keys


def _email_names(person: Person) -> Iterator[str]:
    name = person.record.get("email_name")
    if isinstance(name, str):
        yield name
    if person.firsts and person.lasts:
        first = person.firsts[0]
        last = person.lasts[-1]
        yield first + last
        yield last + first


def _without_mailbox(left: Record, right: Record) -> str | None:
    """Return the sentence of two people who share their names written as one word, and no name before an @."""
    shared = set(_email_names(Person.of(left))).intersection(_email_names(Person.of(right)))
    if shared.intersection(map(str, (left.get("email_name"), right.get("email_name")))):
        return None
    return "first and last name agree where they are written as one word"


def _name(person: Person) -> Iterable[str]:
    return (" ".join(sorted(person.words)),) if len(person.words) > 1 else ()


def _name_pairs(person: Person) -> list[str]:
    pairs = list(combinations(person.long_words, 2))
    pairs += [(first, last) for last in person.lasts for first in person.firsts]
    return [f"{a} {b}" if a < b else f"{b} {a}" for a, b in pairs]


def _name_sounds(person: Person) -> list[str]:
    firsts = [sound(first) for first in person.firsts[:MAX_FORMS_CROSSED]]
    pairs = [(first, sound(last)) for last in person.lasts for first in firsts]
    return [f"{a} {b}" if a < b else f"{b} {a}" for a, b in pairs]


def _name_start(person: Person) -> Iterable[str]:
    return (f"{person.firsts[0][:3]} {person.lasts[-1][:4]}",) if person.firsts and person.lasts else ()


def _name_end(person: Person) -> Iterable[str]:
    return (f"{person.firsts[0][-3:]} {person.lasts[-1][-4:]}",) if person.firsts and person.lasts else ()


def _initial_last(person: Person) -> Iterable[str]:
    return (f"{person.firsts[0][0]} {person.lasts[-1]}",) if person.firsts and person.lasts else ()


def _without_house(left: Record, right: Record) -> str | None:
    return None if left.get("house") and right.get("house") else "same street"


def _street(person: Person) -> Iterable[str]:
    street = person.record.get("street")
    return (f"{street} {person.record.get('house') or ''}",) if isinstance(street, str) else ()


def _street_start(person: Person) -> Iterable[str]:
    """Return the house with the beginning of the street's first word that is neither a number nor too short."""
    street = person.record.get("street")
    house = person.record.get("house")
    if not isinstance(street, str) or house is None:
        return ()
    words = [word for word in street.split() if len(word) >= MIN_STREET_WORD and not word.isdecimal()]
    return [f"{house} {word[:STREET_START]}" for word in words[:1]]


def _company_last(person: Person) -> list[str]:
    return [f"{last} {company}" for company in person.companies for last in person.last_sounds]


def _company_first(person: Person) -> list[str]:
    return [f"{first} {company}" for company in person.companies for first in person.first_sounds]


def _company_initials(person: Person) -> Iterable[str]:
    return [f"{person.initials} {company}" for company in person.companies]


def _readings(person: Person) -> list[str]:
    return [" ".join(sorted(name)) for name in person.readings]


def _rare_words(person: Person) -> Iterable[str]:
    read = [word for name in person.readings for word in name if len(word) > 1]
    return dict.fromkeys((*person.long_words, *read)) if read else person.long_words


def _reading_pairs(person: Person) -> list[str]:
    pairs = [pair for name in person.readings for pair in combinations(sorted(name)[:MAX_WORDS], 2)]
    return list(dict.fromkeys(f"{a} {b}" for a, b in pairs))


def _reading_sounds(person: Person) -> list[str]:
    names = [sorted((sound(name[0]), sound(name[-1]))) for name in person.readings if len(name) > 1]
    return list(dict.fromkeys(map(" ".join, names)))


def _consonants(person: Person) -> list[str]:
    return [each for each in person.consonants if len(each) >= LEAST_CONSONANTS]


def _consonants_country(person: Person) -> list[str]:
    country = person.record.get("country")
    return [f"{each} {country}" for each in person.consonants if len(each) > 1] if country else []


_FORMS: Forms = {"value": value, "both": both, "first": with_first, "last": with_last, "initials": with_initials}
"""What the keys of a table of rules are made of, beside its fields."""

PERSON_BLOCKING_RULES = (
    BlockingRule("email", "same e-mail address", "email", value("email")),
    BlockingRule(
        "email_name",
        "the name before the @ agrees with the other's name",
        "email",
        OfName("record", _email_names),
        otherwise=_without_mailbox,
    ),
    BlockingRule("profile_url", "same profile address", "profile", value("profile_url")),
    BlockingRule("phone", "same phone number", "phone", value("phone")),
    BlockingRule("name", "same words in the name", "name", OfName("words", _name)),
    BlockingRule("name_pair", "two words of the name agree", "name", OfName("words", _name_pairs)),
    BlockingRule("name_sound", "first and last name sound alike", "name", OfName("words", _name_sounds), factor=0.9),
    BlockingRule("name_start", "first and last name start alike", "name", OfName("words", _name_start), factor=0.8),
    BlockingRule("name_end", "first and last name end alike", "name", OfName("words", _name_end), factor=0.8),
    BlockingRule("initial_last", "same first letter and last name", "name", OfName("words", _initial_last), factor=0.8),
    BlockingRule(
        "reading",
        "the name in Latin letters has the words of the other",
        "name",
        OfName("readings", _readings),
        space="name",
    ),
    BlockingRule(
        "reading_pair",
        "two words of the name agree in Latin letters",
        "name",
        OfName("readings", _reading_pairs),
        space="name_pair",
    ),
    BlockingRule(
        "reading_sound",
        "first and last name sound alike in Latin letters",
        "name",
        OfName("readings", _reading_sounds),
        factor=0.9,
        space="name_sound",
    ),
    BlockingRule(
        "consonants", "the consonants of the name agree", "name", OfName("consonants", _consonants), factor=0.8
    ),
    BlockingRule("word", "a rare word of the name agrees", "words", OfName("words", _rare_words), factor=0.5),
    BlockingRule(
        "consonants_country",
        "the consonants of a name and the country agree",
        "words",
        OfName("consonants", _consonants_country),
        factor=0.5,
    ),
    *read_rules(
        """
        birth_date: birth: value birth_date: 1: same birth date
        last_birth_year: birth: last birth_year: 1: last name sounds alike, same birth year
        first_birth_year: birth: first birth_year: 0.8: same first name and birth year
        first_birth_day: birth: first birth_day: 0.8: first name sounds alike, same day and month of birth
        last_birth_day: birth: last birth_day: 0.9: last name sounds alike, same day and month of birth
        city_birth_year: birth: both city birth_year: 0.7: same city and birth year
        first_postal: place: first postal: 1: same first name and postal code
        last_postal: place: last postal: 1: last name sounds alike, same postal code
        first_city: place: first city: 0.8: same first name and city
        last_city: place: last city: 0.9: last name sounds alike, same city
        postal: place: value postal: 0.7: same postal code
        initials_city: place: initials city: 0.7: same initials and city
        first_area: place: first area: 0.8: same first name, postal codes start alike
        last_area: place: last area: 0.8: last name sounds alike, postal codes start alike
        """,
        _FORMS,
    ),
    BlockingRule("street", "same street and house", "street", _street, otherwise=_without_house),
    BlockingRule("street_start", "same house number, streets start alike", "street", _street_start, factor=0.9),
    BlockingRule("first_house", "same first name and house number", "street", with_first("house"), factor=0.8),
    BlockingRule("last_house", "last name sounds alike, same house number", "street", with_last("house"), factor=0.8),
    BlockingRule(
        "company_last", "last name sounds alike, same company", "company", OfName("last_sounds", _company_last)
    ),
    BlockingRule("company_first", "same first name and company", "company", OfName("first_sounds", _company_first)),
    BlockingRule("company", "same company", "company", lambda person: person.companies, factor=0.5),
    BlockingRule("company_title", "same company and title", "company", with_company("title")),
    BlockingRule("company_city", "same company and city", "company", with_company("city"), factor=0.8),
    BlockingRule(
        "company_initials", "same company and initials", "company", OfName("initials", _company_initials), factor=0.8
    ),
    *read_rules(
        """
        last_title: title: last title: 0.8: last name sounds alike, same title
        first_title: title: first title: 0.7: same first name and title
        title_city: title: both title city: 0.7: same title and city
        title_area: title: both title area: 0.7: same title, postal codes start alike
        title_initials: title: initials title: 0.7: same title and initials
        """,
        _FORMS,
    ),
)
