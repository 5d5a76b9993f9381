"""An explanation sums to the whole score and covers profiles that were not candidates."""

from typing import Any

import pytest

from features.normalise.records import normalise
from features.pairs.columns import columns_of
from features.ranking.feature_list import FEATURES
from features.ranking.pair_feature import EMPTY
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.small_models import SmallModel


def matched(matcher: Matcher, rows: list[dict[str, Any]], *, explain: bool = False) -> list[Outcome]:
    found = matcher.match_rows(rows, limit=50, explain=explain)
    return [outcome for outcome in found if isinstance(outcome, Outcome) and outcome.candidates]


def raw_of(matcher: Matcher, row: dict[str, Any]) -> dict[str, float]:
    """Return the raw scores of a record's candidates by the trees."""
    scored = matcher.scorer.score(columns_of(matcher.kind, [row["id"]], [normalise(matcher.kind, row)]))
    raw = matcher.bundle.ranker.raw(scored.matrix)
    return dict(zip(matcher.index.ids(scored.shortlist.rows), raw.tolist(), strict=True))


def test_contributions_sum_to_the_raw_log_odds_and_rivals_only_lower_it(
    matcher: Matcher, small_model: SmallModel
) -> None:
    for row in small_model.rows()[:10]:
        raw = raw_of(matcher, row)
        for outcome in matched(matcher, [row], explain=True):
            for candidate in outcome.candidates:
                assert candidate.details is not None
                features: Any = candidate.details["features"]
                assert features["rivals"]["contribution"] <= 1e-6
                total = sum(part["contribution"] for name, part in features.items() if name != "rivals")
                assert total == pytest.approx(raw[candidate.id], abs=1e-4)


def test_every_feature_is_explained_and_says_for_or_against(matcher: Matcher, small_model: SmallModel) -> None:
    details: Any = matched(matcher, small_model.rows()[:5], explain=True)[0].candidates[0].details

    assert list(details["features"]) == [*(feature.key for feature in FEATURES[matcher.kind]), "base", "rivals"]
    for feature in FEATURES[matcher.kind]:
        part = details["features"][feature.key]
        assert part["says"].startswith("for, because" if part["contribution"] >= 0 else ("for, because", "against, "))
        assert part["says"].endswith((feature.sentence, EMPTY)) or "of the evidence of" in part["says"]


def test_explaining_changes_no_answer(matcher: Matcher, small_model: SmallModel) -> None:
    rows = small_model.rows()[:20]

    plain = matched(matcher, rows)
    explained = matched(matcher, rows, explain=True)

    for one, other in zip(plain, explained, strict=True):
        assert (one.decision, one.margin, one.reasons) == (other.decision, other.margin, other.reasons)
        assert [(c.id, c.probability) for c in one.candidates] == [(c.id, c.probability) for c in other.candidates]
