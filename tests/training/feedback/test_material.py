"""Labels of records that a training was not given, and labels beside judgements of the same records."""

from pathlib import Path

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of
from features.schema.kinds import Kind
from training.evaluation.known_ids import ProfileSide, RecordSide
from training.feedback.material import Material, material_of_records, read_material


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


def test_a_judgement_replaces_a_label_that_it_contradicts_and_no_record_of_another_split_teaches(
    tmp_path: Path,
) -> None:
    given, judged = tmp_path / "labels.csv", tmp_path / "judged.csv"
    rows = "1,a,,train 2,b,,train 3,,,train 4,d,,train 4,e,,train 5,f,,train 6,g,not_match,train 7,h,,train 8,i,,test"
    given.write_text("\n".join(["crm_id,universe_id,verdict,split", *rows.split(), ""]), encoding="utf-8")
    answers = "1,z,match 2,,nobody 3,c,match 4,d,match 5,f,not_match 6,g,match 7,h,match 8,j,match 9,k,match"
    judged.write_text("\n".join(["crm_id,universe_id,verdict", *answers.split(), ""]), encoding="utf-8")

    for split, of_another, replaced in (("train", {}, 5), (None, {"8": "j"}, 6)):
        material = read_material(Kind.PERSON, given, split, str(judged))

        assert material.labels is not None
        assert material.feedback is not None
        right = {crm_id: "".join(sorted(profiles)) for crm_id, profiles in material.labels.answers.items()}
        assert right == {"1": "z", "2": "", "3": "c", "4": "de", "6": "g", "7": "h", "9": "k"} | of_another
        assert material.labels.not_matches == {("5", "f")}
        assert ("8" in material.feedback.labels.answers) is ("8" in of_another)
        counts = material.facts["feedback"]["counts"]
        left_out = counts["left out: of another split of the labels"]
        assert [counts["used"], left_out] == [8 + len(of_another), 1 - len(of_another)]
        assert counts["labels replaced by judgements"] == replaced
