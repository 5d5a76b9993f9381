"""Segments of records: each division counts every record once."""

import pytest

from data.labels.links import Link
from serving.contract.reports.segment_rules import bucket
from tests.support.judged_links import counted
from training.evaluation.segments import FREQUENCY_BUCKETS, RecordTraits, segment_masks, segments_of


@pytest.mark.parametrize(
    ("count", "name"),
    [
        (0, "in no profile"),
        (1, "in one profile"),
        (4, "in 2 to 4"),
        (19, "in 5 to 19"),
        (5000, "in 20 or more"),
    ],
)
def test_a_count_falls_into_the_bucket_that_begins_below_it(count: int, name: str) -> None:
    assert bucket(FREQUENCY_BUCKETS, count) == name


def test_each_division_counts_every_record_once() -> None:
    countries = [f"c{i % 12}" if i % 3 else None for i in range(60)]
    links = [Link(f"{i}", f"u{i}", 0.9, "linked") for i in range(60)]
    traits = [RecordTraits({"id": "1", "city": "x"} if i % 2 else {}, "Ann", c, i) for i, c in enumerate(countries)]
    judged = counted(links, *((f"{i}", f"u{i}" if i % 4 else None) for i in range(60))).judged

    tiers = {f"{i}": f"tier {i % 2 if i < 50 else i}" for i in range(59)}
    segments = segments_of(judged, traits, named={"tier": tiers})

    divisions = {segment.division for segment in segments}
    assert divisions == {"missing fields", "script of the name", "country", "frequency of the name", "tier"}
    assert {segment.name: segment.n_records for segment in segments if segment.division == "tier"}["tier 1"] == 25
    assert {name: int(part.sum()) for name, part in segment_masks(judged, {"tier": tiers}, 20)} == {
        "tier: tier 0": 25,
        "tier: tier 1": 25,
    }
    for division in divisions:
        assert sum(segment.n_records for segment in segments if segment.division == division) == 60
    assert {s.name for s in segments if s.division == "missing fields"} == {"none", "1 or 2"}
    assert "other" in {s.name for s in segments if s.division == "country"}
