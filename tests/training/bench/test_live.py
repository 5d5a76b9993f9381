"""The benches of one record and of locating a record."""

from pathlib import Path

import pytest

from data.tables.progress import silent
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from tests.support.bench_runs import PEOPLE, QUERIES, bench, plots
from training.bench.ground import GroundSize, bundle_for, prepare_ground, raw_rows
from training.bench.steps import STAGES, StagedScorer

pytestmark = pytest.mark.e2e


def test_live_divides_the_time_of_a_record(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--queries", QUERIES)

    whole, steps, index = bench("live", *size, out=tmp_path)["tables"]

    assert whole["rows"][0]["p50_ms"] > 0
    assert [row["step"] for row in steps["rows"]] == list(STAGES)
    assert index["rows"][0]["profiles"] == PEOPLE
    assert len(plots(tmp_path)) == 4


def test_the_clock_between_the_steps_changes_no_answer() -> None:
    ground = prepare_ground(GroundSize(Kind.PERSON, PEOPLE, 2 * QUERIES + QUERIES // 5), silent)
    matcher = Matcher.open(bundle_for(Kind.PERSON, None), ground.index)
    rows = raw_rows(ground)
    answers = matcher.match_rows(rows)

    matcher.scorer = StagedScorer(matcher.bundle, matcher)
    again = matcher.match_rows(rows)

    assert again == answers


def test_locating_is_measured_for_every_way_to_type_a_name(tmp_path: Path) -> None:
    first, again = (bench("locate", "--records", PEOPLE, "--calls", 10, out=tmp_path)["tables"] for _ in range(2))

    for located, [sizes] in ((tables[0]["rows"], tables[1]["rows"]) for tables in (first, again)):
        assert {"beginning of a word", "misspelt word", "two words"} <= {row["step"] for row in located}
        assert all(0 < row["p50_ms"] <= row["p95_ms"] for row in located)
        assert all(row["first_ten"] > 0.5 for row in located)
        assert sizes["spellings_of_words"] > sizes["words"] > 0
    assert len(plots(tmp_path)) == 2
