"""The fields that a record can lack, and records reduced to some of their fields. Pure.

A set of fields is a number with a bit for each field (`mask`), so that many records are compared at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from features.schema.array_types import Ints
from features.schema.kinds import Kind

Row = Mapping[str, str | None]

_OF_PEOPLE = (
    "first_name last_name email phone title company street city region postal_code country birth_date middle_name "
    "website company_id"
)
_OF_COMPANIES = "website email phone street city region postal_code country industry employees stock_symbol"
FIELDS_OF = {Kind.PERSON: tuple(_OF_PEOPLE.split()), Kind.COMPANY: tuple(_OF_COMPANIES.split())}
"""The fields in the order of their bits."""
_CONTEXT = frozenset({"middle_name", "website", "company_id", "birth_date"})
"""Fields of a person that a plan does not propose: few have one, an account brings it, or nobody keeps it in a CRM."""
_JOB = ("title", "company")


def fillable(kind: Kind) -> tuple[str, ...]:
    """Return the fields that a plan proposes to fill."""
    return tuple(name for name in FIELDS_OF[kind] if kind is Kind.COMPANY or name not in _CONTEXT)


def field_sets(kind: Kind) -> tuple[tuple[str, ...], ...]:
    """Return each field alone, then each pair of fields."""
    names = fillable(kind)
    return (*((name,) for name in names), *combinations(names, 2))


def mask_of(kind: Kind, names: Iterable[str]) -> int:
    """Return the bits of some fields."""
    return sum(1 << FIELDS_OF[kind].index(name) for name in names)


def filled_masks(kind: Kind, rows: Sequence[Row]) -> Ints:
    """Return the fields that each record states; a whole name states both of its parts."""
    return np.array([sum(bit for name, bit in _BITS[kind] if _states(row, name)) for row in rows], np.int64)


_BITS = {kind: tuple((name, 1 << at) for at, name in enumerate(names)) for kind, names in FIELDS_OF.items()}


def _states(row: Row, name: str) -> bool:
    return bool(row.get(name)) or (name in {"first_name", "last_name"} and bool(row.get("full_name")))


def reduced(kind: Kind, row: Row, mask: int) -> dict[str, str | None]:
    """Return a record without the fields outside of `mask`; columns that are no field stay.

    A headline states title and company, a whole name first and last name: each goes with either of them.
    """
    gone = {name for name, bit in _BITS[kind] if not mask & bit and _states(row, name)}
    kept = {column: value for column, value in row.items() if column not in gone}
    if gone.intersection(_JOB):
        kept.pop("headline", None)
    for lost, other, part in (("first_name", "last_name", _last), ("last_name", "first_name", _first)):
        if lost in gone:
            whole = kept.pop("full_name", None)
            kept.pop("nickname", None)
            if whole and other not in gone and not kept.get(other):
                kept[other] = part(whole)
    return kept


def _last(whole: str) -> str:
    return whole.partition(",")[0] if "," in whole else whole.split()[-1]


def _first(whole: str) -> str:
    return whole.partition(",")[2].strip() if "," in whole else whole.split()[0]
