"""Columns of the sample that no canonical column holds: a number, a segment and a list, with errors in the CRM."""

import random
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from features.schema.kinds import Kind

FIELDS_FILE = "fields.toml"
_NAMES = {
    Kind.PERSON: (("member_no", "Member No."), ("segment", "Segment"), ("interests", "Interests")),
    Kind.COMPANY: (("register_no", "Register No."), ("segment", "Segment"), ("brands", "Brands")),
}
"""The names of the columns in the universe and in the CRM, by kind: an identifier, a category and a list."""
_SEGMENTS = (
    "Public",
    "Retail",
    "Industry",
    "Health",
    "Education",
    "Finance",
    "Energy",
    "Transport",
    "Media",
    "Farming",
    "Research",
    "Sports",
)
Own = tuple[str, str, tuple[str, ...]]
_SYLLABLES = ("ba", "co", "di", "fu", "ga", "ho", "ki", "lu", "me", "no", "pa", "ri", "so", "te", "vu", "za")
_WORDS = 2_000
_FILLED = 0.6
_WRONG_DIGIT = 0.06
_OTHER_SEGMENT = 0.12
_LOST_ITEM = 0.3
"""The shares of filled CRM values with an error: a mistyped number, another segment; and of list items left out."""


def add_own_columns(folder: Path, kind: Kind, seed: int) -> None:
    """Add the columns to a written sample of a kind, and a file that declares them; other columns stay as they are."""
    crm = pq.read_table(folder / "crm.parquet")
    universe = pq.read_table(folder / "universe.parquet")
    truth = pq.read_table(folder / "truth.parquet")
    right = dict(zip(truth["crm_id"].to_pylist(), truth["universe_id"].to_pylist(), strict=True))
    profiles = [_own(seed, id_) for id_ in universe["id"].to_pylist()]
    values = [(number, segment, "; ".join(items)) for number, segment, items in profiles]
    _add(folder / "universe.parquet", universe, [ours for ours, _ in _NAMES[kind]], values)
    written = [_written(seed, id_, _own(seed, right[id_] or id_)) for id_ in crm["id"].to_pylist()]
    _add(folder / "crm.parquet", crm, [theirs for _, theirs in _NAMES[kind]], written)
    (folder / FIELDS_FILE).write_text(_declared(kind), encoding="utf-8")


def _own(seed: int, entity: str) -> Own:
    """Return the number, the segment and the items that an entity has."""
    dice = random.Random(f"{seed} own {entity}")
    digits = f"{dice.randrange(10**8):08}"
    items = tuple(dict.fromkeys(_word(int(_WORDS * dice.random() ** 2)) for _ in range(dice.randint(1, 4))))
    return digits + _check_digit(digits), dice.choices(_SEGMENTS, range(len(_SEGMENTS), 0, -1))[0], items


def _written(seed: int, id_: str, own: Own) -> tuple[str | None, str | None, str | None]:
    """Return the values as a CRM holds them: many are missing, some have errors."""
    dice = random.Random(f"{seed} own of {id_}")
    number, segment, items = own
    if dice.random() < _WRONG_DIGIT:
        at = dice.randrange(len(number))
        number = number[:at] + str((int(number[at]) + dice.randint(1, 9)) % 10) + number[at + 1 :]
    if dice.random() < _OTHER_SEGMENT:
        segment = dice.choice(_SEGMENTS)
    kept = [item for item in items if dice.random() >= _LOST_ITEM]
    dashed = f"{number[:4]}-{number[4:]}" if dice.random() < 0.5 else number
    values = (dashed, segment.lower() if dice.random() < 0.2 else segment, "; ".join(kept) or None)
    filled = [value if dice.random() < _FILLED else None for value in values]
    return filled[0], filled[1], filled[2]


def _word(number: int) -> str:
    """Return a made-up word; small numbers are common."""
    base = len(_SYLLABLES)
    return (_SYLLABLES[number % base] + _SYLLABLES[number // base % base] + _SYLLABLES[number * 7 % base]).title()


def _check_digit(digits: str) -> str:
    """Return the check digit of Luhn."""
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(digits))]
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def _add(path: Path, table: pa.Table, names: Sequence[str], rows: Sequence[tuple[str | None, ...]]) -> None:
    for name, column in zip(names, zip(*rows, strict=True), strict=True):
        table = table.append_column(name, pa.array(column, pa.string()))
    pq.write_table(table, path)


def _declared(kind: Kind) -> str:
    types = ('type = "identifier"\nnumber = "luhn"', 'type = "category"', 'type = "list"\nof = "text"')
    sections = [
        f'[[field]]\nname = "{ours}"\nkind = "{kind}"\n{type_}\nrecords = "{theirs}"\nprofiles = "{ours}"\n'
        for (ours, theirs), type_ in zip(_NAMES[kind], types, strict=True)
    ]
    return "# The sample's columns that no canonical column holds; for --fields.\n" + "\n".join(sections)
