"""`onematch explain`: text, JSON and page say the same; a wrong record or profile is one line."""

import json
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import Result

from features.schema.kinds import Kind
from features.schema.texts import PSEUDO, spoken
from serving.matching.outcomes import Outcome
from tests.support.command_line import run
from tests.support.small_models import SmallModel
from tests.support.unbracketed import outside_of_page
from training.evaluation.report.explanation_page import render_explanation
from training.explanation_view import explanation_of

HOSTILE = "<script>alert(1)</script> & \u202eco"


@pytest.fixture(scope="module")
def model(small_models: dict[Kind, SmallModel]) -> SmallModel:
    return small_models[Kind.PERSON]


@pytest.fixture(scope="module")
def linked(model: SmallModel) -> Outcome:
    found = model.matcher().match_rows(model.rows(), limit=2)
    return next(one for one in found if isinstance(one, Outcome) and len(one.candidates) > 1 and one.match)


def explain(model: SmallModel, record: str, *more: object, profile: str) -> Result:
    command = f"explain --kind {model.kind} --profile {profile}"
    return run(command, "--bundle", model.bundle, "--index", model.index, "--record", record, *more)


def record_of(model: SmallModel, outcome: Outcome) -> str:
    return f"{model.file('crm')}#{outcome.record_id}"


def test_a_record_of_a_file_is_explained_as_it_is_matched(model: SmallModel, linked: Outcome, tmp_path: Path) -> None:
    best, other = linked.candidates[:2]
    page = tmp_path / "why.html"

    result = explain(model, record_of(model, linked), "--json", "--against", other.id, "--html", page, profile=best.id)

    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert found["pair"]["probability"] == best.probability
    assert found["contrast"]["against"]["probability"] == other.probability
    assert found["edits"]["tried"] > 0
    text = page.read_text(encoding="utf-8")
    assert f"probability {best.probability:.6f}" in text
    assert "<script" not in text


def test_the_terminal_shows_decision_retrieval_comparisons_waterfall_and_edits(
    model: SmallModel, linked: Outcome
) -> None:
    shown = explain(model, record_of(model, linked), profile=linked.candidates[0].id).stdout

    assert f"probability {linked.candidates[0].probability:.6f}" in shown
    for part in ("decision linked", "among the candidates", "Comparisons", "where every pair starts", "unlink"):
        assert part in shown


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("crm.csv", "expected FILE#ID"),
        ("{", "not JSON"),
        ('{"name": "x"}', "name: got an unknown field"),
        ('{"id": "1"}', "expected at least a name"),
    ],
)
def test_a_wrong_record_is_one_line(model: SmallModel, linked: Outcome, record: str, said: str) -> None:
    result = explain(model, record, profile=linked.candidates[0].id)

    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


def test_the_page_escapes_what_comes_from_a_record_and_needs_no_network(model: SmallModel, linked: Outcome) -> None:
    row = pq.read_table(model.file("crm")).to_pylist()[0] | {"company": HOSTILE, "city": HOSTILE}

    page = render_explanation(explanation_of(model.matcher(), row, linked.candidates[0].id, edits=True))

    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=|@import|url\(""", page)
    assert 'role="img"' in page
    assert page.count("<table") >= 2


def test_no_sentence_of_an_explanation_stands_outside_of_the_brackets_of_the_pseudo_language(
    model: SmallModel, linked: Outcome, tmp_path: Path
) -> None:
    best, other = linked.candidates[:2]
    page = tmp_path / "why.html"

    with spoken(PSEUDO):
        options = ("--against", other.id, "--html", page, "--edits")
        explain(model, record_of(model, linked), *options, profile=best.id)

    assert outside_of_page(page.read_text(encoding="utf-8")) == []
