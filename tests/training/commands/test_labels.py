"""`onematch labels audit`: wrong labels are found, judged, and written corrected."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from features.schema.kinds import Kind
from tests.support.small_models import SmallModel
from training.cli import app


@pytest.fixture
def planted(small_models: dict[Kind, SmallModel], tmp_path: Path) -> tuple[SmallModel, Path, dict[str, str | None]]:
    """A model, labels of which every twentieth names somebody else's profile, and the right answers to these."""
    model = small_models[Kind.COMPANY]
    truth = sorted(model.truth().items())
    others = [profile for _, profile in truth if profile is not None]
    wrong = dict(truth[::20])
    rows = [
        (crm_id, others[at % len(others)] if crm_id in wrong else profile)
        for at, (crm_id, profile) in enumerate(truth[::-1])
    ]
    with (tmp_path / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("crm_id", "universe_id"), *rows])
    return model, tmp_path / "labels.csv", wrong


def audit(model: SmallModel, labels: Path, *more: str, keys: str = "") -> Result:
    files = ("--crm", str(model.file("crm")), "--index", str(model.index), "--labels", str(labels))
    return CliRunner().invoke(app, ("labels", "audit", "--kind", str(model.kind), *files, *more), input=keys)


def test_wrong_labels_are_found_judged_and_written_corrected(
    planted: tuple[SmallModel, Path, dict[str, str | None]], tmp_path: Path
) -> None:
    model, labels, wrong = planted
    out = tmp_path / "corrected.csv"

    found = json.loads(audit(model, labels, "--json").stdout)
    listed = audit(model, labels)
    split = ("--labels-split", "train")
    asked = audit(model, labels, *split, "--out", str(out), "--limit", "3", keys="0\n1\ns\n\n")
    again = audit(model, labels, "--out", str(out), "--limit", "3", keys="q\n")

    accused = [one for one in found["suspects"] if one["accused"]]
    assert sum(one["crm_id"] in wrong for one in accused) >= 0.8 * len(accused) > 0
    assert found["says"].startswith(f"{len(accused)} of {found['records']:,} labels are probably wrong")
    assert f"labels.csv --limit {len(accused)} --out labels.corrected.csv" in " ".join(listed.stdout.split())
    first, second, third = (one["crm_id"] for one in accused[:3])
    assert asked.exit_code == 0, asked.output
    assert "the label says" in asked.stdout
    assert f"corrected.csv {' '.join(split)} --out" in " ".join(asked.stdout.split())
    assert "The evidence says" in asked.stdout
    assert "labels judged: 2; all labels, corrected:" in asked.stdout
    corrected = {row["crm_id"]: row for row in csv.DictReader(out.read_text(encoding="utf-8").splitlines())}
    given = {row["crm_id"]: row["universe_id"] for row in csv.DictReader(labels.read_text().splitlines())}
    assert (corrected[first]["verdict"], corrected[first]["universe_id"]) == ("nobody", "")
    assert corrected[second]["universe_id"] == given[second]
    assert {crm_id for crm_id, row in corrected.items() if row["source"] == "audit"} == {first, second}
    assert {crm_id: row["universe_id"] for crm_id, row in corrected.items() if crm_id != first} == {
        crm_id: profile for crm_id, profile in given.items() if crm_id != first
    }
    assert first not in again.stdout
    assert third in again.stdout
