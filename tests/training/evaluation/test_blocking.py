"""What each blocking rule finds, what it costs, and why a right profile is no candidate."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.tables.records import read_records
from features.blocking.blocking_rules import BLOCKING_RULES
from features.schema.kinds import Kind
from tests.support.command_line import run
from tests.support.small_models import SmallModel
from training.evaluation.blocking import COMMON_KEYS, CUT, NO_KEY, BlockingAnalysis, analyse_blocking

MANY = 1200


def analysis_of(small: SmallModel, *, labelled: bool = True) -> BlockingAnalysis:
    truth = read_labels(small.file("truth")).for_split("test") if labelled else None
    return analyse_blocking(read_records(small.kind, small.file("crm")), truth, small.index)


def test_what_rules_find_adds_up_to_the_candidate_recall(small_model: SmallModel) -> None:
    analysis = analysis_of(small_model)

    assert analysis.found is not None
    assert analysis.kept is not None
    found = [(use.found or 0, use.only or 0) for use in analysis.rules]
    assert [use.rule for use in analysis.rules] == [rule.name for rule in BLOCKING_RULES[small_model.kind]]
    assert max(own for own, _ in found) <= analysis.found <= sum(own for own, _ in found)
    assert all(only <= own for own, only in found)
    assert analysis.kept <= analysis.found <= analysis.records
    assert sum(analysis.reasons.values()) == analysis.records - analysis.kept
    assert all(use.only_candidates <= use.candidates <= analysis.candidates for use in analysis.rules)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return files in which three right profiles are missed, each for another reason, and a fourth is absent.

    The first shares a company with 1,200 others and its record's title only with somebody else.
    """
    folder = tmp_path_factory.mktemp("crowded")
    columns = ("id", "full_name", "company", "title", "email")
    universe = [[f"u{i}", f"Other{i} Person{i}", "Acme", "", ""] for i in range(MANY)]
    universe += [["common", "Zora Quist", "Acme", "", ""], ["nothing", "Wim Dorr", "", "", "wim@mail.example"]]
    universe += [["rare", "Rare Name", "", "Falconer", ""]]
    universe += [[f"t{i}", f"Twin{i} Holder{i}", "Tiny", "", ""] for i in range(60)]
    universe.sort(key=lambda row: row[0])
    crm = [["c1", "Xaver Yild", "Acme", "Falconer", ""], ["c2", "Vera Uhl", "", "", "vera@mail.example"]]
    crm += [["c3", "Tom Sall", "Tiny", "", ""], ["c4", "Ann Lee", "", "", ""]]
    write_rows(folder / "universe.csv", [columns, *universe])
    write_rows(folder / "crm.csv", [columns, *crm])
    build_index(Kind.PERSON, folder / "universe.csv", folder / "index")
    truth = [["c1", "common"], ["c2", "nothing"], ["c3", cut_off(folder)], ["c4", "gone"]]
    write_rows(folder / "truth.csv", [("crm_id", "universe_id"), *truth])
    return folder


def write_rows(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def cut_off(folder: Path) -> str:
    """Return one of the sixty at the small company that is not among the 40 candidates of its colleague."""
    index = UniverseIndex.open(folder / "index")
    crm = read_records(Kind.PERSON, folder / "crm.csv")
    kept = index.ids(index.candidates([crm.records[crm.ids.index("c3")]], 40).rows)
    return next(f"t{i}" for i in range(60) if f"t{i}" not in kept)


def test_a_missed_profile_has_the_reason_why_it_is_no_candidate(crowded: Path) -> None:
    crm = read_records(Kind.PERSON, crowded / "crm.csv")
    truth = read_labels(crowded / "truth.csv")

    analysis = analyse_blocking(crm, truth, crowded / "index")

    why = {one.crm_id: (one.profile_id, one.sort, one.why) for one in analysis.missed}
    assert analysis.absent == 1
    assert why["c1"][:2] == ("common", COMMON_KEYS)
    assert "same company (1,201 profiles)" in why["c1"][2]
    assert why["c2"] == ("nothing", NO_KEY, "no key in common; both sides fill first, last, email")
    assert why["c3"][1:] == (CUT, "found by same company, but 40 heavier candidates came first")
    assert analysis.reasons == {COMMON_KEYS: 1, NO_KEY: 1, CUT: 1}


def test_the_command_shows_costs_without_labels_and_asks_for_a_truth_otherwise(crowded: Path) -> None:
    files = ["--kind", "person", "--crm", str(crowded / "crm.csv"), "--index", str(crowded / "index")]

    shown = run("evaluate", *files, "--blocking", "--report", crowded / "cost.html")
    refused = run("evaluate", *files)

    assert shown.exit_code == 0, shown.stderr
    assert "same company and title" in shown.stdout
    assert "4 records without labels" in shown.stdout
    assert "What each rule costs" in (crowded / "cost.html").read_text(encoding="utf-8")
    assert refused.exit_code == 2
    assert "--truth: got nothing, expected the right answers" in refused.stderr
