"""The sampled people as integer codes: names, households, homes, birthdays, employers."""

from dataclasses import dataclass, fields

import numpy as np

from data.sample.companies import Firms
from data.sample.draws import stream
from data.sample.locales import locales
from data.sample.places import draw_places
from data.sample.vocabulary import Names, draw_names
from features.schema.array_types import Bools, Ints

NONE = -1
_TODAY = 20_000
_HOUSEHOLD_SIZES = (0.66, 0.18, 0.09, 0.07)
_YOUNGEST = 13_000
_HOMONYM_SHARE = 0.35
"""Share of people outside the universe with the name of a person inside it."""


@dataclass(slots=True)
class People:
    """Parallel arrays, one row a person; -1 is none. `birth` counts days from 1970-01-01.

    `suffix` is 0 for none, 1 for Jr, 2 for Sr; `past` and `next` are the employers before and after the present
    one; `old_city` and `old_street` a former home.
    """

    locale: Ints
    female: Bools
    first: Ints
    middle: Ints
    last: Ints
    last2: Ints
    maiden: Ints
    suffix: Ints
    city: Ints
    street: Ints
    house: Ints
    old_city: Ints
    old_street: Ints
    birth: Ints
    company: Ints
    past: Ints
    next: Ints
    title: Ints
    past_title: Ints
    present: Bools

    def __len__(self) -> int:
        return len(self.locale)

    def take(self, rows: Ints) -> "People":
        return People(**{column.name: getattr(self, column.name)[rows] for column in fields(self)})


def draw_people(seed: int, present: int, absent: int, firms: Firms, titles: int) -> People:
    """Draw `present + absent` people in households; `present` of them, at random, are in the universe."""
    count = present + absent
    rng = stream(seed, "people")
    shares = np.array([locale.share for locale in locales()])
    heads, member = _households(rng, count)
    locale = rng.choice(len(locales()), count, p=shares / shares.sum())[heads]
    female = rng.random(count) < 0.48
    drawn = _names_and_places(rng, seed, locale, female) | _employers(rng, firms, locale)
    drawn["maiden"][~female | (rng.random(count) < 0.6)] = NONE
    popular = (rng.random((2, count)) ** 1.7 * titles).astype(np.int64)
    people = People(
        locale=locale,
        female=female,
        suffix=np.zeros(count, np.int64),
        title=popular[0],
        past_title=popular[1],
        house=(rng.pareto(0.7, count) * 20 + 1).clip(max=9999).astype(np.int64),
        birth=_TODAY - rng.integers(21 * 365, 68 * 365, count),
        present=np.zeros(count, np.bool_),
        **drawn,
    )
    _join_households(rng, people, heads, member)
    people.present[rng.permutation(count)[:present]] = True
    _plant_homonyms(rng, people)
    return people


def _households(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    """Return each person's head of household and position in it (0 is the head)."""
    sizes = rng.choice(4, count, p=_HOUSEHOLD_SIZES) + 1
    starts = np.concatenate([[0], np.cumsum(sizes)])
    heads = np.repeat(starts[:-1], sizes)[:count]
    return heads, np.arange(count) - heads


def _names_and_places(rng: np.random.Generator, seed: int, locale: Ints, female: Bools) -> dict[str, Ints]:
    """Draw the names, the present and the former home of all people without regard to families."""
    drawn = _nothing(
        len(locale), "first", "middle", "last", "last2", "maiden", "city", "street", "old_city", "old_street"
    )
    names = draw_names(seed)
    places = draw_places(seed)
    for number, each in enumerate(locales()):
        rows = np.flatnonzero(locale == number)
        for column in ("city", "old_city"):
            drawn[column][rows] = places.city[number].draw(rng, len(rows))
        for column in ("street", "old_street"):
            drawn[column][rows] = places.street[number].draw(rng, len(rows))
        for column in ("last", "maiden", *(["last2"] if each.double_last else [])):
            drawn[column][rows] = names.last[number].draw(rng, len(rows))
        _draw_first_names(rng, names, drawn, (number, rows, female))
    return drawn


def _employers(rng: np.random.Generator, firms: Firms, locale: Ints) -> dict[str, Ints]:
    """Draw present, past and next employers: mostly of the same country, large ones more often."""
    columns = ("company", "past", "next")
    count = len(locale)
    drawn = _nothing(count, *columns)
    for number, (members, pool) in firms.by_locale.items():
        rows = np.flatnonzero(locale == number)
        for column in columns if len(members) else ():
            drawn[column][rows] = members[pool.draw(rng, len(rows))]
    for column in columns:
        abroad = rng.random(count) < 0.15
        drawn[column][abroad] = rng.integers(len(firms), size=int(abroad.sum()))
    drawn["company"][rng.random(count) < 0.07] = NONE
    drawn["past"][rng.random(count) < 0.35] = NONE
    return drawn


def _nothing(count: int, *columns: str) -> dict[str, Ints]:
    return {column: np.full(count, NONE, np.int64) for column in columns}


def _draw_first_names(
    rng: np.random.Generator, names: Names, drawn: dict[str, Ints], group: tuple[int, Ints, Bools]
) -> None:
    number, rows, female = group
    for sex in (False, True):
        chosen = rows[female[rows] == sex]
        drawn["first"][chosen] = names.first[number, sex].draw(rng, len(chosen))
        drawn["middle"][chosen] = names.first[number, sex].draw(rng, len(chosen))
    rare = 0.4 if locales()[number].language == "en" else 0.85
    drawn["middle"][rows[rng.random(len(rows)) < rare]] = NONE
    if number in names.patronymic:
        drawn["middle"][rows] = names.patronymic[number].draw(rng, len(rows))


def _join_households(rng: np.random.Generator, people: People, heads: Ints, member: Ints) -> None:
    """Set one home and, mostly, one family name for each household; some sons have the father's first name."""
    rows = np.flatnonzero(member > 0)
    owners = heads[rows]
    for column in (people.city, people.street, people.house):
        column[rows] = column[owners]
    same = rng.random(len(rows)) < 0.85
    people.last[rows[same]] = people.last[owners[same]]
    child = member[rows] > 1
    gap = np.where(child, rng.integers(21 * 365, 38 * 365, len(rows)), rng.integers(-2000, 2000, len(rows)))
    people.birth[rows] = people.birth[owners] + gap
    young = people.birth > _YOUNGEST
    people.birth[young] = _YOUNGEST - rng.integers(0, 3000, int(young.sum()))
    junior = child & (rng.random(len(rows)) < 0.3) & (people.female[rows] == people.female[owners])
    people.first[rows[junior]] = people.first[owners[junior]]
    english = junior & (people.locale[rows] < 3)
    people.suffix[rows[english]] = 1
    people.suffix[owners[english & (rng.random(len(rows)) < 0.5)]] = 2


def _plant_homonyms(rng: np.random.Generator, people: People) -> None:
    """Set, for some people outside the universe, the name, and at times the town or employer, of a person inside it."""
    absent = np.flatnonzero(~people.present)
    present = np.flatnonzero(people.present)
    if not len(present) or not len(absent):
        return
    chosen = absent[rng.random(len(absent)) < _HOMONYM_SHARE]
    models = present[rng.integers(len(present), size=len(chosen))]
    for column in ("locale", "female", "first", "last", "last2"):
        getattr(people, column)[chosen] = getattr(people, column)[models]
    for columns, share in ((("city",), 0.5), (("company",), 0.12), (("title",), 0.1), (("middle",), 0.2)):
        some = rng.random(len(chosen)) < share
        for column in columns:
            getattr(people, column)[chosen[some]] = getattr(people, column)[models[some]]
