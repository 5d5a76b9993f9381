"""People for the tests of the index: generated, with homonyms, shared addresses and misspellings."""

import random
from collections.abc import Sequence
from pathlib import Path

from data.index.build import IndexBuild, write_index
from data.index.index import NOTHING_EXCLUDED, ExcludedIds, UniverseIndex
from features.normalise.records import normalise
from features.pairs.columns import Record
from features.schema.kinds import Kind

FIRST = (
    "Anna",
    "Bob",
    "Carla",
    "David",
    "Elena",
    "Frank",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Karin",
    "Liam",
    "Mona",
    "Nils",
    "Olga",
    "Peter",
)
LAST = (
    "Smith",
    "Jones",
    "Miller",
    "Garcia",
    "Lopez",
    "Berg",
    "Novak",
    "Rossi",
    "Kim",
    "Sato",
    "Ivanova",
    "Dubois",
    "Moreau",
    "Weber",
    "Fischer",
    "Olsen",
)
CITIES = ("Oslo", "Lima", "Graz", "Bern", "Cork", "Lyon")
FIRMS = ("Acme", "Globex", "Initech", "Umbrella", "Hooli", "Vandelay", "Stark", "Wayne")


def person(**row: object) -> Record:
    """Return the normalised record of a row."""
    return normalise(Kind.PERSON, row)


def people(count: int, seed: int = 0) -> dict[str, Record]:
    """Return that many people by id."""
    draw = random.Random(seed)
    made: dict[str, Record] = {}
    for number in range(count):
        first = draw.choice(FIRST)
        last = draw.choice(LAST)
        if draw.random() < 0.2:
            place = draw.randrange(len(last))
            last = last[:place] + draw.choice("aeiou") + last[place + 1 :]
        row = {
            "first_name": first,
            "last_name": last,
            "city": draw.choice(CITIES),
            "company": draw.choice(FIRMS),
            "street": f"{draw.randrange(1, 60)} Main Street",
            "birth_date": f"{draw.randrange(1950, 2000)}-0{draw.randrange(1, 10)}-1{draw.randrange(10)}",
        }
        made[f"m{seed}-{number}"] = person(**{name: value for name, value in row.items() if draw.random() < 0.8})
    return made


def build(folder: Path, records: dict[str, Record], kind: Kind = Kind.PERSON) -> UniverseIndex:
    """Build and open an index of records by id."""
    made = IndexBuild(kind)
    made.add(list(records), list(records.values()))
    write_index(made, folder)
    return UniverseIndex.open(folder)


Answer = list[tuple[str, float, int]]


def answers(
    index: UniverseIndex, records: Sequence[Record], limit: int = 10, hidden: ExcludedIds = NOTHING_EXCLUDED
) -> list[tuple[Answer, int, int]]:
    """Return, for each record, its candidates (id, weight, blocking rules), how many were left out and how many
    seen."""
    found = index.candidates(records, limit, hidden)
    rows = zip(index.ids(found.rows), found.weight.tolist(), found.rules.tolist(), strict=True)
    by_record: list[Answer] = [[] for _ in records]
    for left, row in zip(found.left_rows.tolist(), rows, strict=True):
        by_record[left].append(row)
    return list(zip(by_record, found.left_out.tolist(), found.seen.tolist(), strict=True))
