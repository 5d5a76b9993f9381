"""Profiles as they were written: kept beside the index, through changes and rebuilds, and never read by matching."""

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.index.build import build_index
from data.index.changes import append_changes
from data.index.format import IndexRefused
from data.index.index import UniverseIndex
from data.index.originals import ORIGINALS_FORMAT, PLAIN_FORMAT
from data.index.profiles import read_profiles
from data.index.side_file import SideFile, write_side_file
from data.tables.outputs import ORIGINALS_FILE
from features.normalise.written import written_columns
from features.schema.kinds import Kind
from features.schema.schema import schema_of
from tests.support.hard_names import HARD_NAMES
from tests.support.index_people import answers, people

_COLUMNS = written_columns(schema_of(Kind.PERSON))
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cs"]), max_size=30)
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


FOLDED = {
    "full_name": "anna maria van den berg",
    "first_name": "anna maria",
    "last_name": "van den berg",
}


def kept(index: UniverseIndex, ids: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """Return the columns of the profiles of whom they were kept as they were written."""
    rows = zip(ids, index.rows_of(list(ids)), strict=True)
    originals = {one: index.originals.of(row) for one, row in rows if row is not None}
    return {one: columns for one, columns in originals.items() if columns}


def indexed(folder: Path, rows: dict[str, dict[str, str]], name: str = "index") -> UniverseIndex:
    """Build the index of rows from a file, as users do."""
    columns = {
        "id": list(rows),
        **{
            name: [row.get(name) for row in rows.values()]
            for name in dict.fromkeys(n for r in rows.values() for n in r)
        },
    }
    pq.write_table(
        pa.table({name: pa.array(some, pa.string()) for name, some in columns.items()}), folder / "u.parquet"
    )
    build_index(Kind.PERSON, folder / "u.parquet", folder / name)
    return UniverseIndex.open(folder / name)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.dictionaries(st.sampled_from(_COLUMNS), _TEXT), min_size=1))
@settings(max_examples=12, deadline=None)
def test_every_value_of_a_drawn_profile_reads_as_its_file_has_it(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, dict[str, str]]
) -> None:
    """Characters that turn the direction of a line are no letters; the rest is as it was written."""
    index = indexed(tmp_path_factory.mktemp("drawn"), rows)

    for name, row in rows.items():
        plain = {column: value.translate(dict.fromkeys(map(ord, _BIDI), " ")).strip() for column, value in row.items()}
        assert {column: value.split() for column, value in kept(index, [name]).get(name, {}).items()} == {
            column: value.split() for column, value in plain.items() if value
        }


def test_control_characters_are_spaces_and_joiners_are_letters(tmp_path: Path) -> None:
    rows = {"a": {"full_name": " می\u200cخواهم\x1f\x00علی \t", "title": "a\u202eb\r\nc", "city": "\u2028"}}

    assert kept(indexed(tmp_path, rows), ["a"]) == {"a": {"full_name": "می\u200cخواهم علی", "title": "a b c"}}


def test_answers_and_version_of_an_index_do_not_depend_on_originals(tmp_path: Path) -> None:
    """Two files that differ in spelling alone make one index; without its originals it answers alike."""
    loud = {name: {column: value.upper() for column, value in row.items()} for name, row in HARD_NAMES.items()}
    index = indexed(tmp_path, HARD_NAMES)
    other = indexed(tmp_path, loud, "loud")
    shutil.copytree(index.path, tmp_path / "without")
    (tmp_path / "without" / ORIGINALS_FILE).unlink()
    without = UniverseIndex.open(tmp_path / "without")
    asked = list(people(20).values())

    assert index.version == other.version == without.version
    assert index.manifest.fingerprint == without.manifest.fingerprint
    assert answers(index, asked) == answers(other, asked) == answers(without, asked)
    assert kept(without, HARD_NAMES) == {}
    assert read_profiles(without, ["berg"]) == {"berg": FOLDED}
    assert kept(other, loud) == loud


def test_a_change_keeps_what_it_wrote_and_an_earlier_state_what_stood_before(tmp_path: Path) -> None:
    index = indexed(tmp_path, HARD_NAMES)
    first = append_changes(
        index.path, {"olga": {"full_name": "Olga O'Neill-Ó Briain"}, "new": {"full_name": "Zoë"}}, ()
    )
    last = append_changes(index.path, {"olga": {"full_name": "OLGA"}}, ["new"])

    again = UniverseIndex.open(index.path)
    before = UniverseIndex.open(index.path, state=first)

    assert (last, kept(again, ["olga", "new"])) == (first + 1, {"olga": {"full_name": "OLGA"}})
    assert kept(before, ["olga", "new"]) == {
        "olga": {"full_name": "Olga O'Neill-Ó Briain"},
        "new": {"full_name": "Zoë"},
    }


def test_a_damaged_file_is_found_at_its_first_use_and_another_index_s_at_once(tmp_path: Path) -> None:
    index = indexed(tmp_path, HARD_NAMES)
    other = indexed(tmp_path, {"x": {"full_name": "Someone Else"}}, "other")
    path = index.path / ORIGINALS_FILE
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"?")
    damaged = UniverseIndex.open(index.path)

    with pytest.raises(IndexRefused, match="damaged"):
        kept(damaged, ["olga"])
    for refused in ((other.path / ORIGINALS_FILE).read_bytes(), content[:520], b"", json.dumps({}).encode().ljust(600)):
        path.write_bytes(refused)
        with pytest.raises(IndexRefused):
            UniverseIndex.open(index.path)


@pytest.mark.parametrize("start", [0, 9, (1 << 63) - 1, (1 << 64) - 1])
def test_forged_positions_read_no_memory_beyond_the_file(tmp_path: Path, start: int) -> None:
    index = indexed(tmp_path, HARD_NAMES)
    path = index.path / ORIGINALS_FILE
    whole = SideFile.open(path, (ORIGINALS_FORMAT,), index.version, "")
    assert whole is not None
    before = kept(index, HARD_NAMES)
    starts = np.array([0, start], np.uint64)
    texts = np.frombuffer(whole.content[starts.nbytes :], np.uint8)
    write_side_file(path, ORIGINALS_FORMAT, index.manifest, (starts, texts), {"rows": len(HARD_NAMES)})

    with suppress(IndexRefused):
        assert kept(UniverseIndex.open(index.path), HARD_NAMES) == before


def test_a_file_of_an_earlier_version_reads_alike(tmp_path: Path) -> None:
    index = indexed(tmp_path, HARD_NAMES)
    before = kept(index, HARD_NAMES)
    rows = [index.originals.of(row) for row in range(len(HARD_NAMES))]
    lines = [
        "\x1f".join(columns).encode() for columns in (_COLUMNS, *([row.get(n, "") for n in _COLUMNS] for row in rows))
    ]
    starts = np.cumsum([0, *map(len, lines)]).astype(np.uint64)
    arrays = starts, np.frombuffer(b"".join(lines), np.uint8)
    write_side_file(index.path / ORIGINALS_FILE, PLAIN_FORMAT, index.manifest, arrays, {"rows": len(rows)})

    assert kept(UniverseIndex.open(index.path), HARD_NAMES) == before
