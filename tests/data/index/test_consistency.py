"""An index whose arrays do not fit one another is refused when it is opened, though its hashes are right."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xxhash

from data.index.format import MANIFEST, Array, IndexRefused, Manifest, StoredArray, read_manifest
from data.index.index import UniverseIndex
from data.index.profile_clusters import write_clusters_of_index
from data.tables.outputs import CLUSTERS_FILE
from features.pairs.columns import Record
from tests.support.index_people import answers, build, people, person

PEOPLE = 900
"""So many that some words and keys have more than 255 rows, whose lists are counted apart."""
POINTING_NOWHERE = (".hash", ".count", ".rest", ".text", "keys.row", "grams.row")
"""Numbers that are compared or shown, and rows, of which any other one may stand there."""

Change = Callable[[Array], Array]


def _with_last(value: int) -> Change:
    def change(array: Array) -> Array:
        return np.append(array[:-1], np.array([value]).astype(array.dtype))

    return change


CHANGES: dict[str, Change] = {
    "its last number is as high as can be": lambda array: np.append(array[:-1], [np.iinfo(array.dtype).max]),
    "its first number is as low as can be": lambda array: np.append([np.iinfo(array.dtype).min], array[1:]),
    "its middle number is as high as can be": lambda array: np.concatenate(
        [array[: len(array) // 2], [np.iinfo(array.dtype).max], array[len(array) // 2 + 1 :]]
    ),
    "a number is missing": lambda array: array[:-1],
    "a number is added": lambda array: np.append(array, array[-1:]),
    "it is reversed": lambda array: array[::-1],
    "it is empty": lambda array: array[:0],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "index"
    crowded: dict[str, Record] = {name: {**record, "city": "oslo"} for name, record in people(PEOPLE).items()}
    build(folder, crowded)
    return folder


def forged(folder: Path, to: Path, name: str, change: Change) -> bool:
    """Write a copy with another content of one array, and a manifest that has its right hash; say if it differs."""
    to.mkdir()
    manifest = read_manifest(folder)
    for path in folder.iterdir():
        (to / path.name).hardlink_to(path)
    stored = manifest.files[name]
    array = np.frombuffer((folder / name).read_bytes(), stored.dtype)
    values = np.ascontiguousarray(change(array)).astype(stored.dtype)
    replace_file(to / name, values.tobytes())
    files = {**manifest.files, name: StoredArray(stored.dtype, len(values), xxhash.xxh3_128_hexdigest(values.data))}
    write_manifest(to, manifest, files)
    return not np.array_equal(array, values)


def write_manifest(to: Path, manifest: Manifest, files: Mapping[str, StoredArray]) -> None:
    made = replace(manifest, files=files)
    replace_file(to / MANIFEST, json.dumps({"version": made.version, **made.as_json()}).encode())


def replace_file(path: Path, content: bytes) -> None:
    """Write another file in the place of one that the whole index shares."""
    path.unlink()
    path.write_bytes(content)


@pytest.mark.parametrize("what", CHANGES)
def test_offsets_codes_and_rows_that_point_nowhere_are_refused_by_the_name_of_their_file(
    folder: Path, tmp_path: Path, what: str
) -> None:
    names = [name for name, stored in read_manifest(folder).files.items() if stored.length]
    accepted: list[str] = []
    for number, name in enumerate(names):
        copy = tmp_path / str(number)
        if not forged(folder, copy, name, CHANGES[what]):
            continue
        with suppress(IndexRefused):
            index = UniverseIndex.open(copy)
            accepted.append(name)
            assert answers(index, [person(full_name="Ann Lee", city="Oslo"), {}])

    assert [name for name in accepted if not name.endswith(POINTING_NOWHERE)] == []


def test_a_text_that_ends_within_a_character_is_refused(folder: Path, tmp_path: Path) -> None:
    forged(folder, tmp_path / "copy", "texts.text", _with_last(0xE6))

    with pytest.raises(IndexRefused, match="ends within a character"):
        UniverseIndex.open(tmp_path / "copy")


def test_a_file_that_a_manifest_names_outside_of_its_folder_is_never_read(folder: Path, tmp_path: Path) -> None:
    forged(folder, tmp_path / "copy", "keys.row", lambda array: array)
    manifest = read_manifest(tmp_path / "copy")
    write_manifest(tmp_path / "copy", manifest, {**manifest.files, "../keys.row": manifest.files["keys.row"]})

    with pytest.raises(IndexRefused, match=r"names files outside of the index: \.\./keys\.row"):
        UniverseIndex.open(tmp_path / "copy")


@pytest.mark.parametrize(("at", "value"), [(0, PEOPLE), (0, -2), (PEOPLE + 1, 99), (PEOPLE + 3, PEOPLE), (-1, -1)])
def test_clusters_that_name_rows_or_clusters_that_are_not_there_are_refused(
    folder: Path, tmp_path: Path, at: int, value: int
) -> None:
    forged(folder, tmp_path / "copy", "keys.row", lambda array: array)
    copy = tmp_path / "copy"
    write_clusters_of_index(copy, read_manifest(copy), [[1, 2], [3, 4]])
    content = (copy / CLUSTERS_FILE).read_bytes()
    header = json.loads(content[:512])
    numbers = np.frombuffer(content[512:], np.int32).copy()
    numbers[at] = value
    header["hash"] = xxhash.xxh3_64_hexdigest(numbers.tobytes())

    (copy / CLUSTERS_FILE).write_bytes(json.dumps(header).encode().ljust(512) + numbers.tobytes())

    with pytest.raises(IndexRefused, match="contradict each other"):
        UniverseIndex.open(copy)
