"""`fields.toml`: the fields of a user's own, with the columns of both sides, their types and options."""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from features.own_fields.registry import TYPES, DeclarationWrong, schema_for
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.texts import either, wording

START = "[[field]]"
STATED = ("name", "kind", "type", "records", "profiles")
_KEY = re.compile(r'\s*"?([A-Za-z0-9_-]+)"?\s*=')


class UnusableFieldsFile(OnematchError):
    """A file of own fields cannot be read; the message names the file, the line, what was got and what was expected."""


def read_fields(path: Path) -> tuple[Declaration, ...]:
    """Read the declarations of a file. Raises UnusableFieldsFile."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFieldsFile("{path}: cannot be read: {error}", path=path, error=error) from error
    except tomllib.TOMLDecodeError as error:
        raise UnusableFieldsFile("{path}: cannot be read as TOML: {error}", path=path, error=error) from error
    entries = document.get("field")
    lines = _Lines(text)
    if not isinstance(entries, list) or not entries:
        raise UnusableFieldsFile(
            "{path}: got no section {start}, expected one for each field of your own", path=path, start=START
        )
    if foreign := [name for name in document if name != "field"]:
        line = lines.of_text(foreign[0])
        raise UnusableFieldsFile(
            "{path}, line {line}: got {foreign!r}, expected sections {start} alone",
            path=path,
            line=line,
            foreign=foreign[0],
            start=START,
        )
    try:
        return declarations_of(entries)
    except DeclarationWrong as error:
        raise UnusableFieldsFile(
            "{path}, line {number}: {error}", path=path, number=lines.of(error.number, error.key), error=error
        ) from error


def read_declared(fields: object) -> tuple[Declaration, ...] | None:
    """Return the own fields of a caller: of a file by its path, or of sections as dictionaries; None for None.

    Raises UnusableFieldsFile.
    """
    if fields is None:
        return None
    if isinstance(fields, str | os.PathLike):
        return read_fields(Path(fields))
    if not isinstance(fields, Sequence):
        raise UnusableFieldsFile(
            "fields: got {type_name}, expected the path of a file, or dictionaries", type_name=type(fields).__name__
        )
    try:
        return declarations_of(fields)
    except DeclarationWrong as error:
        raise UnusableFieldsFile("fields, number {number}: {error}", number=error.number + 1, error=error) from error


def declarations_of(entries: Sequence[object]) -> tuple[Declaration, ...]:
    """Return the declarations of entries, each checked, with those of its kind together. Raises DeclarationWrong."""
    declarations = tuple(_declaration(number, entry) for number, entry in enumerate(entries))
    for kind in Kind:
        schema_for(kind, declarations)
    return declarations


def _declaration(number: int, entry: object) -> Declaration:
    if not isinstance(entry, Mapping):
        raise DeclarationWrong(
            number, "name", wording("got {entry!r}, expected name, kind and type of a field", entry=entry)
        )
    for key in ("name", "kind", "type"):
        if not isinstance(entry.get(key), str):
            expected = {
                "name": "a name",
                "kind": either(Kind),
                "type": wording("one of {types}", types=", ".join(TYPES)),
            }[key]
            got = "nothing" if key not in entry else repr(entry[key])
            raise DeclarationWrong(
                number, key, wording("{key}: got {got}, expected {expected}", key=key, got=got, expected=expected)
            )
    if entry["kind"] not in list(Kind):
        raise DeclarationWrong(
            number,
            "kind",
            wording("kind: got {kind!r}, expected {kinds}", kind=entry["kind"], kinds=either(Kind)),
        )
    options = {key: value for key, value in entry.items() if key not in STATED}
    for key, value in options.items():
        if not isinstance(value, str):
            raise DeclarationWrong(
                number, key, wording("{key}: got {value!r}, expected a text in quotes", key=key, value=value)
            )
    return Declaration(
        name=entry["name"],
        kind=Kind(entry["kind"]),
        type=entry["type"],
        records=_columns(number, "records", entry),
        profiles=_columns(number, "profiles", entry),
        options=tuple(sorted(options.items())),
    )


def _columns(number: int, key: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    given = entry.get(key, [])
    columns = [given] if isinstance(given, str) else given
    if not isinstance(columns, list) or not all(isinstance(column, str) and column for column in columns):
        raise DeclarationWrong(
            number,
            key,
            wording("{key}: got {given!r}, expected the name of a column, or a list of names", key=key, given=given),
        )
    return tuple(columns)


class _Lines:
    """The lines of a TOML text by field and key."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._keys: list[dict[str, int]] = []
        self._text = text.splitlines()
        for number, line in enumerate(self._text, 1):
            if line.split("#")[0].replace(" ", "").strip() == START:
                self._starts.append(number)
                self._keys.append({})
            elif self._keys and (match := _KEY.match(line)):
                self._keys[-1].setdefault(match.group(1), number)

    def of(self, field: int, key: str) -> int:
        """Return the line of a key of a field, that of the field's start where the key is missing."""
        if field >= len(self._starts):
            return 1
        return self._keys[field].get(key, self._starts[field])

    def of_text(self, text: str) -> int:
        return next((number for number, line in enumerate(self._text, 1) if text in line), 1)
