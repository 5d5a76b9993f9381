"""Labels of records that a training was not given."""

from pathlib import Path

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of
from features.schema.kinds import Kind
from training.evaluation.known_ids import ProfileSide, RecordSide
from training.feedback.material import Material, material_of_records


def labels(*pairs: tuple[str, str]) -> Labels:
    return labels_of(Label(row, *pair, Verdict.MATCH) for row, pair in enumerate(pairs, 1))


def test_a_training_learns_from_labels_of_records_that_were_given_alone(tmp_path: Path) -> None:
    file = tmp_path / "universe.csv"
    file.write_text("id\nu1\n", encoding="utf-8")
    records = RecordSide(Path("crm.csv"), {"1", "2"})
    universe = ProfileSide(Kind.PERSON, file, None)
    material = Material(labels(("1", "u1"), ("007", "u2")))

    kept, n_without = material_of_records(material, records, universe)

    assert kept.labels is not None
    assert (dict(kept.labels.answers), n_without) == ({"1": frozenset({"u1"})}, 1)
    assert material_of_records(Material(None), records, universe) == (Material(None), 0)
