"""Every bench runs at a small size, prints tables, and writes its figures."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from data.sample.sample import SampleSize, write_sample
from data.tables.progress import silent
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from tests.project.small_commands import onematch
from training.bench.batch import AGAIN, CHUNKS, FIRST_TIME
from training.bench.ground import GroundSize, prepare_ground
from training.bench.job import run_and_watch
from training.bench.live import STAGES, StagedScorer, bundle_for, raw_rows
from training.cli import app
from training.evaluation.workspace import BenchIncomplete

pytestmark = pytest.mark.e2e
PEOPLE, QUERIES = 200, 20


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return one home for all benches of this module: they share samples and indexes."""
    folder = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEMATCH_HOME", str(folder))
        yield folder


def bench(*arguments: object, out: Path) -> dict[str, Any]:
    """Run a bench that writes its figures and its page; return its JSON."""
    onematch("bench", *arguments, "--json", out / "figures.json", "--report", out / "page.html")
    figures: dict[str, Any] = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    assert figures["machine"]["cores"] >= 1
    assert set(figures["load_average"]) == {"before", "after"}
    return figures


def plots(out: Path) -> list[str]:
    """Return the plots of the page that a bench wrote."""
    return re.findall(r"<svg.*?</svg>", (out / "page.html").read_text(encoding="utf-8"), re.DOTALL)


def test_quality_measures_a_set_and_keeps_its_figures(home: Path, tmp_path: Path) -> None:
    write_sample(tmp_path / "sets", SampleSize(people=300, companies=60, crm=200))
    options = ("--data", tmp_path / "sets", "--sets", "person", "--no-sample", "--labels", "with", "--seeds", 1)

    first = bench("quality", *options, "--start-from", "none", "--markdown", tmp_path / "page.md", out=tmp_path)
    kept = home / "bench" / "quality" / "person" / "all-labels-0" / "figures.json"
    written_at = kept.stat().st_mtime_ns
    second = bench("quality", *options, "--start-from", "none", out=tmp_path)

    [quality], links, [cost], families, rules = (table["rows"] for table in first["tables"])
    assert [row["asked"] for row in links] == [0.99, 0.95]
    assert quality["best_f1"] > 0.5
    assert cost["unspoilt_records"] > 0
    assert kept.stat().st_mtime_ns == written_at
    assert second["tables"] == first["tables"]
    assert families[0]["person"] > 0.5
    assert {row["blocking_rule"] for row in rules} >= {"(any)", "email"}
    assert "| person | 1 |" in (tmp_path / "page.md").read_text(encoding="utf-8")
    assert plots(tmp_path)
    assert "http://" not in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_live_divides_the_time_of_a_record(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--queries", QUERIES)

    whole, steps, index = bench("live", *size, out=tmp_path)["tables"]

    assert whole["rows"][0]["p50_ms"] > 0
    assert [row["step"] for row in steps["rows"]] == list(STAGES)
    assert index["rows"][0]["profiles"] == PEOPLE
    assert len(plots(tmp_path)) == 2


def test_the_clock_between_the_steps_changes_no_answer() -> None:
    ground = prepare_ground(GroundSize(Kind.PERSON, PEOPLE, 2 * QUERIES + QUERIES // 5), silent)
    matcher, rows = Matcher.open(bundle_for(Kind.PERSON, None), ground.index), raw_rows(ground)
    answers = matcher.match_rows(rows)

    matcher.scorer = StagedScorer(matcher.bundle, matcher)
    again = matcher.match_rows(rows)

    assert again == answers


def test_batch_measures_every_chunk_and_two_processes_and_whole_jobs_of_several_sizes(tmp_path: Path) -> None:
    jobs = f"{PEOPLE},{2 * PEOPLE}"

    table, whole, twice = bench("batch", "--people", PEOPLE, "--records", 40, "--whole", jobs, out=tmp_path)["tables"]

    expected = [*((1, size, AGAIN) for size in CHUNKS), (1, 512, FIRST_TIME), (2, 512, FIRST_TIME)]
    assert [(row["processes"], row["chunk"], row["seen"]) for row in table["rows"]] == expected
    assert all(row["records_per_s"] > 0 for row in table["rows"])
    stages = [row["stage"] for row in whole["rows"]]
    assert stages[0] == "index the universe"
    assert {"read", "normalise, columns", *STAGES[1:], "collective pass", "one-to-one", "write"} < set(stages)
    assert whole["rows"][-1]["seconds"] >= max(row["seconds"] for row in whole["rows"][:-1])
    assert [table["title"] for table in (whole, twice)] == ["200 x 200", "400 x 400"]
    by_chunk, *by_stage = plots(tmp_path)
    assert all(f">{size:,}</text>" in by_chunk for size in CHUNKS)
    assert [drawn.count(">one-to-one</text>") for drawn in by_stage] == [1, 1]


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
    by_connections, _ = plots(tmp_path)
    names = ("1 record a request", "100 records a request", "empty endpoint", "records a second", "p99, milliseconds")
    assert all(f">{name}</text>" in by_connections for name in names)


def test_badges_are_measured_alone_and_through_the_whole_application(tmp_path: Path) -> None:
    size = ("--links", PEOPLE, "--profiles", 50, "--calls", 10)

    first, again = (bench("badges", *size, out=tmp_path)["tables"] for _ in range(2))

    for [table] in (first, again):
        assert [row["step"] for row in table["rows"]] == ["badges", "request"]
        assert all(0 < row["p50_ms"] <= row["p99_ms"] for row in table["rows"])
    assert len(plots(tmp_path)) == 1


def test_locating_is_measured_for_every_way_to_type_a_name(tmp_path: Path) -> None:
    first, again = (bench("locate", "--records", PEOPLE, "--calls", 10, out=tmp_path)["tables"] for _ in range(2))

    for located, [sizes] in ((tables[0]["rows"], tables[1]["rows"]) for tables in (first, again)):
        assert {"beginning of a word", "misspelt word", "two words"} <= {row["step"] for row in located}
        assert all(0 < row["p50_ms"] <= row["p95_ms"] for row in located)
        assert all(row["first_ten"] > 0.5 for row in located)
        assert sizes["spellings_of_words"] > sizes["words"] > 0
    assert len(plots(tmp_path)) == 1


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
    steps_drawn, _ = plots(tmp_path)
    assert ">matching</text>" in steps_drawn
    assert ">storing</text>" in steps_drawn


def test_training_is_timed_by_stage_for_every_number_of_records(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--records", "150,100")

    result = bench("train", *size, "--start-from", "none", out=tmp_path)

    [table] = result["tables"]
    stages = {(row["records"], row["mode"]): list[str]() for row in table["rows"]}
    for row in table["rows"]:
        stages[row["records"], row["mode"]].append(row["stage"])
    assert list(stages) == [(size, mode) for size in (100, 150) for mode in ("with labels", "without labels")]
    assert all(names[0] == "read" and {"splink", "features", "all"} <= set(names) for names in stages.values())
    assert all(row["peak_mb"] > 50 for row in table["rows"])
    assert result["settings"]["profiles"] == PEOPLE
    by_stage, growth = plots(tmp_path)
    assert [by_stage.count(f">{size} records</text>") for size in (100, 150)] == [1, 1]
    assert growth.count(", exponent ") == 4


def test_growth_fits_an_exponent_for_every_figure(tmp_path: Path) -> None:
    sizes = ("--sizes", f"{PEOPLE},{4 * PEOPLE}", "--queries", QUERIES, "--records", 40)

    by_size, growth = bench("growth", *sizes, out=tmp_path)["tables"]

    assert [row["profiles"] for row in by_size["rows"]] == [PEOPLE, 4 * PEOPLE]
    exponents = {row["figure"]: row["exponent"] for row in growth["rows"]}
    assert list(exponents) == [name for name in by_size["rows"][0] if name != "profiles"]
    assert {"p50_ms", "p99_ms", "records_per_s", "private_mb", "disk_mb"} <= set(exponents)
    assert all(isinstance(exponent, float) for exponent in exponents.values())
    assert 0.5 < exponents["disk_mb"] < 1.2
    [drawn] = plots(tmp_path)
    assert drawn.count(", exponent ") == len(exponents)


def test_splink_scores_the_same_records_and_runs_the_same_job(tmp_path: Path) -> None:
    table, jobs = bench("splink", "--people", PEOPLE, "--queries", 3, "--whole", 2_000, out=tmp_path)["tables"]

    ways = {row["way"]: row for row in table["rows"]}
    assert set(ways) >= {"onematch kernel", "onematch whole matcher", "Splink predict_between"}
    assert ways["Splink compare_records, cached"]["candidates"] == ways["onematch kernel"]["candidates"]
    assert all(row["times"] > 1 for way, row in ways.items() if way.startswith("Splink"))
    ours, theirs = jobs["rows"]
    assert [ours["job"], theirs["job"]] == ["onematch", "Splink"]
    assert ours["best_f1"] > theirs["best_f1"] > 0.5
    assert min(row["peak_mb"] for row in jobs["rows"]) > 50
    one, job = plots(tmp_path)
    assert ">Splink predict_between</text>" in one
    assert ">peak memory, MB</text>" in job


def test_a_failed_job_raises_its_last_output() -> None:
    with pytest.raises(BenchIncomplete, match="no such thing"):
        run_and_watch([sys.executable, "-c", "raise SystemExit('no such thing')"])


@pytest.mark.parametrize(
    "wrong", [("train", "--records", "100,0"), ("train", "--records", ""), ("batch", "--whole", "many")], ids=str
)
def test_invalid_numbers_end_with_2(wrong: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["bench", *wrong])

    assert result.exit_code == 2
    assert wrong[1] in result.stderr


def test_a_missing_set_ends_with_2(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "quality", "--data", str(tmp_path), "--sets", "nowhere"])

    assert result.exit_code == 2
    assert "nowhere" in result.stderr
