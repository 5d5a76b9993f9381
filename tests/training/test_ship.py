"""The shipped bundles: what they learn from, what they never saw, and what they may promise."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from data.labels import read_labels
from data.progress import silent
from data.sample import SampleSize, write_sample
from features.kinds import Kind
from serving.bundle import Bundle
from serving.drift import read_reference
from serving.golden import replay
from training.bench_sets import QualitySet
from training.ship import ShipRequest, ship, ship_ancestor
from training.ship_fit import lower_bound
from training.ship_lessons import FULL_WEIGHT, Lesson, foundations, study
from training.ship_sources import GROUPS, lose_fields, open_set

SMALL = SampleSize(people=300, companies=150, crm=200)


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> list[QualitySet]:
    """Three small sets of companies."""
    folder = tmp_path_factory.mktemp("sets")
    for seed in (1, 2, 3):
        write_sample(folder / str(seed), SMALL, seed)
    return [QualitySet(f"set{seed}", Kind.COMPANY, folder / str(seed) / "company") for seed in (1, 2, 3)]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lessons")


@pytest.fixture(scope="module")
def without_first(sets: list[QualitySet], kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "without"
    ship_ancestor(ShipRequest(Kind.COMPANY, out, sets[1:], size=SMALL), kept)
    return out


def test_a_bundle_without_a_set_never_read_it(without_first: Path, kept: Path) -> None:
    manifest = json.loads((without_first / "manifest.json").read_text())

    assert [source.split(",")[0] for source in manifest["trained_on"]] == ["generated sample", "set2", "set3"]
    assert {folder.name for folder in kept.iterdir()} == {"sample_company", "set2", "set3"}
    replay(Bundle.open(without_first))


def test_kept_lessons_give_the_same_bundle_and_are_made_once(
    without_first: Path, sets: list[QualitySet], kept: Path, tmp_path: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in kept.rglob("*.npz")}

    ship_ancestor(ShipRequest(Kind.COMPANY, tmp_path / "again", sets[1:], size=SMALL), kept)

    assert Bundle.open(tmp_path / "again").version == Bundle.open(without_first).version
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*.npz")} == before


def test_a_set_teaches_by_its_train_split_alone(sets: list[QualitySet]) -> None:
    truth = read_labels(sets[0].file("truth"))

    with open_set(sets[0], silent) as book:
        assert set(book.source.ids) == set(truth.for_split("train").answers)
        assert not set(book.source.ids) & set(truth.for_split("test").answers)


def test_one_in_five_records_is_taught_without_its_answer(sets: list[QualitySet]) -> None:
    with open_set(sets[0], silent) as book:
        base = foundations(book, 0, silent)
        lesson = study(book, base.settings, 0, silent).lesson
        answered = {crm_id for crm_id, answers in book.labels.answers.items() if answers}
        taught = {book.source.ids[row] for row in np.unique(lesson.left_rows[lesson.right]).tolist()}
        hidden = set(book.hidden)

    assert 0.1 < len(hidden) / len(answered) < 0.3
    assert not taught & hidden
    assert len(taught) > 0.8 * len(answered - hidden)
    assert lesson.n_true == len(answered) - len(hidden)


def test_a_bundle_says_what_it_was_worth_on_each_set_that_was_left_out(without_first: Path) -> None:
    metrics = json.loads((without_first / "metrics.json").read_text())

    assert set(metrics["left_out"]) == {"set2", "set3"}
    assert all(figures["best_f1"] > 0.3 for figures in metrics["left_out"].values())


def test_the_whole_bundle_learns_from_the_sample_where_there_are_no_sets(tmp_path: Path) -> None:
    ship(ShipRequest(Kind.COMPANY, tmp_path / "bundle", size=SMALL))

    bundle = Bundle.open(tmp_path / "bundle")
    assert bundle.basis == "shipped"
    assert 0 < bundle.manifest["opinion"]["right_share"] < 1
    reference = read_reference(tmp_path / "bundle")
    assert reference is not None
    assert reference.records == SMALL.crm
    shutil.rmtree(tmp_path / "bundle")


def test_records_lose_whole_groups_of_fields_and_some_stay_whole() -> None:
    rows = [{"name": "x", "website": "w", "email": "e", "city": "c", "phone": "p"}] * 400

    lost = lose_fields(Kind.COMPANY, rows, 0.5)

    assert lost == lose_fields(Kind.COMPANY, rows, 0.5)
    assert all(row["name"] == "x" for row in lost)
    assert all((row["website"] is None) == (row["email"] is None) for row in lost)
    assert 0.4 < sum(None not in row.values() for row in lost) / len(lost) < 0.7
    assert all(isinstance(group, tuple) for group in GROUPS[Kind.COMPANY])


def lesson(name: str, right: list[bool]) -> Lesson:
    n = len(right)
    return Lesson(
        name, np.zeros((n, 1), np.float32), np.arange(n), np.array(right), np.zeros(n, np.int64), np.zeros(n), False, n
    )


def test_a_bound_counts_every_set_the_same_whatever_its_size() -> None:
    sure, unsure = lesson("sure", [True] * 1000), lesson("unsure", [True] * 50 + [False] * 50)

    [point] = lower_bound([sure, unsure], {"sure": np.full(1000, 3.0), "unsure": np.full(100, 3.0)})

    assert point.linked == 2 * FULL_WEIGHT
    assert point.right / point.linked == pytest.approx(0.53)


def test_a_bound_holds_for_the_worst_set_less_an_allowance() -> None:
    lessons = [lesson(str(number), [True] * 100) for number in range(9)] + [lesson("bad", [True] * 80 + [False] * 20)]

    [point] = lower_bound(lessons, {each.name: np.full(100, 2.0) for each in lessons})

    assert point.right / point.linked == pytest.approx(1 - (0.2 - 0.03))
