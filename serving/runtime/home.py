"""The folder `ONEMATCH_HOME`: bundles, registry, and the pointers that say what is served."""

import json
from dataclasses import dataclass
from pathlib import Path

from data.tables.atomic import replacing
from features.compiled.private_paths import make_private_folder
from features.schema.errors import OnematchError
from features.schema.kinds import Kind


class PointerBroken(OnematchError):
    """A pointer file is there but does not name a bundle and an index."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """The pair that is served for one kind: a bundle folder and an index folder."""

    bundle: Path
    index: Path


@dataclass(frozen=True, slots=True)
class Home:
    """The layout below one root; nothing is created by asking for a path."""

    root: Path

    def bundles(self, kind: Kind) -> Path:
        """Where the promoted bundles of a kind lie."""
        return self.root / "bundles" / kind.value

    def bundle(self, kind: Kind, version: str) -> Path:
        """Where a promoted bundle of that hash lies."""
        return self.bundles(kind) / version

    def portable(self, path: Path) -> str:
        """A path as it is written down: relative to the home where it lies inside, so that a home can be moved."""
        absolute, root = path.resolve(), self.root.resolve()
        return str(absolute.relative_to(root) if absolute.is_relative_to(root) else absolute)

    def pointer_file(self, kind: Kind) -> Path:
        """The file that workers watch; a promotion replaces it in one step."""
        return self.root / "pointers" / f"{kind.value}.json"

    def shadow_file(self, kind: Kind) -> Path:
        """The file that names the challenger which scores beside the champion."""
        return self.root / "pointers" / f"{kind.value}.shadow.json"

    def shadow_changes(self, kind: Kind) -> Path:
        """What the challenger would have answered otherwise, by ids, one JSON object a line."""
        return self.root / "shadow" / f"{kind.value}.ndjson"

    def golden(self, kind: Kind) -> Path:
        """Where the versions of a kind's frozen golden set lie."""
        return self.root / "golden" / kind.value

    @property
    def history_file(self) -> Path:
        """The append-only record of who was champion when (SQLite)."""
        return self.root / "history.db"

    @property
    def store_file(self) -> Path:
        """The store (SQLite), unless `ONEMATCH_DATABASE_URL` says otherwise."""
        return self.root / "store.db"

    @property
    def master_key_file(self) -> Path:
        """What wraps the store's data keys, unless `ONEMATCH_MASTER_KEY` says otherwise."""
        return self.root / "master.key"

    @property
    def shards(self) -> Path:
        """The part of each data key that stands outside of the store; a backup of the store must not hold it."""
        return self.root / "shards"

    @property
    def job_files(self) -> Path:
        """Files that jobs made, sealed."""
        return self.root / "files"

    @property
    def tracking_file(self) -> Path:
        """MLflow's local store (SQLite), unless `MLFLOW_TRACKING_URI` says otherwise."""
        return self.root / "mlflow.db"

    @property
    def artifacts(self) -> Path:
        """Where the local MLflow store keeps files."""
        return self.root / "mlartifacts"

    @property
    def bentoml(self) -> Path:
        """BentoML's own home, unless `BENTOML_HOME` says otherwise."""
        return self.root / "bentoml"


def read_pointer(home: Home, kind: Kind) -> Pointer | None:
    """Read which pair is served, or None when nothing was ever promoted.

    Raises PointerBroken when the file does not hold `{"bundle": path, "index": path}`. A relative path is
    relative to the home, so that a home can be moved.
    """
    return _read(home, home.pointer_file(kind))


def read_shadow(home: Home, kind: Kind) -> Pointer | None:
    """Read which pair scores beside the champion, None when there is none. Raises PointerBroken."""
    return _read(home, home.shadow_file(kind))


def _read(home: Home, file: Path) -> Pointer | None:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        named = json.loads(text)
        return Pointer(bundle=home.root / named["bundle"], index=home.root / named["index"])
    except (ValueError, KeyError, TypeError) as error:
        raise PointerBroken(f"{file}: expected a JSON object with bundle and index, got {text[:80]!r}") from error


def write_pointer(home: Home, kind: Kind, pointer: Pointer) -> None:
    """Swap the pointer in one step: a reader sees the old pair or the new one, never a mixture."""
    _write(home, home.pointer_file(kind), pointer)


def write_shadow(home: Home, kind: Kind, pointer: Pointer | None) -> None:
    """Let a pair score beside the champion from the workers' next look on; None: no pair any more."""
    if pointer is None:
        home.shadow_file(kind).unlink(missing_ok=True)
    else:
        _write(home, home.shadow_file(kind), pointer)


def _write(home: Home, file: Path, pointer: Pointer) -> None:
    text = json.dumps({"bundle": home.portable(pointer.bundle), "index": home.portable(pointer.index)}, indent=1)
    make_private_folder(home.root)
    with replacing(file) as beside:
        beside.write_text(text + "\n", encoding="utf-8")
