"""Labels of records that a training was not given."""

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of
from training.feedback.material import count_strangers


def labels(*pairs: tuple[str, str]) -> Labels:
    return labels_of(Label(row, *pair, Verdict.MATCH) for row, pair in enumerate(pairs, 1))


def test_labels_of_records_that_were_not_given_are_counted() -> None:
    assert count_strangers(labels(("1", "u1"), ("007", "u2"), ("007", "u3")), {"1", "7"}) == 1
    assert count_strangers(None, {"1"}) == 0
