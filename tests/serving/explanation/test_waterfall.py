"""The waterfall adds up to the printed probability, and an explanation equals what matching answers."""

from collections.abc import Iterator

import pytest

from serving.explanation.bodies import ExplanationShown, StepKind
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import WantedExplanation, explain
from serving.explanation.waterfall import probability_at
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.small_models import SmallModel

CLOSE = 1e-6


def explained(matcher: Matcher, row: dict[str, object], profile: str, against: str | None = None) -> ExplanationShown:
    return explain(matcher, by_itself(matcher, row), WantedExplanation(profile, against, with_private=True))


def outcomes(matcher: Matcher, rows: list[dict[str, object]]) -> Iterator[tuple[dict[str, object], Outcome]]:
    for row, outcome in zip(rows, matcher.match_rows(rows, limit=50), strict=True):
        if isinstance(outcome, Outcome) and outcome.candidates:
            yield row, outcome


def test_any_profile_s_steps_add_up_to_its_probability(matcher: Matcher, small_model: SmallModel) -> None:
    profiles = [str(profile["id"]) for profile in small_model.rows("universe")[:30]]
    row = small_model.rows()[3]

    found = [explained(matcher, row, profile) for profile in profiles]

    assert all(abs(one.pair.waterfall[-1].probability - one.pair.probability) <= CLOSE for one in found)
    unranked = [one.pair for one in found if not one.pair.retrieval.was_ranked]
    assert unranked
    assert all(one.position is None for one in unranked)


def test_a_named_profile_s_waterfall_ends_at_one(matcher: Matcher, small_model: SmallModel) -> None:
    profile = str(small_model.rows("universe")[5]["id"])
    row = small_model.rows()[0] | {"profile_url": profile}

    found = explained(matcher, row, profile)

    assert (found.decision.decision, found.decision.rule, found.pair.probability) == ("linked", "named", 1.0)
    assert found.pair.waterfall[-1].kind is StepKind.NAMED
    assert abs(found.pair.waterfall[-1].probability - 1.0) <= CLOSE


def test_differences_to_another_profile_add_up_and_the_largest_come_first(
    matcher: Matcher, small_model: SmallModel
) -> None:
    for row, outcome in outcomes(matcher, small_model.rows()[:20]):
        if len(outcome.candidates) < 2:
            continue
        best, other = outcome.candidates[:2]
        contrast = explained(matcher, row, best.id, other.id).contrast

        assert contrast is not None
        sizes = [abs(one.difference) for one in contrast.steps]
        assert sizes == sorted(sizes, reverse=True)
        assert sum(one.difference for one in contrast.steps) == pytest.approx(contrast.log_odds, abs=CLOSE)
        assert probability_at(contrast.against.waterfall[-1].total) == pytest.approx(other.probability, abs=CLOSE)
