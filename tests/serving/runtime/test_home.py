"""The paths below the home and its pointers."""

from pathlib import Path
from threading import Thread

import pytest

from features.schema.kinds import Kind
from serving.runtime.home import Home, Pointer, PointerBroken, read_pointer, write_pointer


def test_a_pointer_is_read_as_it_was_written_and_belongs_to_its_kind_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    pair = Pointer(home.bundle(Kind.PERSON, "abc"), tmp_path / "elsewhere")

    write_pointer(home, Kind.PERSON, pair)

    assert read_pointer(home, Kind.PERSON) == pair
    assert read_pointer(home, Kind.COMPANY) is None
    assert [file.name for file in home.pointer_file(Kind.PERSON).parent.iterdir()] == ["person.json"]


def test_a_home_can_be_moved(tmp_path: Path) -> None:
    home = Home(tmp_path / "before")
    write_pointer(home, Kind.PERSON, Pointer(home.bundle(Kind.PERSON, "abc"), home.root / "index"))

    home.root.rename(tmp_path / "after")

    moved = Home(tmp_path / "after")
    assert read_pointer(moved, Kind.PERSON) == Pointer(moved.bundle(Kind.PERSON, "abc"), moved.root / "index")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"bundle": "a"}', '{"bundle": 1, "index": "b"}'])
def test_a_broken_pointer_is_refused_by_its_file_name(tmp_path: Path, text: str) -> None:
    file = Home(tmp_path).pointer_file(Kind.COMPANY)
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")

    with pytest.raises(PointerBroken, match=r"company\.json: expected a JSON object with bundle and index"):
        read_pointer(Home(tmp_path), Kind.COMPANY)


def test_a_reader_sees_the_old_pair_or_the_new_one_and_never_a_mixture(tmp_path: Path) -> None:
    home = Home(tmp_path.resolve())
    pairs = [Pointer(home.root / f"bundle{n}", home.root / f"index{n}") for n in range(2)]
    write_pointer(home, Kind.PERSON, pairs[0])

    def swap() -> None:
        for n in range(200):
            write_pointer(home, Kind.PERSON, pairs[n % 2])

    writer = Thread(target=swap)
    writer.start()
    seen = []
    while writer.is_alive():
        seen.append(read_pointer(home, Kind.PERSON))
    writer.join()

    assert all(pointer in pairs for pointer in seen)


def test_a_pointer_names_the_last_indexes_that_were_served_before(tmp_path: Path) -> None:
    """D13: a delete reaches those who still answer from one."""
    home = Home(tmp_path)

    for name in ("a", "b", "b", "c", "a"):
        write_pointer(home, Kind.PERSON, Pointer(tmp_path / "bundle", tmp_path / name))

    found = read_pointer(home, Kind.PERSON)
    assert found is not None
    assert [folder.name for folder in (found.index, *found.former)] == ["a", "c", "b"]
