"""Splink fits what the records hold, runs no EM on too few facts, and opens saved settings."""

from typing import Any

import pytest

from features.comparisons.comparisons import COMPARISONS
from features.normalise.records import normalise
from features.pairs.columns import Columns, columns_of
from features.schema.kinds import Kind
from features.schema.schema import schema_of
from tests.support.small_models import SmallModel
from training.fitting.methods.parameters import complete_parameters
from training.fitting.methods.splink_fit import FitPlan, fit_splink, independent_facts
from training.fitting.methods.training_parameters import defaults_of


def quick(kind: Kind, seed: int = 0) -> FitPlan:
    """Return a plan of few pairs and few steps."""
    usual = defaults_of(kind)
    few_of_each = {"u_pairs": 2e4, "em_pairs": 2e4, "em_sessions": 2, "max_iterations": 5}
    few = usual.model_copy(update={"splink": usual.splink.model_copy(update=few_of_each)})
    return FitPlan.of(few, schema_of(kind), seed)


def table(kind: Kind, rows: list[dict[str, Any]], *columns: str) -> Columns:
    """Normalise rows, of which only some columns are kept."""
    kept = [{name: row.get(name) for name in columns or row} for row in rows]
    return columns_of(kind, [str(row["id"]) for row in rows], [normalise(kind, row) for row in kept])


def numbers(settings: dict[str, Any]) -> list[object]:
    levels = [level for comparison in settings["comparisons"] for level in comparison["comparison_levels"]]
    real = [level for level in levels if not level.get("is_null_level")]
    return [level.get(which) for level in real for which in ("m_probability", "u_probability")]


@pytest.mark.parametrize(
    ("columns", "facts"),
    [
        (("name",), 1),
        (("name", "city", "postal_code", "country"), 2),
        (("name", "city", "phone"), 3),
        (("name", "city", "phone", "website", "industry"), 5),
    ],
)
def test_comparisons_of_one_fact_count_once(
    small_models: dict[Kind, SmallModel], columns: tuple[str, ...], facts: int
) -> None:
    model = small_models[Kind.COMPANY]

    found = independent_facts(
        COMPARISONS[Kind.COMPANY],
        table(Kind.COMPANY, model.rows(), *columns),
        table(Kind.COMPANY, model.rows("universe"), *columns),
    )

    assert len(found) == facts


def test_a_field_that_one_side_lacks_or_that_never_changes_carries_no_fact() -> None:
    cities = [{"id": str(number), "name": f"Firm {number}", "city": "Oslo"} for number in range(9)]
    others = [{**row, "city": f"{row['name']}ville"} for row in cities]

    def found(*fields: tuple[str, ...]) -> list[frozenset[str]]:
        crm, universe = (table(Kind.COMPANY, rows, *kept) for rows, kept in zip((others, cities), fields, strict=True))
        return independent_facts(COMPARISONS[Kind.COMPANY], crm, universe)

    assert found((), ()) == [frozenset({"name"})]
    assert found(("city",), ("name",)) == []


def test_fewer_than_three_independent_facts_run_no_em(small_models: dict[Kind, SmallModel]) -> None:
    model = small_models[Kind.COMPANY]
    columns = ("name", "city", "postal_code")

    fitted = fit_splink(
        table(Kind.COMPANY, model.rows(), *columns),
        table(Kind.COMPANY, model.rows("universe"), *columns),
        quick(Kind.COMPANY),
    )
    completed = complete_parameters(fitted, None)

    assert (fitted.blocks, fitted.m_by_em) == ((), frozenset())
    assert {"name", "city", "postal"} <= fitted.u_sampled
    assert {source["m"] for source in completed.sources.values()} == {"none"}
    assert completed.sources["phone"] == {"m": "none", "u": "none"}
    assert all(isinstance(number, float) and number > 0 for number in numbers(completed.settings))


def test_em_runs_on_three_facts_and_gives_agreement_a_positive_weight(
    small_models: dict[Kind, SmallModel],
) -> None:
    model = small_models[Kind.PERSON]

    fitted = fit_splink(
        table(Kind.PERSON, model.rows()), table(Kind.PERSON, model.rows("universe")), quick(Kind.PERSON)
    )
    completed = complete_parameters(fitted, None)

    assert fitted.blocks
    by_em = {name for name, source in completed.sources.items() if source["m"] == "em"}
    assert by_em & {"first", "last"}, "EM is used where weights fall from level to level: is a new level at its place?"
    for comparison in completed.settings["comparisons"]:
        if comparison["output_column_name"] in by_em:
            best, *_, worst = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
            assert best["m_probability"] > best["u_probability"]
            assert worst["m_probability"] < worst["u_probability"]
    assert all(isinstance(number, float) and number > 0 for number in numbers(completed.settings))
