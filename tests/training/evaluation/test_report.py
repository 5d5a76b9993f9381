"""The report: one page without network or script, safe against hostile names, with field values or without."""

import re

import pytest

from features.schema.kinds import Kind
from tests.support.judged_links import HOSTILE, EvaluationFiles, write_evaluation_files
from training.evaluation.evaluate import EvaluateRequest, evaluate
from training.evaluation.report.charts import gains_chart, match_weights, weights_chart
from training.evaluation.report.errors import Agreement, agreement

OUTSIDE = re.compile(
    r"(?:src|href|action|data|poster|xlink:href)\s*=\s*[\"']?\s*(?:https?:)?//|@import|url\((?!#)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> EvaluationFiles:
    return write_evaluation_files(tmp_path_factory.mktemp("report"))


def test_the_page_holds_every_part_refers_to_nothing_outside_and_shows_hostile_names_as_text(
    files: EvaluationFiles,
) -> None:
    page = files.crm.parent / "report.html"
    evaluate(
        EvaluateRequest(Kind.PERSON, files.crm, files.truth, universe=files.universe, scored=files.links, report=page)
    )

    text = page.read_text(encoding="utf-8")
    assert OUTSIDE.search(re.sub(r">[^<]*<", "><", text)) is None
    assert "<script" not in text.lower()
    assert "<img" not in text.lower()
    assert HOSTILE not in text
    for part in (
        "default-src 'none'",
        "&lt;script&gt;alert",
        "ann14@example.org",
        '<td class="different">',
        "Precision and recall",
        "Does a probability mean",
        "Where the probabilities lie",
        "By segment",
        "missing fields",
        "script of the name",
        "frequency of the name",
        "Worst errors",
        "Linked to a wrong profile",
        "Recall at precision 99 %",
    ):
        assert part in text, part
    assert text.count("<svg") >= 3
    assert text.count("The figures") >= 3


def test_match_weights_leave_null_levels_out_and_are_zero_for_levels_without_m_or_u() -> None:
    levels = [
        {"sql_condition": "a IS NULL", "is_null_level": True},
        {"sql_condition": "a = b", "label_for_charts": "exact", "m_probability": 0.8, "u_probability": 0.1},
        {"sql_condition": "ELSE", "m_probability": 0.2, "u_probability": None},
    ]
    settings = {"comparisons": [{"output_column_name": "first_name", "comparison_levels": levels}]}

    weights = match_weights(settings)

    assert weights == [
        ("first name", "exact", pytest.approx(3.0)),
        ("first name", "ELSE", 0.0),
    ]
    assert "exact" in weights_chart(weights).svg


def test_texts_in_charts_are_escaped() -> None:
    assert "<script" not in gains_chart([("<script>x</script>", 1.0)]).svg


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (["ann li"], ["ann li"], Agreement.SAME),
        (["ann li"], ["ann lee"], Agreement.CLOSE),
        (["ann li"], ["bob ray"], Agreement.DIFFERENT),
        ([], ["bob ray"], Agreement.ABSENT),
        (["x", "bob ray"], ["bob ray", "y"], Agreement.SAME),
    ],
)
def test_fields_agree_by_their_best_pair(left: list[str], right: list[str], expected: Agreement) -> None:
    assert agreement(left, right) is expected
