"""The kernel gives what Splink's own `predict()` gives, pair by pair."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pytest
from splink import DuckDBAPI, Linker

from features.blocking.term_frequencies import TermFrequencies, count_term_frequencies
from features.comparisons.comparisons import comparisons_of
from features.comparisons.kernel import Kernel, Weights
from features.pairs.columns import Columns, columns_of
from features.pairs.pairs import Pairs
from features.schema.kinds import Kind
from features.schema.schema import Shape, schema_of
from tests.support.own_schema import every_type

N_LEFT = 330
N_RIGHT = 310
WORDS = (
    "bob",
    "robert",
    "roberta",
    "rob",
    "ann",
    "anna",
    "hannah",
    "smith",
    "smyth",
    "schmidt",
    "garcia",
    "lopez",
    "münchen",
    "muenchen",
    "é",
    "e\u0301",
    "łódź",
    "老王",
    "王老",
    "Ωμέγα",
    "سلام",
    "😀x",
    "x😀",
    "naïve",
    "aa",
    "aaa",
    "a",
    "0",
    "1983-08-07",
    "1983-07-08",
    "1984",
    "mississippi",
    "misisipi",
    "acme",
    "acme tools",
    "acme tool works",
    "o'neil",
    "100%",
    "semi;colon",
    "tab\tbed",
    "ca",
    "abc",
    "acb",
)

# Splink does not read the columns inside a lambda: another condition has to name `company` as well.
CONDITIONS = (
    "first_l = first_r",
    "company_l = company_r",
    "first_l <> last_r",
    "first_l = last_r AND last_l = first_r",
    "first_l = 'bob' OR first_r != 'ann'",
    "first_l IS NULL",
    "first_r IS NOT NULL AND NOT last_l IS NULL",
    "first_l = middle_l",
    "(first_l = first_r OR middle_l = middle_r) AND last_l = last_r",
    "NOT (first_l = first_r AND NOT middle_l = middle_r)",
    "round(jaro_winkler_similarity(first_l, first_r), 6) >= 0.8",
    "round(jaro_winkler_similarity(last_r, first_l), 6) < 0.95",
    "round(jaro_similarity(last_l, last_r), 6) > .7",
    "levenshtein(last_l, last_r) <= 2",
    "damerau_levenshtein(last_l, last_r) = 1",
    "length(first_l) > 3 AND len(first_r) <= 5",
    "abs(len(first_l) - len(first_r)) <= 1",
    "len(first_l) + len(last_l) = len(first_r) + len(last_r)",
    "-len(first_l) < -3",
    "substr(last_l, 1, 3) = substr(last_r, 1, 3)",
    "substring(last_l, 2, 2) = substring(last_r, 2, 2)",
    "left(last_l, 1) = left(last_r, 1)",
    "left(first_l, 2) <> 'ro'",
    "list_contains(first_forms_l, first_r)",
    "list_contains(first_forms_r, first_l)",
    "list_has_any(first_forms_l, first_forms_r)",
    "list_has_any(last_words_r, name_words_l)",
    "len(list_intersect(name_words_l, name_words_r)) >= 2",
    "len(list_intersect(name_words_r, name_words_l)) < 1",
    "len(first_forms_l) >= 2 AND len(first_forms_r) = len(first_forms_l)",
    "list_max(list_transform(companies_r, lambda x: round(jaro_winkler_similarity(company_l, x), 6))) >= 0.85",
    "round(list_max(list_transform(companies_l, lambda x: jaro_winkler_similarity(x, company_r))), 6) >= 0.85",
    (
        "list_max(list_transform(companies_l, lambda y: list_max(list_transform(companies_r, "
        "lambda x: round(jaro_winkler_similarity(y, x), 6))))) >= 0.9"
    ),
    '"first_l" = "first_r"',
    "true",
)


def _record(shape: Shape, drawn: str) -> dict[str, str | tuple[str, ...] | None]:
    """Draw a record from few words, so that every level occurs; what is empty is null, as normalising makes it.

    Each field has draws of its own, so that a further field changes no other.
    """
    record: dict[str, str | tuple[str, ...] | None] = {}
    for field in schema_of(shape).fields:
        source = random.Random(f"{drawn} {field.name}")
        if field.plural:
            record[field.name] = tuple(dict.fromkeys(_value(source) for _ in range(source.choice((0, 1, 1, 2, 4)))))
        else:
            record[field.name] = _value(source) if source.random() < 0.85 else ""
    return {name: value or None for name, value in record.items()}


def _value(source: random.Random) -> str:
    value = source.choice(WORDS)
    if source.random() < 0.4:
        at = source.randrange(len(value) + 1)
        value = value[:at] + source.choice(("", "a", "é", "王")) + value[at + source.choice((0, 1)) :]
    return value or "a"


def _columns(shape: Shape, n: int, seed: int) -> Columns:
    """Draw a side; three equal words, which few draws have, are in the last record of both."""
    words = [field.name for field in schema_of(shape).fields if field.plural and field.name.endswith("words")]
    records = [_record(shape, f"{seed} {i}") for i in range(n)]
    records[-1] |= dict.fromkeys(words, WORDS[:3])
    return columns_of(shape, [f"{i:05}" for i in range(n)], records)


def _table(columns: Columns) -> pa.Table:
    arrays: dict[str, pa.Array] = {"unique_id": pa.array(columns.ids, pa.string())}
    for field in columns.schema.fields:
        values = [list(value) if isinstance(value, tuple) else value for value in columns[field.name].values()]
        arrays[field.name] = pa.array(values, pa.list_(pa.string()) if field.plural else pa.string())
    return pa.table(arrays)


@dataclass(frozen=True)
class Scored:
    """Both answers over all pairs, in the same order."""

    splink: pa.Table
    kernel: Weights


def _score(shape: Shape, comparisons: list[dict[str, object]]) -> Scored:
    left = _columns(shape, N_LEFT, seed=7)
    right = _columns(shape, N_RIGHT, seed=8)
    settings: dict[str, object] = {
        "link_type": "link_only",
        "probability_two_random_records_match": 0.003,
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": ["1=1"],
        "retain_intermediate_calculation_columns": True,
    }
    api = DuckDBAPI()
    tables = [
        api.register(_table(side), dataset_display_name=name) for side, name in ((left, "crm"), (right, "universe"))
    ]
    linker = Linker(tables, settings)
    saved = linker.misc.save_model_to_json()
    tf = count_term_frequencies(right, _adjusted_fields(saved))
    for field, table in _lookups(right, tf).items():
        linker.table_management.register_term_frequency_lookup(api.register(table), field)
    splink = linker.inference.predict().as_duckdbpyrelation().to_arrow_table()
    pairs = Pairs(left, right, _rows(splink, "unique_id_l"), _rows(splink, "unique_id_r"))
    return Scored(splink, Kernel.from_splink_json(saved, tf, shape).score(pairs))


def _rows(table: pa.Table, column: str) -> np.ndarray:
    return np.array([int(value) for value in table[column].to_pylist()], np.int64)


def _adjusted_fields(settings: Mapping[str, object]) -> list[str]:
    comparisons = settings["comparisons"]
    assert isinstance(comparisons, list)
    levels = [level for comparison in comparisons for level in comparison["comparison_levels"]]
    return sorted({level["tf_adjustment_column"] for level in levels if "tf_adjustment_column" in level})


def _lookups(universe: Columns, tf: TermFrequencies) -> dict[str, pa.Table]:
    return {
        field: pa.table(
            {
                field: list(universe.text(field).vocabulary.take(np.arange(len(shares), dtype=np.int32))),
                f"tf_{field}": shares,
            }
        )
        for field, shares in tf.items()
    }


def _declared(shape: Shape) -> list[dict[str, object]]:
    """Return the declared comparisons with arbitrary m and u."""
    return [_numbered(comparison.splink()) for comparison in comparisons_of(shape)]


def _numbered(comparison: dict[str, object]) -> dict[str, object]:
    levels = comparison["comparison_levels"]
    assert isinstance(levels, list)
    for i, level in enumerate(levels):
        if not level.get("is_null_level"):
            level |= {"m_probability": 0.9 / 3**i, "u_probability": 0.8 / 3 ** (len(levels) - i)}
    return comparison


def _three_valued(i: int, condition: str) -> dict[str, object]:
    """Give true, false and null a level each."""
    return _numbered(
        {
            "output_column_name": f"condition_{i}",
            "comparison_levels": [{"sql_condition": sql} for sql in (condition, f"NOT ({condition})", "ELSE")],
        }
    )


def _every_condition() -> list[dict[str, object]]:
    return [_three_valued(i, condition) for i, condition in enumerate(CONDITIONS)]


def _term_frequencies() -> list[dict[str, object]]:
    exact = {"sql_condition": "last_l = last_r", "tf_adjustment_column": "last"}
    similar = {"sql_condition": "round(jaro_winkler_similarity(last_l, last_r), 6) >= 0.7"}
    variants: tuple[dict[str, object], ...] = (
        {"tf_adjustment_weight": 1.0},
        {"tf_adjustment_weight": 0.5, "tf_minimum_u_value": 0.02},
        {"tf_adjustment_weight": 0.0},
        {"tf_adjustment_weight": 0.7, "disable_tf_exact_match_detection": True},
    )
    return [
        _numbered(
            {
                "output_column_name": f"last_{i}",
                "comparison_levels": [
                    {"sql_condition": "last_l IS NULL OR last_r IS NULL", "is_null_level": True},
                    exact | variant,
                    similar | variant | {"tf_adjustment_column": "last"},
                    {"sql_condition": "middle_l = middle_r", "tf_adjustment_column": "last"} | variant,
                    {"sql_condition": "ELSE"},
                ],
            }
        )
        for i, variant in enumerate(variants)
    ]


OWN = every_type(Kind.COMPANY)


def _own() -> list[dict[str, object]]:
    return _declared(OWN)[-len(OWN.own) :]


CASES: dict[str, tuple[Shape, Callable[[], list[dict[str, object]]]]] = {
    "the shipped person comparisons": (Kind.PERSON, lambda: _declared(Kind.PERSON)),
    "the shipped company comparisons": (Kind.COMPANY, lambda: _declared(Kind.COMPANY)),
    "own fields of every type": (OWN, _own),
    "every condition, its negation and null": (Kind.PERSON, _every_condition),
    "term frequency adjustments": (Kind.PERSON, _term_frequencies),
}


@pytest.mark.parametrize("case", CASES)
def test_every_gamma_is_splinks_and_every_weight_within_a_millionth(case: str) -> None:
    shape, comparisons = CASES[case]

    scored = _score(shape, comparisons())

    assert scored.splink.num_rows == N_LEFT * N_RIGHT > 100_000
    for name, gamma in scored.kernel.gammas.items():
        np.testing.assert_array_equal(gamma, scored.splink[f"gamma_{name}"].to_numpy(), err_msg=name)
    expected = scored.splink["match_weight"].to_numpy()
    np.testing.assert_allclose(scored.kernel.match_weight, expected, rtol=0, atol=1e-6)
