"""The table of renames: wire names of BEFORE by their new ones, so that renamed answers are compared all the same.

The parts speak the new names; BEFORE is asked with its former words.

A TOML file with three tables of old = "new":

    [members]   # names of JSON members, columns and keys, also of JSON texts inside of a value
    [values]    # codes: texts that are the whole value
    [words]     # words inside of any text: files of a bundle, options, routes, attributes of a page
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.regression.recording import Recording

TABLES = ("members", "values", "words")


class RenamesUnusable(Exception):
    """The file is no table of renames, or gives two members of one object the same name."""


@dataclass(frozen=True, slots=True)
class Renames:
    """Old names by new ones; `used` collects those that were found, as `table.old`."""

    members: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def recording(self, found: Recording) -> Recording:
        """Return a recording under the new names; JSON texts inside are written in one way, whatever is renamed."""
        renamed = Recording()
        for key, value in found.rows.items():
            renamed.add(self._key(key), self.value(json.loads(value)))
        return renamed

    def value(self, found: Any) -> Any:
        """Return a JSON value under the new names. Raises RenamesUnusable where two members become one."""
        if isinstance(found, dict):
            named = {self._new("members", self.text(name)): self.value(one) for name, one in found.items()}
            if len(named) < len(found):
                raise RenamesUnusable(f"got {sorted(found)}, expected members that stay different")
            return named
        if isinstance(found, list):
            return [self.value(one) for one in found]
        return self._text(found) if isinstance(found, str) else found

    def text(self, found: str) -> str:
        """Return a text with new words."""
        for old in self.words:
            pattern = rf"(?<!\w){re.escape(old)}(?!\w)"
            found = re.sub(pattern, lambda match: self._new("words", match[0]), found)
        return found

    @property
    def former_words(self) -> "Renames":
        """Return the table from the new words to the old ones, by which BEFORE is asked."""
        return Renames(words={new: old for old, new in self.words.items()})

    @property
    def digest(self) -> str:
        """Return a short name of the table."""
        return hashlib.sha256(json.dumps([self.members, self.values, self.words]).encode()).hexdigest()[:8]

    def never_used(self) -> Iterator[str]:
        """Yield the renames that nothing had."""
        yield from (
            f"{table}.{old}" for table in TABLES for old in getattr(self, table) if f"{table}.{old}" not in self.used
        )

    def _key(self, key: str) -> str:
        row, mark, member = self.text(key).rpartition("#")
        return f"{row}{mark}{self._new('members', member)}"

    def _text(self, found: str) -> str:
        if found.startswith(("{", "[")):
            try:
                return json.dumps(self.value(json.loads(found)), sort_keys=True, ensure_ascii=False)
            except ValueError:
                pass
        return self._new("values", found) if found in self.values else self.text(found)

    def _new(self, table: str, old: str) -> str:
        names: Mapping[str, str] = getattr(self, table)
        if old in names:
            self.used.add(f"{table}.{old}")
        return names.get(old, old)


def load_renames(path: Path | None) -> Renames:
    """Read a table of renames; without a file nothing is renamed. Raises RenamesUnusable."""
    if path is None:
        return Renames()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RenamesUnusable(f"{path}: {error}") from error
    if unknown := tables.keys() - set(TABLES):
        raise RenamesUnusable(f"{path}: got the table {min(unknown)!r}, expected {', '.join(TABLES)}")
    wrong = [old for names in tables.values() for old, new in names.items() if not isinstance(new, str)]
    if wrong:
        raise RenamesUnusable(f'{path}: got {wrong[0]!r} without a text, expected old = "new"')
    return Renames(**tables)
