"""Evidence about a few made records, every record against every profile, as the golden pairs are weighed."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.blocking.term_frequencies import count_term_frequencies
from features.comparisons.comparisons import COMPARISONS
from features.comparisons.kernel import Kernel
from features.normalise.records import normalise
from features.pairs.columns import Columns, columns_of
from features.pairs.evidence import Evidence, Groups, Retrieval
from features.pairs.pairs import Pairs
from features.ranking.feature_list import FEATURES, feature_matrix
from features.schema.kinds import Kind
from serving.matching.shortlist import evidence_of, weigh_pairs

Rows = Sequence[Mapping[str, object]]

FULL: Mapping[Kind, Mapping[str, object]] = {
    Kind.PERSON: {
        "full_name": "Anna Maria Lindqvist Jr",
        "first_name": "Anna",
        "middle_name": "Maria",
        "last_name": "Lindqvist",
        "suffix": "Jr",
        "nickname": "Annie",
        "email": "anna.lindqvist@northwind.se",
        "phone": "+46 8 5550 1234",
        "title": "Head of Sales",
        "company": "Northwind Traders",
        "company_id": "c7",
        "website": "northwind.se",
        "street": "12 Harbour Street",
        "city": "Visby",
        "region": "Gotland",
        "postal_code": "62157",
        "country": "Sweden",
        "birth_date": "1983-08-07",
    },
    Kind.COMPANY: {
        "name": "Northwind Traders of Sweden, Visby, Gotland (NTS) Ltd",
        "aliases": "NTS; Northwind",
        "website": "nts.se",
        "email": "info@nts.se",
        "phone": "+46 8 5550 1234",
        "street": "12 Harbour Street",
        "city": "Visby",
        "region": "Gotland",
        "postal_code": "62157",
        "country": "Sweden",
        "industry": "Wholesale",
        "employees": "120",
        "stock_symbol": "NTS",
    },
}


def person(**changed: object) -> dict[str, object]:
    """Return a person with every column filled, some of them changed."""
    return {**FULL[Kind.PERSON], **changed}


def company(**changed: object) -> dict[str, object]:
    """Return a company with every column filled, some of them changed."""
    return {**FULL[Kind.COMPANY], **changed}


def table(kind: Kind, rows: Rows) -> Columns:
    """Normalise rows; their ids are their places."""
    return columns_of(kind, [str(place) for place in range(len(rows))], [normalise(kind, row) for row in rows])


def made_settings(kind: Kind) -> dict[str, Any]:
    """Return Splink settings whose weights fall from level to level, as those of a trained model do."""
    comparisons: list[dict[str, Any]] = [comparison.splink() for comparison in COMPARISONS[kind]]
    for comparison in comparisons:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for place, level in enumerate(levels):
            level["m_probability"] = 2.0 ** -(place + 1)
            level["u_probability"] = 2.0 ** -(len(levels) - place + 3)
    return {"probability_two_random_records_match": 0.01, "comparisons": comparisons}


def evidence(kind: Kind, records: Rows, profiles: Rows) -> Evidence:
    """Weigh every record against every profile."""
    left = table(kind, records)
    right = table(kind, profiles)
    left_rows = np.repeat(np.arange(len(left)), len(right))
    pairs = Pairs(left, right, left_rows, np.tile(np.arange(len(right)), len(left)))
    kernel = Kernel.from_splink_json(made_settings(kind), count_term_frequencies(right, right.fields), kind)
    retrieval = Retrieval(np.ones(len(pairs)), np.zeros(len(pairs)))
    retrieved = weigh_pairs(pairs, Groups.of(left_rows), retrieval, kernel)
    return evidence_of(retrieved, np.arange(len(pairs)), kernel)


def evidence_of_columns(kind: Kind, left: Columns, right: Columns, right_rows: NDArray[np.int64]) -> Evidence:
    """Weigh each record against one profile."""
    pairs = Pairs(left, right, np.arange(len(left)), right_rows)
    kernel = Kernel.from_splink_json(made_settings(kind), count_term_frequencies(right, right.fields), kind)
    retrieval = Retrieval(np.ones(len(pairs)), np.zeros(len(pairs)))
    retrieved = weigh_pairs(pairs, Groups.of(pairs.left_rows), retrieval, kernel)
    return evidence_of(retrieved, np.arange(len(pairs)), kernel)


def features_of(kind: Kind, records: Rows, profiles: Rows) -> NDArray[np.float32]:
    """Compute every declared feature: one row for each record and profile, records first."""
    return feature_matrix(evidence(kind, records, profiles), FEATURES[kind])


def named(kind: Kind, row: NDArray[np.float32]) -> dict[str, float]:
    """Return one pair's features by name."""
    return {feature.name: float(value) for feature, value in zip(FEATURES[kind], row, strict=True)}
