"""The two models of a bundle opened with Splink and LightGBM themselves, on records and their candidates."""

import logging
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker

from data.tables.frames import InputFiles, NamedBy, like, renames_for
from data.tables.records import read_records
from features.pairs.columns import Columns
from serving.batch.files import columns_of_raw
from serving.matching.account_links import with_linked_companies
from serving.matching.bundle import SHIPPED
from serving.matching.matcher import Matcher
from serving.matching.scorer import Scored
from training.fitting.methods.splink_fit import quiet_connection, table_of

CRM = "crm"
UNIVERSE = "universe"
"""The names of Splink's two tables."""
_BETWEEN = "-__-"
"""What Splink writes between a table's name and an id."""


def linker(
    records: Any, index: Any, bundle: Any = SHIPPED, columns: NamedBy = None, account_links: Any = None
) -> Linker:
    """Open the bundle's Splink model in Splink's `Linker`, over the records and the profiles among their candidates.

    `predict()` scores each record with its candidates; term frequencies are those of the whole universe. `index` and
    `bundle` are folders, or what `Index` and `Bundle` opened.

    >>> linker = onematch.linker("sample/person/crm.parquet", "people.index", "person.bundle")
    >>> pairs = linker.inference.predict()
    >>> chart = linker.visualisations.waterfall_chart(pairs.as_record_list(limit=1))
    """
    matcher, scored = _scored(records, index, bundle, columns, account_links)
    normalised = scored.shortlist.evidence.pairs.left
    profiles = matcher.index.take(np.unique(scored.shortlist.rows))
    settings = {
        **matcher.scorer.splink,
        "blocking_rules_to_generate_predictions": ["1=1"],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
    }
    api = DuckDBAPI(quiet_connection())
    tables = [
        api.register(table_of(side), dataset_display_name=name)
        for name, side in ((CRM, normalised), (UNIVERSE, profiles))
    ]
    opened = Linker(tables, settings, log_level=logging.ERROR)
    for field, shares in _term_frequencies(matcher, profiles, settings):
        opened.table_management.register_term_frequency_lookup(api.register(shares), field)
    opened.table_management.register_blocked_pairs_for_predict(api.register(_blocked(matcher, scored)))
    return opened


def pair_features(
    records: Any, index: Any, bundle: Any = SHIPPED, columns: NamedBy = None, account_links: Any = None
) -> Any:
    """Return the feature matrix: a row for each candidate of a record, with its scores and what the booster reads.

    >>> pairs = onematch.pair_features("sample/person/crm.parquet", "people.index", "person.bundle")
    >>> pairs.column_names[:6]
    ['crm_id', 'candidate_id', 'match_weight', 'raw_score', 'calibration_input', 'probability']
    """
    matcher, scored = _scored(records, index, bundle, columns, account_links)
    ranker = matcher.bundle.ranker
    matrix_columns = {
        **_ids(matcher, scored),
        "match_weight": scored.shortlist.evidence.match_weight,
        "raw_score": ranker.raw(scored.matrix),
        "calibration_input": scored.raw,
        "probability": scored.probability,
        **dict(zip(ranker.names, scored.matrix.T, strict=True)),
    }
    return like(records, pa.table(matrix_columns))


def _scored(records: Any, index: Any, bundle: Any, columns: NamedBy, account_links: Any) -> tuple[Matcher, Scored]:
    """Score the candidates of all records."""
    with InputFiles() as files:
        matcher = Matcher.open(getattr(bundle, "path", bundle), getattr(index, "path", index))
        crm = files.path("records", records)
        renames = renames_for(matcher.kind, columns, crm, own=matcher.schema.source_columns(of_profiles=False))
        table = read_records(matcher.schema, crm, renames, normalised=False)
        raw = with_linked_companies(table.raw, files.optional("account_links", account_links))
        return matcher, matcher.scorer.score(columns_of_raw(matcher.schema, raw))


def _ids(matcher: Matcher, scored: Scored) -> dict[str, list[str]]:
    """Return the ids of each pair."""
    short = scored.shortlist
    records = short.evidence.pairs.left.ids
    return {"crm_id": [records[row] for row in short.left_rows], "candidate_id": matcher.index.ids(short.rows)}


def _blocked(matcher: Matcher, scored: Scored) -> pa.Table:
    """Return the pairs as Splink's blocking writes them."""
    sides = zip("lr", (CRM, UNIVERSE), _ids(matcher, scored).values(), strict=True)
    keys = {f"join_key_{side}": [f"{name}{_BETWEEN}{record_id}" for record_id in ids] for side, name, ids in sides}
    return pa.table({"match_key": ["0"] * len(scored.shortlist), **keys})


def _term_frequencies(matcher: Matcher, profiles: Columns, settings: dict[str, Any]) -> Iterator[tuple[str, pa.Table]]:
    """Yield the fields whose values Splink weighs by their frequency, with the frequencies of the profiles' values."""
    levels = [level for comparison in settings["comparisons"] for level in comparison["comparison_levels"]]
    for field in sorted({level["tf_adjustment_column"] for level in levels if "tf_adjustment_column" in level}):
        column = profiles.text(field)
        codes = np.unique(column.codes[column.codes >= 0])
        yield field, pa.table({field: column.vocabulary.take(codes), f"tf_{field}": matcher.index.tf(field)[codes]})
