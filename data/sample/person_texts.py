"""The values of sampled people as text columns without errors: names, addresses, numbers and employers."""

import random
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii
from nicknames import NickNamer

from data.sample.companies import Firms
from data.sample.draws import below, random_ids
from data.sample.locales import MAIL_LOCALES, PRIVATE_MAIL, locales, word_list, word_table
from data.sample.places import SamplePlaces, draw_places, phone_numbers
from data.sample.population import NONE, People
from data.sample.spelled import Speller
from data.sample.vocabulary import Names, draw_names
from features.schema.array_types import Bools, Ints
from features.schema.value_class import value_class

Texts = dict[str, pa.Array]


@lru_cache(maxsize=1)
def job_titles() -> tuple[str, ...]:
    """Return job titles, the common ones first: officers, levels of a function, then Faker's occupations."""
    jobs = import_module("faker.providers.job.en_US").Provider.jobs
    ranked = [
        f"{level} of {part}" if level in {"Director", "Vice President", "Head"} else f"{part} {level}"
        for level in word_list("levels")
        for part in word_list("functions")
    ]
    return tuple(dict.fromkeys([*word_table("officers"), *ranked, *jobs]))


@value_class
class Who:
    """Some people, their row numbers in the population, and whether each is written in Latin letters."""

    people: People
    rows: Ints
    latin: Bools


class PersonTexts:
    """Turns codes into text columns by look-up tables that are prepared once."""

    def __init__(self, seed: int, firms: Firms, *, spelled: bool = False) -> None:
        names = draw_names(seed)
        self._speller = Speller(name for name in names.latin if name.isascii() and name.isalpha()) if spelled else None
        places = draw_places(seed)
        self.seed = seed
        self.firms = firms
        self.places: SamplePlaces = places
        self._size = len(names.native)
        self._names, self._mail, self.nicknames = _name_tables(seed)
        self._city = pa.array(places.city_name + places.city_native, pa.string())
        self.regions = pa.array(places.region, pa.string())
        self._street = pa.array(places.street_name + places.street_latin, pa.string())
        self._country = pa.array([locale.country_name for locale in locales()], pa.string())
        self._firm_full = pa.array([firm.name.full for firm in firms.firms], pa.string())
        self._firm_short = pa.array([firm.name.short for firm in firms.firms], pa.string())
        self.domains = pa.array([firm.domain for firm in firms.firms], pa.string())
        self.switchboards = pa.array(firms.phone, pa.string())
        self.titles = pa.array(job_titles(), pa.string())
        self._house_first = np.array([locale.house_first for locale in locales()])

    def ids(self, rows: Ints) -> pa.Array:
        """Return the member ids of these people."""
        return random_ids(rows, "m", self.seed * 31 + 101)

    def firm_ids(self, firms: Ints) -> pa.Array:
        """Return the company ids of firms in the universe, null for others."""
        known = (firms >= 0) & self.firms.present[np.maximum(firms, 0)]
        return masked(firm_ids(np.maximum(firms, 0), self.seed), known)

    def name(self, codes: Ints, who: Who) -> pa.Array:
        """Return names in the script that each person is written in, in their feminine form for women."""
        offset = self._size * (who.latin.astype(np.int64) + 2 * who.people.female)
        names = taken(self._names, np.where(codes >= 0, codes + offset, NONE))
        return names if self._speller is None else _spelled(self._speller, names, who)

    def full_name(self, who: Who) -> pa.Array:
        """Return the names in their usual order: the family name first, unspaced, in East Asian scripts."""
        people = who.people
        east = np.array([locale.script in {"Han", "Hangul"} for locale in locales()])[people.locale] & ~who.latin
        first = self.name(people.first, who)
        last = self.name(people.last, who)
        usual = joined(" ", first, last, self.name(people.last2, who))
        return pc.if_else(pa.array(east), joined("", last, first), usual)

    def last_name(self, who: Who) -> pa.Array:
        """Return the family name, both of them where a person has two."""
        return joined(" ", self.name(who.people.last, who), self.name(who.people.last2, who))

    def company(self, firms: Ints, *, short: Bools) -> pa.Array:
        """Return the firms' names, without the legal form where `short`."""
        return pc.if_else(pa.array(short), taken(self._firm_short, firms), taken(self._firm_full, firms))

    def website(self, firms: Ints) -> pa.Array:
        return joined("", pa.scalar("https://www."), taken(self.domains, firms), skip=False)

    def profile_url(self, rows: Ints) -> pa.Array:
        return joined("", pa.scalar("https://network.example/in/"), random_ids(rows, "", self.seed * 31 + 303))

    def street(self, who: Who, streets: Ints, houses: Ints) -> pa.Array:
        """Return street and number in the country's order."""
        written = taken(self._street, streets + len(self._street) // 2 * who.latin)
        numbers = pa.array(houses).cast(pa.string())
        first = self._house_first[self.places.city_locale[who.people.city]]
        return pc.if_else(pa.array(first), joined(" ", numbers, written), joined(" ", written, numbers))

    def city(self, cities: Ints, latin: Bools) -> pa.Array:
        return taken(self._city, cities + len(self._city) // 2 * ~latin)

    def country(self, cities: Ints) -> pa.Array:
        return taken(self._country, self.places.city_locale[cities])

    def birth_date(self, people: People) -> pa.Array:
        return pa.array(people.birth.astype("datetime64[D]")).cast(pa.date32()).cast(pa.string())

    def mobile(self, who: Who) -> pa.Array:
        return pa.array(phone_numbers(who.people.locale, who.rows, np.ones(len(who.rows), np.bool_)), pa.string())

    def work_mail(self, who: Who, firms: Ints) -> pa.Array:
        """Return the address at a firm, by the firm's own pattern; null without a web domain."""
        pattern = below(np.maximum(firms, 0), 21, 6)
        large = self.firms.employees[np.maximum(firms, 0)] > 40
        pattern = np.where((pattern == 2) & large, 0, pattern)
        same = below(who.rows, 22, 12) == 0
        digits = taken(pa.array([*map(str, range(2, 11)), ""]), np.where(same, below(who.rows, 23, 9), 9))
        return joined(
            "", self._local_part(who, pattern), digits, pa.scalar("@"), taken(self.domains, firms), skip=False
        )

    def private_mail(self, who: Who) -> pa.Array:
        """Return the address at a mail service."""
        year = pa.array(1970 + who.people.birth // 365).cast(pa.string())
        short = pc.utf8_slice_codeunits(year, 2, 4)
        drawn = pa.array(below(who.rows, 24, 1000)).cast(pa.string())
        kind = below(who.rows, 25, 4)
        digits = pc.choose(pa.array(kind), pa.scalar(""), short, drawn, year)
        services = pa.array([service for group in _mail_services() for service in group])
        starts = np.cumsum([0, *map(len, _mail_services())])
        sizes = np.diff(starts)[who.people.locale]
        service = taken(services, starts[who.people.locale] + below(who.rows, 26, 1 << 30) % sizes)
        local = self._local_part(who, below(who.rows, 27, 6))
        return joined("", local, digits, pa.scalar("@"), service, skip=False)

    def _local_part(self, who: Who, pattern: Ints) -> pa.Array:
        """Return 0 first.last, 1 flast, 2 first, 3 first_last, 4 firstl, 5 last.first."""
        size = self._size
        people = who.people
        first = np.where(pattern == 1, people.first + 2 * size, people.first)
        last = people.last + size * people.female
        last = np.where(pattern == 4, people.last + 2 * size, last)
        nothing = len(self._mail) - 1
        left = np.where(pattern == 5, last, first)
        right = np.where(pattern == 5, first, np.where(pattern == 2, nothing, last))
        between = taken(pa.array([".", "", "", "_", "", "."]), pattern)
        return joined("", taken(self._mail, left), between, taken(self._mail, right), skip=False)


def firm_ids(rows: Ints, seed: int) -> pa.Array:
    """Return the universe's ids of firms."""
    return random_ids(rows, "c", seed * 31 + 202)


def taken(values: pa.Array, codes: Ints) -> pa.Array:
    """Look codes up; -1 gives null."""
    return values.take(pa.array(codes, mask=codes < 0))


def masked(values: pa.Array, kept: Any) -> pa.Array:
    """Return the values where `kept`, null elsewhere."""
    return pc.if_else(pa.array(kept), values, pa.scalar(None, pa.string()))


def joined(separator: str, *parts: Any, skip: bool = True) -> pa.Array:
    """Join text columns row by row; a null part is left out, or with `skip=False` makes the row null."""
    handling = "skip" if skip else "emit_null"
    text = pc.binary_join_element_wise(*parts, pa.scalar(separator), null_handling=handling)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text) if skip else text


@lru_cache(maxsize=6)
def _name_tables(seed: int) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return the forms of all names, their parts of mail addresses and their nicknames."""
    names = draw_names(seed)
    return names.forms(), _mail_parts(names), pa.array(_nicknames(names), pa.string())


def _spelled(speller: Speller, names: pa.Array, who: Who) -> pa.Array:
    """Return names in which people of other scripts who write in Latin letters spell theirs in their own way."""
    foreign = np.array([locale.script != "Latin" for locale in locales()])[who.people.locale] & who.latin
    rows = zip(names.to_pylist(), foreign.tolist(), who.rows.tolist(), strict=True)
    return pa.array(
        [
            " ".join(speller.spelled(random.Random(f"{row} {word}"), word) for word in name.split())
            if name and is_foreign
            else name
            for name, is_foreign, row in rows
        ],
        pa.string(),
    )


def _mail_parts(names: Names) -> pa.Array:
    """Return the names in the form of mail addresses, their feminine forms, their initials, and the empty text."""
    plain = [_letters(latin) for latin in names.latin]
    female = [_letters(names.feminine[code][1]) if code in names.feminine else text for code, text in enumerate(plain)]
    return pa.array([*plain, *female, *(text[:1] for text in plain), ""], pa.string())


def _letters(text: str) -> str:
    return "".join(letter for letter in anyascii(text).lower() if letter.isalpha())


def _nicknames(names: Names) -> list[str | None]:
    """Return one nickname for each first name, None without one; the choice is fixed by the alphabet."""
    namer = NickNamer()
    known: dict[str, str | None] = {}
    for name in names.latin:
        if name not in known:
            nicknames = sorted(form for form in namer.nicknames_of(name) if len(form) > 2)
            known[name] = nicknames[len(name) % len(nicknames)].capitalize() if nicknames else None
    return [known[name] for name in names.latin]


@lru_cache(maxsize=1)
def _mail_services() -> tuple[tuple[str, ...], ...]:
    groups = []
    for locale in locales():
        own: tuple[str, ...] = ()
        if locale.code in MAIL_LOCALES:
            own = tuple(import_module(f"faker.providers.internet.{locale.code}").Provider.free_email_domains)
        groups.append(tuple(dict.fromkeys([*PRIVATE_MAIL, *own])))
    return tuple(groups)
