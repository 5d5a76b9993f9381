"""u of each comparison's levels by random sampling, as Splink samples, counted by the kernel's levels.

The pairs, their chunks and the end after enough observations are those of Splink 5's
`estimate_u_using_random_sampling`, so that u is equal to the last bit. Splink asks the database once for each
comparison and chunk; compiled code reads each pair once (docs/experiments/speed-u-by-the-kernel.md).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from splink.internals.constants import LEVEL_NOT_OBSERVED_TEXT
from splink.internals.estimate_u import _proportion_sample_size_link_only
from splink.internals.unique_id_concat import _composite_unique_id_from_nodes_sql

from features.comparisons.level_program import LevelProgram, compile_levels
from features.comparisons.splink_model import ComparisonModel, read_splink_model
from features.pairs.columns import Columns
from features.pairs.pairs import Pairs
from features.schema.array_types import Bools, Floats, Ints
from features.schema.schema import Shape

ENOUGH = 100
"""Of so many observations of each of its levels a comparison needs no further chunk."""
CHUNKS, PROBES = 10, 100
"""Splink's chunks of the right rows, and the parts of which the first one is tried before them."""
DESCRIPTION = "estimate u by random sampling"


@dataclass(frozen=True, slots=True)
class SampledRows:
    """The sampled rows of one table: their rows, places by id, chunks (from 1) and which of them the probe reads."""

    table: Columns
    rows: Ints
    places: Ints
    chunks: Ints
    probed: Bools


def estimate_u(
    linker: Any, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Columns], pairs: float, seed: int
) -> None:
    """Give the linker's levels the u that its own random sampling gives, from at most about so many pairs."""
    sampled = [*_sample(linker, connection, tables, pairs, seed)]
    left, right, within_one = sampled[0], sampled[-1], len(sampled) == 1
    shape = left.table.schema
    comparisons = read_splink_model(_with_any_numbers(linker), shape).comparisons
    counting = _Counting(left, right, within_one, shape, comparisons)
    probe = counting.counts(right.rows[right.probed], right.places[right.probed], comparisons)
    counted = {name: found for name, found in probe.items() if _is_enough(found)}
    open_ones = [one for one in comparisons if one.name not in counted]
    totals = {one.name: np.zeros(_n_levels(one)) for one in open_ones}
    for chunk in range(1, CHUNKS + 1):
        if not open_ones:
            break
        inside = right.chunks == chunk
        for name, found in counting.counts(right.rows[inside], right.places[inside], open_ones).items():
            totals[name] += found
        open_ones = [one for one in open_ones if not _is_enough(totals[one.name])]
    _give(linker, counted | totals)


def _sample(
    linker: Any, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Columns], pairs: float, seed: int
) -> Iterator[SampledRows]:
    """Yield the rows of each table that Splink samples: which ones depends on their ids and the seed alone."""
    settings, dialect = linker._settings_obj, linker._db_api.sql_dialect
    id_columns = settings.column_info_settings.unique_id_input_columns
    sizes = [len(table) for table in tables.values()]
    if len(sizes) == 1:
        proportion = 0.5 * (math.sqrt(8 * pairs + 1) + 1) / sizes[0]  # of n rows there are n (n - 1) / 2 pairs
    else:
        proportion, _ = _proportion_sample_size_link_only(sizes, pairs)
    is_sampled = dialect.proportion_sample_sql(proportion, id_columns, seed=seed)
    composite = _composite_unique_id_from_nodes_sql(id_columns)
    number = f"ABS({dialect.hash_function_expression(composite)})"
    for name, table in tables.items():
        ids = pa.table(
            {
                "row": np.arange(len(table)),
                "unique_id": pa.array(list(table.ids), pa.string()),
                "source_dataset": pa.array([name] * len(table), pa.string()),
            }
        )
        connection.register("ids_of_one_table", ids)
        found = connection.sql(
            f"select row, dense_rank() over (order by {composite}) as place, {number} % {CHUNKS} + 1 as chunk, "
            f"{number} % {PROBES} = 0 as probed from ids_of_one_table where true {is_sampled} order by row"
        ).to_arrow_table()
        connection.unregister("ids_of_one_table")
        rows, places, chunks = (found[column].to_numpy().astype(np.int64) for column in ("row", "place", "chunk"))
        yield SampledRows(table, rows, places, chunks, found["probed"].to_numpy())


@dataclass(slots=True)
class _Counting:
    """Counts the levels that pairs of sampled rows reach; the program of the last comparisons is kept."""

    left: SampledRows
    right: SampledRows
    within_one: bool
    shape: Shape
    compiled_for: Sequence[ComparisonModel]
    program: LevelProgram | None = None

    def counts(self, rows: Ints, places: Ints, comparisons: Sequence[ComparisonModel]) -> dict[str, Floats]:
        """Return how many pairs of all left rows and these right rows reach each level but null, from 0 upwards."""
        levels = self._first_levels(rows, places, comparisons)
        found: dict[str, Floats] = {}
        for comparison, positions in zip(comparisons, levels, strict=True):
            by_position = np.bincount(positions, minlength=len(comparison.levels))
            found[comparison.name] = np.zeros(_n_levels(comparison))
            for level, count in zip(comparison.levels, by_position, strict=True):
                if level.gamma >= 0:
                    found[comparison.name][level.gamma] = count
        return found

    def _first_levels(self, rows: Ints, places: Ints, comparisons: Sequence[ComparisonModel]) -> Any:
        if self.program is None or comparisons != self.compiled_for:
            self.program = compile_levels([[one.condition for one in each.levels] for each in comparisons], self.shape)
            self.compiled_for = comparisons
        left = self.left
        lefts, rights = np.repeat(left.rows, len(rows)), np.tile(rows, len(left.rows))
        if self.within_one:
            is_pair = np.repeat(left.places, len(rows)) < np.tile(places, len(left.rows))
            lefts, rights = lefts[is_pair], rights[is_pair]
        levels, _ = self.program.first_levels(Pairs(left.table, self.right.table, lefts, rights))
        return levels


def _give(linker: Any, counted: Mapping[str, Floats]) -> None:
    """Set the shares of the counts as u; a level without any pair was not observed."""
    for comparison in linker._settings_obj.comparisons:
        counts = counted[comparison.output_column_name]
        total = counts.sum()
        for level in comparison._comparison_levels_excluding_null:
            count = counts[level.comparison_vector_value]
            u = float(count / total) if count else LEVEL_NOT_OBSERVED_TEXT
            level._add_trained_u_probability(u, DESCRIPTION)
    linker._populate_m_u_from_trained_values()


def _with_any_numbers(linker: Any) -> dict[str, Any]:
    """Return the linker's settings with a number in place of each m and u: conditions alone are read."""
    settings: dict[str, Any] = linker.misc.save_model_to_json(None)
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level"):
                level |= {"m_probability": 0.5, "u_probability": 0.5}
    return settings


def _n_levels(comparison: ComparisonModel) -> int:
    return sum(level.gamma >= 0 for level in comparison.levels)


def _is_enough(counts: Floats) -> bool:
    return bool(counts.min() >= ENOUGH)
