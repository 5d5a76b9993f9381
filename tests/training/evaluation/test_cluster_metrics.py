"""Figures of clusters, counted by hand."""

import json
from pathlib import Path

import pytest

from data.labels.clusters import ClusterFile, UnusableClusters
from tests.support.command_line import run
from training.evaluation.cluster_metrics import evaluate_clusters


def clusters(text: str, **split_of: str) -> ClusterFile:
    """Read `abc de`: one word a cluster, one letter a record."""
    return ClusterFile({record: word for word in text.split() for record in word}, split_of)


def test_pairs_and_records_are_counted_as_defined() -> None:
    figures = evaluate_clusters(clusters("abd ce"), clusters("abc de")).figures

    assert figures["pair_precision"] == pytest.approx(1 / 4)
    assert figures["pair_recall"] == pytest.approx(1 / 4)
    assert figures["b3_precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)
    assert figures["b3_recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)


def test_a_pair_across_splits_counts_half_for_each() -> None:
    truth = clusters("ab cd", a="test", b="test", c="train", d="train")
    found = clusters("abc d")

    test, train = (evaluate_clusters(found, truth, split).figures for split in ("test", "train"))

    assert test["pair_precision"] == pytest.approx(2 / 4)
    assert train["pair_precision"] == pytest.approx(0 / 2)
    assert evaluate_clusters(found, truth).figures["pair_precision"] == pytest.approx(2 / 6)


def test_errors_are_listed_by_their_wrong_pairs() -> None:
    measured = evaluate_clusters(clusters("abcd ef g"), clusters("ab cd efg"))

    assert [(error.name, error.wrong_pairs) for error in measured.over_merged] == [("abcd", 4)]
    assert [(error.name, dict(error.parts)) for error in measured.under_merged] == [
        ("efg", {"ef": ("e", "f"), "g": ("g",)})
    ]


def test_an_unknown_split_is_refused() -> None:
    with pytest.raises(UnusableClusters, match="no record has the split 'dev'"):
        evaluate_clusters(clusters("ab"), clusters("ab", a="test"), "dev")


def test_foreign_names_of_ids_are_read_by_the_columns_file_of_the_records(tmp_path: Path) -> None:
    (tmp_path / "found.csv").write_text("id,cluster_id\na,1\nb,1\nc,2\n", encoding="utf-8")
    (tmp_path / "truth.csv").write_text("Account Number,cluster\na,x\nb,x\nc,x\n", encoding="utf-8")
    section = '[[file]]\nname = "accounts.csv"\nkind = "company"\n[file.columns]\n"Account Number" = "id"\n'
    (tmp_path / "columns.toml").write_text(section, encoding="utf-8")
    files = ["--clusters", str(tmp_path / "found.csv"), "--truth", str(tmp_path / "truth.csv"), "--json", "-"]

    by_file = run("evaluate", *files, "--columns", tmp_path / "columns.toml")
    by_name = run("evaluate", *files, "--map", "Account Number=id")

    assert by_file.exit_code == 0, by_file.output
    assert json.loads(by_file.stdout)["figures"]["pair_recall"] == pytest.approx(1 / 3)
    assert by_name.stdout == by_file.stdout
