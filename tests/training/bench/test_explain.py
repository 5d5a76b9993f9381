"""The bench of explanations times them, and counts an edit that does not hold."""

from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import EditEffort, WantedExplanation, explain
from serving.matching.outcomes import Outcome
from tests.support.bench_runs import PEOPLE, QUERIES, bench
from tests.support.small_models import SmallModel
from training.bench.explain import Checks, check

pytestmark = pytest.mark.e2e


@pytest.mark.usefixtures("work_in_this_process")
def test_explanations_are_timed_with_and_without_edits(tmp_path: Path) -> None:
    size = ("--people", PEOPLE, "--queries", QUERIES)

    [table] = bench("explain", *size, out=tmp_path)["tables"]

    assert [row["step"] for row in table["rows"]] == ["without edits", "with edits"]
    assert all(0 < row["p50_ms"] <= row["p95_ms"] <= row["p99_ms"] for row in table["rows"])


def test_an_edit_that_does_not_change_the_decision_is_not_counted_as_verified(
    small_models: dict[Kind, SmallModel],
) -> None:
    model = small_models[Kind.PERSON]
    matcher, row = model.matcher(), model.rows()[0]
    [outcome] = matcher.match_rows([row])
    assert isinstance(outcome, Outcome)
    wanted = WantedExplanation(outcome.candidates[0].id, edits=EditEffort.WITHIN_LIMIT, with_private=True)
    found = explain(matcher, by_itself(matcher, row), wanted)
    assert found.edits is not None
    assert found.edits.found
    without_effect = found.edits.found[0].model_copy(update={"changes": []})
    checks = Checks()

    check(checks, (matcher, row, outcome), found)
    edits = found.edits.model_copy(update={"found": [without_effect]})
    check(checks, (matcher, row, outcome), found.model_copy(update={"edits": edits}))

    assert checks.verified == len(found.edits.found)
    assert checks.edits == checks.verified + 1
    assert (checks.answers, checks.equal) == (2, 2)
