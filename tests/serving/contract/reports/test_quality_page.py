"""The threshold page: which rows the slider has, where it begins, and what a stricter one costs."""

from typing import Any

from serving.contract.reports.quality_page import _every, _with_costs


def point(threshold: float, links: int, precision: float) -> dict[str, Any]:
    return {"threshold": threshold, "links": links, "precision": {"value": precision}}


def test_the_slider_has_the_threshold_in_force_and_stricter_never_shows_more_wrong_links() -> None:
    points = [point(1 - n / 200, 100 + n, 0.9 if n == 7 else 1 - n / 1_000) for n in range(120)]

    rows = _with_costs(_every(points, 40, 0.6625))

    assert [row["threshold"] for row in rows if row["is_now"]] == [0.665]
    assert [row["wrong"] for row in rows] == sorted(row["wrong"] for row in rows)
    assert (rows[0]["wrong"], rows[-1]["wrong"]) == (0, 26)
