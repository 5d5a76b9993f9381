"""The bench of one record."""

from pathlib import Path

import pytest

from tests.support.bench_runs import PEOPLE, QUERIES, bench, plots
from training.bench.live import LATENCY, OF_INDEX, STAGES, exponent_row

pytestmark = pytest.mark.e2e


def test_live_divides_the_time_of_a_record(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--queries", QUERIES)

    whole, steps, index = bench("live", *size, out=tmp_path)["tables"]

    assert whole["rows"][0]["p50_ms"] > 0
    assert [row["step"] for row in steps["rows"]] == list(STAGES)
    assert index["rows"][0]["profiles"] == PEOPLE
    assert len(plots(tmp_path)) == 4


@pytest.mark.usefixtures("work_in_this_process")
def test_several_universes_have_an_exponent_for_every_figure(tmp_path: Path) -> None:
    sizes = ("--people", f"{PEOPLE},{4 * PEOPLE}", "--queries", QUERIES)

    whole, steps, index, growth = (table["rows"] for table in bench("live", *sizes, out=tmp_path)["tables"])

    for rows in (whole, steps, index):
        assert [*dict.fromkeys(row["profiles"] for row in rows)] == [PEOPLE, 4 * PEOPLE]
    expected = [exponent_row(name, rows) for names, rows in ((LATENCY, whole), (OF_INDEX, index)) for name in names]
    assert growth == expected
