"""Files of clusters and of labelled pairs."""

from pathlib import Path

import pytest

from data.labels.clusters import ClusterRow, UnusableClusters, read_cluster_labels, write_clusters

ROWS = [
    ClusterRow(
        id="a",
        cluster_id="c1",
        probability=0.98765432,
        why="with b: same e-mail (+9.1)",
        weakest_edge=0.9,
        weakest_id="b",
    ),
    ClusterRow(
        id="b", cluster_id="c1", probability=0.9, why="with a: same e-mail (+9.1)", weakest_edge=0.9, weakest_id="a"
    ),
    ClusterRow("c", "c2", 1.0, "no other record resembles it enough"),
]


def test_csv_has_six_digits_and_nothing_for_a_record_alone(tmp_path: Path) -> None:
    write_clusters(ROWS, tmp_path / "clusters.csv")

    lines = (tmp_path / "clusters.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "id,cluster_id,probability,why,weakest_edge,weakest_id"
    assert lines[1] == "a,c1,0.987654,with b: same e-mail (+9.1),0.9,b"
    assert lines[3].endswith("enough,,")


def written(folder: Path, text: str) -> Path:
    path = folder / "labels.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_labels_are_clusters_or_pairs(tmp_path: Path) -> None:
    clusters = read_cluster_labels(written(tmp_path, "id,cluster,split\na,1,train\nb,1,train\nc,2,test\n"), "train")
    pairs = read_cluster_labels(written(tmp_path, "id_a,id_b,verdict\nb,a,\nc,a,not_match\n"))

    assert dict(clusters.cluster_of) == {"a": "1", "b": "1"}
    assert (pairs.matches, pairs.not_matches) == ([("a", "b")], [("a", "c")])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id,entity\na,1\n", "expected id and cluster_id or cluster"),
        ("id,cluster\na,1\na,2\n", "a is in 2 and in 1"),
        ("id,cluster\na,\n", "row 1: got no cluster"),
        ("id_a,id_b,verdict\na,b,maybe\n", "got the verdict 'maybe', expected match or not_match"),
        ("id_a,id_b,verdict\na,b,match\nb,a,not_match\n", "a and b match and do not match"),
        ("id_a,id_b\na,a\n", "expected two records"),
    ],
)
def test_labels_that_say_two_things_or_nothing_are_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UnusableClusters, match=complaint):
        read_cluster_labels(written(tmp_path, text))


def test_a_file_without_ids_of_records_or_of_pairs_names_both_forms(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("left,right\n1,2\n", encoding="utf-8")

    with pytest.raises(UnusableClusters, match="expected id and cluster_id or cluster, or id_a and id_b"):
        read_cluster_labels(path)
    assert read_cluster_labels(path, renames={"left": "id_a", "right": "id_b"}).matches == [("1", "2")]
