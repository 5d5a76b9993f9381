"""The challenger scores answered requests, stores its changes, and delays no request."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from features.schema.kinds import Kind
from serving.http.shadow import MAX_WAITING, Shadow
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.home import Home, Pointer, read_shadow, write_shadow
from tests.support.small_models import SmallModel, parts_of
from training.fitting.bundle import write_bundle


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def strict(small_models: dict[Kind, SmallModel], tmp_path: Path) -> Path:
    """A challenger that links at very high probabilities only."""
    bundle = small_models[Kind.COMPANY].opened()
    collective = (
        None
        if bundle.collective is None
        else replace(bundle.collective, policy=replace(bundle.collective.policy, linked=0.9999))
    )
    parts = replace(parts_of(bundle), policy=replace(bundle.policy, linked=0.9999), collective=collective)
    write_bundle(parts, tmp_path / "strict")
    return tmp_path / "strict"


def answered(model: SmallModel) -> tuple[list[dict[str, Any]], list[Any]]:
    rows = model.rows()[:120]
    return rows, list(model.matcher().match_rows(rows))


def test_a_vanishing_badge_is_stored_by_ids_without_any_value(
    small_models: dict[Kind, SmallModel], home: Home, strict: Path
) -> None:
    model = small_models[Kind.COMPANY]
    rows, results = answered(model)
    write_shadow(home, Kind.COMPANY, Pointer(strict, model.index))
    shadow = Shadow(home, Matcher.open)

    shadow.look()
    shadow.offer(Kind.COMPANY, rows, results)
    shadow.work_off()

    text = home.shadow_changes(Kind.COMPANY).read_text(encoding="utf-8")
    told = [json.loads(line) for line in text.splitlines()]
    expected = Matcher.open(strict, model.index).match_rows(rows)
    both = zip(results, expected, strict=True)
    gone = [a.record_id for a, b in both if (a.decision, getattr(b, "decision", "")) == ("linked", "review")]
    assert gone
    assert [one["record_id"] for one in told if one["change"] == "vanishes"] == gone
    assert {one["challenger"].partition("+")[0] for one in told} == {Matcher.open(strict, model.index).bundle.version}
    assert not [row["name"] for row in rows if row.get("name") and f'"{row["name"]}"' in text]


def test_an_unreadable_row_does_not_shift_the_comparison_of_the_others(
    small_models: dict[Kind, SmallModel], home: Home
) -> None:
    model = small_models[Kind.COMPANY]
    rows = [{"name": "no id"}, *model.rows()[:40]]
    results = list(model.matcher().match_rows(rows))
    write_shadow(home, Kind.COMPANY, Pointer(model.bundle, model.index))
    shadow = Shadow(home, Matcher.open)

    shadow.look()
    shadow.offer(Kind.COMPANY, rows, results)
    shadow.work_off()

    assert not isinstance(results[0], Outcome)
    assert not home.shadow_changes(Kind.COMPANY).exists()


def test_without_a_challenger_nothing_is_stored_and_a_broken_one_scores_nothing(
    small_models: dict[Kind, SmallModel], home: Home, tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    shadow = Shadow(home, Matcher.open)

    for challenger in (None, Pointer(tmp_path / "no bundle", model.index)):
        write_shadow(home, Kind.COMPANY, challenger)
        shadow.look()
        shadow.offer(Kind.COMPANY, *answered(model))
        shadow.work_off()

    assert not home.shadow_changes(Kind.COMPANY).exists()
    write_shadow(home, Kind.COMPANY, None)
    assert read_shadow(home, Kind.COMPANY) is None


def test_traffic_beyond_the_queue_is_dropped_without_waiting(
    small_models: dict[Kind, SmallModel], home: Home, strict: Path
) -> None:
    model = small_models[Kind.COMPANY]
    write_shadow(home, Kind.COMPANY, Pointer(strict, model.index))
    shadow = Shadow(home, Matcher.open)
    shadow.look()

    for _ in range(MAX_WAITING + 10):
        shadow.offer(Kind.COMPANY, [], [])

    assert len(shadow._waiting) == MAX_WAITING
