"""The quality table of the README is written from the figures of the bench."""

from pathlib import Path

import pytest

from training.bench.quality.readme import END, START, write_readme
from training.bench.results import BenchResult, BenchTable
from training.evaluation.workspace import BenchIncomplete

ROW = {"set": "one", "best_f1": 0.98765, "linked_precision": 1.0, "linked_recall": 0.5, "ece": 0.0123}
RESULT = BenchResult("quality", {}, [BenchTable("Quality, trained with labels", [ROW])], 0.0)


def test_the_table_between_the_markers_is_replaced_and_the_text_stays(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{START}\n| old |\n|---|\n| 1 |\n\nWords about it.\n{END}\nafter\n")

    write_readme(page, RESULT)
    once = page.read_text()
    write_readme(page, RESULT)

    assert "| one | .9877 | 1.000 / .500 | .012 | - | - | - |" in once
    assert "old" not in once
    assert once.startswith("before\n")
    assert once.endswith(f"Words about it.\n{END}\nafter\n")
    assert page.read_text() == once


def test_a_page_without_the_markers_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text("nothing")

    with pytest.raises(BenchIncomplete, match="expected both"):
        write_readme(page, RESULT)
