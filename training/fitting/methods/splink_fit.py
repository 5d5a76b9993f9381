"""Splink on DuckDB: u by random sampling, m by expectation maximisation, over the declared comparisons."""

import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker, block_on

from features.comparisons.comparisons import SWITCHED_OFF, Comparison
from features.comparisons.independent_facts import independent_facts_of
from features.pairs.columns import Columns, TextColumn
from features.schema.schema import Schema
from features.schema.value_class import value_class
from training.fitting.methods.chosen_comparisons import chosen_comparisons
from training.fitting.methods.private_splink import EMTrainingException, SplinkException, copied_model, use_model
from training.fitting.methods.training_parameters import EmRule, SplinkChoice, TrainingParameters

MIN_FILLED = 0.1
"""Least share of records on either side that hold a field which EM uses."""
MIN_INDEPENDENT = 3
"""With fewer independent comparisons Fellegi-Sunter is not identified, and EM converges to an arbitrary model."""
MIN_BLOCKED = 200
MIN_BLOCKED_WITHIN = 20
"""Fewest pairs of a session within one table, whose candidates are fewer, and whose m is drawn to the base model's."""
MAX_BLOCKED = 2e7


@value_class
class SplinkFit:
    """Splink's settings after training; `u_sampled` and `m_by_em` name the comparisons that it could estimate.

    `matches` is how many EM expects among the pairs of all `blocks`.
    """

    settings: dict[str, Any]
    u_sampled: frozenset[str]
    m_by_em: frozenset[str]
    blocks: tuple[EmRule, ...]
    matches: float = 0.0

    @property
    def blocks_as_json(self) -> list[str | list[str]]:
        """The rules that EM ran on, as a manifest keeps them."""
        return [rule if isinstance(rule, str) else list(rule) for rule in self.blocks]


@value_class
class FitPlan:
    """What Splink fits and how: the comparisons, the choices of its estimates, the seed, and whether EM runs at all."""

    comparisons: tuple[Comparison, ...]
    choice: SplinkChoice
    seed: int
    expect_maximise: bool

    @classmethod
    def of(cls, parameters: TrainingParameters, schema: Schema, seed: int, positives: int = 0) -> "FitPlan":
        """Return the plan of a training with so many records that have a right answer."""
        choice = parameters.splink
        seed = seed if choice.seed is None else choice.seed
        expect_maximise = choice.em and positives < choice.em_below_answers
        return cls(chosen_comparisons(parameters, schema), choice, seed, expect_maximise)


def fit_splink(crm: Columns, universe: Columns, plan: FitPlan) -> SplinkFit:
    """Estimate m and u from two tables without labels. Those that Splink could not reach are left out."""
    settings = untrained_settings(plan, len(universe))
    return _fit({"crm": crm, "universe": universe}, settings, plan)


def fit_splink_on_one(records: Columns, plan: FitPlan) -> SplinkFit:
    """Estimate m and u from the pairs within one table, without labels; one match per record is expected."""
    settings = untrained_settings(plan, len(records)) | {"link_type": "dedupe_only"}
    return _fit({"records": records}, settings, plan)


def _fit(columns: Mapping[str, Columns], settings: dict[str, Any], plan: FitPlan) -> SplinkFit:
    crm = next(iter(columns.values()))
    universe = [*columns.values()][-1]
    connection = quiet_connection()
    # An iteration of EM reads one table expression for every comparison; DuckDB would plan and compute it for each.
    connection.execute("SET disabled_optimizers = 'cte_inlining'")
    try:
        api = DuckDBAPI(connection)
        named = [api.register(table_of(table), dataset_display_name=name) for name, table in columns.items()]
        own = {own_field.name for own_field in crm.schema.own}
        fitted = []
        sessions: dict[EmRule, float] = {}
        is_identified = len(independent_facts(plan.comparisons, crm, universe)) >= MIN_INDEPENDENT
        for is_own in (False, True) if own else (False,):
            comparisons = [each.splink() for each in plan.comparisons if (each.name in own) == is_own]
            linker = Linker(named, settings | {"comparisons": comparisons}, log_level=logging.ERROR)
            linker.training.estimate_u_using_random_sampling(max_pairs=plan.choice.u_pairs, seed=plan.seed + 1)
            if not is_own and plan.expect_maximise and is_identified:
                sessions = dict(_expect_maximise(linker, crm, universe, plan))
            fitted.append(linker)
        m_by_em = _trained(fitted[0], "m_probability") if sessions else frozenset()
        u_sampled = frozenset[str]().union(*(_trained(linker, "u_probability") for linker in fitted))
        first, *others = map(_settings, fitted)
        more = [comparison for of_own in others for comparison in of_own["comparisons"]]
        settings = first | {"comparisons": first["comparisons"] + more}
        return SplinkFit(
            settings=settings,
            u_sampled=u_sampled,
            m_by_em=m_by_em,
            blocks=tuple(sessions),
            matches=sum(sessions.values()),
        )
    finally:
        connection.close()


def quiet_connection() -> duckdb.DuckDBPyConnection:
    """Open DuckDB in memory on two threads, without its progress bar, which goes into pipes too."""
    connection = duckdb.connect(config={"threads": 2})
    with suppress(duckdb.InvalidInputException):  # a notebook without ipywidgets has no bar, and refuses the setting
        connection.execute("SET enable_progress_bar = false")
    return connection


def untrained_settings(plan: FitPlan, n_universe: int) -> dict[str, Any]:
    """Return Splink's settings for the comparisons of a plan, one match per record expected in the universe."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 1.0 / max(n_universe, 2),
        "comparisons": [comparison.splink() for comparison in plan.comparisons],
        "blocking_rules_to_generate_predictions": [],
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
        "max_iterations": plan.choice.max_iterations,
        "em_convergence": plan.choice.em_convergence,
    }


def independent_facts(comparisons: Iterable[Comparison], crm: Columns, universe: Columns) -> list[frozenset[str]]:
    """Return the independent facts that both tables hold often enough and with more than one value.

    No own field is one. They depend on each other in ways that nobody declares: EM would find what they agree on.
    """
    on = [c for c in comparisons if c.fields and c.nulls != SWITCHED_OFF]
    usable = {c.name for c in on if _usable(crm, c.fields[0]) and _usable(universe, c.fields[0])}
    return [facts for facts in independent_facts_of(crm.schema.kind) if facts & usable]


def _usable(table: Columns, field: str) -> bool:
    column = table.text(field)
    filled = column.codes[column.codes >= 0]
    return len(filled) >= MIN_FILLED * len(table) and len(filled) > 0 and bool((filled != filled[0]).any())


def _expect_maximise(linker: Any, crm: Columns, universe: Columns, plan: FitPlan) -> Iterable[tuple[EmRule, float]]:
    """Run EM once per usable blocking rule, so that each comparison is free in some session.

    Yield the rules, each with the matches expected among its pairs.
    """
    sessions = 0
    with quiet_connection() as counting:
        for rule in plan.choice.em_rules:
            if sessions == plan.choice.em_sessions:
                return
            blocked = _blocked_pairs(counting, crm, universe, rule)
            if not (MIN_BLOCKED_WITHIN if crm is universe else MIN_BLOCKED) <= blocked <= MAX_BLOCKED:
                continue
            before = copied_model(linker)
            try:
                session = linker.training.estimate_parameters_using_expectation_maximisation(
                    rule if isinstance(rule, str) else block_on(*rule),
                    estimate_without_term_frequencies=True,
                    max_pairs=plan.choice.em_pairs,
                )
            except (EMTrainingException, SplinkException, ValueError):
                # ValueError: where no blocked pair matches, some m falls below what Splink admits. A session takes its
                # rule's comparisons out of the linker's settings, and leaves them so if it fails.
                use_model(linker, before)
                continue
            sessions += 1
            yield rule, blocked * session.core_model_settings.probability_two_random_records_match


def pairs_blocked_by(connection: duckdb.DuckDBPyConnection, crm: Columns, universe: Columns, sql: str) -> float:
    """Count the pairs of two tables, l and r, for which a rule in SQL holds, as far as EM can use so many.

    Raises what DuckDB says of the rule.
    """
    connection.register("l", table_of(crm))
    connection.register("r", table_of(universe))
    pairs = f"SELECT 1 FROM l JOIN r ON ({sql}) LIMIT {MAX_BLOCKED + 1:.0f}"
    counted = connection.sql(f"SELECT count(*) FROM ({pairs})").to_arrow_table()
    return float(counted.column(0)[0].as_py())


def _blocked_pairs(connection: duckdb.DuckDBPyConnection, crm: Columns, universe: Columns, fields: EmRule) -> float:
    """Count the pairs that a rule brings together; within one table each pair once, and no record with itself."""
    within = crm is universe
    if isinstance(fields, str):
        rule = f"({fields}) AND l.unique_id < r.unique_id" if within else fields
        return pairs_blocked_by(connection, crm, universe, rule)
    if not all(_usable(crm, field) and _usable(universe, field) for field in fields):
        return 0.0
    quoted = [f'"{name}"' for name in fields]
    count = (
        f"count(*) n FROM {{}} WHERE {' AND '.join(f'{f} IS NOT NULL' for f in quoted)} GROUP BY {', '.join(quoted)}"
    )
    for side, table in (("l", crm), ("r", universe)):
        connection.register(side, pa.table({field: table.text(field).values() for field in fields}))
    names = ", ".join(quoted)
    left, right = (f"(SELECT {names}, {count.format(side)})" for side in ("l", "r"))
    of_block = "a.n * (a.n - 1) / 2" if within else "a.n * b.n"
    row = connection.sql(f"SELECT sum({of_block}) FROM {left} a JOIN {right} b USING ({names})").to_arrow_table()
    return float(row.column(0)[0].as_py() or 0)


def table_of(columns: Columns) -> pa.Table:
    """Return columns as the table that Splink reads."""
    data: dict[str, pa.Array] = {"unique_id": pa.array(list(columns.ids), pa.string())}
    for name, column in columns.fields.items():
        plain = isinstance(column, TextColumn)
        data[name] = pa.array(column.values(), pa.string() if plain else pa.list_(pa.string()))
    return pa.table(data)


def _settings(linker: Any) -> dict[str, Any]:
    """Return Splink's settings without the run's random name, which would change every bundle."""
    settings: dict[str, Any] = linker.misc.save_model_to_json(None)
    settings.pop("linker_uid", None)
    return settings


def _trained(linker: Any, parameter: str) -> frozenset[str]:
    """Return the comparisons that have a number for some level."""
    return frozenset(
        comparison["output_column_name"]
        for comparison in _settings(linker)["comparisons"]
        if any(isinstance(level.get(parameter), float) for level in comparison["comparison_levels"])
    )
