"""The sample is deterministic, agrees with its truth, and reveals no answer by order or ids."""

import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from data.sample.sample import SampleSize, write_sample
from features.schema.kinds import COLUMNS, Kind
from tests.support.paths import ROOT

SIZE = SampleSize(people=4000, companies=1000, crm=1500)
KINDS = tuple(Kind)
ROWS = {
    Kind.PERSON: {"crm": "462e9bf992fc138d", "universe": "98f37703e9508c15", "truth": "c3616ff5106a4385"},
    Kind.COMPANY: {"crm": "06a11d48a3adccb2", "universe": "1afb20d86d1c66d1", "truth": "f96d4a3ec0bda127"},
}
"""Digests of the generated rows."""
Row = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Written:
    """The files of one kind as rows."""

    crm: list[Row]
    universe: list[Row]
    truth: list[Row]

    def universe_places(self) -> dict[str, int]:
        return {str(row["id"]): position for position, row in enumerate(self.universe)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample")
    write_sample(path, SIZE, seed=3)
    return path


@pytest.fixture(scope="module")
def sample(folder: Path) -> dict[Kind, Written]:
    return {kind: _read(folder, kind) for kind in KINDS}


def _read(folder: Path, kind: Kind) -> Written:
    rows = {name: pq.read_table(folder / kind / f"{name}.parquet").to_pylist() for name in Written.__slots__}
    return Written(**rows)


def test_it_has_the_requested_size(sample: dict[Kind, Written]) -> None:
    person = sample[Kind.PERSON]
    company = sample[Kind.COMPANY]

    assert (len(person.universe), len(company.universe)) == (SIZE.people, SIZE.companies)
    assert len(person.crm) == len(company.crm) == len(person.truth) == len(company.truth) == SIZE.crm


@pytest.mark.parametrize("kind", KINDS)
def test_its_files_hold_canonical_columns_of_text_and_no_empty_text(folder: Path, kind: Kind) -> None:
    for name in ("crm", "universe"):
        table = pq.read_table(folder / kind / f"{name}.parquet")

        assert set(table.column_names) == set(COLUMNS[kind])
        assert {str(column.type) for column in table.columns} == {"string"}
        assert not any("" in column.to_pylist() for column in table.columns)


def test_the_same_seed_gives_the_same_bytes_in_another_process(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from data.sample.sample import SampleSize, write_sample;"
        f"write_sample(Path(sys.argv[1]), {SIZE!r}, seed=3)"
    )
    environment = os.environ | {"PYTHONHASHSEED": "17", "PYTHONPATH": str(ROOT)}

    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment, timeout=120)

    for path in sorted(folder.rglob("*.parquet")):
        assert path.read_bytes() == (tmp_path / path.relative_to(folder)).read_bytes(), path.name


def test_another_seed_gives_other_people(sample: dict[Kind, Written], tmp_path: Path) -> None:
    write_sample(tmp_path, SampleSize(people=200, companies=50, crm=50), seed=4)

    others = {row["id"] for row in _read(tmp_path, Kind.PERSON).universe}

    assert not others & {row["id"] for row in sample[Kind.PERSON].universe}


@pytest.mark.parametrize("kind", KINDS)
def test_the_truth_names_records_and_profiles_that_exist(sample: dict[Kind, Written], kind: Kind) -> None:
    written = sample[kind]
    profiles = written.universe_places()
    records = [row["id"] for row in written.crm]

    assert [row["crm_id"] for row in written.truth] == records
    assert len(set(records)) == len(records)
    assert len(profiles) == len(written.universe)
    assert all(row["universe_id"] in profiles for row in written.truth if row["universe_id"] is not None)


def test_it_is_known_who_left_the_company_that_a_record_names(folder: Path, sample: dict[Kind, Written]) -> None:
    rows = pq.read_table(folder / Kind.PERSON / "employers.parquet").to_pylist()
    crm = sample[Kind.PERSON].crm

    left = [row["left"] for row in rows]

    assert [row["crm_id"] for row in rows] == [row["id"] for row in crm]
    assert [one is None for one in left] == [row["company"] is None for row in crm]
    assert 0.1 < left.count("yes") / (len(left) - left.count(None)) < 0.4
    assert not (folder / Kind.COMPANY / "employers.parquet").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_the_rows_are_those_of_every_version(folder: Path, kind: Kind) -> None:
    """Trainings and published figures rest on these very rows."""
    found = {name: _digest(folder / kind / f"{name}.parquet") for name in Written.__slots__}

    assert found == ROWS[kind]


def _digest(path: Path) -> str:
    rows = pq.read_table(path).to_pylist()
    return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


@pytest.mark.parametrize("kind", KINDS)
def test_no_entity_is_in_both_splits_and_the_splits_have_similar_sizes(sample: dict[Kind, Written], kind: Kind) -> None:
    truth = sample[kind].truth
    sides: dict[str, set[str | None]] = {}
    for row in truth:
        if row["universe_id"] is not None:
            sides.setdefault(row["universe_id"], set()).add(row["split"])

    assert all(len(side) == 1 for side in sides.values())
    assert 0.42 < sum(row["split"] == "test" for row in truth) / len(truth) < 0.58


@pytest.mark.parametrize("kind", KINDS)
def test_at_least_fifteen_percent_have_no_profile(sample: dict[Kind, Written], kind: Kind) -> None:
    truth = sample[kind].truth

    assert sum(row["universe_id"] is None for row in truth) >= 0.15 * len(truth)


@pytest.mark.parametrize("kind", KINDS)
def test_some_profiles_have_several_records(sample: dict[Kind, Written], kind: Kind) -> None:
    counts = Counter(row["universe_id"] for row in sample[kind].truth if row["universe_id"] is not None)

    assert sum(count > 1 for count in counts.values()) > 30
    assert max(counts.values()) >= 3


def test_people_share_their_whole_name_with_others(sample: dict[Kind, Written]) -> None:
    names = Counter((row["first_name"], row["last_name"]) for row in sample[Kind.PERSON].universe)

    assert sum(count for count in names.values() if count > 1) > 0.03 * SIZE.people


def test_many_people_without_a_profile_have_the_name_of_someone_with_one(sample: dict[Kind, Written]) -> None:
    person = sample[Kind.PERSON]
    known = {(row["first_name"], row["last_name"]) for row in person.universe}
    nobodies = {row["crm_id"] for row in person.truth if row["universe_id"] is None}

    namesakes = [row for row in person.crm if row["id"] in nobodies and (row["first_name"], row["last_name"]) in known]

    assert len(namesakes) > 0.1 * len(nobodies)


def test_names_are_in_several_scripts_and_people_in_many_countries(sample: dict[Kind, Written]) -> None:
    rows = sample[Kind.PERSON].universe + sample[Kind.PERSON].crm
    letters = {(row["last_name"] or "")[:1] for row in rows} - {""}
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in letters}

    assert {"LATIN", "CYRILLIC", "GREEK", "CJK", "HANGUL"} <= scripts
    assert len({row["country"] for row in sample[Kind.PERSON].universe} - {None}) >= 8


@pytest.mark.parametrize("kind", KINDS)
def test_neither_order_nor_ids_reveal_the_right_profile(sample: dict[Kind, Written], kind: Kind) -> None:
    written = sample[kind]
    positions = written.universe_places()
    pairs = [(position, row) for position, row in enumerate(written.truth) if row["universe_id"] is not None]
    records = np.array([position for position, _ in pairs])
    profiles = np.array([positions[str(row["universe_id"])] for _, row in pairs])
    record_ranks = np.argsort(np.argsort([str(row["crm_id"])[1:] for _, row in pairs]))
    profile_ranks = np.argsort(np.argsort([str(row["universe_id"])[1:] for _, row in pairs]))

    for left, right in ((records, profiles), (record_ranks, profile_ranks), (records, profile_ranks)):
        assert abs(np.corrcoef(left, right)[0, 1]) < 0.12
    assert not {row["crm_id"] for row in written.truth} & positions.keys()


def test_contacts_refer_to_accounts_and_members_to_companies_of_the_sample(sample: dict[Kind, Written]) -> None:
    person = sample[Kind.PERSON]
    company = sample[Kind.COMPANY]
    accounts = {row["id"] for row in company.crm}
    employers = {row["company_id"] for row in person.universe} - {None}

    linked = [row["account_id"] for row in person.crm if row["account_id"] is not None]

    assert len(linked) > 0.3 * SIZE.crm
    assert set(linked) <= accounts
    assert employers <= company.universe_places().keys()
    assert all(row["company_id"] is None and row["profile_url"] is None for row in person.crm)


def test_exact_keys_do_not_find_everyone_yet_most_records_keep_two_fields(sample: dict[Kind, Written]) -> None:
    person = sample[Kind.PERSON]
    profiles, records = ({row["id"]: row for row in rows} for rows in (person.universe, person.crm))
    true = [row for row in person.truth if row["universe_id"] is not None]

    same = [_shares_a_key(records[row["crm_id"]], profiles[row["universe_id"]]) for row in true]

    assert 0.3 < np.mean(same) < 0.96
    assert np.mean([int(row["unspoilt"] or 0) >= 2 for row in true]) > 0.8


def _shares_a_key(record: Row, profile: Row) -> bool:
    keys = (("email",), ("phone",), ("first_name", "last_name"), ("last_name", "company"), ("last_name", "city"))
    return any(all(record[part] is not None and record[part] == profile[part] for part in key) for key in keys)


def test_companies_have_relatives_of_the_same_name(sample: dict[Kind, Written]) -> None:
    names = [str(row["name"]) for row in sample[Kind.COMPANY].universe]
    by_start = Counter(" ".join(name.split()[:2]) for name in names)

    assert sum(count for count in by_start.values() if count > 1) > 0.1 * len(names)
