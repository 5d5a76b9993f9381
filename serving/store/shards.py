"""The part of each data key outside the database, one file each; destroying the file destroys the key.

A backup of the database must not contain this folder, and processes on several machines must share it.
"""

import os
import secrets
from pathlib import Path

from features.compiled.private_paths import make_private_folder

_LENGTH = 32


class Shards:
    """One folder of shards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, key_id: str) -> bytes:
        """Create the shard of a key and sync it to the disk before the key is used."""
        make_private_folder(self.folder)
        shard = secrets.token_bytes(_LENGTH)
        descriptor = os.open(self._file(key_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(shard)
            out.flush()
            os.fsync(out.fileno())
        return shard

    def has(self, key_id: str) -> bool:
        """Whether the shard of a key exists."""
        return self._file(key_id).exists()

    def read(self, key_id: str) -> bytes:
        """Return the shard of a key; without one empty bytes, which open no key."""
        try:
            return self._file(key_id).read_bytes()
        except FileNotFoundError:
            return b""

    def destroy(self, key_id: str) -> None:
        """Overwrite and remove the shard of a key; a missing shard is no error."""
        file = self._file(key_id)
        try:
            with file.open("r+b") as out:
                out.write(bytes(_LENGTH))
                out.flush()
                os.fsync(out.fileno())
            file.unlink()
        except FileNotFoundError:
            return

    def _file(self, key_id: str) -> Path:
        return self.folder / key_id
