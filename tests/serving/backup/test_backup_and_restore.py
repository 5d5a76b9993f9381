"""A backup under writes, killed anywhere, restored elsewhere: nothing acknowledged before its moment is lost."""

import json
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from data.tables.progress import silent
from features.schema.kinds import Kind
from serving.backup.backup import BackupFacts, back_up, remove_old, verify
from serving.backup.place import NoWholeBackup, Place, find_backup
from serving.backup.restore import HomeInTheWay, MasterKeyOther, restore
from serving.backup.store_copy import StoreInTheWay
from serving.runtime.home import read_pointer
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.opening import open_at
from serving.store.tables.contracts import contracts
from serving.store.tables.schema import METADATA
from serving.store.tables.work import activities, audit
from tests.support.kills import in_a_fork
from tests.support.paths import SHIPPED
from tests.support.small_network import Universe
from tests.support.tenant import START, add_contract
from tests.support.unsent import unsent

SECRET = b"s" * 32
ENTRY = json.loads('{"client_id": "c", "action": "GET /", "subject": {}, "status": 200, "request_id": "r"}')
put_back = partial(restore, show=silent, finish=lambda *_: None)
pytestmark = pytest.mark.both_databases


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place.at(str(tmp_path / "backups"))


def fill(settings: Settings, *names: str) -> None:
    with closing(open_at(settings, settings.store_url)) as store:
        for name in names:
            add_contract(store, START, contract_id=name)
            with store.writing() as connection:
                connection.execute(audit.insert().values(**ENTRY, at=START))


def rows(settings: Settings) -> dict[str, list[Any]]:
    with closing(open_at(settings, settings.store_url)) as store, store.reading() as connection:
        tables = {table.name: connection.execute(select(table)).all() for table in METADATA.sorted_tables}
    return {name: sorted(found, key=repr) for name, found in tables.items()}


def test_what_was_acknowledged_before_the_moment_is_there_with_its_key(
    settings: Settings, elsewhere: Settings, place: Place
) -> None:
    acknowledged: list[tuple[datetime, str]] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            fill(settings, name := f"contract-{len(acknowledged)}")
            acknowledged.append((now_in_utc(), name))

    writer = threading.Thread(target=write)
    writer.start()
    while len(acknowledged) < 3:
        stop.wait(0.01)
    manifest = back_up(settings, place, SECRET, now_in_utc, silent)
    stop.set()
    writer.join()
    put_back(place.part(manifest.name, SECRET), elsewhere, elsewhere.home)

    with closing(open_at(elsewhere, elsewhere.store_url)) as store, store.reading() as connection:
        found = {row.id: row.key_id for row in connection.execute(select(contracts.c.id, contracts.c.key_id))}
        for key_id in found.values():
            store.vault.key(connection, key_id)
    assert {name for at, name in acknowledged if at <= manifest.moment} <= found.keys()
    assert verify(place.part(manifest.name, SECRET), elsewhere.home, silent) == manifest


def test_a_restored_store_and_home_are_equal_to_what_was_backed_up(
    settings: Settings, elsewhere: Settings, place: Place
) -> None:
    fill(settings, "a", "b")
    (settings.home / "models").mkdir()
    (settings.home / "models" / "person.json").write_text("{}", encoding="utf-8")
    with closing(sqlite3.connect(settings.home / "mlflow.db")) as runs, runs:
        runs.execute("create table runs (artifact_uri varchar(200))")
        runs.execute("insert into runs values (?)", [f"file://{settings.home}/mlartifacts/1"])
    before = rows(settings)

    back_up(settings, place, SECRET, now_in_utc, silent)
    fill(settings, "c")
    put_back(find_backup(place.address, SECRET), elsewhere, elsewhere.home)

    assert rows(elsewhere) == before
    with closing(sqlite3.connect(elsewhere.home / "mlflow.db")) as runs:
        assert runs.execute("select * from runs").fetchall() == [(f"file://{elsewhere.home}/mlartifacts/1",)]
    assert (elsewhere.home / "models" / "person.json").read_text(encoding="utf-8") == "{}"
    assert {shard.name for shard in elsewhere.home_layout.shards.iterdir()} == {row.id for row in before["keys"]}
    fill(elsewhere, "d")  # numbers go on after the last one


@dataclass(frozen=True, slots=True)
class Dying(Place):
    """A place at which the process is killed in the middle of the n-th file."""

    turn: int = 1
    opened: list[str] | None = None

    @contextmanager
    def writing(self, path: str) -> Iterator[Any]:
        with Place.writing(self, path) as file:
            yield self._file(file, path)

    def read(self, path: str) -> Any:
        return self._file(Place.read(self, path), path)

    def _file(self, file: Any, path: str) -> Any:
        assert self.opened is not None
        self.opened.append(path)
        return Half(file) if len(self.opened) == self.turn else file


class Half:
    """A file at whose second call the process is killed, after half of its bytes."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, content: bytes) -> None:
        self._file.write(content[: len(content) // 2])
        self._file.flush()
        os.kill(os.getpid(), signal.SIGKILL)

    def read(self, size: int = -1) -> bytes:
        del size
        os.kill(os.getpid(), signal.SIGKILL)
        return b""

    def __enter__(self) -> "Half":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def dying(place: Place, turn: int) -> Dying:
    return Dying(place.address, place.files, place.root, turn, [])


def is_killed(work: Any) -> bool:
    _, status = os.waitpid(in_a_fork(work), 0)
    assert os.WIFSIGNALED(status) or status == 0
    return os.WIFSIGNALED(status)


def test_a_backup_killed_at_any_file_is_never_taken_for_a_whole_one(settings: Settings, place: Place) -> None:
    fill(settings, "a")
    first = back_up(settings, place, SECRET, now_in_utc, silent)
    fill(settings, "b")
    n_files = len([path for path in Path(place.root, first.name).rglob("*") if path.is_file()])

    for turn in sorted({1, 2, n_files // 2, n_files - 1, n_files}):
        dead = dying(place, turn)
        assert is_killed(lambda dead=dead: back_up(settings, dead, SECRET, now_in_utc, silent))
        assert verify(find_backup(place.address, SECRET), Path(place.root), silent) == first

    second = back_up(settings, place, SECRET, now_in_utc, silent)
    assert find_backup(place.address, SECRET).name == second.name
    assert not [left for left in settings.home.glob(".backup.*") if left.is_dir()]
    removed = remove_old(place, timedelta(days=30), now_in_utc() + timedelta(days=2), second.name)
    assert first.name not in removed
    assert {name for name, _ in place.names()} == {first.name, second.name}


def test_a_restore_killed_at_any_file_leaves_no_home_and_is_done_again(
    settings: Settings, elsewhere: Settings, place: Place
) -> None:
    fill(settings, "a")
    name = back_up(settings, place, SECRET, now_in_utc, silent).name

    for turn in (1, 2, 3):
        dead = dying(place, turn).part(name, SECRET)
        assert is_killed(lambda dead=dead: put_back(dead, elsewhere, elsewhere.home))
        assert not elsewhere.home.exists()
    put_back(place.part(name, SECRET), elsewhere, elsewhere.home)

    assert rows(elsewhere) == rows(settings)
    assert not list(elsewhere.home.parent.glob(f".{elsewhere.home.name}.*"))


def test_connectors_are_read_before_the_store_and_what_is_served_after_it(
    settings: Settings, elsewhere: Settings, place: Place, universe: Universe
) -> None:
    fill(settings, "a")
    state = settings.home / "connectors" / "c.json"
    state.parent.mkdir()
    state.write_text("read until one", encoding="utf-8")
    (settings.home / "pointers").mkdir()
    pointer = {"bundle": str(SHIPPED / "person"), "index": str(universe.indexes[Kind.PERSON])}

    def meanwhile(stage: str, *_: object) -> None:
        if stage == "home":
            state.write_text("read until two", encoding="utf-8")
            (settings.home / "pointers" / "person.json").write_text(json.dumps(pointer), encoding="utf-8")

    manifest = back_up(settings, place, SECRET, now_in_utc, meanwhile)
    put_back(place.part(manifest.name, SECRET), elsewhere, elsewhere.home)

    assert (elsewhere.home / "connectors" / "c.json").read_text(encoding="utf-8") == "read until one"
    served = read_pointer(elsewhere.home_layout, Kind.PERSON)
    assert served is not None
    assert served.index.is_relative_to(elsewhere.home)
    for folder, source in ((served.bundle, SHIPPED / "person"), (served.index, universe.indexes[Kind.PERSON])):
        assert (folder / "manifest.json").read_bytes() == (source / "manifest.json").read_bytes()


def test_what_the_crm_may_hold_since_is_searched_there_before_it_is_sent(
    settings: Settings, elsewhere: Settings, place: Place
) -> None:
    fill(settings, "a")
    with closing(open_at(settings, settings.store_url)) as store, store.writing() as connection:
        connection.execute(activities.insert().values(**unsent("a-production", START)))

    manifest = back_up(settings, place, SECRET, now_in_utc, silent)
    put_back(place.part(manifest.name, SECRET), elsewhere, elsewhere.home)

    assert [(one.in_doubt, one.sent_at) for one in rows(elsewhere)["activities"]] == [(True, START)]


def test_what_is_in_the_way_or_not_the_same_is_refused_before_anything_is_written(
    settings: Settings, elsewhere: Settings, place: Place, tmp_path: Path
) -> None:
    fill(settings, "a")
    part = place.part(back_up(settings, place, SECRET, now_in_utc, silent).name, SECRET)

    with pytest.raises(HomeInTheWay, match="not empty"):
        put_back(part, elsewhere, settings.home)
    with pytest.raises(StoreInTheWay):
        put_back(part, settings, elsewhere.home)
    is_sqlite = str(settings.database_url).startswith("sqlite")
    other = "postgresql://127.0.0.1/none" if is_sqlite else f"sqlite:///{tmp_path}/other.db"
    with pytest.raises(StoreInTheWay, match="as it was"):
        put_back(part, elsewhere.model_copy(update={"database_url": other}), elsewhere.home)
    with pytest.raises(MasterKeyOther, match="got none"):
        put_back(part, elsewhere.model_copy(update={"master_key": None}), elsewhere.home)
    with pytest.raises(NoWholeBackup, match="another key"):
        BackupFacts.read(find_backup(place.address, b"o" * 32))
    assert not elsewhere.home.exists()


def test_a_shortened_or_changed_file_is_not_verified(settings: Settings, place: Place) -> None:
    fill(settings, "a")
    part = place.part(back_up(settings, place, SECRET, now_in_utc, silent).name, SECRET)

    for named in Path(place.root, part.name).rglob("*e"):  # the home, and a file of the store
        if named.is_file():
            content = named.read_bytes()
            for bad in (content[:-20], content[:9] + b"x" + content[10:]):
                named.write_bytes(bad)
                with pytest.raises(NoWholeBackup):
                    verify(part, Path(place.root), silent)
            named.write_bytes(content)
    verify(part, Path(place.root), silent)
