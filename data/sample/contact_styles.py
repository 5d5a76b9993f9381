"""How a contact is written down: as sellers, forms and registers do it, each with errors of its own."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from data.sample.errors import (
    maybe,
    romanised_otherwise,
    shortened,
    without_accents,
    written_phone,
    wrong_date,
    wrong_digits,
)
from data.sample.words import STREET_SHORT, TITLE_SHORT

Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the CRM could know of one person, without error."""

    style: str
    latin: bool
    language: str
    firm: int
    values: Row


def written_contact(chance: random.Random, facts: Facts) -> Row:
    """Return the CRM record of a person in the facts' style; empty fields are left out."""
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
    row["email"] = _mail(chance, known) if chance.random() < 0.68 else None
    row["phone"] = _phone(chance, known) if chance.random() < 0.56 else None
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
