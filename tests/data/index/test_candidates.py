"""Candidates depend on the record and the universe alone, and tied ones at the cut are counted."""

import shutil
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from data.index.index import UniverseIndex, records_of
from data.tables.records import read_records
from features.pairs.columns import columns_of
from features.schema.kinds import Kind
from tests.support.index_people import answers, build, people, person
from tests.support.paths import BENCH_DATA

BENCH = BENCH_DATA


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> UniverseIndex:
    return build(tmp_path_factory.mktemp("candidates") / "index", people(2000))


def test_candidates_of_one_record_do_not_depend_on_the_other_records(index: UniverseIndex) -> None:
    some = list(people(150, seed=1).values())

    together = answers(index, some)

    assert together == [answers(index, [record])[0] for record in some]
    assert together[::-1] == answers(index, some[::-1])


def test_a_table_of_columns_has_the_candidates_of_its_records(index: UniverseIndex) -> None:
    some = people(20, seed=1)
    columns = columns_of(Kind.PERSON, list(some), list(some.values()))

    from_columns = index.candidates(columns, 10)
    from_records = index.candidates(list(some.values()), 10)

    np.testing.assert_array_equal(from_columns.rows, from_records.rows)


def test_candidates_are_ordered_by_weight_and_no_row_occurs_twice(index: UniverseIndex) -> None:
    for candidates, _, seen in answers(index, list(people(50, seed=2).values())):
        weights = [weight for _, weight, _ in candidates]
        assert weights == sorted(weights, reverse=True)
        assert len({name for name, _, _ in candidates}) == len(candidates) <= min(10, seen)


def test_excluding_a_profile_has_the_result_of_deleting_it(index: UniverseIndex, tmp_path: Path) -> None:
    base = people(2000)
    names = list(base)[:10]
    records = [base[name] for name in names]

    together = answers(index, records, 10, {at: [name] for at, name in enumerate(names)})

    for at, (name, record) in enumerate(zip(names, records, strict=True)):
        deleted = UniverseIndex.open(shutil.copytree(index.path, tmp_path / name))
        deleted.apply({}, [name])
        assert together[at] == answers(deleted, [record])[0]
    assert together != answers(index, records)


def test_tied_candidates_beyond_the_limit_are_counted_and_the_kept_ones_chosen_by_hash_of_id(tmp_path: Path) -> None:
    twins = {f"twin{number}": person(full_name="Ann Lee", city="Oslo") for number in range(30)}
    others = {f"other{number}": person(full_name=f"Person{number} Else", city="Bern") for number in range(300)}
    forth = build(tmp_path / "forth", twins | others)
    back = build(tmp_path / "back", dict(reversed(list((twins | others).items()))))

    ((kept, left_out, seen),) = answers(forth, [person(full_name="Ann Lee", city="Oslo")])

    assert (len(kept), left_out, seen) == (10, 20, 30)
    assert len({weight for _, weight, _ in kept}) == 1
    assert [(kept, left_out, seen)] == answers(back, [person(full_name="Ann Lee", city="Oslo")])


def test_taken_rows_equal_the_records_of_the_build(index: UniverseIndex) -> None:
    built = people(2000)
    rows = np.array([index.row_of(name) for name in list(built)[:100]], np.int64)

    taken = index.take(rows)

    assert list(taken.ids) == list(built)[:100]
    assert records_of(taken) == list(built.values())[:100]


def test_term_frequencies_are_shares_of_filled_rows(index: UniverseIndex) -> None:
    cities = [record["city"] for record in people(2000).values() if record["city"] is not None]

    code = index.take(np.zeros(1, np.int64)).text("city").vocabulary.find(["oslo"])

    assert index.tf("city")[code][0] == pytest.approx(cities.count("oslo") / len(cities))


def train_pairs(folder: Path) -> set[tuple[str, str]]:
    rows = pq.read_table(folder / "truth.parquet").to_pylist()
    return {(row["crm_id"], row["universe_id"]) for row in rows if row["split"] == "train"}


@pytest.mark.parametrize(
    ("name", "kind", "limit", "least"),
    [
        ("pseudopeople_w2", Kind.PERSON, 50, 0.995),
        ("historical_50k", Kind.PERSON, 50, 0.978),
        ("febrl4", Kind.PERSON, 25, 0.998),
        ("fodors_zagats", Kind.COMPANY, 25, 1.0),
    ],
)
def test_the_true_profile_of_real_records_is_among_the_candidates(
    name: str, kind: Kind, limit: int, least: float, tmp_path: Path
) -> None:
    folder = BENCH / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: set ONEMATCH_BENCH_DATA")
    universe, crm = (read_records(kind, folder / f"{side}.parquet") for side in ("universe", "crm"))
    index = build(tmp_path / "index", dict(zip(universe.ids, universe.records, strict=True)), kind)
    true = {pair for pair in train_pairs(folder) if pair[1]}
    record = dict(zip(crm.ids, crm.records, strict=True))
    some = [crm_id for crm_id in dict.fromkeys(left for left, _ in sorted(true)) if crm_id in record]

    found = index.candidates([record[crm_id] for crm_id in some], limit)

    retrieved = zip((some[left] for left in found.left_rows.tolist()), index.ids(found.rows), strict=True)
    assert len({left for left, right in retrieved if (left, right) in true}) / len(some) >= least
