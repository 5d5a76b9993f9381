"""The bench of the wrong-link radar."""

from pathlib import Path

import pytest

from serving.rules.linking.suspects import SuspectCause
from tests.support.bench_runs import bench
from training.bench.wrapper.wrong_links import CAUSES, tamper


def people(count: int) -> list[dict[str, str]]:
    """Members of a few companies, each with a mailbox."""
    return [
        {"id": f"m{n}", "first_name": f"F{n}", "last_name": f"L{n}", "company": f"C{n % 5}", "company_id": f"c{n % 5}",
         "title": f"T{n}", "city": f"Y{n}", "email": f"f{n}@c{n % 5}.example"}
        for n in range(count)
    ]  # fmt: skip


def test_each_cause_has_its_wrong_links_and_no_profile_is_given_twice() -> None:
    members = people(200)
    records = [{**row, "id": f"r{n}", "account_id": f"a{n % 5}"} for n, row in enumerate(members[:120])]
    truth = {f"r{n}": f"m{n}" for n in range(120)}

    made = tamper(records, members, truth, each=5, seed=3)

    causes = [cause for _, cause in made.wrong.values()]
    assert {cause: causes.count(cause) for cause in CAUSES} == dict.fromkeys(CAUSES, 5)
    profiles = [profile_id for profile_id, _ in made.wrong.values()]
    assert len(set(profiles)) == len(profiles)
    assert all(profile_id in made.members and profile_id != truth[one] for one, (profile_id, _) in made.wrong.items())
    assert set(made.late) >= {one for one, (_, cause) in made.wrong.items() if cause is SuspectCause.DRIFT}
    assert tamper(records, members, truth, each=5, seed=3) == made


@pytest.mark.e2e
def test_the_radar_shows_more_wrong_links_first_than_the_order_by_probability(tmp_path: Path) -> None:
    size = ("--people", 2_000, "--records", 600, "--each", 8, "--first", 60)

    result = bench("suspects", *size, out=tmp_path)

    found, times = (table["rows"] for table in result["tables"])
    [total] = [row for row in found if (row["draw"], row["cause"]) == ("confident", "all")]
    assert total["wrong"] >= 40
    assert total["by_harm"] > total["by_probability"]
    assert all(row["seconds"] > 0 for row in times)
