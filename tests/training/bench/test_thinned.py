"""Universes that lack answers: every record stays, with the answer nobody where its profile is removed."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.schema.kinds import Kind
from training.bench.quality.quality import rows_left, thinned_sets
from training.bench.quality.trials import NONE, Trial
from training.evaluation.data_sets import QualitySet

RECORDS = 400
SPLITS = ["train", "test"] * (RECORDS // 2)


@pytest.fixture
def folk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QualitySet:
    """Return a set in which each record has a profile, and as many profiles are no answer."""
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    folder = tmp_path / "folk"
    folder.mkdir()
    numbers = range(RECORDS)
    crm = {"id": [f"r{n}" for n in numbers], "first_name": ["Ann"] * RECORDS}
    universe = {"id": [f"u{n}" for n in range(2 * RECORDS)], "first_name": ["Ann"] * 2 * RECORDS}
    truth = {
        "crm_id": crm["id"],
        "universe_id": [f"u{n}" for n in numbers],
        "split": ["train", "test"] * (RECORDS // 2),
    }
    for name, columns in (("crm", crm), ("universe", universe), ("truth", truth)):
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return QualitySet("folk", Kind.PERSON, folder)


def profiles(of: QualitySet) -> set[str]:
    return set(pq.read_table(of.file("universe"))["id"].to_pylist())


def test_all_records_stay_and_those_without_their_profile_are_nobody(folk: QualitySet) -> None:
    (thinned,) = thinned_sets([folk], 25)

    truth = pq.read_table(thinned.file("truth"))
    universe = set(pq.read_table(thinned.file("universe"))["id"].to_pylist())
    answers = dict(zip(truth["crm_id"].to_pylist(), truth["universe_id"].to_pylist(), strict=True))
    assert answers.keys() == {f"r{n}" for n in range(RECORDS)}
    assert all(answer is None or answer in universe for answer in answers.values())
    assert all((answers[f"r{n}"] is None) is (f"u{n}" not in universe) for n in range(RECORDS))
    assert sum(answer is not None for answer in answers.values()) == pytest.approx(RECORDS / 4, abs=40)
    assert universe >= {f"u{n}" for n in range(RECORDS, 2 * RECORDS)}
    assert truth["split"].to_pylist() == SPLITS
    assert pq.read_table(thinned.file("crm")).equals(pq.read_table(folk.file("crm")))


def test_profiles_that_stay_with_fewer_answers_stay_with_more(folk: QualitySet) -> None:
    left = [
        set(pq.read_table(each.file("universe"))["id"].to_pylist())
        for n in (15, 45)
        for each in thinned_sets([folk], n)
    ]

    assert left[0] < left[1]


def test_sets_with_all_answers_are_unchanged(folk: QualitySet) -> None:
    assert thinned_sets([folk], 100) == [folk]


def test_a_record_keeps_the_remaining_ones_of_several_profiles() -> None:
    records = ["a", "a", "b", "b", "c", "d"]
    answers = ["u", "v", "u", "u2", "w", None]

    assert rows_left(records, answers, {"u", "u2"}) == [1, 2, 4, 5]


def test_the_base_model_of_a_thinned_set_never_saw_the_whole_one(folk: QualitySet) -> None:
    other = QualitySet("others", Kind.PERSON, folk.folder)
    (thinned,) = thinned_sets([folk], 45)

    trial = Trial(thinned, NONE, 0, [folk, other])

    assert trial.leaves_out
    assert [each.name for each in trial.others] == ["others"]
    assert trial.home != Trial(folk, NONE, 0, [folk, other]).home
