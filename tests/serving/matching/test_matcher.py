"""The matcher decides each record by itself, with at most one profile and its reasons."""

import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from data.labels.links import SCHEMA, LinkDecision
from data.tables.frames import InputIgnored
from features.normalise.records import normalise
from features.pairs.columns import Record
from features.schema.kinds import COLUMNS, Kind
from serving.matching.conclude import FORCED_REASON
from serving.matching.matcher import Matcher, PairDisagrees
from serving.matching.outcomes import Hindrance, Outcome, Problem
from tests.support.index_people import build
from tests.support.small_models import SmallModel

Row = dict[str, Any]


def over(matcher: Matcher, folder: Path, profiles: dict[str, Row]) -> Matcher:
    """Return the matcher's model with an index of a few generated profiles."""
    records: dict[str, Record] = {profile_id: normalise(matcher.kind, row) for profile_id, row in profiles.items()}
    return Matcher(matcher.bundle, build(folder / "index", records, matcher.kind))


def answer(matcher: Matcher, row: Row, limit: int = 5) -> Outcome:
    (outcome,) = matcher.match_rows([row], limit=limit)
    assert isinstance(outcome, Outcome)
    return outcome


def outcomes(matcher: Matcher, rows: list[Row]) -> list[Outcome]:
    return [outcome for outcome in matcher.match_rows(rows) if isinstance(outcome, Outcome)]


@cache
def all_outcomes(model: SmallModel) -> list[Outcome]:
    """The outcomes of all records of a kind, decided once for several tests."""
    return outcomes(model.matcher(), model.rows())


def test_neither_order_nor_other_records_change_an_answer(matcher: Matcher, small_model: SmallModel) -> None:
    rows = small_model.rows()
    together = {outcome.record_id: outcome for outcome in all_outcomes(small_model)}

    shuffled = outcomes(matcher, random.Random(1).sample(rows, len(rows) // 4))
    alone = [answer(matcher, row) for row in rows[::50]]

    assert [outcome for outcome in shuffled if outcome != together[outcome.record_id]] == []
    assert [outcome for outcome in alone if outcome != together[outcome.record_id]] == []


def test_the_parts_of_an_answer_agree(matcher: Matcher, small_model: SmallModel) -> None:
    for outcome in all_outcomes(small_model):
        probabilities = [candidate.probability for candidate in outcome.candidates]

        assert probabilities == sorted(probabilities, reverse=True)
        assert (outcome.match is not None) == (outcome.decision == LinkDecision.LINKED)
        assert outcome.match is None or outcome.match == outcome.candidates[0]
        assert outcome.runner_up_id == (outcome.candidates[1].id if len(probabilities) > 1 else None)
        assert outcome.margin == pytest.approx(
            probabilities[0] - (probabilities[1:] or [0.0])[0] if probabilities else 0.0, abs=2e-6
        )
        assert len(outcome.reasons) <= 3
        assert outcome.basis == matcher.bundle.basis == "own_labels"
        assert outcome.model_version == matcher.model_version


"""Scores of the most probable records differ by less than this."""


def test_two_tied_profiles_get_at_most_a_half_each_and_are_for_review(
    matcher: Matcher, small_model: SmallModel, tmp_path: Path
) -> None:
    row = {name: value for name, value in small_model.rows("universe")[0].items() if name != "profile_url"}
    others = {str(other["id"]): other for other in small_model.rows("universe")[1:30]}
    twins = over(matcher, tmp_path, {"one": row, "two": row, **others})

    outcome = answer(twins, {**row, "id": "r"})

    first, second = outcome.candidates[:2]
    assert {first.id, second.id} == {"one", "two"}
    assert first.probability == second.probability <= 0.5
    assert outcome.margin == 0
    assert outcome.decision == LinkDecision.REVIEW
    assert outcome.hindrance is Hindrance.TIED


def test_candidates_tied_beyond_the_cut_are_for_review_with_the_reason(
    matcher: Matcher, small_model: SmallModel, tmp_path: Path
) -> None:
    row = {name: value for name, value in small_model.rows("universe")[0].items() if name != "profile_url"}
    collective = over(matcher, tmp_path, {f"copy {number}": row for number in range(120)})
    eager = replace(collective.policy, linked=0.0, review=0.0, margin=0.0)
    collective.policy = eager

    outcome = answer(collective, {**row, "id": "r"})

    assert outcome.decision == LinkDecision.REVIEW
    assert outcome.hindrance is Hindrance.TIED_BEYOND_CUT


def test_a_record_that_names_its_profile_by_address_is_linked_to_it_with_probability_1(
    matcher: Matcher, small_model: SmallModel, tmp_path: Path
) -> None:
    named, other = small_model.rows("universe")[:2]
    named["profile_url"] = "https://network.example/in/Named"
    other["profile_url"] = "network.example/in/other"
    row = {**other, "id": "r", "profile_url": "HTTP://www.network.example/in/named/?ref=1"}

    outcome = answer(over(matcher, tmp_path, {"named": named, "other": other}), row)

    assert outcome.match is not None
    assert (outcome.match.id, outcome.match.probability) == ("named", 1)
    assert outcome.reasons[0] == FORCED_REASON
    assert (outcome.decision, outcome.basis) == (LinkDecision.LINKED, "forced")
    assert [candidate.id for candidate in outcome.candidates].count("named") == 1


def test_a_named_profile_that_is_not_among_the_shown_candidates_has_its_own_weight_and_details(
    matcher: Matcher, small_model: SmallModel
) -> None:
    row, other = small_model.rows("universe")[:2]
    row |= {"id": "r", "profile_url": other["id"]}

    (outcome,) = matcher.match_rows([row], explain=True)

    assert isinstance(outcome, Outcome)
    assert outcome.match is not None
    assert outcome.match.id == other["id"]
    why = matcher.explain(row, other["id"])
    assert (round(outcome.match.match_weight, 6), outcome.match.probability) == (why["match_weight"], 1)
    assert outcome.match.details == {name: why[name] for name in ("comparisons", "features")}
    assert outcome.match.reasons[0] == FORCED_REASON


def test_an_address_that_two_profiles_have_forces_neither(
    matcher: Matcher, small_model: SmallModel, tmp_path: Path
) -> None:
    one, two = ({**row, "profile_url": "network.example/in/x"} for row in small_model.rows("universe")[:2])

    outcome = answer(over(matcher, tmp_path, {"one": one, "two": two}), {**one, "id": "r"})

    assert outcome.basis == "own_labels"


def test_an_unreadable_row_is_a_problem_and_the_others_are_answered(matcher: Matcher, small_model: SmallModel) -> None:
    good = small_model.rows()[:2]
    bad: list[Row] = [
        {"id": "empty"},
        {"name": "no id", "full_name": "No Id"},
        {"id": "  "},
        {"id": "x", "email": "\x00"},
    ]

    first, *problems, last = matcher.match_rows([good[0], *bad, good[1]])

    assert [first, last] == matcher.match_rows(good)
    assert [problem for problem in problems if not isinstance(problem, Problem)] == []
    assert [problem.record_id for problem in problems] == ["empty", None, None, "x"]
    assert all("expected" in problem.error for problem in problems if isinstance(problem, Problem))


def test_a_table_is_answered_with_the_columns_of_links(matcher: Matcher, small_model: SmallModel) -> None:
    rows = [*small_model.rows()[:20], {"id": "empty"}]
    schema = pa.schema([(name, pa.string()) for name in COLUMNS[small_model.kind]])

    with pytest.warns(InputIgnored, match=r"rows rejected: 1 \(row 21: got no field that says anything"):
        links = matcher.match(pa.Table.from_pylist(rows, schema=schema))

    assert links.schema.equals(SCHEMA)
    assert links.column("crm_id").to_pylist() == [row["id"] for row in rows[:20]]
    assert links.column("decision").to_pylist() == [str(outcome.decision) for outcome in outcomes(matcher, rows[:20])]


def test_a_bundle_and_an_index_of_two_kinds_are_refused(small_models: dict[Kind, SmallModel]) -> None:
    with pytest.raises(PairDisagrees, match="got a person bundle and a company index"):
        Matcher.open(small_models[Kind.PERSON].bundle, small_models[Kind.COMPANY].index)
