"""Pairs of spellings: from a wheel that is the right one, and from the train split of a set."""

from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from training.scripts.name_pairs import PERSONS, NamesMissing, chosen, names_of_people, names_of_records


def test_another_list_of_names_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "rigour.whl", "w") as archive:
        archive.writestr(PERSONS, "lee, 李 => Q1")

    with pytest.raises(NamesMissing, match=r"got rigour/data/names/persons\.txt with the digest .* expected"):
        list(names_of_people(tmp_path / "rigour.whl"))


def test_words_of_a_record_are_paired_with_those_of_its_profile_on_the_train_split_alone(tmp_path: Path) -> None:
    records = {"id": ["c1", "c2", "c3", "c4"], "full_name": ["Иван Петров", "李明", "Анна", "Ольга"]}
    profiles = {"id": ["m1", "m2"], "full_name": ["PETROFF, Iwan", "Li Ming"]}
    truth = {
        "crm_id": ["c1", "c2", "c3", "c4"],
        "universe_id": ["m1", "m2", "m1", None],
        "split": ["train", "train", "test", "train"],
    }
    for name, columns in (("crm", records), ("universe", profiles), ("truth", truth)):
        pq.write_table(pa.table(columns), tmp_path / f"{name}.parquet")

    assert list(names_of_records(tmp_path)) == [
        ("cyrillic", ("ivan", ("petroff", "iwan"))),
        ("cyrillic", ("petrov", ("petroff", "iwan"))),
        ("han", ("liming", ("liming", "mingli"))),
    ]


def test_names_without_spellings_are_not_learned_from() -> None:
    assert chosen({"ivan": {"iwan", "x"}, "petrov": set(), "o": {"oh"}}) == [("ivan", ("iwan",))]
