"""Rows with fields removed, as records of other CRMs lack them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from features.normalise.text import word_rows, word_set
from features.schema.kinds import Kind

SEED = 11


WHOLE_OF_SAMPLE = 0.25
WHOLE_OF_SETS = 0.6
"""Share of records that keep every field; records of the data sets lack whole fields already."""


LOSS = 0.3
"""Probability that a record that does not keep every field loses a group of fields."""


BARE: Mapping[Kind, float] = {Kind.PERSON: 0.15, Kind.COMPANY: 0.0}
"""Share of the sample's records that keep their name alone; as many others keep one group of fields beside it. The
company data sets have many such records already."""


NAMES: Mapping[Kind, frozenset[str]] = {
    Kind.PERSON: word_set("id full_name first_name middle_name last_name suffix nickname"),
    Kind.COMPANY: word_set("id name"),
}


GROUPS: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PERSON: word_rows(
        """
        email
        phone
        email phone website
        company past_companies
        title headline
        street
        city
        region
        postal_code
        country
        birth_date
        middle_name
        company title email phone website
        street city region postal_code
        """
    ),
    Kind.COMPANY: word_rows(
        """
        website email
        phone
        street
        city
        region
        postal_code
        country
        industry
        employees
        stock_symbol
        website email phone stock_symbol employees
        street city region postal_code
        city region postal_code country street industry
        """
    ),
}


def lose_fields(
    kind: Kind, rows: Sequence[Mapping[str, Any]], whole: float = WHOLE_OF_SAMPLE, seed: int = SEED
) -> list[dict[str, Any]]:
    """Return rows without groups of fields drawn by `seed`; the share `whole` of them keeps every field."""
    random = np.random.default_rng(seed)
    groups = GROUPS[kind]
    lost = (random.random((len(rows), len(groups))) < LOSS) & (random.random((len(rows), 1)) >= whole)
    names = [{name for group, gone in zip(groups, row, strict=True) if gone for name in group} for row in lost.tolist()]
    return [
        {name: None if name in gone else value for name, value in row.items()}
        for row, gone in zip(rows, names, strict=True)
    ]


def reduce_to_names(kind: Kind, rows: Sequence[Mapping[str, Any]], seed: int = SEED) -> list[dict[str, Any]]:
    """Return rows of which some keep their name alone, and as many others one group of fields beside it."""
    random = np.random.default_rng([seed, len(rows)])
    draws = random.random(len(rows))
    groups = GROUPS[kind]
    bare = BARE[kind]
    beside = [groups[i] for i in random.integers(len(groups), size=len(rows)).tolist()]
    return [
        {
            name: value if draw >= 2 * bare or name in NAMES[kind] or (draw >= bare and name in group) else None
            for name, value in row.items()
        }
        for row, draw, group in zip(rows, draws.tolist(), beside, strict=True)
    ]
