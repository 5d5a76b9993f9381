"""The threshold page: where the slider begins, and that saving a position gives the threshold that it shows."""

from serving.contract.reports.quality_page import _rows_of
from serving.matching.policy import CurvePoint, least_probability


def test_the_slider_has_the_threshold_in_force_and_saving_a_position_gives_the_one_that_it_shows() -> None:
    curve = [CurvePoint(1 - n / 200, 100 + n, 100 + n - n // 9 - (n == 7)) for n in range(120)]
    points = [
        {"threshold": one.probability, "links": 9, "linked": one.linked, "precision": {"value": one.right / one.linked}}
        for one in curve
    ]

    rows = _rows_of(points, 0.6625)

    assert [row["threshold"] for row in rows if row["is_now"]] == [0.6625]
    assert len(shown := [row for row in rows if not row["is_now"]]) > 8
    assert [least_probability(curve, row["wanted"] - 5e-5) for row in shown] == [row["threshold"] for row in shown]
