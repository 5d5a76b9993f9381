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
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.regression.recording import Recording


@dataclass(frozen=True, slots=True)
class Renames:
    """Old names by new ones."""

    members: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def recording(self, found: Recording) -> Recording:
        """Return a recording under the new names; JSON texts inside are written in one way, whatever is renamed."""
        renamed = Recording(failure=found.failure)
        for key, value in found.rows.items():
            row, mark, member = self.text(key).rpartition("#")
            renamed.add(f"{row}{mark}{self.members.get(member, member)}", self.value(json.loads(value)))
        return renamed

    def value(self, found: Any) -> Any:
        """Return a JSON value under the new names. Raises ValueError where two members become one."""
        if isinstance(found, dict):
            names = {name: self.text(name) for name in found}
            named = {self.members.get(new, new): self.value(found[name]) for name, new in names.items()}
            if len(named) < len(found):
                raise ValueError(f"got {sorted(found)}, expected members that stay different")
            return named
        if isinstance(found, list):
            return [self.value(one) for one in found]
        return self._text(found) if isinstance(found, str) else found

    def text(self, found: str) -> str:
        """Return a text with new words."""
        for old, new in self.words.items():
            found = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, found)
        return found

    @property
    def former_words(self) -> "Renames":
        """Return the table from the new words to the old ones, by which BEFORE is asked."""
        return Renames(words={new: old for old, new in self.words.items()})

    @property
    def digest(self) -> str:
        """Return a short name of the table."""
        return hashlib.sha256(json.dumps([self.members, self.values, self.words]).encode()).hexdigest()[:8]

    def _text(self, found: str) -> str:
        try:
            inside = json.loads(found) if found.startswith(("{", "[")) else None
        except json.JSONDecodeError:
            inside = None
        if inside is not None:
            return json.dumps(self.value(inside), sort_keys=True, ensure_ascii=False)
        return self.values.get(found) or self.text(found)


def load_renames(path: Path | None) -> Renames:
    """Read a table of renames; without a file nothing is renamed."""
    return Renames() if path is None else Renames(**tomllib.loads(path.read_text(encoding="utf-8")))
