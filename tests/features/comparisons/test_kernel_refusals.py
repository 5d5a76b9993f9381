"""The kernel refuses a model that it cannot compile when it is loaded, and names the part."""

import pytest

from features.comparisons.kernel import Kernel
from features.comparisons.splink_model import IncompleteModel, UnknownCondition
from features.schema.kinds import Kind

NUMBERS: dict[str, object] = {"m_probability": 0.5, "u_probability": 0.5}


def model(*levels: dict[str, object]) -> dict[str, object]:
    comparison = {"output_column_name": "first name", "comparison_levels": list(levels)}
    return {"probability_two_random_records_match": 0.01, "comparisons": [comparison]}


def level(sql: str, **more: object) -> dict[str, object]:
    return {"sql_condition": sql, "label_for_charts": f"says {sql}", **NUMBERS, **more}


def load(settings: dict[str, object]) -> Kernel:
    return Kernel.from_splink_json(settings, {}, Kind.PERSON)


@pytest.mark.parametrize(
    ("sql", "fragment"),
    [
        ("soundex(first_l) = soundex(first_r)", "SOUNDEX(first_l)"),
        ("first_l = first_r AND levenstein(last_l, last_r) < 2", "LEVENSTEIN(last_l, last_r)"),
        ("first_x = first_r", "first_x"),
        ("first_l < first_r", "first_l < first_r"),
        ("first_forms_l = first_forms_r", "first_forms_l"),
        ("list_has_any(first_forms_l, last_words_l)", "first_forms_l && last_words_l"),
        ("round(jaro_winkler_similarity(first_l, first_r), 3) > 0.9", "ROUND("),
        ("substr(first_l, len(last_l), 1) = 'a'", "SUBSTRING(first_l, LENGTH(last_l), 1)"),
        (
            "list_max(list_transform(first_forms_l, lambda x: round(jaro_similarity(first_l, first_r), 6))) > 0.9",
            "JARO_SIMILARITY(first_l, first_r)",
        ),
        ("first_l = = first_r", "first_l = = first_r"),
    ],
)
def test_a_condition_outside_the_language_is_refused_with_comparison_level_and_fragment(
    sql: str, fragment: str
) -> None:
    settings = model(level(sql), level("ELSE"))

    with pytest.raises(UnknownCondition) as refusal:
        load(settings)

    message = str(refusal.value)
    assert "'first name'" in message
    assert f"says {sql}" in message
    assert f"`{fragment}" in message


@pytest.mark.parametrize("missing", ["m_probability", "u_probability"])
def test_a_level_without_m_or_u_is_refused(missing: str) -> None:
    untrained = {key: value for key, value in level("first_l = first_r").items() if key != missing}

    with pytest.raises(IncompleteModel, match=f"first_l = first_r.*{missing}"):
        load(model(untrained, level("ELSE")))


@pytest.mark.parametrize("levels", [("first_l = first_r",), ("ELSE", "first_l = first_r"), ()])
def test_a_comparison_that_does_not_end_with_else_is_refused(levels: tuple[str, ...]) -> None:
    with pytest.raises(IncompleteModel, match=r"'first name'.*ELSE"):
        load(model(*(level(sql) for sql in levels)))


def test_a_term_frequency_that_the_index_does_not_hold_is_refused() -> None:
    settings = model(level("first_l = first_r", tf_adjustment_column="first"), level("ELSE"))

    with pytest.raises(IncompleteModel, match="no term frequencies of 'first'"):
        load(settings)


def test_a_term_frequency_of_a_list_is_refused() -> None:
    settings = model(level("first_l = first_r", tf_adjustment_column="first_forms"), level("ELSE"))

    with pytest.raises(UnknownCondition, match="'first_forms'"):
        load(settings)


def test_a_term_frequency_without_an_exact_level_is_refused() -> None:
    similar = level("levenshtein(first_l, first_r) <= 1", tf_adjustment_column="first")

    with pytest.raises(IncompleteModel, match="needs an exact level"):
        load(model(similar, level("ELSE")))


@pytest.mark.parametrize("prior", [None, "0.1", 0, 1, 2, True])
def test_a_prior_that_is_no_probability_is_refused(prior: object) -> None:
    settings = model(level("first_l = first_r"), level("ELSE")) | {"probability_two_random_records_match": prior}

    with pytest.raises(IncompleteModel, match="probability_two_random_records_match"):
        load(settings)
