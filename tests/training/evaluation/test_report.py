"""The report: one page without network or script, safe against hostile names, with field values or without."""

import re
import shutil
from pathlib import Path

import pytest

from data.labels.links import Link, LinksTable
from features.schema.kinds import Kind
from serving.matching.policy import Policy
from tests.support.judged_links import CITIES, HOSTILE, EvaluationFiles, truth_of, write_evaluation_files
from training.evaluation.evaluate import EvaluateRequest, evaluate
from training.evaluation.evaluation import evaluate_links
from training.evaluation.report.charts import feature_gains, gains_chart, match_weights, weights_chart
from training.evaluation.report.errors import Agreement, agreement, field_rows
from training.evaluation.report.page import percent, render_report, span
from training.evaluation.thresholds import measured_table

OUTSIDE = re.compile(
    r"(?:src|href|action|data|poster|xlink:href)\s*=\s*[\"']?\s*(?:https?:)?//|@import|url\((?!#)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> EvaluationFiles:
    return write_evaluation_files(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def page(files: EvaluationFiles) -> Path:
    out = files.crm.parent / "report.html"
    evaluate(
        EvaluateRequest(Kind.PERSON, files.crm, files.truth, universe=files.universe, scored=files.links, report=out)
    )
    return out


def without_escapes(page: str) -> str:
    """Drop text nodes, so that only markup remains."""
    return re.sub(r">[^<]*<", "><", page)


def test_the_page_refers_to_nothing_outside_and_has_no_script(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert OUTSIDE.search(without_escapes(text)) is None
    assert "<script" not in text.lower()
    assert "default-src 'none'" in text


def test_hostile_names_are_shown_as_text(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert HOSTILE not in text
    assert "&lt;script&gt;alert" in text
    assert "<img" not in text.lower()


def test_the_page_shows_values_of_records_and_how_fields_agree(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert "ann14@example.org" in text
    assert any(city in text for city in CITIES)
    assert '<td class="different">' in text


def test_the_page_holds_every_part_of_an_evaluation(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    for part in (
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


def test_links_in_memory_give_a_page_too() -> None:
    evaluation = evaluate_links(LinksTable([Link("1", "a", 0.9, "linked")]), truth_of(("1", "a"), ("2", None)))

    text = render_report(evaluation, None, None)

    assert "Outcomes of 2 records" in text
    assert "Worst errors" not in text


def test_a_browser_shows_the_page_without_errors_or_requests(page: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no chromium found: the report was not opened in a browser")
    from playwright.sync_api import sync_playwright

    errors: list[str] = []
    requests: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        shown = browser.new_page(viewport={"width": 1200, "height": 900}, color_scheme="dark")
        shown.on("console", lambda message: errors.append(message.text))
        shown.on("pageerror", lambda error: errors.append(str(error)))
        shown.on("request", lambda request: requests.append(request.url))
        shown.goto(page.as_uri())
        widths = [shown.locator(".svg svg").nth(i).bounding_box() for i in range(shown.locator(".svg svg").count())]
        overflow = shown.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        heading = shown.inner_text("h1")
        browser.close()

    assert errors == []
    assert requests == [page.as_uri()]
    assert overflow == 0
    assert heading.startswith("Person matching")
    assert len(widths) >= 3
    assert all(box is not None and box["width"] > 300 and box["height"] > 100 for box in widths)


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


def test_comparisons_of_fields_that_no_record_has_fill_no_chart() -> None:
    level = {"m_probability": 0.8, "u_probability": 0.1, "label_for_charts": "same"}
    settings = {
        "comparisons": [
            {"output_column_name": "city", "comparison_levels": [{**level, "sql_condition": "city_l = city_r"}]},
            {"output_column_name": "born", "comparison_levels": [{**level, "sql_condition": "birth_l = birth_r"}]},
        ]
    }

    assert [comparison for comparison, _, _ in match_weights(settings, {"city", "name"})] == ["city"]
    assert len(match_weights(settings)) == 2


def test_the_page_shows_what_each_wanted_precision_costs() -> None:
    evaluation = evaluate_links(LinksTable([Link("1", "a", 0.9, "linked", 0.9)]), truth_of(("1", "a")))
    table = measured_table(evaluation.counted.judged, Policy(0.8, 0.05, 0.0, 0.99))

    page = render_report(evaluation.with_thresholds(table), None, None)

    assert "What comes of the records" in page
    assert all(level.guarantee in page for level in table.levels)


def test_feature_gains_are_shares_of_all_gain(tmp_path: Path) -> None:
    import lightgbm
    import numpy as np

    rng = np.random.default_rng(0)
    features = rng.random((400, 3))
    data = lightgbm.Dataset(features, features[:, 1] > 0.5, feature_name=["one", "two", "three"])
    booster = lightgbm.train({"objective": "binary", "num_threads": 1, "verbose": -1, "seed": 1}, data, 5)
    path = tmp_path / "trees.txt"
    booster.save_model(str(path))

    gains = feature_gains([path])

    assert gains[0][0] == "two"
    assert {*dict(gains)} == {"one", "two", "three"}
    assert sum(dict(gains).values()) == pytest.approx(1)
    assert "two" in gains_chart(gains).svg


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


def test_case_accents_and_punctuation_make_no_difference() -> None:
    rows = field_rows({"full_name": "JOSÉ  O'Neil", "id": "1"}, {"full_name": "jose o neil"}, {"city": "York"})

    assert [(row.name, row.chosen_agrees, row.right_agrees) for row in rows] == [
        ("full_name", Agreement.SAME, Agreement.ABSENT),
        ("city", Agreement.ABSENT, Agreement.ABSENT),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "50.0 %"), (0.9956, "99.56 %"), (0.99999, "100.00 %"), (1, "100.0 %"), (None, "–")],
)
def test_shares_are_written_in_percent(value: float | None, text: str) -> None:
    assert percent(value) == text


def test_intervals_are_written_in_percent() -> None:
    assert span((0.5, 0.75)) == "50.0 to 75.0"
    assert span((0.985, 0.9912)) == "98.50 to 99.12"
    assert span(None) == ""
