"""The master key that wraps every data key: from the environment, or from a file beside the store."""

import base64
import binascii
import os
import secrets
from pathlib import Path

from features.compiled.private_paths import make_private_folder
from features.schema.errors import OnematchError

LENGTH = 32
"""Bytes."""
VARIABLE = "ONEMATCH_MASTER_KEY"


class MasterKeyWrong(OnematchError):
    """The master key is not 32 bytes in base64, or does not open the store's sealed data."""


class MasterKeyLost(OnematchError):
    """There is no master key, and a new one would not open the store's sealed data."""


def master_key(given: str | None, file: Path, *, may_make: bool) -> bytes:
    """Return the given key, else the key in the file; without both, create the file (mode 0600).

    `may_make` is false if sealed data exists, which a new key cannot open. Raises MasterKeyWrong, MasterKeyLost.
    """
    if given is not None:
        return _decode(given, VARIABLE)
    if not file.exists():
        if not may_make:
            raise MasterKeyLost(
                f"{file}: got no master key, expected the one that the store's data was sealed under: put the file "
                f"back from its backup, or set {VARIABLE}; without it nothing sealed can be read"
            )
        _make(file)
    return _decode(file.read_text(encoding="ascii"), str(file))


def new_master_key() -> str:
    """Return a random key in base64."""
    return base64.b64encode(secrets.token_bytes(LENGTH)).decode()


def _make(file: Path) -> None:
    """Write a new key atomically: processes that start together read the same one."""
    make_private_folder(file.parent)
    beside = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(new_master_key() + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(beside, file)  # fails if another process was first
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _decode(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != LENGTH:
        raise MasterKeyWrong(f"{where}: got something else, expected {LENGTH} bytes in base64")
    return key
