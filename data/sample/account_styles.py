"""How sources write an organisation: its own page, sellers, exchanges, authors of papers, directories."""

import random
from collections.abc import Callable

from data.sample.companies import Firm
from data.sample.errors import maybe, shortened, typo, without_accents, written_phone, wrong_digits
from data.sample.locales import locales, word_list, word_table
from features.schema.value_class import value_class

Row = dict[str, str | None]
_SEPARATOR = "; "


@value_class
class LocatedFirm:
    """An organisation with its address, as values to write."""

    firm: Firm
    city: str
    other_city: str
    region: str | None
    street: str
    postal_code: str
    country: str
    code: str
    phone: str
    employees: int


def profile(dice: random.Random, located: LocatedFirm) -> Row:
    """Return the network's profile of an organisation."""
    firm = located.firm
    name = firm.name.full if dice.random() < 0.7 else firm.name.short
    aliases = [alias for alias in firm.aliases if dice.random() < 0.75]
    filled: dict[str, tuple[str | None, float]] = {
        "aliases": (_SEPARATOR.join(aliases), 1.0),
        "website": (f"https://www.{firm.domain}/" if firm.domain else None, 0.9),
        "email": (f"info@{firm.domain}" if firm.domain else None, 0.15),
        "phone": (located.phone, 0.55),
        "street": (located.street, 0.55),
        "city": (located.city, 0.9),
        "region": (located.region, 0.75),
        "postal_code": (located.postal_code, 0.6),
        "country": (located.country, 0.92),
        "industry": (firm.industry, 0.85),
        "employees": (str(located.employees), 0.5),
        "stock_symbol": (firm.ticker, 0.7),
    }
    return {"name": name} | {key: value if dice.random() < share else None for key, (value, share) in filled.items()}


def written_account(dice: random.Random, located: LocatedFirm) -> Row:
    """Return the CRM record of an organisation in a style that suits its kind; empty fields are left out."""
    research = located.firm.kind in {"university", "hospital", "institute", "government"}
    pick = dice.random()
    if located.firm.kind == "local" and pick < 0.6:
        writer: Callable[[random.Random, LocatedFirm], Row] = _directory
    elif research and pick < 0.65:
        writer = _affiliation
    elif located.firm.kind in {"firm", "bank"} and pick < 0.3:
        writer = _share_list
    else:
        writer = _account
    return {key: value for key, value in writer(dice, located).items() if value}


def _known_name(dice: random.Random, firm: Firm) -> str:
    """Return one of the names in use: the full one, the short one, an alias, an older one."""
    pick = dice.random()
    if pick < 0.12 and firm.aliases:
        return dice.choice(firm.aliases)
    return firm.name.full if pick < 0.5 else firm.name.short


def _account(dice: random.Random, located: LocatedFirm) -> Row:
    """Return a seller's account: the name, and fields copied from a web page."""
    firm = located.firm
    name = _known_name(dice, firm)
    if dice.random() < 0.2:
        name = shortened(dice, name, word_table("abbreviations"), 0.7)
    if dice.random() < 0.25:
        name = without_accents(name)
    if dice.random() < 0.05:
        name = f"{name} - {located.city}"
    name = maybe(dice, name, 0.05) or name
    if dice.random() < 0.1:
        name = name.upper() if dice.random() < 0.5 else name.lower()
    if dice.random() < 0.12:
        return {"name": name, "country": located.country if dice.random() < 0.5 else None}
    city = located.other_city if dice.random() < 0.1 else located.city
    return {
        "name": name,
        "website": _site(dice, firm) if dice.random() < 0.4 else None,
        "email": f"info@{firm.domain}" if firm.domain and dice.random() < 0.08 else None,
        "phone": _phone(dice, located.phone) if dice.random() < 0.35 else None,
        "street": _street(dice, located.street) if dice.random() < 0.3 else None,
        "city": maybe(dice, city, 0.03) if dice.random() < 0.65 else None,
        "region": located.region if dice.random() < 0.4 else None,
        "postal_code": located.postal_code if dice.random() < 0.3 else None,
        "country": _country(dice, located) if dice.random() < 0.7 else None,
        "industry": firm.industry if dice.random() < 0.3 else None,
    }


def _share_list(dice: random.Random, located: LocatedFirm) -> Row:
    """Return a line of an exchange's list: cut, in capitals, with a share class; its country may be the exchange's."""
    firm = located.firm
    legal = firm.name.legal or ""
    pick = dice.random()
    name = firm.name.latin
    if pick < 0.5:
        words = [_cut(dice, word) for word in name.split()]
        name = " ".join(words) if dice.random() < 0.8 else "".join(words)
        name = without_accents(f"{name} {legal}".strip()).upper()
    elif pick < 0.8:
        name = f"{name} {legal}".strip()
    else:
        name = without_accents(shortened(dice, f"{name} {legal}".strip(), word_table("abbreviations"), 0.8))
    if dice.random() < 0.4:
        name = f"{name} {dice.choice(word_list('charges'))}"
    country = located.country if dice.random() < 0.75 else dice.choice(locales()).country_name
    return {
        "name": name[: dice.choice((18, 22, 25, 40, 60, 80))].strip(),
        "country": country if dice.random() < 0.7 else None,
        "stock_symbol": firm.ticker if dice.random() < 0.1 else None,
        "city": located.city if dice.random() < 0.1 else None,
        "industry": firm.industry if dice.random() < 0.1 else None,
    }


def _cut(dice: random.Random, word: str) -> str:
    if len(word) < 6 or dice.random() < 0.4:
        return word
    return word[: dice.randrange(3, len(word) - 1)] + dice.choice((".", ".", ""))


def _affiliation(dice: random.Random, located: LocatedFirm) -> Row:
    """Return the address line of a paper: departments, the organisation by one of its names, town, country."""
    parts = [*_departments(dice), _research_name(dice, located)]
    if dice.random() < 0.12:
        parts.insert(0, f"{located.city} {dice.choice(('Research Center', 'Observatory', 'Medical Center'))}")
    if dice.random() < 0.1:
        parts.append(located.street)
    if dice.random() < 0.7:
        city = located.city if dice.random() < 0.9 else located.other_city
        parts.append(f"{city} {located.postal_code}" if dice.random() < 0.15 else city)
    if located.region and dice.random() < 0.5:
        parts.append(located.region)
    if dice.random() < 0.7:
        parts.append(_country(dice, located) or located.country)
    line = dice.choice((", ", ", ", ", ", "; ")).join(part for part in parts if part)
    if dice.random() < 0.45:
        line = shortened(dice, line.replace(",", " ,"), word_table("abbreviations"), 0.8).replace(" ,", ",")
    if dice.random() < 0.25:
        line = without_accents(line)
    return {"name": typo(dice, line) if dice.random() < 0.06 else line}


def _departments(dice: random.Random) -> list[str]:
    count = dice.choices((0, 1, 2), (0.25, 0.6, 0.15))[0]
    return [dice.choice(word_list("units")).format(dice.choice(word_list("fields"))) for _ in range(count)]


def _research_name(dice: random.Random, located: LocatedFirm) -> str:
    name = located.firm.name
    pick = dice.random()
    if pick < 0.1 and len(name.acronym) > 2:
        return name.acronym
    if pick < 0.35 and located.firm.aliases:
        return dice.choice(located.firm.aliases)
    if pick < 0.4 and len(name.acronym) > 2:
        return f"{name.short} ({name.acronym})"
    if pick < 0.46:
        words = name.latin.split()
        return " ".join(words[::-1]) if len(words) == 2 else f"The {name.latin}"
    return name.latin if pick < 0.75 else name.short


def _directory(dice: random.Random, located: LocatedFirm) -> Row:
    """Return an entry of a directory of local businesses."""
    name = located.firm.name.short
    if dice.random() < 0.2:
        name = name.removeprefix("The ") if dice.random() < 0.5 else f"{name} ({located.city})"
    if dice.random() < 0.15:
        name = name.replace("'s", "s").replace("&", "and")
    name = maybe(dice, name, 0.08) or name
    street = located.street if dice.random() < 0.88 else None
    return {
        "name": name.lower() if dice.random() < 0.3 else name,
        "phone": _phone(dice, located.phone) if dice.random() < 0.75 else None,
        "street": _street(dice, street),
        "city": maybe(dice, located.city, 0.05) if dice.random() < 0.9 else None,
        "region": located.region if dice.random() < 0.2 else None,
        "postal_code": located.postal_code if dice.random() < 0.2 else None,
        "industry": located.firm.industry if dice.random() < 0.6 else None,
    }


def _site(dice: random.Random, firm: Firm) -> str | None:
    if firm.domain is None:
        return None
    forms = ("http://www.{}", "www.{}", "{}", "https://{}/en/home", "https://www.{}/")
    return dice.choice(forms).format(firm.domain)


def _country(dice: random.Random, located: LocatedFirm) -> str | None:
    short = {"US": ("USA", "U.S.A."), "GB": ("UK", "England"), "CN": ("P.R. China", "PR China")}.get(located.code)
    if short and dice.random() < 0.6:
        return dice.choice(short)
    return located.code if dice.random() < 0.1 else located.country


def _phone(dice: random.Random, number: str) -> str:
    written = written_phone(dice, number)
    return wrong_digits(dice, written) if dice.random() < 0.06 else written


def _street(dice: random.Random, street: str | None) -> str | None:
    if street is None:
        return None
    street = shortened(dice, street, word_table("street_short"), 0.5)
    return maybe(dice, wrong_digits(dice, street) if dice.random() < 0.05 else street, 0.06)
