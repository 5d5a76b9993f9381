"""Backing an installation up while it serves, and reading a backup whole.

The moment is before everything: what was acknowledged until then is in the copy. Where the connectors are is read
before the store, whose keys, bundles and indexes are read after it, so that nothing in the copy names what it lacks.
"""

import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from data.tables.progress import Progress
from features.compiled.private_paths import held_alone
from features.schema.errors import OnematchError
from features.schema.rooms import code_version
from features.schema.value_class import value_class
from serving.backup.home_copy import HOME_PART, HomeCopy, unpack_home
from serving.backup.place import NoWholeBackup, Part, Place, made_at
from serving.backup.store_copy import SPOOL, StoreFacts, copy_store, verify_store
from serving.runtime.settings import Settings
from serving.store.opening import open_store, open_vault
from serving.store.vault import derived

_FORMAT = 1
_INTERRUPTED_AFTER = timedelta(days=1)


class BackupRuns(OnematchError):
    """Another backup of this home is being made."""


@value_class
class BackupFacts:
    """What a backup states of itself."""

    name: str
    taken_at: str
    code: str
    home: str
    """Where it was."""
    store: StoreFacts
    files: int
    missing: list[str]
    """What the home names and does not hold."""
    master_key: str
    """`home`, or the name of the setting that it was in."""
    master_mark: str
    """Tells whether a key is that one."""

    @classmethod
    def read(cls, part: Part) -> Self:
        """Read the manifest of a backup. Raises NoWholeBackup."""
        document = part.manifest()
        if document.pop("format") != _FORMAT:
            raise NoWholeBackup(
                "{part_name}: got a backup of a newer version of onematch, expected format {format}",
                part_name=part.name,
                format=_FORMAT,
            )
        return cls(**document | {"store": StoreFacts(**document["store"])})

    @property
    def moment(self) -> datetime:
        """What was acknowledged before this moment is in the backup."""
        return datetime.fromisoformat(self.taken_at)


def master_mark(settings: Settings) -> str:
    """Return a text that tells one newest master key from another, and nothing of it."""
    return derived(open_vault(settings).newest, "name the master key of a backup")[:8].hex()


def back_up(
    settings: Settings, place: Place, secret: bytes, clock: Callable[[], datetime], show: Progress
) -> BackupFacts:
    """Write a whole backup of the home and its store. Raises BackupRuns, and what `open_store` raises."""
    home = settings.home_layout.root
    with held_alone(
        home / "backup.lock", BackupRuns("{home}: another backup is being made, wait for its end", home=home)
    ):
        for left in home.glob(f"{SPOOL['prefix']}*{SPOOL['suffix']}"):
            shutil.rmtree(left, ignore_errors=True)
        store = open_store(settings)
        try:
            taken_at = clock()
            part = place.new(secret, taken_at)
            show("store", 0, None)
            files = HomeCopy.before_the_store(settings)
            facts = copy_store(store, part, home)
        finally:
            store.close()
        show("home", 0, None)
        files.after_the_store(facts.live_keys)
        with part.writing(HOME_PART) as out:
            n_files = files.write(out)
        manifest = BackupFacts(
            name=part.name,
            taken_at=taken_at.isoformat(),
            code=code_version(),
            home=str(home.resolve()),
            store=facts,
            files=n_files,
            missing=files.missing,
            master_key="home" if settings.master_key is None else "ONEMATCH_MASTER_KEY",
            master_mark=master_mark(settings),
        )
        part.write_manifest({"format": _FORMAT, **asdict(manifest)})
    return manifest


def verify(part: Part, beside: Path, show: Progress) -> BackupFacts:
    """Read a backup whole: every piece opens, the store is sound and has its rows. Raises NoWholeBackup."""
    manifest = BackupFacts.read(part)
    show("store", 0, None)
    verify_store(part, manifest.store, beside)
    show("home", 0, None)
    unpack_home(part, manifest.files, None)
    return manifest


def remove_old(place: Place, keep: timedelta, now: datetime, newest: str) -> list[str]:
    """Remove whole backups that are older than `keep`, and interrupted ones of yesterday; return their names."""
    removed = []
    for name, is_whole in place.names():
        age = now - (made_at(name) or now)
        if name != newest and age > (keep if is_whole else _INTERRUPTED_AFTER):
            place.remove(name)
            removed.append(name)
    return removed


def shown(manifest: BackupFacts, address: str) -> dict[str, Any]:
    """Return what a person is told of a backup."""
    return {
        "backup": f"{address}/{manifest.name}",
        "taken_at": manifest.taken_at,
        "database": manifest.store.database,
        "schema": manifest.store.revision,
        "rows": sum(manifest.store.rows.values()),
        "records": manifest.store.rows["records"],
        "links": manifest.store.rows["links"],
        "contracts": manifest.store.rows["contracts"],
        "keys": len(manifest.store.live_keys),
        "files": manifest.files,
        "missing": manifest.missing,
        "master_key": manifest.master_key,
        "code": manifest.code,
    }
