"""The universe index on disk: a folder of plain arrays, and one manifest with their names, sizes and hashes."""

import json
import mmap
from collections.abc import Mapping, Sequence
from dataclasses import asdict, field
from pathlib import Path
from typing import Any

import numpy as np
import xxhash
from numpy.typing import NDArray

from data.tables.outputs import INDEX_FORMAT, LAYOUTS, FolderType
from features.blocking.blocking_rules import rules_of
from features.own_fields.registry import DeclarationWrong, schema_from_json
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema, Shape, schema_of
from features.schema.value_class import value_class

FORMAT_VERSION = 2
MANIFEST = LAYOUTS[FolderType.INDEX].manifest
Array = NDArray[Any]


class IndexRefused(OnematchError):
    """A folder is not an index that this version can read."""


@value_class
class StoredArray:
    """One file: its element type, its number of elements, and the 128-bit xxh3 hash of its bytes."""

    dtype: str
    length: int
    hash: str


@value_class
class Manifest:
    """The content of an index and the versions that made it; `version` is the hash of all the rest.

    `channels` holds the versions of the blocking rules, under the manifest's stored key; `own_fields` the declarations
    of own fields, a key that the file lacks where there are none.
    """

    kind: str
    rows: int
    fields: Mapping[str, int]
    channels: Mapping[str, int]
    files: Mapping[str, StoredArray] = field(default_factory=dict)
    format: str = INDEX_FORMAT
    format_version: int = FORMAT_VERSION
    own_fields: Sequence[Mapping[str, Any]] = ()

    @property
    def schema(self) -> Schema:
        return schema_from_json(Kind(self.kind), self.own_fields)

    def as_json(self) -> dict[str, Any]:
        content = asdict(self)
        return content if self.own_fields else {key: value for key, value in content.items() if key != "own_fields"}

    @property
    def version(self) -> str:
        return xxhash.xxh3_64_hexdigest(json.dumps(self.as_json(), sort_keys=True))

    @property
    def fingerprint(self) -> str:
        """The hash of the universe's content, independent of the order of its rows and of the keys."""
        names = sorted(name for name in self.files if not name.startswith(("keys.", "grams.")))
        return xxhash.xxh3_64_hexdigest("".join(f"{name}:{self.files[name].hash}\n" for name in names))


def rule_versions(schema: Schema) -> dict[str, int]:
    return {rule.name: rule.version for rule in rules_of(schema)}


def narrowest(values: Array) -> Array:
    """Return integers in the smallest signed type that holds them."""
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    for dtype in (np.int8, np.int16, np.int32):
        if np.iinfo(dtype).min <= low and high <= np.iinfo(dtype).max:
            return values.astype(dtype)
    return values.astype(np.int64)


class IndexWriter:
    """Writes arrays to a folder; `finish` adds the manifest, without which the folder is no index."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        self.folder = folder
        self.schema = schema_of(shape)
        self.files: dict[str, StoredArray] = {}

    def write(self, name: str, values: Array) -> None:
        content = np.ascontiguousarray(values)
        (self.folder / name).write_bytes(content.data)
        self.files[name] = StoredArray(content.dtype.str, len(content), xxhash.xxh3_128_hexdigest(content.data))

    def finish(self, rows: int) -> Manifest:
        manifest = Manifest(
            str(self.schema),
            rows,
            self.schema.field_versions,
            rule_versions(self.schema),
            self.files,
            own_fields=[declaration.as_json() for declaration in self.schema.declarations],
        )
        text = json.dumps({"version": manifest.version, **manifest.as_json()}, indent=1, sort_keys=True)
        (self.folder / MANIFEST).write_text(text, encoding="utf-8")
        return manifest


@value_class
class Mapped:
    """One array of the index in memory that all processes share, and its bytes."""

    array: Array
    content: mmap.mmap | bytes


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest; raises IndexRefused if it is absent, damaged or of other versions."""
    path = folder / MANIFEST
    if not path.is_file():
        raise IndexRefused(
            "{folder} is no index: {manifest} is missing (an interrupted build leaves none)",
            folder=folder,
            manifest=MANIFEST,
        )
    try:
        content = json.loads(path.read_bytes())
    except ValueError as error:
        raise IndexRefused("{path} is damaged: {error}", path=path, error=error) from error
    if not isinstance(content, dict) or content.get("format") != INDEX_FORMAT:
        raise IndexRefused(
            "{path} does not describe an index ({index_format!r} was expected)", path=path, index_format=INDEX_FORMAT
        )
    if content.get("format_version") != FORMAT_VERSION:
        got = content.get("format_version")
        raise IndexRefused(
            "{folder} has index format {got}, this version reads {format_version}: build it again",
            folder=folder,
            got=got,
            format_version=FORMAT_VERSION,
        )
    return _checked(path, content)


def _checked(path: Path, content: dict[str, Any]) -> Manifest:
    version = content.pop("version", None)
    try:
        files = {name: StoredArray(**entry) for name, entry in content.pop("files").items()}
        manifest = Manifest(files=files, **content)
        schema = manifest.schema
    except (TypeError, ValueError, KeyError, AttributeError, DeclarationWrong) as error:
        raise IndexRefused("{path} is damaged: {error}", path=path, error=error) from error
    if named := sorted(name for name in files if Path(name).name != name):
        raise IndexRefused(
            "{path} is damaged: it names files outside of the index: {named}", path=path, named=", ".join(named)
        )
    if manifest.version != version:
        raise IndexRefused(
            "{path} is damaged: its hash is {version}, {expected} was expected",
            path=path,
            version=manifest.version,
            expected=version,
        )
    built_with = (dict(manifest.fields), dict(manifest.channels))
    current = (schema.field_versions, rule_versions(schema))
    for what, theirs, ours in zip(("field", "blocking rule"), built_with, current, strict=True):
        changed = sorted(name for name, number in theirs.items() if ours.get(name) != number)
        if changed:
            raise IndexRefused(
                "{parent} was built with other versions of {what} {changed}: build it again",
                parent=path.parent,
                what=what,
                changed=changed,
            )
    return manifest


def map_arrays(folder: Path, manifest: Manifest) -> dict[str, Mapped]:
    """Map every file read-only, after comparing its size and its hash with the manifest."""
    return {name: _map(folder / name, stored) for name, stored in manifest.files.items()}


def _map(path: Path, stored: StoredArray) -> Mapped:
    dtype = np.dtype(stored.dtype)
    size = path.stat().st_size if path.is_file() else -1
    if size != stored.length * dtype.itemsize:
        raise IndexRefused(
            "{path} has {size} bytes, {length} were expected: build it again",
            path=path,
            size=size,
            length=stored.length * dtype.itemsize,
        )
    if size == 0:
        return Mapped(np.empty(0, dtype), b"")
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    got = xxhash.xxh3_128_hexdigest(content)
    if got != stored.hash:
        raise IndexRefused(
            "{path} is damaged: its hash is {got}, {hash} was expected: build it again",
            path=path,
            got=got,
            hash=stored.hash,
        )
    return Mapped(np.frombuffer(content, dtype), content)
