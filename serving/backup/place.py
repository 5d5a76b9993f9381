"""Where backups are: a folder, or an address of an object store such as `s3://bucket/onematch`.

A backup is a folder there. Its manifest is written last, sealed, so that what was interrupted is never taken for whole.
"""

import io
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from pyarrow import fs

from data.tables.atomic import replacing
from features.compiled.private_paths import make_private_folder, private_opener
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.runtime.settings import Settings
from serving.store.opening import decode_keys
from serving.store.sealed_files import FileBroken, sealing, unsealed
from serving.store.vault import DataKey, SealBroken, derived

KEY_VARIABLE = "ONEMATCH_BACKUP_KEY"
MANIFEST = "manifest"
_NAME_FORMAT = "%Y%m%dT%H%M%S.%fZ"


class BackupKeyWrong(OnematchError):
    """There is no key for backups."""


class PlaceUnusable(OnematchError):
    """The address of the backups cannot be used."""


class NoWholeBackup(OnematchError):
    """No whole backup is there, or the named one is not whole."""


def backup_key(settings: Settings, file: Path | None) -> bytes:
    """Return the key of the file, else of the setting. Raises BackupKeyWrong, MasterKeyWrong."""
    if file is not None:
        text, where = file.read_text(encoding="utf-8", errors="replace"), str(file)
    elif settings.backup_key is not None:
        text, where = settings.backup_key.get_secret_value(), KEY_VARIABLE
    else:
        raise BackupKeyWrong(
            "got no key, expected --key-file FILE or {key_variable}: `onematch keys new FILE` "
            "makes one; keep it where this machine's disk is not, since nothing else opens the "
            "backups",
            key_variable=KEY_VARIABLE,
        )
    return decode_keys(text, where)[0]


@value_class
class Part:
    """The sealed files of one backup."""

    place: "Place"
    name: str
    """The backup's."""
    key: DataKey

    @contextmanager
    def writing(self, part: str) -> Iterator[BinaryIO]:
        """Yield a stream whose bytes are sealed into a file, which is there as a whole when the block ends."""
        with self.place.writing(f"{self.name}/{part}") as out, sealing(out, f"{self.name}/{part}", self.key) as stream:
            yield stream

    @contextmanager
    def reading(self, part: str) -> Iterator[BinaryIO]:
        """Yield the opened bytes of a file. Raises NoWholeBackup while they are read."""
        with self.place.read(f"{self.name}/{part}") as file:
            pieces = self._pieces(file, part)
            yield cast("BinaryIO", io.BufferedReader(_Joined(pieces)))

    def write_manifest(self, document: Mapping[str, Any]) -> None:
        """Write the manifest, which makes the backup whole."""
        with self.writing(MANIFEST) as out:
            out.write(json.dumps(document).encode())

    def manifest(self) -> dict[str, Any]:
        """Return the manifest. Raises NoWholeBackup."""
        with self.reading(MANIFEST) as file:
            return dict(json.loads(file.read()))

    def _pieces(self, file: IO[bytes], part: str) -> Iterator[bytes]:
        try:
            yield from unsealed(file, f"{self.name}/{part}", self.key)
        except (SealBroken, FileBroken, OverflowError) as error:
            raise NoWholeBackup(
                "{address}/{name}/{part}: got another key or a damaged file ({error}), expected what this key sealed",
                address=self.place.address,
                name=self.name,
                part=part,
                error=error,
            ) from error


@value_class
class Place:
    """A folder of backups: of this machine, or of an object store that pyarrow reaches."""

    address: str
    files: fs.FileSystem
    root: str

    @classmethod
    def at(cls, address: str) -> "Place":
        """Open an address. Raises PlaceUnusable."""
        named = address.rstrip("/") or "/"
        try:
            if "://" not in named:
                return cls(named, fs.LocalFileSystem(), str(Path(named).resolve()))
            files, root = fs.FileSystem.from_uri(named)
        except (ValueError, OSError, NotImplementedError) as error:
            raise PlaceUnusable(
                "{address}: got an address that cannot be used ({error}), expected a folder or s3://BUCKET/PATH",
                address=address,
                error=error,
            ) from error
        return cls(named.partition("?")[0], files, root)

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine."""
        return isinstance(self.files, fs.LocalFileSystem)

    def new(self, secret: bytes, now: datetime) -> Part:
        """Name a backup; nothing is written yet."""
        return self.part(f"{now.astimezone(UTC).strftime(_NAME_FORMAT)}-{secrets.token_hex(2)}", secret)

    def part(self, name: str, secret: bytes) -> Part:
        """Return the backup of a name, with the key of its own that follows from the secret."""
        return Part(self, name, DataKey.of(derived(secret, f"backup {name}")))

    @contextmanager
    def writing(self, path: str) -> Iterator[IO[bytes]]:
        """Yield a new file below the place, which appears when the block ends."""
        where = Path(self.root, path)
        if not self.is_local:
            try:
                with self.files.open_output_stream(str(where)) as stream:
                    yield stream
            except BaseException:
                with suppress(OSError):  # closing the stream has made a file of what was sent until then
                    self.files.delete_file(str(where))
                raise
            return
        make_private_folder(where.parent)
        with replacing(where) as beside, open(beside, "wb", opener=private_opener) as out:
            yield out

    def read(self, path: str) -> Any:
        """Open a file below the place."""
        return self.files.open_input_stream(f"{self.root}/{path}")

    def names(self) -> list[tuple[str, bool]]:
        """Return the backups, the oldest first, and whether each has a manifest."""
        found = self.files.get_file_info(fs.FileSelector(self.root, allow_not_found=True))
        named = sorted(entry.base_name for entry in found if entry.type == fs.FileType.Directory)
        return [(name, self.is_whole(name)) for name in named if made_at(name) is not None]

    def is_whole(self, name: str) -> bool:
        """Whether a backup has its manifest."""
        return bool(self.files.get_file_info(f"{self.root}/{name}/{MANIFEST}").type == fs.FileType.File)

    def remove(self, name: str) -> None:
        """Remove a backup, its manifest first: a half removed one is not whole."""
        if self.is_whole(name):
            self.files.delete_file(f"{self.root}/{name}/{MANIFEST}")
        self.files.delete_dir(f"{self.root}/{name}")


def made_at(name: str) -> datetime | None:
    """Return the moment in a backup's name; None where it is the name of something else."""
    try:
        return datetime.strptime(name.partition("-")[0], _NAME_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None


def find_backup(address: str, secret: bytes) -> Part:
    """Return the backup at an address, or the newest whole one of those that are there. Raises NoWholeBackup."""
    place = Place.at(address)
    if made_at(name := place.address.rpartition("/")[2]) is not None:
        above = Place(place.address.rpartition("/")[0], place.files, place.root.rpartition("/")[0])
        if not above.is_whole(name):
            raise NoWholeBackup(
                "{address}: got a backup that was interrupted, or none, expected a whole one", address=address
            )
        return above.part(name, secret)
    whole = [name for name, is_whole in place.names() if is_whole]
    if not whole:
        raise NoWholeBackup("{address}: got no whole backup, expected one that `onematch backup` made", address=address)
    return place.part(whole[-1], secret)


class _Joined(io.RawIOBase):
    """Pieces as one stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._next = partial(next, pieces, None)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            piece = self._next()
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
