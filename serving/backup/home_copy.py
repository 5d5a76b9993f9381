"""The files of a home as one stream, and a home made of it.

SQLite files are copied by SQLite's own means, what is replaced while it is read is read as it was or as it is. Indexes
and bundles that are served from elsewhere go along, below `served/`, so that the copy serves them without a setting.
"""

import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from data.tables.atomic import is_partial
from features.compiled.private_paths import make_private_folder
from features.schema.kinds import Kind
from serving.backup.place import NoWholeBackup, Part
from serving.backup.store_copy import SPOOL, copy_sqlite
from serving.runtime.home import Pointer, read_shadow
from serving.runtime.model_source import locate_bundle
from serving.runtime.settings import Settings

HOME_PART = "home"
_SERVED = "served"
_SQLITE = b"SQLite format 3\0"
_LOGS = ("-wal", "-shm", "-journal")
_TOLERANT: dict[str, Any] = {"format": tarfile.PAX_FORMAT, "encoding": "utf-8", "errors": "surrogateescape"}


@dataclass(slots=True)
class HomeCopy:
    """What of a home goes into a backup; what must be older than the store's snapshot is read when this is made."""

    settings: Settings
    root: Path
    connectors: dict[str, bytes]
    """States of connectors: behind the store they read again, ahead of it they would leave a gap."""
    shards: dict[str, bytes] = field(default_factory=dict)
    pointers: dict[str, bytes] = field(default_factory=dict)
    elsewhere: dict[Path, str] = field(default_factory=dict)
    """Served folders outside of the home, with where they are put."""
    missing: list[str] = field(default_factory=list)

    @classmethod
    def before_the_store(cls, settings: Settings) -> "HomeCopy":
        """Read what must not be newer than the store."""
        home = settings.home_layout
        read = cls(settings, home.root.resolve(), _contents(home.connectors, "connectors"))
        read._read_shards()
        return read

    def after_the_store(self, live_keys: list[str]) -> None:
        """Read what must not be older than the store: shards of its keys, and what is served now."""
        self._read_shards()
        kept = {f"shards/{key}" for key in live_keys}
        self.shards = {name: shard for name, shard in self.shards.items() if name in kept}
        self.missing += sorted(kept - self.shards.keys())
        home = self.settings.home_layout
        for kind in Kind:
            if (served := self.settings.served(kind)) is not None:
                self._point(home.pointer_file(kind), served)
            if (shadow := read_shadow(home, kind)) is not None:
                self._point(home.shadow_file(kind), shadow)

    def write(self, out: IO[bytes]) -> int:
        """Write all files and return how many."""
        held = self.connectors | self.shards | self.pointers
        n_files = 0
        with tarfile.open(fileobj=out, mode="w|", **_TOLERANT) as tar:
            for name, content in held.items():
                tar.addfile(_entry(name, len(content)), io.BytesIO(content))
            n_files += len(held)
            for name, file in self._files():
                n_files += _add(tar, name, file, self.root)
        return n_files

    def _read_shards(self) -> None:
        self.shards |= _contents(self.settings.home_layout.shards, "shards")

    def _point(self, file: Path, named: Pointer) -> None:
        """Name the served pair as it will lie in the copy."""
        pair = {"bundle": self._inside(locate_bundle(named.bundle)), "index": self._inside(named.index)}
        former = [self._relative(index) for index in named.former if index.resolve().is_relative_to(self.root)]
        document = json.dumps({**pair, "former": former}, indent=1) + "\n"
        self.pointers[f"pointers/{file.name}"] = document.encode()

    def _inside(self, folder: Path) -> str:
        if not (folder / "manifest.json").is_file():
            self.missing.append(str(folder))
        if folder.resolve().is_relative_to(self.root):
            return self._relative(folder)
        return self.elsewhere.setdefault(folder.resolve(), f"{_SERVED}/{len(self.elsewhere) + 1}-{folder.name}")

    def _relative(self, path: Path) -> str:
        return str(path.resolve().relative_to(self.root))

    def _files(self) -> Iterator[tuple[str, Path]]:
        """Yield the files to copy with their names in the copy."""
        home = self.settings.home_layout
        folders = {home.shards, home.connectors, home.root / "pointers", home.root / "demo", home.bentoml}
        aside = {home.store_file, home.rate_limits, home.root / "backup.lock"} | folders
        if self.settings.master_key is not None:
            aside.add(home.master_key_file)
        if (database := self.settings.written_folders.get("store")) is not None:
            aside.add(database / Path(self.settings.store_url).name)
        left_out = {path.resolve() for path in aside}
        for folder, name in [(self.root, ""), *self.elsewhere.items()]:
            for file in _walk(folder, left_out):
                yield str(Path(name, file.relative_to(folder))), file


def _walk(folder: Path, left_out: set[Path]) -> Iterator[Path]:
    for where, folders, names in os.walk(folder, followlinks=True):
        here = Path(where)
        folders[:] = sorted(
            name
            for name in folders
            if (inner := here / name) not in left_out
            and not is_partial(inner)
            and not here.resolve().is_relative_to(inner.resolve())  # a link to a folder that it lies in
        )
        for file in (here / name for name in sorted(names)):
            is_log = any(file.name.endswith(end) and (here / file.name.removesuffix(end)).exists() for end in _LOGS)
            if file not in left_out and not is_partial(file) and not is_log and file.is_file():
                yield file


def _contents(folder: Path, name: str) -> dict[str, bytes]:
    found = {}
    for file in sorted(folder.glob("*")):
        with suppress(FileNotFoundError):
            if file.is_file() and not is_partial(file):
                found[f"{name}/{file.name}"] = file.read_bytes()
    return found


def _entry(name: str, size: int, mode: int = 0o600) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, mode
    return entry


def _add(tar: tarfile.TarFile, name: str, file: Path, beside: Path) -> bool:
    """Add one file, unless it is gone by now."""
    try:
        with file.open("rb") as opened:
            is_sqlite = opened.read(len(_SQLITE)) == _SQLITE
            if not is_sqlite:
                opened.seek(0)
                status = os.fstat(opened.fileno())
                tar.addfile(_entry(name, status.st_size, status.st_mode & 0o700), _Padded(opened))
                return True
        with tempfile.TemporaryDirectory(dir=beside, **SPOOL) as folder:
            copy = Path(folder) / file.name
            copy_sqlite(file, copy)
            with copy.open("rb") as opened:
                tar.addfile(_entry(name, copy.stat().st_size), opened)
    except FileNotFoundError:
        return False
    return True


class _Padded(io.RawIOBase):
    """A file of the length that it had; of one that was cut meanwhile the rest is empty bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size).ljust(max(size, 0), b"\0")


def unpack_home(part: Part, files: int, into: Path | None) -> None:
    """Write a copy's files into a folder, or only read them. Raises NoWholeBackup, also where so many are not there."""
    with part.reading(HOME_PART) as source:
        n_files = unpack(source, into)
    if n_files != files:
        raise NoWholeBackup(
            "{part_name}: got {n_files} files, expected {files}", part_name=part.name, n_files=n_files, files=files
        )


def unpack(source: IO[bytes], into: Path | None) -> int:
    """Write the files of a tar into a folder, or only read them; return their number. Raises NoWholeBackup."""
    n_files = 0
    try:
        with tarfile.open(fileobj=source, mode="r|", **_TOLERANT) as tar:
            for entry in tar:
                n_files += 1
                content = tar.extractfile(entry)
                path = PurePosixPath(entry.name)
                if content is None or path.is_absolute() or ".." in path.parts:
                    raise NoWholeBackup(
                        "{entry_name}: got something else, expected a file below the home", entry_name=entry.name
                    )
                if into is None:
                    while content.read(1 << 20):
                        pass
                else:
                    _write(into / entry.name, content, entry.mode)
        while source.read(1 << 20):  # the last piece states that nothing is cut off
            pass
    except tarfile.TarError as error:
        raise NoWholeBackup(
            "{home_part}: got a damaged file ({error}), expected a whole one", home_part=HOME_PART, error=error
        ) from error
    return n_files


def _write(file: Path, content: IO[bytes], mode: int) -> None:
    make_private_folder(file.parent)
    with open(file, "wb", opener=lambda path, flags: os.open(path, flags, mode & 0o700)) as out:
        while chunk := content.read(1 << 20):
            out.write(chunk)


def move_artifacts(home: Path, former: str, now: str) -> None:
    """Let a local MLflow store, which keeps whole paths, name its files where they will be."""
    file = home / "mlflow.db"
    if not file.exists() or former == now:
        return
    with closing(sqlite3.connect(file)) as connection, connection:
        tables = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        for [table] in tables:
            for _, column, kind, *_ in connection.execute(f'pragma table_info("{table}")').fetchall():
                if "CHAR" in kind.upper() or "TEXT" in kind.upper():
                    moved = f'update "{table}" set "{column}" = replace("{column}", ?, ?) where "{column}" like ?'
                    connection.execute(moved, [f"file://{former}/", f"file://{now}/", f"file://{former}/%"])
