"""A first promotion that is refused on generated records says what to freeze, with the command line."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.tables.renames import FileRenames
from features.schema.kinds import Kind
from serving.runtime.files_used import BUILT, MAX_KEPT, note_files
from serving.runtime.home import Home
from training.feedback.feedback import freeze_own as freeze_files_of_own
from training.feedback.golden.golden_set import Freezing, GoldenSet, Origin
from training.feedback.golden.parts import FIRST, GENERATED, files_in, freeze_answered
from training.promotion.first_steps import answers_that_taught, files_of, freezing_advice, promote_command
from training.promotion.promotion import Promotion

PROMOTION = Promotion(Kind.PERSON, "challenger", Path("members.index"), "ann")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.chdir(tmp_path)
    return Home(tmp_path / "home")


def write_set(folder: Path, who: str, key: str = "id") -> Path:
    """Write a folder with a record that has an answer, named `key` in the CRM's file."""
    folder.mkdir()
    (folder / "crm.csv").write_text(f"{key},full_name\na,{who}\nb,Bob Ray\n", encoding="utf-8")
    (folder / "universe.csv").write_text(f"id,full_name\nu1,{who}\n", encoding="utf-8")
    (folder / "truth.csv").write_text("crm_id,universe_id,split\na,u1,test\nb,,train\n", encoding="utf-8")
    return folder


def freeze_generated_in(home: Home, folder: Path, freezing: Freezing = FIRST) -> None:
    """Freeze a part like the one that is drawn while nothing is frozen."""
    files = files_in(write_set(folder, "Dan Oak"))
    freeze_answered(home, Kind.PERSON, files, (GENERATED, Origin.GENERATED), freezing)


def freeze_own(home: Home, folder: Path) -> GoldenSet:
    files = files_in(write_set(folder, "Ann Lee", key="Key"))
    named = replace(files, renames=FileRenames({files.crm: {"Key": "id"}}))
    return freeze_files_of_own(home, Kind.PERSON, named, "own", Freezing("ann", "ours"))


def test_the_files_of_the_training_are_in_the_command(home: Home, tmp_path: Path) -> None:
    freeze_generated_in(home, tmp_path / "drawn")
    note_files(home, "index1", {"universe": tmp_path / "members.csv", "fields": tmp_path / "fields.toml"})
    read = {"crm": tmp_path / "crm.csv", "labels": tmp_path / "judged.csv", "index_version": "index1"}
    note_files(
        home,
        "bundle1",
        {**read, "labels_split": "train", "columns": [tmp_path / "columns.toml"], "map": ["Key=id"]},
    )

    advice = freezing_advice(home, PROMOTION, "bundle1")

    assert "generated records only, and none of yours" in advice[0]
    assert advice[3] == (
        "  onematch models freeze --kind person --crm crm.csv --universe members.csv --truth judged.csv"
        " --columns columns.toml --map Key=id --fields fields.toml --reason 'own test split'"
    )
    assert advice[4] == "  onematch models promote --kind person --index members.index --reason 'first model'"


def test_the_proposed_promotion_names_a_model_that_has_a_name_of_its_own() -> None:
    named = replace(PROMOTION, name="tr", wanted="2")

    command = " ".join(promote_command(named))

    assert command.startswith("onematch models promote --kind person 2 --index members.index --name tr --reason ")


@pytest.mark.parametrize("option", ["labels", "feedback"])
def test_answers_that_all_taught_the_model_are_never_the_ones_to_freeze(
    home: Home, tmp_path: Path, option: str
) -> None:
    freeze_generated_in(home, tmp_path / "drawn")
    note_files(home, "bundle1", {"crm": tmp_path / "crm.csv", option: tmp_path / "judged.csv"})

    advice = freezing_advice(home, PROMOTION, "bundle1")

    assert "All of judged.csv taught this model" in advice[2]
    files = "--kind person --links LINKS --crm crm.csv --index members.index"
    command = "onematch models freeze --kind person --crm crm.csv --universe UNIVERSE --truth frozen.csv"
    assert [line.strip() for line in advice if "--truth" in line or "review" in line] == [
        f"onematch review {files} --bundle BUNDLE --except judged.csv --sort random --limit 200 --out frozen.csv",
        f"{command} --reason 'own test split'",
    ]


@pytest.mark.parametrize(("split", "taught"), [(None, 2), ("train", 1), ("test", 1)])
def test_answers_that_taught_a_known_bundle_are_counted_where_they_are_frozen(
    home: Home, tmp_path: Path, split: str | None, taught: int
) -> None:
    crm = tmp_path / "crm.csv"
    answers = tmp_path / "judged.csv"
    answers.write_text("Key,universe_id,split\na,u1,test\nb,,train\n", encoding="utf-8")
    note_files(
        home,
        "bundle1",
        {"crm": crm, "labels": answers, "labels_split": split, "map": ["Key=crm_id"], BUILT: tmp_path / "own.bundle"},
    )
    note_files(home, "bundle2", {"crm": tmp_path / "other.csv", "labels": answers, "map": ["Key=crm_id"]})

    [said] = answers_that_taught(home, crm, {"a", "b", "c"})

    assert said.startswith(f"{taught} of the 3 records taught own.bundle (judged.csv)")
    assert "onematch review --except judged.csv" in said
    assert answers_that_taught(home, crm, {"c"}) == []


def test_own_records_take_the_place_of_the_generated_ones_and_end_the_advice(home: Home, tmp_path: Path) -> None:
    freeze_generated_in(home, tmp_path / "drawn")

    golden = freeze_own(home, tmp_path / "own")

    assert [(part.name, part.records) for part in golden.parts] == [("own", 1)]
    assert freezing_advice(home, PROMOTION, "bundle1") == []


def test_the_newest_files_are_kept(home: Home) -> None:
    for number in range(MAX_KEPT + 1):
        note_files(home, f"v{number}", {"crm": Path("crm.csv")})

    assert files_of(home, "v0").by_option == {}
    assert files_of(home, f"v{MAX_KEPT}").one("labels", "crm") == str(Path("crm.csv").resolve())
