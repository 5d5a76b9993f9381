"""Backups in an object store, over S3's own protocol: whole or not there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from data.tables.progress import silent
from serving.backup.backup import back_up, verify
from serving.backup.place import NoWholeBackup, Place, find_backup
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from tests.serving.backup.test_backup_and_restore import SECRET, fill, put_back, rows

pytestmark = pytest.mark.both_databases


def test_what_is_restored_from_an_object_store_is_equal_to_what_was_backed_up(
    settings: Settings, elsewhere: Settings, bucket: str
) -> None:
    fill(settings, "a", "b")
    before = rows(settings)

    manifest = back_up(settings, Place.at(bucket), SECRET, now_in_utc, silent)
    found = find_backup(bucket, SECRET)
    put_back(found, elsewhere, elsewhere.home)

    assert verify(found, elsewhere.home, silent) == manifest
    assert rows(elsewhere) == before
    with pytest.raises(NoWholeBackup, match="another key"):
        verify(find_backup(bucket, b"o" * 32), elsewhere.home, silent)


@dataclass(frozen=True, slots=True)
class Breaking(Place):
    """A place that breaks off in the middle of each file whose name ends so."""

    ending: str = ""

    @contextmanager
    def writing(self, path: str) -> Iterator[Any]:
        with Place.writing(self, path) as file:
            yield file
            if path.endswith(self.ending):
                raise ConnectionResetError(path)


@pytest.mark.parametrize("ending", ["manifest", "home"])
def test_an_upload_that_broke_off_leaves_the_backup_before_it_as_the_newest(
    settings: Settings, bucket: str, ending: str
) -> None:
    fill(settings, "a")
    place = Place.at(bucket)
    first = back_up(settings, place, SECRET, now_in_utc, silent)

    with pytest.raises(ConnectionResetError):
        back_up(settings, Breaking(place.address, place.files, place.root, ending), SECRET, now_in_utc, silent)

    assert [whole for _, whole in place.names()] == [True, False]
    assert find_backup(bucket, SECRET).name == first.name


def cut(content: bytes) -> bytes:
    return content[:-20]


def changed(content: bytes) -> bytes:
    return content[:9] + b"x" + content[10:]


@pytest.mark.parametrize("damage", [cut, changed])
@pytest.mark.parametrize("named", ["manifest", "home"])
def test_what_was_damaged_there_is_refused_and_nothing_is_half_restored(
    settings: Settings, elsewhere: Settings, bucket: str, named: str, damage: Callable[[bytes], bytes]
) -> None:
    fill(settings, "a")
    place = Place.at(bucket)
    part = place.part(back_up(settings, place, SECRET, now_in_utc, silent).name, SECRET)
    with place.read(f"{part.name}/{named}") as file:
        content = file.read()
    with place.writing(f"{part.name}/{named}") as out:
        out.write(damage(content))

    with pytest.raises(NoWholeBackup, match=named):
        put_back(part, elsewhere, elsewhere.home)

    assert list(Path(elsewhere.home.parent).glob("*new*")) == []
