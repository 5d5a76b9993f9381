"""Changes to a universe from a file."""

from pathlib import Path

import pytest

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.tables.own_columns import UnusableColumns
from features.schema.kinds import Kind
from serving.contract.records.network_changes import ProfileOp
from training.universe_file import ChangeOfOtherKind, ChangeSummary, apply_changes


@pytest.fixture
def index(tmp_path: Path) -> Path:
    universe = tmp_path / "universe.csv"
    universe.write_text("id,full_name\na,Ann Lee\nb,Bob Ray\nc,Cleo Fox\n", encoding="utf-8")
    build_index(Kind.PERSON, universe, tmp_path / "index")
    return tmp_path / "index"


def changes(
    index: Path, text: str, renames: dict[str, str] | None = None, op: ProfileOp | None = None
) -> ChangeSummary:
    file = index.parent / "changes.csv"
    file.write_text(text, encoding="utf-8")
    return apply_changes(Kind.PERSON, index, file, renames=renames or {}, op=op)


def ids(index: Path) -> set[str]:
    universe = UniverseIndex.open(index)
    return {name for name in "abcde" if universe.row_of(name) is not None}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("upsert,,Dan Poe,", "no id"),
        ("remove,a,,", "op is 'remove'"),
        (",a,,", "op is None"),
        ("merge,a,,", "no other profile"),
        ("merge,a,,a", "no other profile"),
        ("merge,a,,nobody", "no other profile"),
    ],
)
def test_an_unusable_row_is_rejected_with_its_reason_and_the_others_are_applied(
    index: Path, row: str, reason: str
) -> None:
    done = changes(index, f"op,id,full_name,into\n{row}\nupsert,d,Dan Poe,\n")

    [reject] = done.rejects
    assert (reject.row, done.upserted) == (1, 1)
    assert reason in reject.reason
    assert ids(index) == {"a", "b", "c", "d"}


@pytest.mark.parametrize("row", ["opt_out,a,", "opt_in,a,", "upsert,a,true", "upsert,a,false"])
def test_d34_an_opt_out_without_a_store_to_keep_it_is_rejected(index: Path, row: str) -> None:
    done = changes(index, f"op,id,inmail_opt_out\n{row}\ndelete,b,\n")

    [reject] = done.rejects
    assert (reject.row, reject.id, done.deleted, done.upserted, done.opted_out) == (1, "a", 1, 0, 0)
    assert "opt-outs are kept in a store" in reject.reason


@pytest.mark.parametrize(("version", "flag", "reason"), [("soon", "", "no time"), ("1", "maybe", "true or false")])
def test_an_unreadable_version_or_opt_out_rejects_its_row(index: Path, version: str, flag: str, reason: str) -> None:
    done = changes(index, f"op,id,version,inmail_opt_out\ndelete,a,{version},{flag}\ndelete,b,,\n")

    [reject] = done.rejects
    assert (reject.row, reject.id) == (1, "a")
    assert reason in reject.reason
    assert ids(index) == {"a", "c"}


@pytest.mark.parametrize(("old", "new"), [("9", "10"), ("2026-01-09T00:00:00Z", "2026-01-10T00:00:00Z")])
def test_the_highest_version_of_an_id_counts_whatever_the_order(index: Path, old: str, new: str) -> None:
    late = f"upsert,d,{new}"
    early = f"delete,d,{old}"

    first = changes(index, f"op,id,version\n{late}\n{early}\n")
    assert ids(index) == {"a", "b", "c", "d"}
    second = changes(index, f"op,id,version\n{early}\n{late}\n")
    assert ids(index) == {"a", "b", "c", "d"}

    assert (first.stale, second.stale) == (1, 0)


@pytest.mark.parametrize(
    ("text", "renames"), [("id\na\n", {}), ("op\ndelete\n", {}), ("op,id,x\ndelete,a,1\n", {"x": "no column"})]
)
def test_a_file_without_the_required_columns_changes_nothing(index: Path, text: str, renames: dict[str, str]) -> None:
    with pytest.raises(UnusableColumns, match="column"):
        changes(index, text, renames)

    assert ids(index) == {"a", "b", "c"}


def test_changes_of_another_kind_are_refused(index: Path) -> None:
    file = index.parent / "changes.csv"
    file.write_text("op,id\ndelete,a\n", encoding="utf-8")

    with pytest.raises(ChangeOfOtherKind, match="kind person, the changes are of kind company"):
        apply_changes(Kind.COMPANY, index, file)
