"""The files that an index or a bundle was made of, kept in the home, so that a later command can name them."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from serving.runtime.home import Home

_FILE = "files_used.json"
BUILT = "out"
"""The option that names the folder of an index or bundle."""
MAX_KEPT = 200
"""The newest indexes and bundles that are kept."""


def note_files(home: Home, version: str, used: Mapping[str, object]) -> None:
    """Keep what the index or bundle of a version was made of; None is left out, a list gives several values.

    A home that cannot be written keeps nothing: the index or bundle is whole without it.
    """
    used_texts = {option: _texts(value) for option, value in used.items() if value}
    kept = {**{name: texts for name, texts in used_files(home).items() if name != version}, version: used_texts}
    newest = dict(list(kept.items())[-MAX_KEPT:])
    with suppress(OSError):
        home.write(home.root / _FILE, newest)


def folders_built(home: Home) -> list[Path]:
    """Return the folders in which indexes and bundles were written, the newest first, whether they are still there."""
    return [Path(folder) for used in reversed(used_files(home).values()) for folder in used.get(BUILT, ())]


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    return [str(element.resolve()) if isinstance(element, Path) else str(element) for element in values]


def used_files(home: Home) -> dict[str, Any]:
    """Return the files behind the indexes and bundles that are kept, by version and option, the newest last."""
    return home.read(home.root / _FILE) or {}
