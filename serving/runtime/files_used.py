"""The files that an index or a bundle was made of, kept in the home, so that a later command can name them."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from serving.runtime.home import Home

_FILE = "files_used.json"
BUILT = "out"
"""The option that names the folder of an index or bundle."""
MAX_KEPT = 200
"""The newest indexes and bundles that are kept."""


@dataclass(frozen=True, slots=True)
class UsedFiles:
    """What was read, by the name of its option; paths are absolute. `index_version` is that of the index."""

    by_option: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, *options: str) -> str | None:
        """Return the first value of the first of some options that was given."""
        return next((self.by_option[option][0] for option in options if self.by_option.get(option)), None)


def note_files(home: Home, version: str, used: Mapping[str, object]) -> None:
    """Keep what the index or bundle of a version was made of; None is left out, a list gives several values.

    A home that cannot be written keeps nothing: the index or bundle is whole without it.
    """
    used_texts = {option: _texts(value) for option, value in used.items() if value}
    kept = {**{name: texts for name, texts in _read(home).items() if name != version}, version: used_texts}
    newest = dict(list(kept.items())[-MAX_KEPT:])
    with suppress(OSError):
        home.write(home.root / _FILE, newest)


def files_of(home: Home, version: str) -> UsedFiles:
    """Return what is known of the files behind an index or bundle; nothing for one that was made elsewhere."""
    texts = _read(home).get(version, {})
    return UsedFiles({option: tuple(values) for option, values in texts.items()})


def all_used(home: Home) -> list[UsedFiles]:
    """Return the files behind every index and bundle that is kept, the newest first."""
    return [files_of(home, version) for version in reversed(_read(home))]


def folders_built(home: Home) -> list[Path]:
    """Return the folders in which indexes and bundles were written, the newest first, whether they are still there."""
    return [Path(folder) for used in reversed(_read(home).values()) for folder in used.get(BUILT, ())]


def shown_path(path: str | None, unknown: str) -> str:
    """Return a path as it is written in the present folder; `unknown` for None."""
    if path is None or "://" in path:
        return path or unknown
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [str(element.resolve()) if isinstance(element, Path) else str(element) for element in values]


def _read(home: Home) -> dict[str, Any]:
    return home.read(home.root / _FILE) or {}
