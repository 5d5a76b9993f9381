"""Building the universe index from a file: one pass over the rows, then sorting and writing."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from data.atomic import replacing
from data.index_columns import write_rows
from data.index_format import IndexWriter, narrowest
from data.index_postings import write_postings
from data.index_vocabulary import Interner, VocabularyWriter, text_hashes, write_vocabulary
from data.index_words import WORD_FIELD, write_grams
from data.progress import Progress, silent
from data.rejects import Reject
from data.tables import iter_chunks
from features.columns import ListColumn, ListVocabulary, Record
from features.keys import key_hashes, stored_keys
from features.kinds import FIELDS, Kind

Ints = NDArray[np.int64]
Number = TypeVar("Number", bound=np.integer[Any])


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did: rows indexed and rejected, bytes written, seconds taken, and the index's version.

    `unknown_columns` are columns of the file that no record has.
    """

    rows: int
    rejected: int
    size_bytes: int
    seconds: float
    version: str
    fingerprint: str
    rejects: tuple[Reject, ...] = ()
    unknown_columns: tuple[str, ...] = ()


@dataclass(slots=True)
class GrowingField:
    """One field's values while rows stream in: numbers of distinct texts, and list lengths if it is plural."""

    plural: bool
    interner: Interner = field(default_factory=Interner)
    numbers: list[NDArray[np.int32]] = field(default_factory=list)
    lengths: list[NDArray[np.int32]] = field(default_factory=list)

    def add(self, values: Sequence[object]) -> None:
        texts = [value if isinstance(value, str) else None for value in values]
        if self.plural:
            lists = [value if isinstance(value, tuple) else () for value in values]
            self.lengths.append(np.array([len(items) for items in lists], np.int32))
            texts = [item for items in lists for item in items]
        self.numbers.append(np.array(self.interner.intern(texts), np.int32))


class IndexBuild:
    """Takes normalised rows chunk by chunk and writes the index; nothing depends on the order of the rows."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.ids: list[str] = []
        self.fields = {each.name: GrowingField(each.plural) for each in FIELDS[kind]}
        self.hashes: list[NDArray[np.uint64]] = []
        self.keys_per_row: list[NDArray[np.int32]] = []

    def add(self, ids: Sequence[str], records: Sequence[Record]) -> None:
        self.ids.extend(ids)
        for name, growing in self.fields.items():
            growing.add([record.get(name) for record in records])
        keys = [stored_keys(self.kind, record) for record in records]
        self.keys_per_row.append(np.array([len(each) for each in keys], np.int32))
        flat = [key for each in keys for key in each]
        self.hashes.append(np.array(key_hashes(self.kind, flat), np.uint64))

    def write(self, folder: Path, progress: Progress) -> tuple[int, str, str]:
        """Write all files; return the number of rows, the version and the fingerprint."""
        writer = IndexWriter(folder, self.kind)
        order = np.argsort(text_hashes(self.ids), kind="stable")
        place = write_vocabulary(writer, "id", self.ids)
        vocabularies = VocabularyWriter(writer)
        texts: list[NDArray[np.int32]] = []
        lists: list[tuple[Ints, NDArray[np.int32]]] = []
        for done, (name, growing) in enumerate(self.fields.items()):
            progress("write columns", done, len(self.fields))
            lengths, codes = _write_field(writer, vocabularies, (name, growing), order)
            if lengths is None:
                texts.append(codes)
            else:
                lists.append((lengths, codes))
        vocabularies.finish()
        write_rows(writer, texts, lists)
        progress("write keys", 0, None)
        rows = np.repeat(place, _joined(self.keys_per_row, np.int32))
        write_postings(writer, "keys", _joined(self.hashes, np.uint64), rows)
        manifest = writer.finish(len(self.ids))
        return manifest.rows, manifest.version, manifest.fingerprint


def _joined(parts: Sequence[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    return np.concatenate([np.empty(0, dtype), *parts])


def _write_field(
    writer: IndexWriter, vocabularies: VocabularyWriter, named: tuple[str, GrowingField], order: Ints
) -> tuple[Ints | None, NDArray[np.int32]]:
    """Write a field's vocabulary and counts; return the lengths of its lists (None for texts) and its codes."""
    name, growing = named
    texts = list(growing.interner.numbers)
    codes_of = np.append(vocabularies.add(name, texts), -1)
    codes, lengths = codes_of[_joined(growing.numbers, np.int32)].astype(np.int32), None
    if growing.plural:
        offsets = np.zeros(len(order) + 1, np.int64)
        np.cumsum(_joined(growing.lengths, np.int32), out=offsets[1:])
        column = ListColumn(offsets, codes, ListVocabulary([])).take(order)
        lengths, codes = column.lengths, column.codes
    else:
        codes = codes[order]
    writer.write(f"{name}.count", narrowest(np.bincount(codes[codes >= 0], minlength=len(texts))))
    if name == WORD_FIELD[writer.kind]:
        write_grams(writer, texts, codes_of)
    return lengths, codes


def build_index(
    kind: Kind,
    universe: Path,
    out: Path,
    progress: Progress = silent,
    renames: Mapping[str, str] | None = None,
) -> BuildSummary:
    """Build the index of a universe file into the folder `out`, which appears whole or not at all.

    Raises the table reader's errors for a file that cannot be read.
    """
    began = time.perf_counter()
    build = IndexBuild(kind)
    rejects: list[Reject] = []
    unknown: list[str] = []
    for table in iter_chunks(path=universe, kind=kind, renames=renames or {}):
        build.add(table.ids, table.records)
        rejects += table.rejects
        unknown += table.unknown_columns
        progress("read universe", len(build.ids), None)
    rows, version, fingerprint = write_index(build, out, progress)
    size = sum(path.stat().st_size for path in out.iterdir())
    seconds = time.perf_counter() - began
    return BuildSummary(rows, len(rejects), size, seconds, version, fingerprint, tuple(rejects), tuple(unknown))


def write_index(build: IndexBuild, out: Path, progress: Progress = silent) -> tuple[int, str, str]:
    """Write a filled build beside `out`, then rename it into place."""
    with replacing(out) as folder:
        folder.mkdir(exist_ok=True)
        return build.write(folder, progress)
