"""The paths below the home and its pointers."""

from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.runtime.home import Home, Pointer, PointerBroken, read_pointer, write_pointer


def test_a_pointer_is_of_its_kind_alone_and_moves_with_its_home(tmp_path: Path) -> None:
    home = Home(tmp_path / "before")
    write_pointer(home, Kind.PERSON, Pointer(home.bundle(Kind.PERSON, "abc"), tmp_path / "elsewhere"))

    home.root.rename(tmp_path / "after")

    moved = Home(tmp_path / "after")
    assert read_pointer(moved, Kind.PERSON) == Pointer(moved.bundle(Kind.PERSON, "abc"), tmp_path / "elsewhere")
    assert read_pointer(moved, Kind.COMPANY) is None
    assert [file.name for file in moved.pointer_file(Kind.PERSON).parent.iterdir()] == ["person.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"bundle": "a"}', '{"bundle": 1, "index": "b"}'])
def test_a_broken_pointer_is_refused_by_its_file_name(tmp_path: Path, text: str) -> None:
    file = Home(tmp_path).pointer_file(Kind.COMPANY)
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")

    with pytest.raises(PointerBroken, match=r"company\.json: expected a JSON object with bundle and index"):
        read_pointer(Home(tmp_path), Kind.COMPANY)


def test_a_pointer_names_the_last_indexes_that_were_served_before(tmp_path: Path) -> None:
    """D13: a delete reaches those who still answer from one."""
    home = Home(tmp_path)

    for name in ("a", "b", "b", "c", "a"):
        write_pointer(home, Kind.PERSON, Pointer(tmp_path / "bundle", tmp_path / name))

    found = read_pointer(home, Kind.PERSON)
    assert found is not None
    assert [folder.name for folder in (found.index, *found.former)] == ["a", "c", "b"]
