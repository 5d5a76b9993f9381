"""The whole job of Splink on normalised records, as its documentation advises: u by sampling, m by EM, predict."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, block_on

from features.normalise.text import word_rows
from features.schema.kinds import Kind
from training.bench.peers.splink import by_frequency, settings_of, train
from training.bench.peers.tools import MIN_FILLED
from training.fitting.methods.splink_fit import quiet_connection

RULES: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PERSON: word_rows(
        """
        email
        phone
        first last
        last postal
        last company
        first company
        email_name
        last street
        first postal
        last city
        last birth_date
        """
    ),
    Kind.COMPANY: word_rows(
        """
        domain
        phone
        name
        domain_label
        street house
        postal
        """
    ),
}
"""Blocking rules from narrow to wide; those are used that keep the pairs below the limit."""
MAX_PAIRS = 4e7
"""Pairs of a million records on each side that fit into the memory of the job."""
MIN_PROBABILITY = 0.01
_BEST = """
COPY (
    SELECT {record} AS crm_id, {profile} AS universe_id, match_probability AS probability
    FROM {scored}
    QUALIFY row_number() OVER (PARTITION BY {record} ORDER BY match_probability DESC, {profile}) = 1
) TO '{out}' (FORMAT parquet)
"""


def link_normalised(kind: Kind, crm: Path, universe: Path, out: Path) -> None:
    """Train on two normalised Parquet files alone and write each record's best profile to `out`.

    `out` has the columns `crm_id`, `universe_id`, `probability`; pairs below a hundredth are left out.
    """
    connection = quiet_connection()
    api = DuckDBAPI(connection)
    for name, path in (("crm_file", crm), ("universe_file", universe)):
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
    filled = _filled(connection, [row[0] for row in connection.sql("DESCRIBE crm_file").fetchall()])
    blocks: list[Any] = [block_on(*rule) for rule in _affordable(connection, RULES[kind], filled)]
    settings = settings_of("unique_id", _comparisons(kind, filled), blocks)
    sides = [
        api.register(connection.sql(f"SELECT * FROM {name}_file").to_arrow_table(), dataset_display_name=name)
        for name in ("crm", "universe")
    ]
    linker = Linker(sides, settings, log_level=logging.ERROR)
    train(linker, blocks)
    scored = linker.inference.predict(threshold_match_probability=MIN_PROBABILITY)
    sides_of = {"record": "unique_id_l", "profile": "unique_id_r"}
    connection.execute(_BEST.format(scored=scored.physical_name, out=out, **sides_of))
    connection.close()


def _filled(connection: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> list[str]:
    """Return the columns that both sides fill often enough."""
    shares = ", ".join(f"count({name}) / count(*)" for name in columns)
    rows = [connection.sql(f"SELECT {shares} FROM {side}").fetchall()[0] for side in ("crm_file", "universe_file")]
    return [name for name, *both in zip(columns, *rows, strict=True) if min(both) >= MIN_FILLED]


def _affordable(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[tuple[str, ...]], filled: Sequence[str]
) -> list[tuple[str, ...]]:
    """Return the rules, in order, that together block no more pairs than memory allows."""
    kept = []
    pairs = 0.0
    for rule in rules:
        if not set(rule) <= set(filled):
            continue
        keys = ", ".join(rule)
        count = f"SELECT {keys}, count(*) AS n FROM {{}} GROUP BY {keys}"
        joined = f"({count.format('crm_file')}) a JOIN ({count.format('universe_file')}) b USING ({keys})"
        blocked = float(connection.sql(f"SELECT coalesce(sum(a.n * b.n), 0) FROM {joined}").fetchall()[0][0])
        if pairs + blocked <= MAX_PAIRS:
            kept.append(rule)
            pairs += blocked
    return kept


def _comparisons(kind: Kind, filled: Sequence[str]) -> list[Any]:
    """Return the comparisons that the documentation of Splink advises for each sort of field."""
    person: dict[str, Any] = {
        "first": cl.ForenameSurnameComparison("first", "last"),
        "birth_date": cl.DateOfBirthComparison("birth_date", input_is_string=True),
        "title": cl.JaroWinklerAtThresholds("title", [0.9, 0.7]),
        "company": cl.JaroWinklerAtThresholds("company", [0.92, 0.8]),
        "email": cl.EmailComparison("email"),
    }
    company: dict[str, Any] = {
        "name": cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.7]),
        "domain": cl.JaroWinklerAtThresholds("domain", [0.92]),
        "industry": cl.ExactMatch("industry"),
    }
    both: dict[str, Any] = {
        "phone": cl.LevenshteinAtThresholds("phone", [1]),
        "street": cl.JaroWinklerAtThresholds("street", [0.9, 0.7]),
        "postal": cl.LevenshteinAtThresholds("postal", [1, 2]),
        "city": cl.JaroWinklerAtThresholds("city", [0.9]),
        "country": cl.ExactMatch("country"),
    }
    chosen = (person if kind is Kind.PERSON else company) | both
    kept = {field: comparison for field, comparison in chosen.items() if field in filled}
    return by_frequency(kept, {"name", "company", "title", "postal", "city"})
