"""The sampled organisations: firms, institutions, local businesses, branches and subsidiaries."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from anyascii import anyascii

from data.sample.draws import Pool, stream
from data.sample.locales import locales
from data.sample.organisation_names import FirmName, NameMaker
from data.sample.places import draw_places, phone_numbers, postal_codes
from data.tables.progress import Progress
from features.normalise.text import read_sentences
from features.schema.array_types import Ints

_CHILD_SHARE = 0.17
_LATER_NAME_SHARE = 0.07
_DOMAIN_ENDINGS = read_sentences(
    """
    GB: .co.uk
    AU: .com.au
    BR: .com.br
    IN: .in
    JP: .co.jp
    KR: .co.kr
    MX: .com.mx
    TR: .com.tr
    US: .com
    """
)
_LARGEST = {
    "local": 60,
    "bank": 20_000,
    "university": 20_000,
    "hospital": 8_000,
    "institute": 3_000,
    "government": 5_000,
}
_SMALLEST = {"university": 40, "hospital": 25, "bank": 15, "institute": 5, "government": 10, "local": 2}


@dataclass(slots=True)
class Firm:
    """The true values of one organisation; files show some of them, and CRM records alter them."""

    kind: str
    locale: int
    name: FirmName
    industry: str
    city: int
    parent: int = -1
    former: str | None = None
    domain: str | None = None
    ticker: str | None = None
    aliases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Firms:
    """All organisations; the arrays run parallel to the list. `present` ones are in the universe."""

    firms: list[Firm]
    city: Ints
    street: Ints
    house: Ints
    phone: list[str]
    postal: list[str]
    employees: Ints
    present: np.ndarray[tuple[int], np.dtype[np.bool_]]
    by_locale: dict[int, tuple[Ints, Pool]]

    def __len__(self) -> int:
        return len(self.firms)


def draw_firms(seed: int, present: int, absent: int, progress: Progress) -> Firms:
    """Draw `present + absent` organisations, of which `present` (at random) are in the universe."""
    count = present + absent
    firms = list(_firms(seed, count, progress))
    rng = stream(seed, "firms")
    places = draw_places(seed)
    locale = np.array([firm.locale for firm in firms], np.int64)
    city = np.array([firm.city for firm in firms], np.int64)
    street = np.empty(count, np.int64)
    for number in range(len(locales())):
        rows = np.flatnonzero(locale == number)
        street[rows] = places.street[number].draw(rng, len(rows))
    caps = np.array([_LARGEST.get(firm.kind, 200_000) for firm in firms])
    floors = np.array([_SMALLEST.get(firm.kind, 8) for firm in firms])
    employees = np.minimum(floors * (1 + rng.pareto(0.8, count)), caps).astype(np.int64)
    is_present = np.zeros(count, np.bool_)
    is_present[rng.permutation(count)[:present]] = True
    by_locale = {}
    for number in range(len(locales())):
        rows = np.flatnonzero(locale == number)
        by_locale[number] = (rows, Pool.of(0, (employees[rows] + 2.0) ** 0.7)) if len(rows) else (rows, Pool.of(0, [1]))
    phones = phone_numbers(locale, np.arange(count) + (1 << 33), np.zeros(count, np.bool_))
    postal = postal_codes(places, city, street).to_pylist()
    house = rng.integers(1, 400, count)
    return Firms(
        firms=firms,
        city=city,
        street=street,
        house=house,
        phone=phones.tolist(),
        postal=postal,
        employees=employees,
        present=is_present,
        by_locale=by_locale,
    )


def _firms(seed: int, count: int, progress: Progress) -> Iterator[Firm]:
    dice = random.Random(f"{seed} firms")
    rng = stream(seed, "firm locales")
    shares = np.array([locale.share for locale in locales()])
    drawn = rng.choice(len(locales()), count, p=shares / shares.sum()).tolist()
    places = draw_places(seed)
    cities = {number: iter(places.city[number].draw(rng, count).tolist()) for number in range(len(locales()))}
    maker = NameMaker(seed, dice)
    earlier: list[Firm] = []
    taken: set[str] = set()
    for row, locale in enumerate(drawn):
        city = next(cities[locale])
        if row > 20 and dice.random() < _CHILD_SHARE:
            parent = int(dice.random() ** 2 * row)
            firm = _child(maker, earlier, parent, (locale, city))
        else:
            kind = maker.kind()
            name, industry = maker.name(kind, locale, city)
            firm = Firm(kind, locale, name, industry, city)
        _complete(firm, maker, earlier, taken)
        earlier.append(firm)
        if row % 10_000 == 0:
            progress("companies", row, count)
        yield firm


def _child(maker: NameMaker, earlier: list[Firm], parent: int, town: tuple[int, int]) -> Firm:
    """Return a branch or a subsidiary, in most cases in its parent's country."""
    owner = earlier[parent]
    locale, city = town
    if maker.dice.random() < 0.6 and locale != owner.locale:
        locale = owner.locale
        city = maker.another_city(owner.locale)
    name = maker.child_name(owner.kind, owner.name, locale, city)
    return Firm(kind=owner.kind, locale=locale, name=name, industry=owner.industry, city=city, parent=parent)


def _complete(firm: Firm, maker: NameMaker, earlier: list[Firm], taken: set[str]) -> None:
    """Add former name, web domain, ticker and aliases."""
    dice = maker.dice
    if firm.parent < 0 and dice.random() < _LATER_NAME_SHARE:
        firm.former = maker.name(firm.kind, firm.locale, firm.city)[0].full
    if dice.random() < 0.88:
        shared = firm.parent >= 0 and dice.random() < 0.4
        firm.domain = earlier[firm.parent].domain if shared else _domain(firm, maker, taken)
    if firm.kind == "firm" and firm.parent < 0 and dice.random() < 0.2:
        letters = [letter for letter in firm.name.squashed.upper() if letter.isalpha()]
        firm.ticker = (letters[0] + "".join(dice.choices(letters, k=dice.choice((2, 3, 3))))) if letters else None
    firm.aliases = maker.aliases(firm.name, firm.former)


def _domain(firm: Firm, maker: NameMaker, taken: set[str]) -> str:
    dice = maker.dice
    name = firm.name
    pick = dice.random()
    if pick < 0.55:
        label = name.squashed[:24]
    elif pick < 0.7 and len(name.acronym) >= 3:
        label = name.acronym.lower()
    elif pick < 0.85 and firm.kind in {"firm", "local"}:
        label = name.first_word
    elif pick < 0.85:
        label = "-".join(word.lower()[:5] for word in name.words[:3])
    else:
        label = maker.coined().lower()
    country = locales()[firm.locale].country
    ending = ".com" if dice.random() < 0.45 else _DOMAIN_ENDINGS.get(country, "." + country.lower())
    if firm.kind == "university" and country == "US":
        ending = ".edu"
    label = "".join(letter for letter in anyascii(label).lower() if letter.isalnum() or letter == "-") or "web"
    while label + ending in taken:
        label += dice.choice("abcdefghijklmnopqrstuvwxyz0123456789")
    taken.add(label + ending)
    return label + ending
