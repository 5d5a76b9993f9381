"""Names of columns: which column of a file is which canonical one."""

from collections.abc import Iterable, Mapping
from pathlib import Path

Renames = Mapping[str, str]
"""Canonical columns by the names of a file's columns; `` ignores a column."""
NO_RENAMES: Renames = {}
OPT_OUT_COLUMN = "inmail_opt_out"
"""The column of profiles that no model reads: whether a member opted out of InMail (D34)."""


class FileRenames(dict[str, str]):
    """The renames of each file that a command reads.

    As a dictionary it holds those of all files, of the first one where two differ; `of` gives those of one.
    """

    def __init__(self, by_file: Mapping[Path, Renames]) -> None:
        super().__init__()
        self._by_file = {path: dict(renames) for path, renames in by_file.items()}
        for renames in self._by_file.values():
            self.update({theirs: ours for theirs, ours in renames.items() if theirs not in self})

    def of(self, path: Path) -> Renames:
        """Return the renames of a file; none for a file that was not named."""
        return self._by_file.get(path, NO_RENAMES)


def renames_of(renames: Renames, path: Path) -> Renames:
    """Return the renames that apply to a file: its own, or those for every file."""
    return renames.of(path) if isinstance(renames, FileRenames) else renames


def canonical_names(columns: Iterable[str], renames: Renames) -> dict[str, str]:
    """Return the canonical column by each name of a column: the canonical names themselves, and the renamed ones."""
    named = {name: name for name in columns} | dict(renames)
    return {theirs: ours for theirs, ours in named.items() if ours}
