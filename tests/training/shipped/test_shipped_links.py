"""The links of the shipped bundles on samples that they did not see: precise, and none by a bare name alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from data.labels.labels import read_labels
from data.labels.links import LinkDecision
from data.sample.lost_fields import NAMES
from features.comparisons.independent_facts import facts_stated
from features.normalise.records import normalise
from serving.matching.bundle import Bundle, shipped_bundle
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.small_models import SmallModel

WRONG = 0.03
"""At a precision goal of 0.99, the largest share of wrong links in a stratum, beside one more."""
Row = Mapping[str, Any]


def linked(served: Matcher, rows: Sequence[Row], answers: Mapping[str, frozenset[str]]) -> dict[int, list[bool]]:
    """Match rows; return whether each link is right, by how many facts its record states (2: or more)."""
    found: dict[int, list[bool]] = {0: [], 1: [], 2: []}
    for row, outcome in zip(rows, served.match_rows(rows), strict=True):
        assert isinstance(outcome, Outcome)
        if outcome.decision is LinkDecision.LINKED:
            assert outcome.match is not None
            facts = facts_stated(served.kind, normalise(served.kind, row))
            found[min(facts, 2)].append(outcome.match.id in answers[outcome.record_id])
    return found


def test_links_are_right_however_little_a_record_states(small_model: SmallModel) -> None:
    bundle = shipped_bundle(small_model.kind)
    assert bundle is not None
    served = Matcher(Bundle.open(bundle), small_model.universe())
    names = NAMES[small_model.kind]
    rows = small_model.rows()
    answers = read_labels(small_model.file("truth")).answers

    whole = linked(served, rows, answers)
    bare = linked(served, [{name: row[name] for name in names if name in row} for row in rows], answers)

    assert len(whole[2]) > 250
    for links in (*whole.values(), bare[0]):
        assert links.count(False) <= 1 + WRONG * len(links)
