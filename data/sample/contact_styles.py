"""How sources write a contact: sellers, forms and registers, each with its own errors."""

import random
from collections.abc import Callable

from data.sample.errors import (
    maybe,
    romanised_otherwise,
    shortened,
    without_accents,
    written_phone,
    wrong_date,
    wrong_digits,
)
from data.sample.locales import word_table
from features.schema.value_class import value_class

Row = dict[str, str | None]


@value_class
class Facts:
    """The true values of one person that a CRM record can hold."""

    style: str
    latin: bool
    language: str
    firm: int
    values: Row


def written_contact(dice: random.Random, facts: Facts) -> Row:
    """Return the CRM record of a person in the facts' style; empty fields are left out."""
    row = _WRITERS[facts.style](dice, facts)
    if dice.random() < 0.05:
        changed = str.upper if dice.random() < 0.5 else str.lower
        row = {key: changed(value) if value else value for key, value in row.items()}
    return {key: value for key, value in row.items() if value}


def _contact(dice: random.Random, facts: Facts) -> Row:
    """Return a seller's contact: work address and numbers, names by ear or copied from a card."""
    known = facts.values
    first = _first(dice, facts, 0.16, 0.04)
    last = _last(dice, facts, 0.04)
    if facts.latin and facts.language in {"ru", "uk", "el", "zh"} and dice.random() < 0.3:
        first = _otherwise(dice, first)
        last = _otherwise(dice, last)
    row: Row = {"first_name": first, "last_name": last}
    if dice.random() < 0.1:
        row["middle_name"] = known["middle"]
    if dice.random() < 0.035:
        row["first_name"] = last
        row["last_name"] = first
    if dice.random() < 0.3:
        row = {"full_name": _whole(dice, row, known["suffix"])}
    elif dice.random() < 0.02:
        row["first_name"] = None
    row["company"] = _firm(dice, known["company"])
    if dice.random() < 0.07:
        return row
    row["title"] = _title(dice, known["title"]) if dice.random() < 0.7 else None
    row["email"] = _mail(dice, known) if dice.random() < 0.68 else None
    row["phone"] = _phone(dice, known) if dice.random() < 0.56 else None
    if dice.random() < 0.35:
        row["street"] = _street(dice, known["street"], 0.05)
        row["postal_code"] = known["postal_code"]
    row["city"] = maybe(dice, known["city"], 0.03) if dice.random() < 0.6 else None
    row["region"] = known["region"] if dice.random() < 0.5 else None
    row["country"] = known["country"] if dice.random() < 0.65 else None
    row["website"] = known["website"] if dice.random() < 0.1 else None
    return row


def _census(dice: random.Random, facts: Facts) -> Row:
    """Return a form filled in by hand and keyed: names with initial, home address, employer."""
    known = facts.values
    middle = known["middle"]
    row: Row = {
        "first_name": _first(dice, facts, 0.08, 0.05),
        "last_name": _last(dice, facts, 0.05),
        "middle_name": middle[:1] if middle else None,
        "company": _firm(dice, known["company"]),
        "street": _street(dice, known["street"], 0.12),
        "city": maybe(dice, known["city"], 0.05),
        "region": known["region"],
        "postal_code": _postal(dice, known["postal_code"], 0.06),
    }
    return _thinned(dice, row, 0.06)


def _register(dice: random.Random, facts: Facts) -> Row:
    """Return an entry of a register that was copied often: name, occupation, town, date of birth, many errors."""
    known = facts.values
    date = known["birth_date"]
    if date and dice.random() < 0.22:
        date = wrong_date(dice, date)
    if date and dice.random() < 0.4:
        date = date.replace("-", "")
    names: Row = {"first_name": _first(dice, facts, 0.12, 0.09), "last_name": _last(dice, facts, 0.12)}
    if dice.random() < 0.06:
        names = {"first_name": names["last_name"], "last_name": names["first_name"]}
    row: Row = names if dice.random() < 0.6 else {"full_name": _whole(dice, names, known["suffix"])}
    row |= {
        "city": maybe(dice, known["city"], 0.1),
        "postal_code": _postal(dice, known["postal_code"], 0.1),
        "birth_date": date,
    }
    if dice.random() < 0.5:
        row |= {"street": _street(dice, known["street"], 0.2), "region": known["region"]}
    else:
        row["title"] = _title(dice, known["title"])
    return _thinned(dice, row, 0.12)


def _thinned(dice: random.Random, row: Row, share: float) -> Row:
    """Leave fields out at random, but never every name."""
    kept = {key: value for key, value in row.items() if dice.random() >= share}
    if not any(kept.get(key) for key in ("full_name", "first_name", "last_name")):
        kept |= {key: value for key, value in row.items() if key.endswith("_name")}
    return kept


_WRITERS: dict[str, Callable[[random.Random, Facts], Row]] = {
    "contact": _contact,
    "census": _census,
    "register": _register,
}


def _first(dice: random.Random, facts: Facts, familiar: float, errors: float) -> str | None:
    """Return the first name, or at random a nickname, an initial, or the middle name."""
    known = facts.values
    pick = dice.random()
    first = known["first"]
    if first and pick < 0.04:
        return first[:1] + dice.choice(("", "."))
    if facts.latin and known["nick"] and pick < 0.04 + familiar:
        first = known["nick"]
    elif known["middle"] and facts.language == "en" and pick > 0.98:
        first = known["middle"]
    first = maybe(dice, first, errors, 0.1)
    return without_accents(first) if first and dice.random() < 0.3 else first


def _last(dice: random.Random, facts: Facts, errors: float) -> str | None:
    """Return the family name: one of two, both, joined or hyphened."""
    last = facts.values["last"]
    second = facts.values["last2"]
    pick = dice.random()
    if last and second and pick > 0.55:
        last = f"{last}{dice.choice((' ', ' ', '-', ''))}{second}"
    last = maybe(dice, last, errors, 0.15)
    return without_accents(last) if last and dice.random() < 0.3 else last


def _otherwise(dice: random.Random, name: str | None) -> str | None:
    return romanised_otherwise(dice, name) if name else name


def _whole(dice: random.Random, names: Row, suffix: str | None) -> str:
    first = names["first_name"] or ""
    last = names["last_name"] or ""
    pick = dice.random()
    if pick < 0.15:
        return f"{last}, {first}"
    if pick < 0.22:
        return f"{dice.choice(('Dr.', 'Mr', 'Ms', 'Prof.', 'Mrs'))} {first} {last}"
    whole = f"{first} {last}".strip()
    return f"{whole} {suffix}" if suffix and pick > 0.5 else whole


def _firm(dice: random.Random, name: str | None) -> str | None:
    if name and dice.random() < 0.12:
        words = name.split()
        name = " ".join(words[: max(1, len(words) - 1)])
    return maybe(dice, name, 0.05)


def _title(dice: random.Random, title: str | None) -> str | None:
    if title is None:
        return None
    if dice.random() < 0.3:
        for long, short in word_table("title_short").items():
            title = title.replace(long, short)
    return maybe(dice, title, 0.05)


def _mail(dice: random.Random, known: Row) -> str | None:
    pick = dice.random()
    if pick < 0.2:
        return known["private_mail"]
    work = known["work_mail"]
    if work and pick < 0.28:
        return dice.choice(("info", "sales", "office", "contact")) + work[work.index("@") :]
    return maybe(dice, work, 0.03)


def _phone(dice: random.Random, known: Row) -> str | None:
    number = known["switchboard"] if dice.random() < 0.5 else known["mobile"]
    if number is None:
        return None
    number = written_phone(dice, number)
    return wrong_digits(dice, number) if dice.random() < 0.05 else number


def _street(dice: random.Random, street: str | None, errors: float) -> str | None:
    if street is None:
        return None
    street = shortened(dice, street, word_table("street_short"), 0.4)
    if dice.random() < 0.05:
        street = wrong_digits(dice, street)
    return maybe(dice, street, errors, 0.2)


def _postal(dice: random.Random, code: str | None, errors: float) -> str | None:
    return wrong_digits(dice, code) if code and dice.random() < errors else code
