"""`onematch review`: questions from files, answers as labels of a training, and sessions that continue."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from data.index.index import UniverseIndex
from data.labels.judgements import write_judgements
from data.labels.label_rows import Label, Verdict
from data.labels.links import Link, LinkDecision, LinksTable, read_links, write_links
from data.tables.records import read_records
from features.schema.kinds import Kind
from tests.support.small_models import SmallModel
from training.cli import app
from training.explanation_view import explanation_of
from training.feedback.feedback import read_feedback
from training.feedback.review_files import FileQueue, ReviewRequest, answers_for_links, read_answers, shown_of
from training.promotion.comparison.matching import match_table


def review(model: SmallModel, folder: Path, *more: str, keys: str = "") -> Result:
    links = folder / "links.parquet"
    if not links.exists():
        crm = read_records(model.kind, model.file("crm"))
        write_links(match_table(model.bundle, UniverseIndex.open(model.index), crm), links)
    files = ("--links", str(links), "--crm", str(model.file("crm")), "--index", str(model.index))
    command = ("review", "--kind", str(model.kind), *files, "--out", str(folder / "judged.csv"), *more)
    return CliRunner().invoke(app, command, input=keys)


def test_answers_are_kept_as_labels_with_what_was_shown_and_are_not_asked_for_again(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    asked = json.loads(review(model, tmp_path, "--limit", "4", "--json").stdout)

    done = review(model, tmp_path, "--limit", "4", "--user", "ann", keys="y\nn\n0\ns\n")

    assert done.exit_code == 0, done.output
    rows = {row.crm_id: row for row in read_feedback(Kind.COMPANY, str(tmp_path / "judged.csv")).labels.rows}
    first, second, third, fourth = asked["questions"]
    assert rows[first["crm_id"]].verdict is Verdict.MATCH
    assert rows[first["crm_id"]].universe_id == first["candidate_id"]
    assert float(rows[first["crm_id"]].feedback["probability_shown"]) == first["probability"]
    links = read_links(tmp_path / "links.parquet")
    assert float(rows[first["crm_id"]].feedback["shown_alike"]) == pytest.approx(
        np.mean([shown_of(link).cell == shown_of(links.of(first["crm_id"])).cell for link in links]), abs=1e-6
    )
    assert rows[second["crm_id"]].verdict is Verdict.NOT_MATCH
    assert rows[third["crm_id"]].verdict is Verdict.NOBODY
    assert fourth["crm_id"] not in rows
    assert "risk left" in done.stdout
    blind = json.loads(review(model, tmp_path, "--limit", "4", "--json", "--blind").stdout)["questions"]
    assert all(set(one) == {"crm_id", "candidate_id"} for one in blind)
    assert not {one["crm_id"] for one in blind} & rows.keys()


def test_where_nothing_is_linked_the_queue_says_how_many_answers_would_change_that(
    small_models: dict[Kind, SmallModel],
) -> None:
    rows = [Link(f"r{at}", f"p{at}", 0.999, LinkDecision.REVIEW, 0.9) for at in range(200)]
    labels = [Label(at, f"r{at}", f"p{at}", Verdict.MATCH) for at in range(46)]

    said = answers_for_links(LinksTable(rows), None, 0.95, labels)
    by_bundle = answers_for_links(LinksTable(rows), small_models[Kind.COMPANY].bundle, 0.95)

    assert said == "a precision of 0.95 cannot be promised yet; about 5 more answers would probably change that"
    assert by_bundle == "no record here is as probable as links of 0.95 are"


def test_going_back_takes_an_answer_out_of_the_file_and_ctrl_d_keeps_the_others(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    asked = json.loads(review(model, tmp_path, "--limit", "3", "--json").stdout)["questions"]

    done = review(model, tmp_path, "--limit", "3", keys="y\nn\nz\n0\n")

    assert done.exit_code == 0, done.output
    rows = [(row.crm_id, row.verdict) for row in read_answers(tmp_path / "judged.csv")]
    assert sorted(rows) == sorted([(asked[0]["crm_id"], Verdict.MATCH), (asked[1]["crm_id"], Verdict.NOBODY)])
    assert "2 answers now, 2 judgements in all" in done.stdout


def test_with_a_bundle_three_candidates_are_offered_and_the_second_can_be_chosen(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    review(model, tmp_path, "--json")
    files = (tmp_path / "links.parquet", model.file("crm"), tmp_path / "j.csv")
    sides = (model.file("universe"), model.index, model.bundle)
    queue = FileQueue(ReviewRequest(model.kind, *files, "ann", *sides, limit=5))
    queue.prepare()
    place = next(at for at in range(5) if len(queue.question(at).candidates) == 2)
    explained = queue.why(place, 1)
    first = queue.question(place)

    queue.answer(place, Verdict.MATCH, 1)

    [label] = read_answers(tmp_path / "j.csv")
    assert len(first.candidates) == 3
    assert (label.universe_id, label.user) == (first.candidates[1].id, "ann")
    row = next(row for row in model.rows() if row["id"] == first.name)
    second = first.candidates[1].id
    best = first.candidates[0].id
    assert explained[0] == explanation_of(model.matcher(), row, second, best)
    assert queue.why(place, 0)[0] == explanation_of(model.matcher(), row, best, second)
    raw = {row["id"]: row for row in model.rows("universe")}
    for candidate in first.candidates:
        assert candidate.values["name"] == raw[candidate.id]["name"]


def test_a_review_keeps_rows_that_no_training_would_use(small_models: dict[Kind, SmallModel], tmp_path: Path) -> None:
    """Contradictory, weightless and repeated rows stay, and so do their columns."""
    model = small_models[Kind.COMPANY]
    before = [
        "crm_id,universe_id,verdict,split,weight,source,judged_at,user",
        "x1,u1,match,train,1.0,review,2026-01-01T00:00:00+00:00,ann",
        "x1,u1,not_match,train,1.0,review,2026-01-02T00:00:00+00:00,bob",
        "x2,u2,match,test,0.0,create_record,2026-01-03T00:00:00+00:00,ann",
    ]
    (tmp_path / "judged.csv").write_text("\n".join(before) + "\n", encoding="utf-8")

    done = review(model, tmp_path, "--limit", "1", keys="y\n")

    assert done.exit_code == 0, done.output
    rows = [row for row in read_answers(tmp_path / "judged.csv") if row.crm_id.startswith("x")]
    assert [(row.crm_id, row.verdict.value, row.split, row.weight, row.user) for row in rows] == [
        ("x1", "match", "train", 1.0, "ann"),
        ("x1", "not_match", "train", 1.0, "bob"),
        ("x2", "match", "test", 0.0, "ann"),
    ]


def test_records_that_another_file_answers_are_not_asked_about_under_its_own_header_and_a_random_order_is_a_sample(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    given = tmp_path / "given.csv"
    first = names_of(review(model, tmp_path, "--limit", "8", "--sort", "random", "--json").stdout)
    write_judgements(
        [
            Label(row=1, crm_id=one, universe_id=None, verdict=Verdict.NOBODY, split=None, weight=1.0, source="review")
            for one in first[:5]
        ],
        given,
    )

    given.write_text(given.read_text("utf-8").replace("crm_id", "Kunde", 1), "utf-8")
    more = ("--limit", "8", "--sort", "random", "--except", str(given), "--map", "Kunde=crm_id", "--json")

    after = names_of(review(model, tmp_path, *more).stdout)

    assert after[:3] == first[5:]
    assert not set(after) & set(first[:5])


def names_of(listed: str) -> list[str]:
    return [one["crm_id"] for one in json.loads(listed)["questions"]]
