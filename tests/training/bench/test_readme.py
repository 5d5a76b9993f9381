"""The quality table of the README is written from the figures of the bench."""

from pathlib import Path

import pytest

from training.bench.harness import BenchTable
from training.bench.quality.quality import END, HEADING, START, write_readme
from training.evaluation.workspace import BenchIncomplete

LINKS = [
    {"set": "one", "asked": 0.95, "precision": 0.961, "recall": 0.8},
    {"set": "one", "asked": 0.99, "precision": 1.0, "recall": 0.7},
    {"set": "two", "asked": 0.99, "precision": None, "recall": 0.0},
]
TABLES = [
    BenchTable("Quality, trained without labels", [{"set": "one", "best_f1": 0.9}]),
    BenchTable("Quality, trained with labels", [{"set": "one", "best_f1": 0.98765}]),
    BenchTable("Links, trained with labels", LINKS),
]


def test_the_table_between_the_markers_is_replaced_and_what_others_reach_stays(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(
        f"before\n{START}\n| set | old | other |\n|---|---|---|\n| one | 1 | Splink .8 |\n\nWords.\n{END}\nafter\n"
    )

    write_readme(page, TABLES)
    once = page.read_text()
    write_readme(page, TABLES)

    assert once.startswith(f"before\n{START}\n{HEADING}\n")
    assert once.split("\n")[4:] == [
        "| one | .9877, -, .9000 | 1.000, .700 | Splink .8 |",
        "| two | -, -, - | -, .000 | - |",
        "",
        "Words.",
        END,
        "after",
        "",
    ]
    assert page.read_text() == once


def test_a_page_without_the_markers_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("nothing")

    with pytest.raises(BenchIncomplete, match="expected both"):
        write_readme(page, TABLES)
