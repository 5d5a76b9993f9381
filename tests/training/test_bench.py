"""Every bench runs at a small size, prints tables, and writes what it measured."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from data.progress import silent
from data.sample import SampleSize, write_sample
from features.kinds import Kind
from serving.matcher import Matcher
from tests.project.small_place import onematch
from training.bench_batch import CHUNKS
from training.bench_job import run_and_watch
from training.bench_live import STAGES, StagedScorer, bundle_for, raw_rows
from training.bench_place import BenchIncomplete, GroundSize, prepare_ground
from training.cli import app

pytestmark = pytest.mark.e2e
PEOPLE, QUERIES = 200, 20


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One place for all benches here: they share samples and indexes."""
    folder = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEMATCH_HOME", str(folder))
        yield folder


def bench(*arguments: object, out: Path) -> dict[str, Any]:
    """Run a bench; give its JSON."""
    onematch("bench", *arguments, "--json", out / "figures.json")
    figures: dict[str, Any] = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    assert figures["machine"]["cores"] >= 1
    assert set(figures["load_average"]) == {"before", "after"}
    return figures


def test_quality_measures_a_set_and_remembers_it(home: Path, tmp_path: Path) -> None:
    write_sample(tmp_path / "sets", SampleSize(people=300, companies=60, crm=200))
    options = ("--data", tmp_path / "sets", "--sets", "person", "--no-sample", "--labels", "with", "--seeds", 1)
    pages = ("--report", tmp_path / "page.html", "--markdown", tmp_path / "page.md")

    first = bench("quality", *options, "--start-from", "none", *pages, out=tmp_path)
    kept = home / "bench" / "quality" / "person" / "all-labels-0" / "figures.json"
    written_at = kept.stat().st_mtime_ns
    second = bench("quality", *options, "--start-from", "none", out=tmp_path)

    [worth], links, [cost], families, channels = (table["rows"] for table in first["tables"])
    assert [row["asked"] for row in links] == [0.99, 0.95]
    assert worth["best_f1"] > 0.5
    assert cost["unspoilt_records"] > 0
    assert kept.stat().st_mtime_ns == written_at
    assert second["tables"] == first["tables"]
    assert families[0]["person"] > 0.5
    assert {row["channel"] for row in channels} >= {"(any)", "email"}
    assert "| person | 1 |" in (tmp_path / "page.md").read_text(encoding="utf-8")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "http://" not in page


def test_live_divides_the_time_of_a_record(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--queries", QUERIES)

    whole, steps, index = bench("live", *size, "--report", tmp_path / "page.html", out=tmp_path)["tables"]

    assert whole["rows"][0]["p50_ms"] > 0
    assert [row["step"] for row in steps["rows"]] == list(STAGES)
    assert index["rows"][0]["profiles"] == PEOPLE
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count("<svg") == 2


def test_the_clock_between_the_steps_changes_no_answer() -> None:
    ground = prepare_ground(GroundSize(Kind.PERSON, PEOPLE, 2 * QUERIES + QUERIES // 5), silent)
    matcher, rows = Matcher.open(bundle_for(Kind.PERSON, None), ground.index), raw_rows(ground)
    answers = matcher.match_rows(rows)

    matcher.scorer = StagedScorer(matcher.bundle, matcher)
    again = matcher.match_rows(rows)

    assert again == answers


def test_batch_measures_every_chunk_and_two_processes(tmp_path: Path) -> None:
    table, whole = bench("batch", "--people", PEOPLE, "--records", 40, "--whole", PEOPLE, out=tmp_path)["tables"]

    expected = [*((1, size) for size in CHUNKS), (1, 512), (2, 512)]
    assert [(row["processes"], row["chunk"]) for row in table["rows"]] == expected
    assert all(row["records_per_s"] > 0 for row in table["rows"])
    stages = [row["stage"] for row in whole["rows"]]
    assert stages[0] == "index the universe"
    assert {"read", "normalise, columns", *STAGES[1:], "crowd", "one-to-one", "write"} < set(stages)
    assert whole["rows"][-1]["seconds"] >= max(row["seconds"] for row in whole["rows"][:-1])


def test_http_measures_the_real_service_beside_an_empty_endpoint(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--connections", "1,2", "--seconds", 0.2)

    table, memory = bench("http", *size, out=tmp_path)["tables"]

    assert all(row["proportional_mb"] >= row["unique_mb"] > 10 for row in memory["rows"])
    assert [row["worker"] for row in memory["rows"]] == [1, 2]
    assert [(row["connections"], row["endpoint"], row["records_a_request"]) for row in table["rows"]] == [
        (connections, endpoint, size)
        for connections in (1, 2)
        for endpoint, size in (("empty", 0), ("match", 1), ("empty", 0), ("match", 100))
    ]
    assert all(row["requests_per_s"] > 0 for row in table["rows"])


def test_badges_are_measured_alone_and_over_the_whole_application(tmp_path: Path) -> None:
    size = ("--links", PEOPLE, "--profiles", 50, "--calls", 10)

    first, again = (bench("badges", *size, out=tmp_path)["tables"] for _ in range(2))

    for [table] in (first, again):
        assert [row["step"] for row in table["rows"]] == ["badges", "request"]
        assert all(0 < row["p50_ms"] <= row["p99_ms"] for row in table["rows"])


@pytest.mark.parametrize("processes", [1, 2])
def test_an_import_is_timed_with_its_share_of_matching(tmp_path: Path, processes: int) -> None:
    size = ("--people", PEOPLE, "--records", 100, "--page", 30, "--processes", processes)

    result = bench("import", *size, out=tmp_path)

    steps, parts, [stored] = (table["rows"] for table in result["tables"])
    assert [row["step"] for row in steps] == ["matching", "storing", "both"]
    assert sum(row["share"] for row in steps[:2]) == pytest.approx(1, abs=0.01)
    assert steps[2]["records_per_s"] > 0
    assert (parts[0]["from"], parts[-1]["to"]) == (0, 100)
    assert stored["bytes_per_record"] > 500
    assert result["settings"]["applied"] == 100


def test_training_is_timed_by_stage(tmp_path: Path) -> None:
    [table] = bench("train", "--people", PEOPLE, "--records", 100, "--start-from", "none", out=tmp_path)["tables"]

    stages = [row["stage"] for row in table["rows"] if row["mode"] == "with labels"]
    assert stages[0] == "read"
    assert {"splink", "features", "all"} <= set(stages)


def test_growth_fits_an_exponent_for_every_figure(tmp_path: Path) -> None:
    sizes = ("--sizes", f"{PEOPLE},{4 * PEOPLE}", "--queries", QUERIES)

    by_size, growth = bench("growth", *sizes, "--report", tmp_path / "page.html", out=tmp_path)["tables"]

    assert [row["profiles"] for row in by_size["rows"]] == [PEOPLE, 4 * PEOPLE]
    exponents = {row["figure"]: row["exponent"] for row in growth["rows"]}
    assert 0.5 < exponents["disk_mb"] < 1.2
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count("<svg") == 1


def test_splink_scores_the_same_records_and_does_the_same_job_side_by_side(tmp_path: Path) -> None:
    table, jobs = bench("splink", "--people", PEOPLE, "--queries", 3, "--whole", 2_000, out=tmp_path)["tables"]

    ways = {row["way"]: row for row in table["rows"]}
    assert set(ways) >= {"onematch kernel", "onematch whole road", "Splink predict_between"}
    assert ways["Splink compare_records, cached"]["candidates"] == ways["onematch kernel"]["candidates"]
    assert all(row["times"] > 1 for way, row in ways.items() if way.startswith("Splink"))
    ours, theirs = jobs["rows"]
    assert [ours["job"], theirs["job"]] == ["onematch", "Splink"]
    assert ours["best_f1"] > theirs["best_f1"] > 0.5
    assert min(row["peak_mb"] for row in jobs["rows"]) > 50


def test_a_job_that_fails_tells_what_it_wrote_last() -> None:
    with pytest.raises(BenchIncomplete, match="no such thing"):
        run_and_watch([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_a_set_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "quality", "--data", str(tmp_path), "--sets", "nowhere"])

    assert result.exit_code == 2
    assert "nowhere" in result.stderr
