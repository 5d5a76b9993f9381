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


def test_a_total_that_is_reached_finishes_a_stage_once() -> None:
    stages = Stages(now=0.0)

    stages.advance("matching", 512, 1024, now=1.0)
    finished = stages.advance("matching", 1024, 1024, now=2.0)
    repeated = stages.advance("matching", 1024, 1024, now=2.5)

    assert [stage.as_finished(2.0) for stage in finished] == ["match the records: 1,024 in 2.0 s"]
    assert repeated == []
    assert stages.open == {}


def test_stages_of_two_groups_are_open_at_once() -> None:
    stages = Stages(now=0.0)

    stages.advance("person: splink", 0, None, now=0.0)
    stages.advance("company: splink", 0, None, now=1.0)
    finished = stages.advance("person: features", 512, 2000, now=5.0)

    assert [stage.as_finished(5.0) for stage in finished] == ["person: estimate match weights with Splink: 5.0 s"]
    assert list(stages.open) == ["company: splink", "person: features"]


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
