"""`onematch gain` on a small file."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import Result

from features.schema.kinds import Kind
from tests.support.command_line import run
from tests.support.small_models import SmallModel


@pytest.fixture(scope="module")
def people(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> SmallModel:
    return small_models[Kind.PERSON].of_first(400, tmp_path_factory.mktemp("few"))


def gain(of: SmallModel, *more: object) -> Result:
    return run("gain --kind person", "--crm", of.file("crm"), "--index", of.index, "--bundle", of.bundle, *more)


def test_it_plans_which_fields_to_fill_and_writes_the_records_to_start_with(people: SmallModel, tmp_path: Path) -> None:
    out = tmp_path / "start.csv"

    result = gain(people, "--out", out, "--json")

    assert result.exit_code == 0, result.output
    plan = json.loads(result.stdout)
    starts = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    stated = {str(row["id"]): set(row) for row in people.rows()}
    estimated = [row for row in plan["fields"] if row["expected_links"] is not None]
    assert plan["records"] == len(people.rows())
    assert estimated
    assert all(row["low"] <= row["expected_links"] <= row["high"] for row in estimated)
    values = [row["for_each_value"] for row in estimated]
    assert values == sorted(values, reverse=True)
    assert len(starts) == plan["records_to_start_with"]
    for start in starts:
        assert not stated[start["crm_id"]].intersection(start["fields"].split("; "))


def test_it_prints_a_table(people: SmallModel) -> None:
    result = gain(people)

    assert result.exit_code == 0, result.output
    assert "records are linked" in result.stdout
    assert "90 % interval" in result.stdout
