"""The table of renames: BEFORE's answers under the new wire names, and what AFTER is asked."""

from pathlib import Path
from typing import Any

import pytest

from tests.regression.checkouts import Checkout, Side
from tests.regression.compare_versions import compare_runs
from tests.regression.differences import Verdict
from tests.regression.parts import Run
from tests.regression.recording import Recording
from tests.regression.renames import Renames, RenamesUnusable, load_renames
from tests.regression.sources import QUICK, Sources

TABLE = """
[members]
odds = "probability"

[values]
sole = "independent"

[words]
"sole.txt" = "booster.txt"
"--sole" = "--independent"
"""


@pytest.fixture
def renames(tmp_path: Path) -> Renames:
    (tmp_path / "renames.toml").write_text(TABLE, encoding="utf-8")
    return load_renames(tmp_path / "renames.toml")


def run(name: str, folder: Path, key: str, value: object) -> Run:
    """A side whose only part was recorded before."""
    side = Side(Checkout(folder), folder)
    made = Run(name, Sources(side, folder, QUICK), "1")
    made.results.mkdir(parents=True)
    found = Recording()
    found.add(key, value)
    found.write(made.kept("febrl3"))
    return made


def test_members_values_and_words_take_their_new_names_also_inside_of_json_texts(renames: Renames) -> None:
    before = {
        "odds": 0.5,
        "pass": "sole",
        "details": '{"odds": 1, "file": "a/sole.txt"}',
        "note": "sole and odds",
    }

    assert renames.value([before]) == [
        {
            "probability": 0.5,
            "pass": "independent",
            "details": '{"file": "a/booster.txt", "probability": 1}',
            "note": "sole and odds",
        }
    ]


def test_a_word_is_renamed_whole_and_not_as_a_part_of_another(renames: Renames) -> None:
    assert renames.text("match --sole my_sole.txt") == "match --independent my_sole.txt"


@pytest.mark.parametrize(("with_table", "verdict"), [(True, Verdict.EQUAL), (False, Verdict.DIFFERENT)])
def test_sides_that_differ_by_renames_alone_are_equal_with_the_table(
    renames: Renames, tmp_path: Path, with_table: bool, verdict: Verdict
) -> None:
    before = run("BEFORE", tmp_path / "a", "bundle/sole.txt#odds", {"odds": 1})
    after = run("AFTER", tmp_path / "b", "bundle/booster.txt#probability", {"probability": 1})

    [found] = compare_runs(before, after, ["febrl3"], 1, renames if with_table else None)

    assert found.verdict is verdict


def test_what_is_renamed_is_compared_all_the_same(renames: Renames, tmp_path: Path) -> None:
    before = run("BEFORE", tmp_path / "a", "row", {"odds": 1})
    after = run("AFTER", tmp_path / "b", "row", {"probability": 2})

    [found] = compare_runs(before, after, ["febrl3"], 1, renames)

    assert [(one.where, one.before, one.after) for one in found.first] == [(".probability", "1", "2")]


def test_renames_that_nothing_has_are_named(renames: Renames) -> None:
    renames.value({"odds": "sole"})

    assert list(renames.never_used()) == ["words.sole.txt", "words.--sole"]


def test_two_members_that_become_one_are_refused(renames: Renames) -> None:
    with pytest.raises(RenamesUnusable, match="stay different"):
        renames.value({"odds": 1, "probability": 2})


@pytest.mark.parametrize("text", ["[columns]\na = 'b'", "[members]\na = 1", "members"])
def test_a_file_that_is_no_table_of_renames_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "renames.toml").write_text(text, encoding="utf-8")

    with pytest.raises(RenamesUnusable):
        load_renames(tmp_path / "renames.toml")


def test_the_side_before_is_asked_with_its_former_words(renames: Renames, tmp_path: Path) -> None:
    command = tmp_path / ".venv" / "bin" / "onematch"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "$@"\n')
    command.chmod(0o755)

    said: Any = Side(Checkout(tmp_path), tmp_path, renames=renames.former_words).onematch("match", "--independent")

    assert said == "match --sole\n"
