"""Training computes the features that serving computes, and deals entities, not rows, into folds."""

import numpy as np
import pytest
from numpy.typing import NDArray

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of
from data.tables.progress import silent
from features.normalise.records import normalise
from features.pairs.columns import columns_of
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from tests.support.small_models import SmallModel
from training.fitting.methods.examples import Examples, Source, gather_examples, label_examples


@pytest.fixture(scope="module")
def matchers(small_models: dict[Kind, SmallModel]) -> dict[Kind, Matcher]:
    return {kind: model.matcher() for kind, model in small_models.items()}


def source_of(matcher: Matcher, model: SmallModel) -> Source:
    """Return the first records of the small sample as the source of a training."""
    rows = model.rows()[:600]
    records = [normalise(model.kind, row) for row in rows]
    return Source(model.kind, [str(row["id"]) for row in rows], list(records), matcher.index)


def gathered(matcher: Matcher, source: Source) -> Examples:
    return gather_examples(source, matcher.kernel, None, silent)


def labels(*rows: tuple[str, str | None, Verdict]) -> Labels:
    return labels_of(Label(row, *label) for row, label in enumerate(rows, start=1))


def test_a_record_has_one_matrix_in_training_and_in_serving(
    matchers: dict[Kind, Matcher], small_model: SmallModel
) -> None:
    matcher = matchers[small_model.kind]
    source = source_of(matcher, small_model)

    examples = gathered(matcher, source)

    for row in range(0, 600, 40):
        served = matcher.scorer.score(columns_of(source.kind, source.ids[row : row + 1], source.records[row : row + 1]))
        trained_on = examples.only(examples.left_rows == row)
        assert trained_on.rows.tolist() == served.shortlist.rows.tolist()
        np.testing.assert_array_equal(trained_on.matrix, served.matrix)


def test_a_complete_record_labels_all_its_candidates_and_a_partial_one_that_pair_alone(
    matchers: dict[Kind, Matcher], small_models: dict[Kind, SmallModel]
) -> None:
    matcher = matchers[Kind.PERSON]
    source = source_of(matcher, small_models[Kind.PERSON])
    examples = gathered(matcher, source)
    several = [row for row in range(600) if (examples.left_rows == row).sum() > 2][:4]
    candidates = {row: matcher.index.ids(examples.rows[examples.left_rows == row]) for row in several}
    matched, nobody, partial, unlabelled = several

    labelled = label_examples(
        source,
        examples,
        labels(
            (source.ids[matched], candidates[matched][1], Verdict.MATCH),
            (source.ids[nobody], None, Verdict.NOBODY),
            (source.ids[partial], candidates[partial][2], Verdict.NOT_MATCH),
            ("a record of another file", candidates[matched][0], Verdict.MATCH),
        ),
        5,
    )

    def of(row: int, values: NDArray[np.bool_]) -> list[bool]:
        return [bool(value) for value in values[examples.left_rows == row]]

    assert all(of(matched, labelled.used))
    assert all(of(nobody, labelled.used))
    assert of(matched, labelled.right) == [at == 1 for at in range(len(candidates[matched]))]
    assert not any(of(nobody, labelled.right))
    assert of(partial, labelled.used) == [at == 2 for at in range(len(candidates[partial]))]
    assert not any(of(partial, labelled.right))
    assert not any(of(unlabelled, labelled.used))
    assert np.flatnonzero(labelled.complete).tolist() == sorted([matched, nobody])
