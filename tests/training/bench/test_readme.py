"""The quality table of the README is written from the figures of the bench."""

from pathlib import Path

import pytest

from training.bench.quality.readme import END, START, write_readme
from training.bench.results import BenchResult, BenchTable
from training.evaluation.workspace import BenchIncomplete

QUALITY = {"set": "one", "best_f1": 0.98765}
SHARES = {"linked": 0.5, "review": 0.3, "none": 0.2}
LINKS = [
    {"set": "one", "asked": 0.95, **SHARES, "precision": 0.961, "recall": 0.8},
    {"set": "one", "asked": 0.99, "linked": 0.0, "review": 0.8, "none": 0.2, "precision": None, "recall": 0.0},
]
TABLES = [
    BenchTable("Links, trained without labels", LINKS),
    BenchTable("Quality, trained with labels", [QUALITY]),
    BenchTable("Links, trained with labels", LINKS[:1]),
]
RESULT = BenchResult("quality", {}, TABLES, 0.0)


def test_the_table_between_the_markers_is_replaced_and_the_text_stays(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{START}\n| old |\n|---|\n| 1 |\n\nWords about it.\n{END}\nafter\n")

    write_readme(page, RESULT)
    once = page.read_text()
    write_readme(page, RESULT)

    lines = [line for line in once.split("\n") if line.startswith("| one")]
    assert lines == [
        "| one | labels | .9877 | - / - / - | - / - | .500 / .300 / .200 | .961 / .800 |",
        "| one | neither | - | .000 / .800 / .200 | - / .000 | .500 / .300 / .200 | .961 / .800 |",
    ]
    assert "old" not in once
    assert once.startswith("before\n")
    assert once.endswith(f"Words about it.\n{END}\nafter\n")
    assert page.read_text() == once


def test_a_page_without_the_markers_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("nothing")

    with pytest.raises(BenchIncomplete, match="expected both"):
        write_readme(page, RESULT)
