"""Normalising: a raw row with canonical columns becomes a record, with null where there is no evidence."""

import re
from collections.abc import Mapping
from functools import lru_cache

from features.normalise import contacts, dates, organisations, person_names, places
from features.normalise.organisation_words import STOP_WORDS
from features.normalise.readings import consonants_of, is_other_script, readings
from features.normalise.text import clean, clean_name, distinct, fold, split_values, text_sound
from features.schema.kinds import Kind
from features.schema.own_field import OwnField, Value
from features.schema.schema import Schema, Shape, schema_of

MAX_WORDS = 60
MAX_READ = 10
"""Readings of a name whose words are kept apart."""
NO_READINGS: Mapping[str, Value] = dict.fromkeys(("native", "readings", "reading_words", "reading_consonants"))
LONGEST_TICKER = 20
_GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
"""A count with a point before each three digits, as German writes 1.250."""


def normalise(shape: Shape, row: Mapping[str, object]) -> dict[str, Value]:
    """Return all normalised fields of a row, those of own fields too; no value raises an error."""
    schema = schema_of(shape)
    record = _person(row) if schema.kind is Kind.PERSON else _company(row)
    if schema.own:
        add_own(record, schema, row)
    return record


def add_own(record: dict[str, Value], schema: Schema, row: Mapping[str, object]) -> None:
    """Add the values of own fields to a normalised record of a row."""
    country = record["country"]
    hint = country if isinstance(country, str) else None
    for own in schema.own:
        text = clean(row.get(own.name)) if not own.also else _joint_text(own, row)
        if text:
            record.update(own.read(text, hint))
        else:
            record.update(own.nothing)


def _joint_text(own: OwnField, row: Mapping[str, object]) -> str:
    """Return the text of a field that canonical columns add to; a website adds what it says beside its domain."""
    values = [(column, clean(row.get(column))) for column in (own.name, *own.also)]
    texts = [
        text for column, value in values if (text := contacts.whole_address(value) if column == "website" else value)
    ]
    return "; ".join(texts) if own.is_list else next(iter(texts), "")


def _person(row: Mapping[str, object]) -> dict[str, Value]:
    get = row.get
    raw = person_names.RawName(
        full=clean_name(get("full_name")),
        first=clean_name(get("first_name")),
        middle=clean_name(get("middle_name")),
        last=clean_name(get("last_name")),
        suffix=clean(get("suffix")),
        nickname=clean(get("nickname")),
    )
    name = person_names.read_name(raw)
    name_words = distinct(name.words)
    title_text, company = job_of(row)
    title, title_words = _words_of(title_text)
    read = organisations.read_name(company) if company else None
    companies = [organisations.core_name(past) or "" for past in split_values(clean(get("past_companies")))]
    if read:
        companies.insert(0, read.core)
    return {
        "name": name.whole or None,
        "first": name.first or None,
        "middle": name.middle or None,
        "last": name.last or None,
        "last_sound": text_sound(name.last) if name.last else None,
        "suffix": name.suffix or None,
        "first_forms": person_names.first_forms(name.first, name.nickname),
        "last_words": person_names.last_words(f"{name.last} {name.maiden}".strip() if name.maiden else name.last),
        "name_words": name_words,
        "title": title,
        "title_words": title_words,
        "company": (read.core or None) if read else None,
        "company_words": (read.words or None) if read else None,
        "companies": distinct(companies),
        "company_id": clean(get("company_id")) or None,
        **_contact(row),
        **_birth(row),
        **_readings(raw, name_words or ()),
    }


def _readings(raw: person_names.RawName, name_words: tuple[str, ...]) -> dict[str, Value]:
    """Return the consonants of a Latin name, or what a name in other letters is in Latin ones."""
    parts = " ".join(filter(None, (raw.last, raw.first, raw.middle)))
    written = parts if raw.first and raw.last else raw.full or parts
    if not is_other_script(written):
        return {**NO_READINGS, "consonants": consonants_of(name_words)}
    read = readings(written)
    words = distinct([word for each in read[:MAX_READ] for word in each.split()], MAX_WORDS)
    return {
        "consonants": None,
        "native": written,
        "readings": read or None,
        "reading_words": words,
        "reading_consonants": consonants_of(words or (), map(str.split, read)),
    }


def job_of(row: Mapping[str, object]) -> tuple[str, str]:
    """Return title and company; a headline such as `CTO at Acme` fills empty columns."""
    title = clean(row.get("title"))
    company = clean_name(row.get("company"))
    headline = "" if title and company else clean(row.get("headline"))
    if headline:
        position, _, employer = headline.partition(" at ") if " at " in headline else headline.partition(" @ ")
        title = title or position
        company = company or employer.split(" | ")[0]
    return title, company


def _birth(row: Mapping[str, object]) -> dict[str, Value]:
    text = clean(row.get("birth_date"))
    if not text:
        return {"birth_date": None, "birth_year": None}
    day = dates.birth_date(text, places.country_code(clean(row.get("country"))))
    return {"birth_date": day, "birth_year": dates.birth_year(text, day)}


def _contact(row: Mapping[str, object]) -> dict[str, Value]:
    """Return what people and companies share: address, phone, e-mail and web."""
    email_text = clean(row.get("email"))
    website = clean(row.get("website"))
    phone = clean(row.get("phone"))
    email = contacts.read_email(email_text) if email_text else None
    address = _address(row)
    country = address["country"] if isinstance(address["country"], str) else None
    return {
        "email": email.address if email else None,
        "email_name": email.name if email else None,
        "domain": contacts.organisation_domain(website, email) if website or email else None,
        "phone": contacts.phone(phone, country) if phone else None,
        "profile_url": contacts.profile_address(clean(row.get("profile_url"))),
        **address,
    }


def _address(row: Mapping[str, object]) -> dict[str, Value]:
    country_text = clean(row.get("country"))
    street_text = clean(row.get("street"))
    region = clean(row.get("region"))
    country = places.country_code(country_text) if country_text else None
    street = places.street(street_text) if street_text else None
    road, house = places.road_and_house(street) if street else (None, None)
    return {
        "street": street,
        "road": road,
        "house": house,
        "city": places.city(clean(row.get("city"))),
        "region": places.region(region, country) if region else None,
        "postal": places.postal_code(clean(row.get("postal_code"))),
        "country": country,
    }


def _company(row: Mapping[str, object]) -> dict[str, Value]:
    contact = _contact(row)
    del contact["email"], contact["email_name"]
    domain = contact["domain"]
    industry_text = clean(row.get("industry"))
    industry, industry_words = _words_of(industry_text)
    return {
        **_company_names(clean_name(row.get("name")), split_values(clean(row.get("aliases")))),
        **contact,
        "domain_label": domain.partition(".")[0] if isinstance(domain, str) else None,
        "industry": industry,
        "industries": distinct([fold(part) for part in split_values(industry_text)]),
        "industry_words": industry_words,
        "employees": _digits(clean(row.get("employees"))),
        "ticker": _ticker(clean(row.get("stock_symbol"))),
    }


def _company_names(raw: str, aliases: list[str]) -> dict[str, Value]:
    name = organisations.read_name(raw)
    words = list(name.words)
    for alias in aliases:
        words += organisations.read_name(alias).words
    segments = organisations.segments(raw)
    return {
        "name": name.core or None,
        "full": name.full or None,
        "numbers": organisations.numbers(name.full) if name.full else None,
        "legal": name.legal,
        "names": organisations.names(raw, aliases),
        "name_words": name.words or None,
        "all_words": distinct(words, MAX_WORDS),
        "segments": segments,
        "acronyms": organisations.acronyms(raw, aliases),
        "squashed": name.core.replace(" ", "") or None,
        "name_countries": places.countries_named(segments or ()),
    }


@lru_cache(maxsize=100_000)
def _words_of(text: str) -> tuple[str | None, tuple[str, ...] | None]:
    """Return a folded text, and its words without stop words."""
    folded = fold(text)
    return folded or None, distinct([word for word in folded.split() if word not in STOP_WORDS])


def _digits(text: str) -> str | None:
    if not text:
        return None
    has_decimals = text.replace(".", "", 1).isdigit() and _GROUPED.fullmatch(text) is None
    head = text.partition(".")[0] if has_decimals else text
    return "".join(c for c in head if c.isascii() and c.isdigit())[:12] or None


def _ticker(text: str) -> str | None:
    """Return a stock symbol without its exchange (`NASDAQ: AAPL` -> `aapl`)."""
    return fold(text.rpartition(":")[2]).replace(" ", "")[:LONGEST_TICKER] or None if text else None
