"""Tables of pandas, polars and pyarrow become files of the same records, and results return in the same library."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from data.tables.frames import InputFiles, InputIgnored, TableUnknown, like, renames_for, warn_of_rejects
from data.tables.records import read_records
from features.schema.kinds import Kind

ROWS = {
    "id": ["1", "2", "3"],
    "full_name": ["Ann Lee", None, "Bo Chen"],
    "birth_date": [dt.date(1980, 2, 3), None, None],
    "past_companies": [["Acme", "Globex"], [], None],
}
EXPECTED = [
    {"id": "1", "full_name": "Ann Lee", "birth_date": "1980-02-03", "past_companies": "Acme; Globex"},
    {"id": "2", "full_name": None, "birth_date": None, "past_companies": None},
    {"id": "3", "full_name": "Bo Chen", "birth_date": None, "past_companies": None},
]


def read(frame: Any) -> list[dict[str, object]]:
    with InputFiles() as inputs:
        return list(read_records(Kind.PERSON, inputs.path("records", frame)).raw.to_pylist())


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table, lambda rows: pa.table(rows).to_reader()])
def test_the_records_of_a_table_are_the_same_in_every_library(make: Callable[[object], object]) -> None:
    assert read(make(ROWS)) == EXPECTED


def test_numbers_of_pandas_are_texts_without_a_point_and_mixed_columns_are_read_as_they_are() -> None:
    frame = pd.DataFrame({"id": [1.0, 2.0], "phone": [15550100, "+1 555 0101"], "city": [None, float("nan")]})

    assert read(frame) == [
        {"id": "1", "phone": "15550100", "city": None},
        {"id": "2", "phone": "+1 555 0101", "city": None},
    ]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_result_returns_in_the_library_of_the_records(make: Callable[[object], Any]) -> None:
    frame = make({"id": ["1"]})

    result = like(frame, pa.table({"crm_id": ["1"]}))

    assert type(result) is type(frame)
    assert list(result["crm_id"]) in (["1"], [pa.scalar("1")])


def test_a_written_table_is_private_and_gone_afterwards() -> None:
    with InputFiles() as inputs:
        file = inputs.path("records", pa.table(ROWS))

        assert file.parent.stat().st_mode & 0o777 == 0o700

    assert not file.exists()


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(TableUnknown, match=r"^got builtins\.dict, expected a table of pandas, polars or pyarrow, or"):
        read({"id": ["1"]})


def test_ignored_columns_and_rejected_rows_are_warnings(tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text("id,full_name,odd\n1,Ann Lee,x\n", encoding="utf-8")

    with pytest.warns(InputIgnored, match="ignored, as they are no columns of a person: 'odd'"):
        assert renames_for(Kind.PERSON, {"full_name": "full_name"}, tmp_path / "crm.csv") == {"full_name": "full_name"}
    with pytest.warns(InputIgnored, match=r"rows rejected: 4 \(a; b; c\)"):
        warn_of_rejects(["a", "b", "c", "d"])
