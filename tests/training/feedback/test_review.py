"""`onematch review`: questions from files, answers as labels of a training, and sessions that continue."""

import json
from pathlib import Path

from typer.testing import CliRunner, Result

from data.index.index import UniverseIndex
from data.labels.label_rows import Verdict
from data.labels.links import write_links
from data.tables.records import read_records
from features.schema.kinds import Kind
from tests.support.small_models import SmallModel
from training.cli import app
from training.feedback.feedback import read_feedback
from training.promotion.comparison.matching import match_table


def review(model: SmallModel, folder: Path, *more: str, keys: str = "") -> Result:
    links = folder / "links.parquet"
    if not links.exists():
        crm = read_records(model.kind, model.file("crm"))
        write_links(match_table(model.bundle, UniverseIndex.open(model.index), crm), links)
    files = ("--links", str(links), "--crm", str(model.file("crm")), "--index", str(model.index))
    command = ("review", "--kind", str(model.kind), *files, "--out", str(folder / "judged.csv"), *more)
    return CliRunner().invoke(app, command, input=keys)


def test_answers_are_kept_as_labels_with_what_was_shown(small_models: dict[Kind, SmallModel], tmp_path: Path) -> None:
    model = small_models[Kind.COMPANY]
    asked = json.loads(review(model, tmp_path, "--limit", "4", "--json").stdout)

    done = review(model, tmp_path, "--limit", "4", "--user", "ann", keys="y\nn\n0\ns\n")

    assert done.exit_code == 0, done.output
    rows = {row.crm_id: row for row in read_feedback(Kind.COMPANY, str(tmp_path / "judged.csv")).labels.rows}
    first, second, third, fourth = asked["questions"]
    assert rows[first["crm_id"]].verdict is Verdict.MATCH
    assert rows[first["crm_id"]].universe_id == first["candidate_id"]
    assert float(rows[first["crm_id"]].feedback["probability_shown"]) == first["probability"]
    assert rows[second["crm_id"]].verdict is Verdict.NOT_MATCH
    assert rows[third["crm_id"]].verdict is Verdict.NOBODY
    assert fourth["crm_id"] not in rows
    assert "risk left" in done.stdout


def test_the_order_is_stable_and_answered_questions_do_not_come_again(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    before = json.loads(review(model, tmp_path, "--limit", "5", "--json").stdout)
    again = json.loads(review(model, tmp_path, "--limit", "5", "--json").stdout)

    review(model, tmp_path, "--limit", "1", keys="y\n")
    after = json.loads(review(model, tmp_path, "--limit", "5", "--json").stdout)

    assert before == again
    assert before["questions"][0]["crm_id"] not in {one["crm_id"] for one in after["questions"]}
    assert after["risk"]["records"] == before["risk"]["records"] - 1


def test_a_blind_review_shows_no_score_no_decision_and_no_reason(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]

    listed = json.loads(review(model, tmp_path, "--limit", "2", "--json", "--blind").stdout)
    shown = review(model, tmp_path, "--limit", "1", "--blind", keys="s\n").stdout

    assert all(set(one) == {"crm_id", "candidate_id"} for one in listed["questions"])
    assert "probability" not in shown
