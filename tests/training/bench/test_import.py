"""The bench of an import."""

from pathlib import Path

import pytest

from tests.support.bench_runs import PEOPLE, bench, plots

pytestmark = pytest.mark.e2e


def test_an_import_is_timed_with_its_share_of_matching(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--records", 100, "--page", 30)

    result = bench("import", *size, out=tmp_path)

    steps, parts, [stored] = (table["rows"] for table in result["tables"])
    assert [row["step"] for row in steps] == ["matching", "storing", "both"]
    assert sum(row["share"] for row in steps[:2]) == pytest.approx(1, abs=0.01)
    assert steps[2]["records_per_s"] > 0
    assert (parts[0]["from"], parts[-1]["to"]) == (0, 100)
    assert stored["bytes_per_record"] > 500
    steps_drawn, _ = plots(tmp_path)
    assert ">matching</text>" in steps_drawn
    assert ">storing</text>" in steps_drawn
