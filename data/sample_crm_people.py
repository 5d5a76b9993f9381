"""The CRM's side of the people: contacts as sellers, forms and registers wrote them down."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.progress import Progress
from data.sample_draws import Bools, Ints, random_ids, stream
from data.sample_errors import (
    maybe,
    romanised_otherwise,
    shortened,
    without_accents,
    written_phone,
    wrong_date,
    wrong_digits,
)
from data.sample_locales import LOCALES
from data.sample_person_texts import PersonTexts, Who
from data.sample_population import NONE, People
from data.sample_words import STREET_SHORT, TITLE_SHORT

Row = dict[str, str | None]
CHUNK = 20_000
NOBODY_SHARE = 0.22
_COPIES = (0.8, 0.13, 0.04, 0.03)
"""How many CRM records one person has, from one on."""
_STYLES = ("contact", "census", "register")
_STYLE_SHARES = (0.6, 0.2, 0.2)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the CRM could know of one person, without error."""

    style: str
    latin: bool
    language: str
    firm: int
    values: Row


def chosen_people(seed: int, people: People, count: int) -> Ints:
    """Return the population row behind each of `count` CRM records, in random order.

    About a fifth stand for people who are not in the universe; some people have several records.
    """
    rng = stream(seed, "crm people")
    absent, present = np.flatnonzero(~people.present), np.flatnonzero(people.present)
    nobodies = int(round(count * NOBODY_SHARE)) if len(absent) else 0
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
        chance = random.Random(f"{seed} contacts {start}")
        facts = _facts(stream(seed, f"contacts {start}"), people.take(rows), rows, texts)
        yield [(_written(chance, fact), fact.firm) for fact in facts]


def _facts(rng: np.random.Generator, people: People, rows: Ints, texts: PersonTexts) -> Iterator[Facts]:
    count = len(rows)
    styles = rng.choice(len(_STYLES), count, p=_STYLE_SHARES)
    foreign = np.array([locale.script != "Latin" for locale in LOCALES])[people.locale]
    latin: Bools = ~foreign | (rng.random(count) < 0.65)
    who = Who(people, rows, latin)
    firm = _employer(rng, people)
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
        "first": texts.name(people.first, who), "middle": texts.name(people.middle, who),
        "last": texts.name(last, who), "last2": texts.name(people.last2, who), "nick": texts.nickname(people.first),
        "suffix": pa.array([None, "Jr", "Sr"], pa.string()).take(pa.array(people.suffix)),
        "company": texts.company(firm, short=rng.random(count) < 0.5), "website": texts.domain(firm),
        "title": texts.title(np.where(stale, people.past_title, people.title)),
        "work_mail": texts.work_mail(who, firm), "private_mail": texts.private_mail(who),
        "mobile": texts.mobile(who), "switchboard": texts.switchboard(firm),
        "city": texts.city(city, latin), "region": texts.region(city), "country": texts.country(city),
        "street": texts.street(who, street, house), "postal_code": texts.postal_code(city, street),
        "birth_date": texts.birth_date(people),
    }  # fmt: skip
    lists = {name: column.to_pylist() for name, column in columns.items()}
    for row in range(count):
        locale = LOCALES[int(people.locale[row])]
        values = {name: values[row] for name, values in lists.items()}
        yield Facts(_STYLES[int(styles[row])], bool(latin[row]), locale.language, int(firm[row]), values)


def _employer(rng: np.random.Generator, people: People) -> Ints:
    """Return the employer that the CRM believes in: the present one, one left since, or a new one."""
    pick = rng.random(len(people))
    firm = np.where((pick < 0.22) & (people.past != NONE), people.past, people.company)
    return np.where(pick > 0.95, people.next, firm)


def _written(chance: random.Random, facts: Facts) -> Row:
    row = _WRITERS[facts.style](chance, facts)
    if chance.random() < 0.05:
        changed = str.upper if chance.random() < 0.5 else str.lower
        row = {key: changed(value) if value else value for key, value in row.items()}
    return {key: value for key, value in row.items() if value}


def _contact(chance: random.Random, facts: Facts) -> Row:
    """A seller's contact: work address and numbers, names as they were heard or copied from a card."""
    known = facts.values
    first, last = _first(chance, facts, 0.16, 0.04), _last(chance, facts, 0.04)
    if facts.latin and facts.language in {"ru", "uk", "el", "zh"} and chance.random() < 0.3:
        first, last = _otherwise(chance, first), _otherwise(chance, last)
    row: Row = {"first_name": first, "last_name": last}
    if chance.random() < 0.1:
        row["middle_name"] = known["middle"]
    if chance.random() < 0.035:
        row["first_name"], row["last_name"] = last, first
    if chance.random() < 0.3:
        row = {"full_name": _whole(chance, row, known["suffix"])}
    elif chance.random() < 0.02:
        row["first_name"] = None
    row["company"] = _firm(chance, known["company"])
    if chance.random() < 0.07:
        return row
    row["title"] = _title(chance, known["title"]) if chance.random() < 0.7 else None
    row["email"] = _mail(chance, known) if chance.random() < 0.62 else None
    row["phone"] = _phone(chance, known) if chance.random() < 0.5 else None
    if chance.random() < 0.35:
        row["street"] = _street(chance, known["street"], 0.05)
        row["postal_code"] = known["postal_code"]
    row["city"] = maybe(chance, known["city"], 0.03) if chance.random() < 0.6 else None
    row["region"] = known["region"] if chance.random() < 0.5 else None
    row["country"] = known["country"] if chance.random() < 0.65 else None
    row["website"] = known["website"] if chance.random() < 0.1 else None
    return row


def _census(chance: random.Random, facts: Facts) -> Row:
    """A form filled in by hand and keyed: names with initial, home address, employer."""
    known = facts.values
    middle = known["middle"]
    row: Row = {
        "first_name": _first(chance, facts, 0.08, 0.05), "last_name": _last(chance, facts, 0.05),
        "middle_name": middle[:1] if middle else None, "company": _firm(chance, known["company"]),
        "street": _street(chance, known["street"], 0.12), "city": maybe(chance, known["city"], 0.05),
        "region": known["region"], "postal_code": _postal(chance, known["postal_code"], 0.06),
    }  # fmt: skip
    return _thinned(chance, row, 0.06)


def _register(chance: random.Random, facts: Facts) -> Row:
    """An entry of a register copied by many hands: name, occupation, place and date of birth, full of errors."""
    known = facts.values
    date = known["birth_date"]
    if date and chance.random() < 0.22:
        date = wrong_date(chance, date)
    if date and chance.random() < 0.4:
        date = date.replace("-", "")
    names: Row = {"first_name": _first(chance, facts, 0.12, 0.09), "last_name": _last(chance, facts, 0.12)}
    if chance.random() < 0.06:
        names = {"first_name": names["last_name"], "last_name": names["first_name"]}
    row: Row = names if chance.random() < 0.6 else {"full_name": _whole(chance, names, known["suffix"])}
    row |= {
        "city": maybe(chance, known["city"], 0.1), "postal_code": _postal(chance, known["postal_code"], 0.1),
        "birth_date": date,
    }  # fmt: skip
    if chance.random() < 0.5:
        row |= {"street": _street(chance, known["street"], 0.2), "region": known["region"]}
    else:
        row["title"] = _title(chance, known["title"])
    return _thinned(chance, row, 0.12)


def _thinned(chance: random.Random, row: Row, share: float) -> Row:
    """Leave fields out by chance, but never every name."""
    kept = {key: value for key, value in row.items() if chance.random() >= share}
    if not any(kept.get(key) for key in ("full_name", "first_name", "last_name")):
        kept |= {key: value for key, value in row.items() if key.endswith("_name")}
    return kept


_WRITERS: dict[str, Callable[[random.Random, Facts], Row]] = {
    "contact": _contact, "census": _census, "register": _register,
}  # fmt: skip


def _first(chance: random.Random, facts: Facts, familiar: float, errors: float) -> str | None:
    """Return the first name, perhaps a nickname, an initial, or the middle name that the person goes by."""
    known, pick = facts.values, chance.random()
    first = known["first"]
    if first and pick < 0.04:
        return first[:1] + chance.choice(("", "."))
    if facts.latin and known["nick"] and pick < 0.04 + familiar:
        first = known["nick"]
    elif known["middle"] and facts.language == "en" and pick > 0.98:
        first = known["middle"]
    first = maybe(chance, first, errors, 0.1)
    return without_accents(first) if first and chance.random() < 0.3 else first


def _last(chance: random.Random, facts: Facts, errors: float) -> str | None:
    """Return the family name: one of two, both, joined or hyphened."""
    last, second, pick = facts.values["last"], facts.values["last2"], chance.random()
    if last and second and pick > 0.55:
        last = f"{last}{chance.choice((' ', ' ', '-', ''))}{second}"
    last = maybe(chance, last, errors, 0.15)
    return without_accents(last) if last and chance.random() < 0.3 else last


def _otherwise(chance: random.Random, name: str | None) -> str | None:
    return romanised_otherwise(chance, name) if name else name


def _whole(chance: random.Random, names: Row, suffix: str | None) -> str:
    first, last = names["first_name"] or "", names["last_name"] or ""
    pick = chance.random()
    if pick < 0.15:
        return f"{last}, {first}"
    if pick < 0.22:
        return f"{chance.choice(('Dr.', 'Mr', 'Ms', 'Prof.', 'Mrs'))} {first} {last}"
    whole = f"{first} {last}".strip()
    return f"{whole} {suffix}" if suffix and pick > 0.5 else whole


def _firm(chance: random.Random, name: str | None) -> str | None:
    if name and chance.random() < 0.12:
        words = name.split()
        name = " ".join(words[: max(1, len(words) - 1)])
    return maybe(chance, name, 0.05)


def _title(chance: random.Random, title: str | None) -> str | None:
    if title is None:
        return None
    if chance.random() < 0.3:
        for long, short in TITLE_SHORT.items():
            title = title.replace(long, short)
    return maybe(chance, title, 0.05)


def _mail(chance: random.Random, known: Row) -> str | None:
    pick = chance.random()
    if pick < 0.2:
        return known["private_mail"]
    work = known["work_mail"]
    if work and pick < 0.28:
        return chance.choice(("info", "sales", "office", "contact")) + work[work.index("@") :]
    return maybe(chance, work, 0.03)


def _phone(chance: random.Random, known: Row) -> str | None:
    number = known["switchboard"] if chance.random() < 0.5 else known["mobile"]
    if number is None:
        return None
    number = written_phone(chance, number)
    return wrong_digits(chance, number) if chance.random() < 0.05 else number


def _street(chance: random.Random, street: str | None, errors: float) -> str | None:
    if street is None:
        return None
    street = shortened(chance, street, STREET_SHORT, 0.4)
    if chance.random() < 0.05:
        street = wrong_digits(chance, street)
    return maybe(chance, street, errors, 0.2)


def _postal(chance: random.Random, code: str | None, errors: float) -> str | None:
    return wrong_digits(chance, code) if code and chance.random() < errors else code
