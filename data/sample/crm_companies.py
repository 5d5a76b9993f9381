"""The organisations of the CRM: which ones it has, their addresses, and their records."""

import random
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from data.sample.account_styles import LocatedFirm, Row, written_account
from data.sample.companies import Firms
from data.sample.draws import random_ids, stream
from data.sample.locales import locales
from data.sample.places import SamplePlaces, draw_places
from data.tables.progress import Progress
from features.schema.array_types import Ints

CHUNK = 20_000
NOBODY_SHARE = 0.22


def located_firms(seed: int, firms: Firms, rows: Ints) -> Iterator[LocatedFirm]:
    """Yield the organisations in these rows with their addresses."""
    places = draw_places(seed)
    for row in rows.tolist():
        firm = firms.firms[row]
        city = int(firms.city[row])
        locale = locales()[firm.locale]
        yield LocatedFirm(
            firm=firm,
            city=places.city_name[city],
            other_city=places.city_other[city],
            region=places.region[city],
            street=_address(places, firms, row),
            postal_code=firms.postal[row],
            country=locale.country_name,
            code=locale.country,
            phone=firms.phone[row],
            employees=int(firms.employees[row]),
        )


def _address(places: SamplePlaces, firms: Firms, row: int) -> str:
    street = places.street_latin[int(firms.street[row])]
    house = int(firms.house[row])
    return f"{house} {street}" if locales()[firms.firms[row].locale].house_first else f"{street} {house}"


def chosen_firms(seed: int, firms: Firms, count: int) -> Ints:
    """Return the row behind each of `count` CRM records, in random order; about a fifth are not in the universe."""
    rng = stream(seed, "crm companies")
    absent = np.flatnonzero(~firms.present)
    present = np.flatnonzero(firms.present)
    nobodies = round(count * NOBODY_SHARE) if len(absent) else 0
    rows = [_drawn(rng, firms, absent, nobodies), _drawn(rng, firms, present, count - nobodies)]
    return rng.permutation(np.concatenate(rows))


def _drawn(rng: np.random.Generator, firms: Firms, rows: Ints, count: int) -> Ints:
    """Draw with repetition, larger organisations more often."""
    if not count:
        return rows[:0]
    weights = (firms.employees[rows] + 5.0) ** 0.25
    return rng.choice(rows, count, p=weights / weights.sum())


def account_ids(seed: int, count: int) -> pa.Array:
    return random_ids(np.arange(count), "a", seed * 31 + 606)


def account_chunks(seed: int, firms: Firms, chosen: Ints, progress: Progress) -> Iterator[list[Row]]:
    """Yield the CRM records of the chosen organisations, without ids, in their order."""
    for start in range(0, len(chosen), CHUNK):
        progress("accounts", start, len(chosen))
        dice = random.Random(f"{seed} accounts {start}")
        yield [written_account(dice, located) for located in located_firms(seed, firms, chosen[start : start + CHUNK])]
