"""The people of the universe: network members with the fields of their profiles."""

import random
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.sample.draws import mixed, stream
from data.sample.errors import typo
from data.sample.locales import locales
from data.sample.person_texts import PersonTexts, Texts, Who, joined, masked, taken
from data.sample.places import postal_codes
from data.sample.population import People
from features.schema.array_types import Bools, Floats, Ints
from features.schema.kinds import COLUMNS, Kind

CHUNK = 100_000
MEMBER_COLUMNS = COLUMNS[Kind.PERSON]
_FILLED = {
    "full_name": 0.75,
    "first_name": 0.97,
    "middle_name": 0.7,
    "last_name": 0.985,
    "suffix": 0.6,
    "nickname": 0.05,
    "email": 0.4,
    "phone": 0.3,
    "title": 0.85,
    "headline": 0.4,
    "company": 0.9,
    "company_id": 0.85,
    "website": 0.04,
    "street": 0.55,
    "city": 0.88,
    "region": 0.75,
    "postal_code": 0.65,
    "country": 0.85,
    "birth_date": 0.5,
    "profile_url": 0.9,
    "past_companies": 0.7,
    "past_titles": 0.5,
}
"""Share of members who fill a field, of those who have a value for it."""
_MISTYPED = ("first_name", "last_name", "company", "street", "city", "postal_code", "email")
_MISTYPED_SHARE = 0.02
_LATIN_SHARE = 0.5
_NICKNAME_SHARE = 0.04
_INITIAL_SHARE = 0.4


def member_chunks(seed: int, people: People, texts: PersonTexts) -> Iterator[pa.Table]:
    """Yield the members as tables of canonical columns, in random order."""
    order = stream(seed, "member order").permutation(np.flatnonzero(people.present))
    for start in range(0, len(order), CHUNK):
        rows = order[start : start + CHUNK]
        yield members(seed, people.take(rows), rows, texts)


def written_in_latin(seed: int, people: People, rows: Ints) -> Bools:
    """Return who writes the own name in Latin letters: all members of Latin locales, half of the others."""
    native = np.array([locale.script != "Latin" for locale in locales()])[people.locale]
    return ~native | (_dice(seed, rows, 1) < _LATIN_SHARE)


def members(seed: int, people: People, rows: Ints, texts: PersonTexts) -> pa.Table:
    """Return the profiles of some people; which fields are filled is random, and fixed by the person's row."""
    who = Who(people, rows, written_in_latin(seed, people, rows))
    columns = _clean(seed, who, texts)
    sparse = _dice(seed, rows, 2)
    full_name = columns["full_name"]
    for number, (column, share) in enumerate(_FILLED.items()):
        kept = _dice(seed, rows, 10 + number) < share * (0.7 + 0.4 * sparse)
        columns[column] = masked(columns[column], kept if share < 0.95 else kept | (sparse > 0.02))
    for number, column in enumerate(_MISTYPED):
        columns[column] = _mistyped(seed, columns[column], rows, 40 + number)
    nameless = pc.or_(columns["first_name"].is_null(), columns["last_name"].is_null())
    columns["full_name"] = pc.if_else(nameless, full_name, columns["full_name"])
    empty = pa.nulls(len(rows), pa.string())
    return pa.table({name: columns.get(name, empty) for name in MEMBER_COLUMNS})


def _clean(seed: int, who: Who, texts: PersonTexts) -> Texts:
    people = who.people
    rows = who.rows
    short = _dice(seed, rows, 3) < 0.6
    given = texts.name(people.first, who)
    familiar = masked(taken(texts.nicknames, people.first), (_dice(seed, rows, 4) < _NICKNAME_SHARE) & who.latin)
    first = pc.coalesce(familiar, given)
    middle = texts.name(people.middle, who)
    initial = _dice(seed, rows, 6) < _INITIAL_SHARE
    company = texts.company(people.company, short=short)
    past = texts.company(people.past, short=~short)
    title = taken(texts.titles, people.title)
    work = texts.work_mail(who, people.company)
    private = texts.private_mail(who)
    at_work = (_dice(seed, rows, 5) < 0.5) & np.asarray(work.is_valid())
    return {
        "id": texts.ids(rows),
        "full_name": texts.full_name(who),
        "first_name": first,
        "middle_name": pc.if_else(pa.array(initial), pc.utf8_slice_codeunits(middle, 0, 1), middle),
        "last_name": texts.last_name(who),
        "suffix": pa.array([None, "Jr", "Sr"], pa.string()).take(pa.array(people.suffix)),
        "nickname": taken(texts.nicknames, people.first),
        "email": pc.coalesce(masked(work, at_work), private),
        "phone": texts.mobile(who),
        "title": masked(title, people.company >= 0),
        "headline": joined(" at ", title, company, skip=False),
        "company": company,
        "company_id": texts.firm_ids(people.company),
        "website": texts.website(people.company),
        "street": texts.street(who, people.street, people.house),
        "city": texts.city(people.city, who.latin),
        "region": taken(texts.regions, people.city),
        "postal_code": postal_codes(texts.places, people.city, people.street),
        "country": texts.country(people.city),
        "birth_date": texts.birth_date(people),
        "profile_url": texts.profile_url(rows),
        "past_companies": past,
        "past_titles": masked(taken(texts.titles, people.past_title), people.past >= 0),
    }


def _mistyped(seed: int, texts: pa.Array, rows: Ints, salt: int) -> pa.Array:
    """Return the texts with typing errors in a few of them, fixed by the person's row."""
    spots = np.flatnonzero(_dice(seed, rows, salt) < _MISTYPED_SHARE)
    before = texts.take(pa.array(spots)).to_pylist()
    after = [
        text and typo(random.Random(f"{seed} {salt} {row}"), text)
        for text, row in zip(before, rows[spots].tolist(), strict=True)
    ]
    chosen = np.zeros(len(rows), np.bool_)
    chosen[spots] = True
    return pc.replace_with_mask(texts, pa.array(chosen), pa.array(after, pa.string()))


def _dice(seed: int, rows: Ints, salt: int) -> Floats:
    """Return a number in [0, 1) for each person, fixed by seed, person and purpose."""
    return (mixed(rows, seed * 1009 + salt) >> np.uint64(11)).astype(np.float64) / float(1 << 53)
