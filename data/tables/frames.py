"""Tables of a caller's library as the files that commands read, and results as tables of the same library."""

import csv
import os
import warnings
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from data.tables.headers import InputFile, NamedColumns, check_headers
from data.tables.mapping.columns_file import read_sections
from data.tables.mapping.vocabulary import CLUSTER_LABEL_COLUMNS, LABEL_COLUMNS
from data.tables.queries import input_file
from data.tables.rejects import rejects_beside
from data.tables.renames import FileRenames
from data.tables.work_folders import work_folder
from features.normalise.text import text_of
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording

LIBRARIES = ("pandas", "polars", "pyarrow")
NamedBy = Mapping[str, str] | str | os.PathLike[str] | None
"""The names of columns: theirs by ours, the path of a columns file, or none."""
LABEL_NAMES = frozenset({*LABEL_COLUMNS, *CLUSTER_LABEL_COLUMNS}) - {"id"}
SHOWN = 3
"""The number of rejected rows that a warning describes."""


class TableUnknown(OnematchError):
    """A value is neither a table of a known library nor the path of a file."""


class InputIgnored(UserWarning):
    """Rows or columns of an input were left out; the message names them."""


def arrow_table(frame: Any) -> pa.Table:
    """Return a table of pandas, polars or pyarrow, or anything of Arrow's stream interface. Raises TableUnknown."""
    if _library_of(frame) == "pandas":
        return pa.table({str(name): _pandas_column(values) for name, values in frame.items()})
    if _library_of(frame) == "polars" and hasattr(frame, "to_arrow"):
        return frame.to_arrow()
    if hasattr(frame, "__arrow_c_stream__"):
        return pa.table(frame)
    raise TableUnknown(
        "got {module}.{qualname}, expected a table of pandas, polars or pyarrow, or the path "
        "of a CSV, Parquet or NDJSON file",
        module=type(frame).__module__,
        qualname=type(frame).__qualname__,
    )


def like(frame: Any, table: pa.Table) -> Any:
    """Return a result as a table of the library of `frame`; a pyarrow table where `frame` is a path."""
    library = None if is_path(frame) else _library_of(frame)
    if library == "pandas":
        return table.to_pandas()
    return type(frame)(table) if library == "polars" else table


def is_path(source: object) -> bool:
    """Whether an input is the path of a file or folder."""
    return isinstance(source, str | os.PathLike)


class InputFiles:
    """The inputs of a call as files: a path is its own file, a table is written as Parquet to a private folder.

    The folder is removed at the end of the `with` block. Errors that leave the block name a table by its input.
    """

    def __init__(self) -> None:
        self._ends = ExitStack()
        self.folder = self._ends.enter_context(work_folder("inputs"))
        self._written: dict[str, str] = {}

    def path(self, name: str, source: Any) -> Path:
        """Return the file of an input. Raises TableUnknown."""
        if is_path(source):
            return input_file(source)
        target = self.folder / f"{name}.parquet"
        pq.write_table(arrow_table(source), target, compression="zstd")
        self._written[str(target)] = name
        return target

    def optional(self, name: str, source: Any) -> Path | None:
        """Return the file of an input, None for None."""
        return None if source is None else self.path(name, source)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        self._ends.close()
        if isinstance(error, OnematchError):
            error.say(self._named(str(error)))

    def _named(self, message: str) -> str:
        for path, name in self._written.items():
            message = message.replace(path, name)
        return message.partition("; `onematch columns")[0]


def renames_for(
    kind: Kind,
    columns: NamedBy,
    *files: Path | None,
    labels: Sequence[Path | None] = (),
    clusters: Sequence[Path | None] = (),
    own: Sequence[str] = (),
) -> FileRenames:
    """Return the renames for files of records and of labels; warn of columns of records that will be ignored.

    `own` are columns of own fields. `columns` maps their names to ours, or is the path of a columns file; one mapping
    may name columns of labels too where no labels are read.
    Raises UnusableColumns.
    """
    of_records = [InputFile(file, kind, own=tuple(own)) for file in files if file is not None]
    of_labels = [InputFile(file, None) for file in labels if file is not None]
    of_labels += [InputFile(file, None, of_clusters=True) for file in clusters if file is not None]
    of_others = frozenset() if of_labels else LABEL_NAMES
    named = (
        NamedColumns({theirs: ours for theirs, ours in (columns or {}).items() if ours not in of_others})
        if columns is None or isinstance(columns, Mapping)
        else NamedColumns(sections=read_sections(Path(columns)))
    )
    renames, summaries = check_headers([*of_records, *of_labels], named)
    unknown = [name for summary in summaries[: len(of_records)] for name in summary.ignored]
    if unknown:
        names = ", ".join(map(repr, unknown))
        warnings.warn(
            wording("ignored, as they are no columns of a {kind}: {names}", kind=kind, names=names),
            InputIgnored,
            stacklevel=3,
        )
    return renames


def warn_of_rejects(reasons: Sequence[str]) -> None:
    """Warn of rejected rows by their number and the first reasons; nothing for none."""
    if reasons:
        warnings.warn(
            wording(
                "rows rejected: {n_reasons} ({reasons})", n_reasons=len(reasons), reasons="; ".join(reasons[:SHOWN])
            ),
            InputIgnored,
            stacklevel=3,
        )


def listed_rejects(path: Path) -> list[str]:
    """Return the reasons of the list of rejects (`row,id,reason`) beside an output; none where there is no list."""
    file = rejects_beside(path)
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        return [f"row {row['row']}: {row['reason']}" for row in csv.DictReader(rows)]


def _library_of(frame: object) -> str | None:
    roots = (class_.__module__.partition(".")[0] for class_ in type(frame).__mro__)
    return next((root for root in roots if root in LIBRARIES), None)


def _pandas_column(values: Any) -> pa.Array:
    """Return a Series as Arrow; one of several types, as Excel's columns are, as text."""
    try:
        return pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        absent = values.isna()
        return pa.array([None if gone else text_of(value) for value, gone in zip(values, absent, strict=True)])
