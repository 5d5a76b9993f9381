"""Rotation of keys while service and worker run: two are valid in between, and a repetition goes on.

Keys that sign are rows of `keys` whose id begins with what they sign; the first one follows from the root.
"""

import base64
import time
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from data.tables.atomic import replacing
from features.compiled.private_paths import held_alone
from features.schema.errors import Refused
from serving.runtime.settings import Settings
from serving.store.opening import ROOT, VARIABLE, master_keys, new_master_key
from serving.store.store import Store
from serving.store.tables.contracts import keys
from serving.store.vault import MASTER_LOCK, derived

READ_AGAIN_S = 5.0
Ring = Sequence[tuple[datetime | None, bytes]]
"""Keys with when each was made, the newest first; the one that follows from the root was never made."""


class Signed(StrEnum):
    """What keys sign."""

    TOKENS = "tokens"
    PASSPORTS = "passports"


class RotationRuns(Refused):
    """Another process rotates the master key."""


class OneKeySet(Refused):
    """The variable of the master key holds one key, where a rotation needs two."""


def signing_ring(store: Store, signed: Signed, *, fresh: bool = False) -> Ring:
    """Return the keys that sign or signed something.

    Another process's rotation is seen within READ_AGAIN_S seconds, with `fresh` at once.
    """
    read_at, ring = store.vault.rings.get(signed, (0.0, ()))
    if ring and not fresh and time.monotonic() - read_at < READ_AGAIN_S:
        return ring
    query = select(keys.c.id, keys.c.created_at).where(keys.c.id.startswith(f"{signed}-"))
    try:
        with store.reading() as connection:
            made = [
                (row.created_at, derived(store.vault.key(connection, row.id).hash_key, f"sign {signed}"))
                for row in connection.execute(query.order_by(keys.c.created_at.desc()))
            ]
    except SQLAlchemyError:
        if not ring:
            raise
        return ring  # the store is away for a while
    ring = [*made, (None, store.vault.derive(f"sign {signed}"))]
    store.vault.rings[signed] = time.monotonic(), ring
    return ring


def rotate_signing(store: Store, signed: Signed, now: datetime) -> None:
    """Make the key that signs from now on."""
    with store.writing() as connection:
        store.vault.new_key(connection, now, f"{signed}-")
    store.vault.rings.pop(signed, None)


def rotate_master(settings: Settings, store: Store, now: datetime) -> int:
    """Wrap every key under a new master key and return how many; what they seal stays as it is.

    The file holds both from its first step to its last, so that a killed rotation is gone on with by another; two at
    one moment would each write a new key, and what one wrapped would be lost. Raises OneKeySet, RotationRuns.
    """
    file = settings.home_layout.master_key_file
    runs = RotationRuns("{file}: another rotation of the key runs; repeat once it has ended", file=file)
    with held_alone(file.with_suffix(".lock"), runs):
        return _rotated(settings, store, now)


def _rotated(settings: Settings, store: Store, now: datetime) -> int:
    file = settings.home_layout.master_key_file
    given = None if settings.master_key is None else settings.master_key.get_secret_value()
    masters = master_keys(given, file, may_make=False)
    if given is not None and len(masters) == 1:
        raise OneKeySet(
            "{variable}: got one key, expected NEW,OLD: set both for service, worker and this "
            "command, start the first two anew, and repeat",
            variable=VARIABLE,
        )
    if len(masters) == 1:
        masters = [base64.b64decode(new_master_key()), *masters]
        _write(settings, masters)
    with store.writing(MASTER_LOCK) as connection:
        rows = connection.execute(select(keys.c.id, keys.c.wrapped).where(keys.c.wrapped.is_not(None))).all()
        for row in rows:
            store.vault.wrap_anew(connection, row.id, row.wrapped)
        if ROOT not in {row.id for row in rows}:
            store.vault.keep(connection, ROOT, store.vault.root, now)
    if given is None:
        _write(settings, masters[:1])
    return len(rows)


def _write(settings: Settings, masters: Sequence[bytes]) -> None:
    with replacing(settings.home_layout.master_key_file) as beside:
        beside.touch(mode=0o600)
        beside.write_bytes(b"".join(base64.b64encode(master) + b"\n" for master in masters))
