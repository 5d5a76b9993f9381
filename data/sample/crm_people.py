"""The people of the CRM: contacts as sellers, forms and registers write them."""

import random
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from data.sample.contact_styles import Facts, Row, written_contact
from data.sample.draws import random_ids, stream
from data.sample.locales import locales
from data.sample.person_texts import PersonTexts, Who, taken
from data.sample.places import postal_codes
from data.sample.population import NONE, People
from data.tables.progress import Progress
from features.schema.array_types import Bools, Floats, Ints

CHUNK = 20_000
NOBODY_SHARE = 0.22
_COPIES = (0.8, 0.13, 0.04, 0.03)
"""The shares of people with one, two, three and four CRM records."""
_STYLES = ("contact", "census", "register")
_STYLE_SHARES = (0.6, 0.2, 0.2)
_LEFT = np.array([0.22, 0.55, 0.22])
"""The share of records with a former employer, by style; forms are the oldest."""


def chosen_people(seed: int, people: People, count: int) -> Ints:
    """Return the population row behind each of `count` CRM records, in random order.

    About a fifth stand for people who are not in the universe; some people have several records.
    """
    rng = stream(seed, "crm people")
    absent = np.flatnonzero(~people.present)
    present = np.flatnonzero(people.present)
    nobodies = round(count * NOBODY_SHARE) if len(absent) else 0
    rows = np.concatenate([_repeated(rng, absent, nobodies), _repeated(rng, present, count - nobodies)])
    return rng.permutation(rows)


def _repeated(rng: np.random.Generator, rows: Ints, count: int) -> Ints:
    drawn = rng.permutation(rows)
    if not count:
        return drawn[:0]
    copies = rng.choice(len(_COPIES), len(drawn), p=_COPIES) + 1
    spread = np.repeat(drawn, copies)
    return np.resize(spread, count)


def contact_ids(seed: int, count: int) -> pa.Array:
    """Return the CRM's own ids of its contacts."""
    return random_ids(np.arange(count), "p", seed * 31 + 505)


def contact_chunks(
    seed: int, people: People, chosen: Ints, texts: PersonTexts, progress: Progress
) -> Iterator[list[tuple[Row, int]]]:
    """Yield the CRM records of the chosen people, without ids, in their order, each with its firm's row or -1."""
    for start in range(0, len(chosen), CHUNK):
        progress("contacts", start, len(chosen))
        rows = chosen[start : start + CHUNK]
        dice = random.Random(f"{seed} contacts {start}")
        facts = _facts(stream(seed, f"contacts {start}"), people.take(rows), rows, texts)
        yield [(written_contact(dice, fact), fact.firm) for fact in facts]


def _facts(rng: np.random.Generator, people: People, rows: Ints, texts: PersonTexts) -> Iterator[Facts]:
    count = len(rows)
    styles = rng.choice(len(_STYLES), count, p=_STYLE_SHARES)
    foreign = np.array([locale.script != "Latin" for locale in locales()])[people.locale]
    latin: Bools = ~foreign | (rng.random(count) < 0.65)
    who = Who(people, rows, latin)
    firm = _employer(rng, people, _LEFT[styles])
    stale = firm != people.company
    moved = rng.random(count) < np.array([0.15, 0.1, 0.08])[styles]
    office = (styles == 0) & (firm >= 0) & (rng.random(count) < 0.6)
    safe = np.maximum(firm, 0)
    city = np.where(office, texts.firms.city[safe], np.where(moved, people.old_city, people.city))
    street = np.where(office, texts.firms.street[safe], np.where(moved, people.old_street, people.street))
    house = np.where(office, texts.firms.house[safe], people.house + moved * 3)
    maiden = (people.maiden >= 0) & (rng.random(count) < 0.25)
    last = np.where(maiden, people.maiden, people.last)
    columns = {
        "first": texts.name(people.first, who),
        "middle": texts.name(people.middle, who),
        "last": texts.name(last, who),
        "last2": texts.name(people.last2, who),
        "nick": taken(texts.nicknames, people.first),
        "suffix": pa.array([None, "Jr", "Sr"], pa.string()).take(pa.array(people.suffix)),
        "company": texts.company(firm, short=rng.random(count) < 0.5),
        "website": taken(texts.domains, firm),
        "title": taken(texts.titles, np.where(stale, people.past_title, people.title)),
        "work_mail": texts.work_mail(who, firm),
        "private_mail": texts.private_mail(who),
        "mobile": texts.mobile(who),
        "switchboard": taken(texts.switchboards, firm),
        "city": texts.city(city, latin),
        "region": taken(texts.regions, city),
        "country": texts.country(city),
        "street": texts.street(who, street, house),
        "postal_code": postal_codes(texts.places, city, street),
        "birth_date": texts.birth_date(people),
    }
    lists = {name: column.to_pylist() for name, column in columns.items()}
    for row in range(count):
        locale = locales()[int(people.locale[row])]
        values = {name: values[row] for name, values in lists.items()}
        yield Facts(_STYLES[int(styles[row])], bool(latin[row]), locale.language, int(firm[row]), values)


def _employer(rng: np.random.Generator, people: People, left: Floats) -> Ints:
    """Return the employer in the CRM record: the present one, a former one, or a later one."""
    pick = rng.random(len(people))
    firm = np.where((pick < left) & (people.past != NONE), people.past, people.company)
    return np.where(pick > 0.95, people.next, firm)
