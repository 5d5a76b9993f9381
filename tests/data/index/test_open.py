"""An index appears whole or not at all, and a damaged or foreign one is refused with its reason."""

import json
import random
from pathlib import Path

import pytest

from data.index.format import MANIFEST, IndexRefused
from data.index.index import UniverseIndex
from tests.support.index_people import build, people


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("open") / "index"
    build(folder, people(200))
    return folder


def change_manifest(folder: Path, **changes: object) -> None:
    path = folder / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def copied(folder: Path, to: Path) -> Path:
    to.mkdir()
    for path in folder.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
    return to


def test_a_flipped_byte_in_any_file_is_refused_by_the_name_of_the_file(folder: Path, tmp_path: Path) -> None:
    copy = copied(folder, tmp_path / "copy")
    for path in sorted(copy.iterdir()):
        content = path.read_bytes()
        if content:
            position = random.Random(path.name).randrange(len(content))
            path.write_bytes(content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :])

            with pytest.raises(IndexRefused, match=path.name):
                UniverseIndex.open(copy)

            path.write_bytes(content)

    assert len(UniverseIndex.open(copy)) == 200


def test_a_shortened_file_is_refused_with_both_sizes(folder: Path, tmp_path: Path) -> None:
    copy = copied(folder, tmp_path / "copy")
    (copy / "keys.row").write_bytes((copy / "keys.row").read_bytes()[:-4])

    with pytest.raises(IndexRefused, match=r"keys\.row has \d+ bytes, \d+ were expected"):
        UniverseIndex.open(copy)


def test_another_format_version_is_refused_by_its_number(folder: Path, tmp_path: Path) -> None:
    copy = copied(folder, tmp_path / "copy")
    change_manifest(copy, format_version=99)

    with pytest.raises(IndexRefused, match="index format 99"):
        UniverseIndex.open(copy)
