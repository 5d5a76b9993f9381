"""Build the universe index from a file: one pass over the rows, then sorting and writing."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.index.columns import write_rows
from data.index.delta_store import DeltaStore
from data.index.format import IndexWriter, narrowest
from data.index.originals import write_originals
from data.index.part import IndexPart, merged, part_of
from data.index.postings import write_postings
from data.index.universe_facts import UniverseFacts, read_facts, write_facts
from data.index.vocabulary import VocabularyWriter, texts_of, write_vocabulary
from data.index.words import WORD_FIELD, write_grams
from data.index.workers import CHUNK, count_workers, parts_of
from data.tables.atomic import replacing
from data.tables.outputs import FolderType, refuse_foreign
from data.tables.progress import Progress, silent
from data.tables.records import iter_chunks
from data.tables.rejects import Reject
from data.tables.renames import NO_RENAMES, Renames, renames_of
from data.tables.work_folders import work_folder
from features.compiled.ahead import COMPILING, compile_ahead
from features.pairs.columns import ListColumn, ListVocabulary, Record
from features.schema.array_types import Ints
from features.schema.schema import Shape, schema_of
from features.schema.value_class import value_class

Number = TypeVar("Number", bound=np.integer[Any])


@value_class
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


class IndexBuild:
    """Takes normalised rows chunk by chunk and writes the index, which does not depend on the order of the rows."""

    def __init__(self, shape: Shape) -> None:
        self.schema = schema_of(shape)
        self.ids: list[str] = []
        self.parts: list[IndexPart] = []

    def add(self, ids: Sequence[str], records: Sequence[Record]) -> None:
        self.append(part_of(self.schema, ids, records))

    def append(self, part: IndexPart) -> None:
        self.ids.extend(part.ids)
        self.parts.append(part)

    def write(self, folder: Path, progress: Progress) -> tuple[int, str, str]:
        """Write all files and free the parts; return the number of rows, the version and the fingerprint."""
        writer = IndexWriter(folder, self.schema)
        position = write_vocabulary(writer, "id", self.ids)
        order = np.argsort(position)
        self._write_columns(writer, order, progress)
        progress("write keys", 0, None)
        rows = np.repeat(position.astype(np.uint32), _joined([part.keys_per_row for part in self.parts], np.int32))
        hashes = _joined([part.hashes for part in self.parts], np.uint64)
        originals = [part.originals for part in self.parts if part.originals is not None]
        keeps_originals = len(originals) == len(self.parts)
        self.parts.clear()
        write_postings(writer, "keys", hashes, rows)
        manifest = writer.finish(len(self.ids))
        if keeps_originals:
            write_originals(folder, manifest, self.schema, originals, order)
        return manifest.rows, manifest.version, manifest.fingerprint

    def _write_columns(self, writer: IndexWriter, order: Ints, progress: Progress) -> None:
        """Write the vocabularies and the rows in an order."""
        vocabularies = VocabularyWriter(writer)
        texts: list[NDArray[np.int32]] = []
        lists: list[tuple[Ints, NDArray[np.int32]]] = []
        fields = self.schema.fields
        for number, field in enumerate(fields):
            progress("write columns", number, len(fields))
            codes = _write_values(writer, vocabularies, field.name, [part.values[number] for part in self.parts])
            sizes = _joined([part.lengths[number] for part in self.parts], np.int32)
            if field.plural:
                lists.append(_reordered(sizes, codes, order))
            else:
                texts.append(codes[order])
        vocabularies.finish()
        write_rows(writer, texts, lists)


def _joined(parts: Sequence[NDArray[Number]], dtype: type[Number]) -> NDArray[Number]:
    return np.concatenate([np.empty(0, dtype), *parts])


def _write_values(
    writer: IndexWriter, vocabularies: VocabularyWriter, name: str, parts: Sequence[pa.DictionaryArray]
) -> NDArray[np.int32]:
    """Write a field's vocabulary and counts; return the codes of its values, -1 for null."""
    texts, numbers = merged(parts)
    codes_of = np.append(vocabularies.add(name, texts), -1)
    codes = codes_of[numbers].astype(np.int32)
    writer.write(f"{name}.count", narrowest(np.bincount(codes[codes >= 0], minlength=len(texts))))
    if name == WORD_FIELD[writer.schema.kind]:
        write_grams(writer, texts_of(texts), codes_of)
    return codes


def _reordered(sizes: NDArray[np.int32], codes: NDArray[np.int32], order: Ints) -> tuple[Ints, NDArray[np.int32]]:
    offsets = np.zeros(len(order) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    column = ListColumn(offsets, codes, ListVocabulary([])).take(order)
    return column.lengths, column.codes


def build_index(
    shape: Shape,
    universe: Path,
    out: Path,
    progress: Progress = silent,
    renames: Renames = NO_RENAMES,
    workers: int = 0,
    *,
    may_lack: bool = False,
    as_of: datetime | None = None,
) -> BuildSummary:
    """Build the index of a universe file in the folder `out`, which appears whole or not at all.

    `workers` processes normalise (0: one for each core); their number does not change the index. Own fields may lack
    their columns where `may_lack`. The file's content is `as_of` a time, by default that of its last
    change.
    Raises the table reader's errors for a file that cannot be read, OutputRefused, and WorkerLost.
    """
    began = time.perf_counter()
    refuse_foreign(out, FolderType.INDEX)
    facts = read_facts(universe, renames_of(renames, universe), as_of)
    schema = schema_of(shape)
    build = IndexBuild(schema)
    rejects: list[Reject] = []
    unknown: list[str] = []
    tables = iter_chunks(schema, universe, renames, CHUNK, normalised=False, of_profiles=True, may_lack=may_lack)
    for table, part in parts_of(schema, tables, workers or count_workers()):
        build.append(part)
        rejects += table.rejects
        unknown += table.unknown_columns
        progress("read universe", len(build.ids), None)
    rows, version, fingerprint = write_index(build, out, progress, facts)
    size = sum(path.stat().st_size for path in out.iterdir())
    seconds = time.perf_counter() - began
    return BuildSummary(
        rows=rows,
        rejected=len(rejects),
        size_bytes=size,
        seconds=seconds,
        version=version,
        fingerprint=fingerprint,
        rejects=tuple(rejects),
        unknown_columns=tuple(unknown),
    )


@contextmanager
def index_of(
    shape: Shape, index: Path | None, universe: Path | None, renames: Renames, progress: Progress
) -> Iterator[Path]:
    """Yield the folder of an index, or of one that is built of a universe for the block and removed after it.

    What records are matched with is compiled before, so that the wait of a fresh machine has its name.
    """
    compile_ahead(advance=partial(progress, COMPILING))
    if index is not None or universe is None:
        yield index or Path()
        return
    with work_folder("index") as folder:
        built = folder / "index"
        build_index(shape, universe, built, progress, renames)
        yield built


def write_index(
    build: IndexBuild, out: Path, progress: Progress = silent, facts: UniverseFacts | None = None
) -> tuple[int, str, str]:
    """Write a filled build beside `out`, then rename it to `out`.

    With facts it is that of a universe's file, which may be older than the deletes there: they stay (D13).
    """
    with replacing(out, FolderType.INDEX) as folder:
        folder.mkdir(exist_ok=True)
        written = build.write(folder, progress)
        if facts is not None:
            write_facts(folder, facts)
            if deleted := DeltaStore(out).deleted():
                DeltaStore(folder).append({}, deleted, {})
        return written
