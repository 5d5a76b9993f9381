"""Every reported edit, applied through the matcher, changes the decision; single edits are tried exhaustively."""

from functools import cache
from itertools import combinations, islice, product
from typing import Any

from data.index.profiles import read_profiles
from features.schema.kinds import COLUMNS
from serving.explanation.bodies import EditsShown
from serving.explanation.editable_columns import NO_EVIDENCE, filled_columns, profile_values
from serving.explanation.edits import MAX_CHANGES, MAX_RUNS, edited
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import WantedExplanation, explain
from serving.explanation.variants import state_of
from serving.matching.explanation import profile_of, row_of
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.small_models import SmallModel

Row = dict[str, Any]


def searched(matcher: Matcher, row: Row, outcome: Outcome, thorough: bool = False) -> EditsShown:
    best = outcome.candidates[0].id
    against = outcome.candidates[1].id if len(outcome.candidates) > 1 else None
    found = explain(
        matcher, by_itself(matcher, row), WantedExplanation(best, against, True, thorough, with_private=True)
    ).edits
    assert found is not None
    return found


def cases(small_model: SmallModel, n: int) -> list[tuple[Row, Outcome]]:
    decided = with_candidates(small_model)
    undecided = [one for one in decided if one[1].decision != "linked"]
    return [*islice(undecided, n // 2), *islice(decided, n // 2)]


@cache
def with_candidates(model: SmallModel) -> list[tuple[Row, Outcome]]:
    """Decide all records of a kind once, and return those that have a candidate."""
    rows = model.rows()
    pairs = zip(rows, model.matcher().match_rows(rows, limit=2), strict=True)
    return [(row, one) for row, one in pairs if isinstance(one, Outcome) and one.candidates]


def test_each_reported_edit_changes_the_decision_and_all_are_within_the_limits(
    matcher: Matcher, small_model: SmallModel
) -> None:
    n_edits = 0
    for row, outcome in cases(small_model, 20):
        before = state_of(outcome)
        search = searched(matcher, row, outcome)

        assert search.tried <= MAX_RUNS
        for edit in search.found:
            changed = matcher.match_rows([edited(row, edit.changes)])[0]
            assert isinstance(changed, Outcome)
            assert state_of(changed) == (edit.decision, edit.profile_id)
            assert state_of(changed) != before
            assert edit.probability == (changed.candidates[0].probability if changed.candidates else 0.0)
            assert 1 <= len(edit.changes) <= MAX_CHANGES
            assert not {change.column for change in edit.changes} & NO_EVIDENCE
            n_edits += 1
    assert n_edits > 20


def reaches(search: EditsShown, changed: Outcome, profile: str) -> bool:
    return (state_of(changed) == ("linked", profile)) == (search.wanted == "link")


def test_a_record_in_review_is_shown_what_it_lacks_to_be_linked(matcher: Matcher, small_model: SmallModel) -> None:
    waiting = [one for one in cases(small_model, 200) if one[1].decision == "review"]

    found = [searched(matcher, row, outcome) for row, outcome in waiting[:8]]

    assert found
    assert {search.wanted for search in found} == {"link"}
    assert all(edit.decision == "linked" for search in found for edit in search.found)


def test_a_thorough_search_finds_the_fewest_changes_of_all_that_could_be_tried(
    matcher: Matcher, small_model: SmallModel
) -> None:
    """Records of three columns: every edit of them is made here and decided by the matcher, one by one."""
    sizes = []
    for row, outcome in cases(small_model, 4):
        best = outcome.candidates[0].id
        kept = [name for name in COLUMNS[matcher.kind] if row.get(name) and name not in NO_EVIDENCE][:3]
        bare = {"id": row["id"], **{name: row[name] for name in kept}}
        search = explain(matcher, by_itself(matcher, bare), WantedExplanation(best, thorough=True)).edits
        assert search is not None
        filled = filled_columns(matcher.kind, bare)
        written = read_profiles(matcher.index, [best])[best]
        profile = profile_of(matcher.index, row_of(matcher.index, best))
        wanted = profile_values(matcher.kind, profile, written, filled)
        choices = {
            name: [value for value in {None, wanted.get(name)} if value != filled.get(name)]
            for name in {*filled, *wanted}
        }

        fewest = next((n for n in (1, 2) if any_reaches(matcher, search, bare, choices, (best, n))), 3)

        if search.found:
            assert len(search.found[0].changes) == fewest or fewest == MAX_CHANGES
            assert search.smallest
        else:
            assert fewest == MAX_CHANGES
        sizes.append(fewest)
    assert sizes


def any_reaches(
    matcher: Matcher, search: EditsShown, row: Row, choices: dict[str, list[str | None]], wanted: tuple[str, int]
) -> bool:
    """Whether an edit of exactly so many columns reaches what a search wants."""
    profile, n = wanted
    edits = [
        dict(zip(names, values, strict=True))
        for names in combinations(sorted(choices), n)
        for values in product(*(choices[name] for name in names))
    ]
    changed = matcher.match_rows([{**row, **edit} for edit in edits])
    return any(isinstance(one, Outcome) and reaches(search, one, profile) for one in changed)


def test_the_order_of_columns_and_the_number_decided_together_change_no_edit(
    matcher: Matcher, small_model: SmallModel
) -> None:
    for row, outcome in cases(small_model, 8):
        assert searched(matcher, dict(reversed(row.items())), outcome) == searched(matcher, row, outcome)
