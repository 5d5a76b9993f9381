"""Whole commands from files to figures."""

import csv
import json
from pathlib import Path

import pytest

from tests.project.small_commands import SmallFiles, onematch

pytestmark = pytest.mark.e2e


def evaluation(small: SmallFiles, *options: object) -> dict[str, float]:
    files = ("--crm", small.crm, "--index", small.index, "--truth", small.truth, "--split", "test")
    figures: dict[str, float] = json.loads(onematch("evaluate", "--kind", small.kind, *files, *options, "--json", "-"))
    return figures


def match(small: SmallFiles, out: Path, *options: object) -> list[dict[str, str]]:
    files = ("--crm", small.crm, "--index", small.index, "--bundle", small.bundle, "--out", out)
    onematch("match", "--kind", small.kind, *files, "--processes", 1, *options)
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_links_of_match_have_the_figures_that_evaluate_measures_of_the_bundle(
    small: SmallFiles, tmp_path: Path
) -> None:
    match(small, tmp_path / "links.csv")

    of_links = evaluation(small, "--scored", tmp_path / "links.csv")
    of_bundle = evaluation(small, "--bundle", small.bundle)

    for figure in ("precision", "recall", "best_f1", "n_crm", "n_true"):
        assert of_links[figure] == pytest.approx(of_bundle[figure], abs=1e-9)


def test_one_to_one_links_no_profile_twice(small: SmallFiles, tmp_path: Path) -> None:
    links = match(small, tmp_path / "links.csv", "--links", "one-to-one")

    linked = [link["candidate_id"] for link in links if link["decision"] == "linked"]
    assert len(linked) == len(set(linked)) > 0
    winners = {link["crm_id"] for link in links if link["decision"] == "linked"}
    assert all(link["winner_id"] in winners for link in links if link["decision"] == "duplicate")


def test_a_higher_precision_links_no_more(small: SmallFiles, tmp_path: Path) -> None:
    def count_linked(precision: float) -> int:
        links = match(small, tmp_path / f"{precision}.csv", "--precision", precision)
        return sum(link["decision"] == "linked" for link in links)

    assert count_linked(0.999) <= count_linked(0.9)


def test_a_column_is_mapped_in_the_one_of_both_files_that_has_it(tmp_path: Path) -> None:
    crm = tmp_path / "crm.csv"
    universe = tmp_path / "universe.csv"
    links = tmp_path / "links.csv"
    crm.write_text("Key,Whole Name\na,Ann Lee\n", encoding="utf-8")
    universe.write_text("id,Surname,Given\n1,Lee,Ann\n", encoding="utf-8")
    renames = [f"--map={pair}" for pair in ("Key=id", "Whole Name=full_name", "Surname=last_name", "Given=first_name")]

    files = ("--crm", crm, "--universe", universe, "--bundle", "shipped", "--out", links)
    printed = onematch("match", "--kind", "person", *files, *renames)

    with links.open(encoding="utf-8", newline="") as file:
        assert [(link["crm_id"], link["candidate_id"]) for link in csv.DictReader(file)] == [("a", "1")]
    assert printed.startswith("links 0 (0.0%), review 0 (0.0%), none 1 (100.0%); 1 records")
    assert "onematch review --kind person" in printed
