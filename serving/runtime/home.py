"""The folder `ONEMATCH_HOME`: the paths in it, and the pointers that name the served bundles and indexes."""

import json
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import Any

from data.tables.atomic import write_whole
from features.compiled.private_paths import make_private_folder
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class

FORMER_KEPT = 3
"""How many indexes that were served before a pointer names."""


class PointerBroken(OnematchError):
    """A pointer file exists but does not name a bundle and an index."""


@value_class
class Pointer:
    """The bundle folder and the index folder that are served for one kind.

    `former` are the indexes that were served before: a process that has not noticed may still answer from one.
    """

    bundle: Path
    index: Path
    former: tuple[Path, ...] = field(default=(), compare=False)


@value_class
class Home:
    """The paths below one root; no path is created here."""

    root: Path

    def bundles(self, kind: Kind) -> Path:
        """The folder of a kind's promoted bundles."""
        return self.root / "bundles" / kind

    def bundle(self, kind: Kind, version: str) -> Path:
        """The folder of the promoted bundle with that hash."""
        return self.bundles(kind) / version

    def write(self, file: Path, document: object) -> None:
        """Replace a file of the home in one step by a value as JSON; the home is made private first."""
        make_private_folder(self.root)
        write_whole(file, json.dumps(document, indent=1) + "\n")

    def read(self, file: Path) -> Any:
        """Return the value in a file of JSON, None where there is none."""
        try:
            return json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def portable(self, path: Path) -> str:
        """Return a path as text, relative to the home if it is inside, so that a home can be moved."""
        absolute = path.resolve()
        root = self.root.resolve()
        return str(absolute.relative_to(root) if absolute.is_relative_to(root) else absolute)

    def pointer_file(self, kind: Kind) -> Path:
        """The file that workers poll; a promotion replaces it in one step."""
        return self.root / "pointers" / f"{kind}.json"

    def shadow_file(self, kind: Kind) -> Path:
        """The file that names the challenger, which scores the champion's traffic too."""
        return self.root / "pointers" / f"{kind}.shadow.json"

    def shadow_changes(self, kind: Kind) -> Path:
        """The answers that the challenger would have changed, by ids, one JSON object a line."""
        return self.root / "shadow" / f"{kind}.ndjson"

    def golden(self, kind: Kind) -> Path:
        """The folder of the versions of a kind's frozen golden set."""
        return self.root / "golden" / kind

    def versions_file(self, kind: Kind) -> Path:
        """The registered versions of a kind as training and promotion saw them last, as JSON."""
        return self.root / "models" / f"{kind}.json"

    def gates_file(self, kind: Kind) -> Path:
        """The verdicts of the gates of each promotion, one JSON object a line."""
        return self.root / "models" / f"{kind}.gates.ndjson"

    def turns_file(self, kind: Kind) -> Path:
        """The turns of the loop of a kind, as JSON."""
        return self.root / "models" / f"{kind}.turns.json"

    def turn_report(self, turn: str) -> Path:
        """The page of a turn: champion and challenger side by side, by ids."""
        return self.root / "models" / "turns" / f"{turn}.html"

    def diff_file(self, kind: Kind) -> Path:
        """The last comparison of a challenger's badges with the champion's, as JSON."""
        return self.root / "models" / f"{kind}.diff.json"

    def card_file(self, bundle: str) -> Path:
        """The model card of a bundle by its hash, as JSON."""
        return self.root / "models" / "cards" / f"{bundle}.json"

    @property
    def port_file(self) -> Path:
        """The port of the service that was started last."""
        return self.root / "port.json"

    @property
    def history_file(self) -> Path:
        """The append-only history of champions (SQLite)."""
        return self.root / "history.db"

    @property
    def store_file(self) -> Path:
        """The store (SQLite), unless `ONEMATCH_DATABASE_URL` is set."""
        return self.root / "store.db"

    @property
    def master_key_file(self) -> Path:
        """The key that encrypts the store's data keys, unless `ONEMATCH_MASTER_KEY` is set."""
        return self.root / "master.key"

    @property
    def passport_keys_file(self) -> Path:
        """The public keys that signed passports before the master key did; of older homes alone."""
        return self.root / "passport-keys.json"

    @property
    def shards(self) -> Path:
        """The part of each data key outside of the store; a backup of the store must not contain it."""
        return self.root / "shards"

    @property
    def rate_limits(self) -> Path:
        """The calls of the last seconds, which all processes count together."""
        return self.root / "rate-limits.bin"

    @property
    def job_files(self) -> Path:
        """The sealed files of jobs."""
        return self.root / "files"

    @property
    def connectors(self) -> Path:
        """The folder of the states of connectors."""
        return self.root / "connectors"

    @property
    def tracking_file(self) -> Path:
        """MLflow's local store (SQLite), unless `MLFLOW_TRACKING_URI` is set."""
        return self.root / "mlflow.db"

    @property
    def artifacts(self) -> Path:
        """The folder of the local MLflow store's files."""
        return self.root / "mlartifacts"

    @property
    def bentoml(self) -> Path:
        """BentoML's own home, unless `BENTOML_HOME` is set."""
        return self.root / "bentoml"


def read_pointer(home: Home, kind: Kind) -> Pointer | None:
    """Read the served pair, None where nothing was promoted; a relative path is relative to the home.

    Raises PointerBroken when the file is not `{"bundle": path, "index": path}`.
    """
    return _read(home, home.pointer_file(kind))


def read_shadow(home: Home, kind: Kind) -> Pointer | None:
    """Read the challenger's pair, None where there is none. Raises PointerBroken."""
    return _read(home, home.shadow_file(kind))


def _read(home: Home, file: Path) -> Pointer | None:
    try:
        named = home.read(file)
        if named is None:
            return None
        former = tuple(home.root / index for index in named.get("former", ()))
        return Pointer(bundle=home.root / named["bundle"], index=home.root / named["index"], former=former)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        text = file.read_text(encoding="utf-8")
        raise PointerBroken(
            "{file}: expected a JSON object with bundle and index, got {text!r}", file=file, text=text[:80]
        ) from error


def write_pointer(home: Home, kind: Kind, pointer: Pointer) -> None:
    """Replace the pointer in one step: a reader sees the old pair or the new one, never a mixture."""
    _write(home, home.pointer_file(kind), pointer)


def write_shadow(home: Home, kind: Kind, pointer: Pointer | None) -> None:
    """Name the challenger that workers load at their next poll; None removes it."""
    if pointer is None:
        home.shadow_file(kind).unlink(missing_ok=True)
    else:
        _write(home, home.shadow_file(kind), pointer)


def _write(home: Home, file: Path, pointer: Pointer) -> None:
    former: tuple[Path, ...] = ()
    with suppress(PointerBroken):
        before = _read(home, file)
        former = () if before is None else (before.index, *before.former)
    kept = [home.portable(index) for index in former if index != pointer.index][:FORMER_KEPT]
    named = {"bundle": home.portable(pointer.bundle), "index": home.portable(pointer.index), "former": kept}
    home.write(file, named)
