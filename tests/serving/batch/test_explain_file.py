"""A record of a file is explained as `match` decides it among the file's other records."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from data.tables.records import Table, read_records
from features.schema.kinds import Kind
from serving.batch.explain_file import RecordNotInFile, explained_in_file
from serving.batch.files import columns_of_raw
from serving.explanation.bodies import StepKind
from serving.explanation.edits import edited
from serving.explanation.explanation import WantedExplanation, explain
from serving.explanation.variants import state_of
from serving.matching.account_links import linked_records
from serving.matching.collective import CANDIDATES
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy
from tests.support.small_collective import collective_by_lead
from tests.support.small_models import SmallModel

POLICY = Policy(linked=0.6, review=0.05, margin=0.05, precision=0.99)


@pytest.fixture(scope="module")
def model(small_models: dict[Kind, SmallModel]) -> SmallModel:
    return small_models[Kind.PERSON]


@pytest.fixture(scope="module")
def matcher(model: SmallModel) -> Matcher:
    """A matcher with a collective pass."""
    return Matcher(replace(model.opened(), collective=collective_by_lead(POLICY)), model.universe())


@pytest.fixture(scope="module")
def table(model: SmallModel) -> Table:
    """The first records of the file, some of them twice under another id, so that they claim the same profiles."""
    whole = read_records(model.kind, model.file("crm"), normalised=False)
    rows = whole.raw.slice(0, 60).to_pylist()
    again = [row | {"id": f"again-{row['id']}", "title": None} for row in rows[::3]]
    raw = type(whole.raw).from_pylist([*rows, *again], whole.raw.schema)
    return replace(whole, ids=raw["id"].to_pylist(), raw=raw, rejects=[])


@pytest.fixture(scope="module")
def together(matcher: Matcher, table: Table) -> tuple[list[Outcome], list[Outcome]]:
    """The outcomes of the whole file before and after the collective pass."""
    records = linked_records(matcher.kind, table.raw)
    alone = matcher.match_records(table.ids, records, Answering(CANDIDATES))
    fetch = lambda rows: columns_of_raw(matcher.kind, table.raw.take(rows))  # noqa: E731
    return alone, matcher.reconsider_fetched(alone, fetch)


def moved(together: tuple[list[Outcome], list[Outcome]]) -> Iterator[Outcome]:
    """Yield the outcomes that the collective pass changed."""
    for before, after in zip(*together, strict=True):
        if after.candidates and [c.probability for c in before.candidates] != [c.probability for c in after.candidates]:
            yield after


def test_decision_and_probabilities_are_those_of_the_whole_file_to_the_last_digit(
    matcher: Matcher, table: Table, together: tuple[list[Outcome], list[Outcome]]
) -> None:
    chosen = list(moved(together))[:6]
    assert len(chosen) == 6
    kinds = set[StepKind]()
    for outcome in chosen:
        explained = explained_in_file(matcher, table, outcome.record_id)
        for place, candidate in enumerate(outcome.candidates, start=1):
            found = explain(matcher, explained, WantedExplanation(candidate.id))

            assert (found.pair.probability, found.pair.position) == (candidate.probability, place)
            assert abs(found.pair.waterfall[-1].probability - candidate.probability) <= 1e-6
            kinds |= {step.kind for step in found.pair.waterfall}
            assert (found.decision.decision, found.decision.margin) == (outcome.decision, outcome.margin)
    assert StepKind.COLLECTIVE in kinds


def test_an_edit_changes_the_decision_among_the_other_records(
    matcher: Matcher, table: Table, together: tuple[list[Outcome], list[Outcome]]
) -> None:
    n_edits = 0
    for outcome in list(moved(together))[:4]:
        explained = explained_in_file(matcher, table, outcome.record_id)
        wanted = WantedExplanation(outcome.candidates[0].id, edits=True, with_private=True)
        edits = explain(matcher, explained, wanted).edits
        assert edits is not None
        for edit in edits.found[:1]:
            at = table.ids.index(outcome.record_id)
            rows = table.raw.to_pylist()
            rows[at] = dict(edited(rows[at], edit.changes))
            raw = type(table.raw).from_pylist(rows, table.raw.schema)
            alone = matcher.match_records(table.ids, linked_records(matcher.kind, raw), Answering(CANDIDATES))
            after = matcher.reconsider(alone, linked_records(matcher.kind, raw))[at]

            assert state_of(after) == (edit.decision, edit.profile_id)
            assert state_of(after) != state_of(outcome)
            n_edits += 1
    assert n_edits > 0


def test_the_independent_pass_alone_reads_no_other_record(matcher: Matcher, table: Table) -> None:
    explained = explained_in_file(matcher, table, table.ids[0], independent=True)

    assert explained.others is None
    assert "id" in explained.row


def test_a_record_that_is_not_in_the_file_is_refused_by_its_id(matcher: Matcher, table: Table) -> None:
    with pytest.raises(RecordNotInFile, match="'nobody'"):
        explained_in_file(matcher, table, "nobody")
