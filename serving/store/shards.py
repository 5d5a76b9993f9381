"""The part of each data key that stands outside of the database, one file each: destroying it destroys the key.

A backup of the database must not hold this folder, and processes on several machines must share it.
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
        """Draw a key's shard and put it on the disk before anything is sealed under the key."""
        make_private_folder(self.folder)
        shard = secrets.token_bytes(_LENGTH)
        descriptor = os.open(self._file(key_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(shard)
            out.flush()
            os.fsync(out.fileno())
        return shard

    def has(self, key_id: str) -> bool:
        """Whether a key's shard is there."""
        return self._file(key_id).exists()

    def read(self, key_id: str) -> bytes:
        """Give a key's shard; without one nothing, which opens no key."""
        try:
            return self._file(key_id).read_bytes()
        except FileNotFoundError:
            return b""

    def destroy(self, key_id: str) -> None:
        """Overwrite and remove a key's shard; one that is gone stays gone."""
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
