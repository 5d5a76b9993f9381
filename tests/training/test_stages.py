"""Stages of long work: what is open, when it finishes, and how long the rest takes."""

from training.stages import Stages, span_of


def test_the_next_stage_finishes_the_one_before_and_the_end_finishes_the_last() -> None:
    stages = Stages(now=0.0)

    begun = stages.advance("read", 0, None, now=0.0)
    finished = stages.advance("write", 0, None, now=3.0)
    last = stages.end(now=4.5)

    assert begun == []
    assert [stage.as_finished(3.0) for stage in finished] == ["read: 3.0 s"]
    assert [stage.as_finished(4.5) for stage in last] == ["write: 1.5 s"]
    assert stages.open == {}


def test_the_time_left_comes_from_what_this_run_did_and_not_from_what_was_kept() -> None:
    stages = Stages(now=0.0)

    stages.advance("matching", 9_000, 10_000, now=10.0)
    early = stages.open["matching"].seconds_left(11.0)
    stages.advance("matching", 9_500, 10_000, now=15.0)
    stage = stages.open["matching"]

    assert early is None
    assert stage.seconds_left(15.0) == 5.0
    assert stage.as_open(15.0) == "match the records ... 9,500 of 10,000, 15 s so far, about 5 s left"


def test_spans_are_said_as_people_say_them() -> None:
    assert [span_of(seconds) for seconds in (0.2, 61, 150, 7_500)] == ["1 s", "61 s", "2 min", "2 h 5 min"]
