"""Restoring a backup on an empty machine: the home appears as a whole at the end, or not at all."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, update

from data.tables.atomic import PARTIAL, replacing
from data.tables.progress import Progress
from features.compiled.private_paths import make_private_folder
from features.schema.errors import OnematchError
from serving.backup.backup import BackupFacts, master_mark
from serving.backup.home_copy import move_artifacts, unpack_home
from serving.backup.place import Part
from serving.backup.store_copy import require_empty, restore_store
from serving.runtime.settings import Settings
from serving.store.opening import VARIABLE, open_at
from serving.store.store import Store
from serving.store.tables.work import activities
from serving.vocabulary.terms import UNSENT


class HomeInTheWay(OnematchError):
    """The folder that is restored to holds something."""


class MasterKeyOther(OnematchError):
    """The backup needs a master key that is not set, or another one."""


def restore(
    part: Part, settings: Settings, home: Path, show: Progress, finish: Callable[[Settings, Store], object]
) -> BackupFacts:
    """Restore a backup to a home that is not there or empty, and to an empty database; `finish` is done before it is.

    Raises NoWholeBackup, HomeInTheWay, StoreInTheWay, MasterKeyOther.
    """
    manifest = BackupFacts.read(part)
    if home.exists() and any(home.iterdir()):
        raise HomeInTheWay(
            "{home}: got a folder that is not empty, expected none: name another one, or move it away", home=home
        )
    settings = settings.model_copy(update={"home": home})
    _require_master(manifest, settings)
    make_private_folder(home.resolve().parent)
    for left in home.resolve().parent.glob(f".{home.name}.*{PARTIAL}"):
        shutil.rmtree(left)
    require_empty(manifest.store.database, settings.store_url, home)
    with replacing(home) as beside:
        make_private_folder(beside)
        show("home", 0, None)
        unpack_home(part, manifest.files, beside)
        move_artifacts(beside, manifest.home, str(home.resolve()))
        show("store", 0, None)
        here = settings.model_copy(update={"home": beside})
        restore_store(part, manifest.store, here.store_url)
        with closing(open_at(here, here.store_url)) as store:
            with store.writing() as connection:
                unsent = update(activities).where(activities.c.state.in_(UNSENT), activities.c.sealed.is_not(None))
                sent_at = func.coalesce(activities.c.sent_at, activities.c.accepted_at)
                # It may be in the CRM since: the CRM is searched for it before it is sent.
                doubted = unsent.where(activities.c.in_doubt.is_(False))
                connection.execute(doubted.values(in_doubt=True, sent_at=sent_at))
            finish(here, store)
    return manifest


def _require_master(manifest: BackupFacts, settings: Settings) -> None:
    """Raise MasterKeyOther unless the home brings its master key, or the setting holds the same one."""
    comes_along = manifest.master_key != VARIABLE
    got = manifest.master_mark if comes_along else "none"
    if settings.master_key is not None:
        got = master_mark(settings)
    if got != manifest.master_mark:
        raise MasterKeyOther(
            "{variable}: got {got}, expected the one that was set there when the backup was made",
            variable=VARIABLE,
            got=got,
        )
