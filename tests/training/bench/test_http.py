"""The bench of the service with two workers."""

from pathlib import Path

import pytest

from tests.support.bench_runs import PEOPLE, bench, plots

pytestmark = pytest.mark.e2e


def test_http_measures_the_real_service_beside_an_empty_endpoint(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--connections", "1,2", "--seconds", 0.1)

    table, memory = bench("http", *size, out=tmp_path)["tables"]

    assert all(row["proportional_mb"] >= row["unique_mb"] > 0 for row in memory["rows"])
    assert [row["worker"] for row in memory["rows"]] == [0, 1, 2]
    assert [(row["connections"], row["endpoint"], row["records_a_request"]) for row in table["rows"]] == [
        (connections, endpoint, size)
        for connections in (1, 2)
        for endpoint, size in (("empty", 0), ("match", 1), ("empty", 0), ("match", 100))
    ]
    assert all(row["requests_per_s"] > 0 for row in table["rows"])
    drawn = plots(tmp_path)
    assert len(drawn) == 6
    requests = (("empty", 0), ("match", 1), ("match", 100))
    names = [f"endpoint {name}, records a request {size}" for name, size in requests]
    assert all(f">{name}</text>" in drawn[0] for name in (*names, "requests per s"))
