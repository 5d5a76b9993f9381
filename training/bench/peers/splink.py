"""Splink alone: comparisons of its library with term frequencies, u by sampling, m by EM on blocking rules."""

import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import Any

import pandas as pd
import pyarrow as pa
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, block_on

from features.normalise.text import word_rows
from features.schema.kinds import Kind
from training.bench.peers.tools import Clusters, Tables, blocked_pairs
from training.fitting.methods.private_splink import EMTrainingException, SplinkException
from training.fitting.methods.splink_fit import quiet_connection

RULES: dict[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.PERSON: word_rows(
        """
        first_name last_name
        last_name birth_date
        first_name birth_date
        last_name postal_code
        first_name postal_code
        last_name city
        street
        email
        phone
        company first_name
        birth_date
        postal_code
        last_name
        first_name
        """
    ),
    Kind.COMPANY: word_rows(
        """
        name
        website
        phone
        street
        city industry
        stock_symbol
        """
    ),
}
STARTS = {Kind.COMPANY: "substr(l.name, 1, 6) = substr(r.name, 1, 6)"}
"""Companies rarely agree on a whole name: the first letters block them."""
EM_SESSIONS = 3
MAX_U_PAIRS = 1e6
RECALL = 0.7
MIN_WEIGHT = -10.0
CLUSTERED_AT = 0.95
"""The match probability that Splink's tutorial clusters at."""
MAX_BLOCKED = 5e6
"""A rule that blocks more pairs is left out, as the documentation of Splink advises."""


def link_with_splink(kind: Kind, tables: Tables) -> pd.DataFrame:
    """Train on the two tables alone and score every pair that a rule blocks."""
    sides = {"crm": tables.crm, "universe": tables.universe}
    with _trained(kind, tables, sides, MAX_BLOCKED) as linker:
        scored: Any = linker.inference.predict(threshold_match_weight=MIN_WEIGHT)
        pairs: pd.DataFrame = scored.as_pandas_dataframe()
    names = {"id_l": "crm_id", "id_r": "universe_id", "match_probability": "probability"}
    named: pd.DataFrame = pairs.rename(columns=names)[list(names.values())]
    return named


def cluster_with_splink(kind: Kind, table: pd.DataFrame) -> Clusters:
    """Train on the table alone, score every pair that a rule blocks, and cluster with Splink's connected components."""
    with _trained(kind, Tables(table, table), {"records": table}, 2 * MAX_BLOCKED) as linker:
        scored: Any = linker.inference.predict(threshold_match_weight=MIN_WEIGHT)
        clusters: Any = linker.clustering.cluster_pairwise_predictions_at_threshold(
            scored, threshold_match_probability=CLUSTERED_AT
        )
        rows: pd.DataFrame = clusters.as_pandas_dataframe()
    return dict(zip(rows["id"].astype(str), rows["cluster_id"].astype(str), strict=True))


@contextmanager
def _trained(kind: Kind, tables: Tables, sides: Mapping[str, pd.DataFrame], max_blocked: float) -> Iterator[Any]:
    """Yield a linker of the tables in a database of its own, trained on them."""
    usable = [rule for rule in RULES[kind] if set(rule) <= set(tables.columns)]
    rules = [rule for rule in usable if blocked_pairs(tables, rule) <= max_blocked]
    blocks: list[Any] = [block_on(*rule) for rule in rules] + ([STARTS[kind]] if kind in STARTS else [])
    settings = settings_of("id", comparisons_of(tables.columns), blocks)
    settings["link_type"] = "link_only" if len(sides) > 1 else "dedupe_only"
    with closing(quiet_connection()) as connection:
        api = DuckDBAPI(connection)
        registered = [
            api.register(pa.Table.from_pandas(table, preserve_index=False), dataset_display_name=name)
            for name, table in sides.items()
        ]
        linker = Linker(registered, settings, log_level=logging.ERROR)
        train(linker, blocks)
        yield linker


def settings_of(id_column: str, comparisons: list[Any], blocks: list[Any]) -> dict[str, Any]:
    """Return Splink's settings for linking two tables, without intermediate columns."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": id_column,
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": blocks,
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
    }


def train(linker: Any, blocks: list[Any]) -> None:
    """Train without labels: the share of matches by the narrowest rules, u by sampling, m by EM."""
    linker.training.estimate_probability_two_random_records_match(blocks[:3], recall=RECALL)
    linker.training.estimate_u_using_random_sampling(max_pairs=MAX_U_PAIRS, seed=1)
    done = 0
    for block in blocks:
        if done < EM_SESSIONS:
            with suppress(EMTrainingException, SplinkException):
                linker.training.estimate_parameters_using_expectation_maximisation(block)
                done += 1


def comparisons_of(columns: list[str]) -> list[Any]:
    """Return the comparisons that the documentation of Splink advises for each sort of column."""
    chosen: dict[str, Any] = {}
    if {"first_name", "last_name"} <= set(columns):
        chosen["names"] = cl.ForenameSurnameComparison("first_name", "last_name")
    special: dict[str, Any] = {
        "name": cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.7]),
        "email": cl.EmailComparison("email"),
        "birth_date": cl.DateOfBirthComparison("birth_date", input_is_string=True),
        "street": cl.JaroWinklerAtThresholds("street", [0.9, 0.7]),
        "postal_code": cl.LevenshteinAtThresholds("postal_code", [1, 2]),
        "phone": cl.LevenshteinAtThresholds("phone", [1]),
    }
    others = [column for column in columns if column not in {"first_name", "last_name", "full_name", "aliases"}]
    chosen |= {column: special[column] if column in special else cl.ExactMatch(column) for column in others}
    return by_frequency(chosen, {"name", "city", "company", "title", "postal_code"})


def by_frequency(comparisons: Mapping[str, Any], frequent: Collection[str]) -> list[Any]:
    """Return comparisons, those of the named columns with term frequencies."""
    return [
        comparison.configure(term_frequency_adjustments=True) if column in frequent else comparison
        for column, comparison in comparisons.items()
    ]
