"""The columns of files, checked before any row is used: what is read as what, and what is ignored."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from shlex import quote

from data.tables.mapping.columns_file import CHANGE_COLUMNS, FileSection, section_for, unused_columns
from data.tables.mapping.meanings import meaning_of
from data.tables.mapping.vocabulary import CLUSTER_LABEL_COLUMNS, LABEL_COLUMNS
from data.tables.optional_columns import columns_of_file
from data.tables.own_columns import UnusableColumns
from data.tables.renames import OPT_OUT_COLUMN, FileRenames, Renames
from features.own_fields.optional import OPTIONAL_COLUMNS
from features.schema.kinds import COLUMNS, Kind
from features.schema.texts import either
from features.schema.value_class import value_class


@value_class
class InputFile:
    """A file that a command reads; `kind` is None for labels. Changes to a universe have columns of their own.

    `of_clusters`: it holds record clusters or labelled pairs of one file. `own` are the columns of own fields.
    `profiles` may say more than records.
    """

    path: Path
    kind: Kind | None
    changes: bool = False
    of_clusters: bool = False
    own: tuple[str, ...] = ()
    profiles: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        if self.of_clusters:
            return CLUSTER_LABEL_COLUMNS
        own = LABEL_COLUMNS if self.kind is None else (*COLUMNS[self.kind], *OPTIONAL_COLUMNS[self.kind])
        more = CHANGE_COLUMNS if self.changes else (OPT_OUT_COLUMN,) if self.profiles else ()
        return (*own, *more)

    @property
    def required(self) -> tuple[str, ...]:
        if self.of_clusters:
            return ()
        return ("crm_id", "universe_id") if self.kind is None else ("id",)

    @property
    def rows_are(self) -> str:
        if self.of_clusters:
            return "clusters"
        return "labels" if self.kind is None else f"a {self.kind}"


@value_class
class NamedColumns:
    """What a user says about columns: pairs of `--map` for every file, and the sections of columns files."""

    pairs: Renames = field(default_factory=dict)
    sections: Sequence[FileSection] = ()


@value_class
class HeaderSummary:
    """The columns of a file: used and ignored ones, what ignored ones may be, and mapped ones that the file lacks."""

    path: Path
    used: tuple[str, ...]
    ignored: tuple[str, ...]
    likely: Mapping[str, str]
    lacking: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether every column is used, so that there is nothing to say."""
        return not self.ignored and not self.lacking


def check_headers(files: Sequence[InputFile], named: NamedColumns) -> tuple[FileRenames, list[HeaderSummary]]:
    """Return the renames of each file, and a summary of its columns.

    A pair applies to each file that has its column. Raises UnusableColumns where no file has the column that a pair
    starts at, where it ends at no column of them, or where a file lacks the ids of its rows; UnusableColumnsFile; and
    what opening a file raises.
    """
    headers = {file.path: columns_of_file(file.path) for file in files}
    _check_pairs(files, headers, named.pairs)
    renames = {file.path: _renames(file, headers[file.path][0], named) for file in files}
    summaries = [_summary(file, headers[file.path][0], renames[file.path]) for file in files]
    for file, summary in zip(files, summaries, strict=True):
        _check_required(file, headers[file.path], summary, renames[file.path])
    return FileRenames(renames), summaries


def likely_column(kind: Kind | None, name: str) -> str | None:
    """Return the canonical column that a name means, such as `first_name` for `First Name`; None for no column."""
    meaning = meaning_of(kind, name)
    return None if meaning is None or meaning.is_vague else meaning.column


def _check_pairs(
    files: Sequence[InputFile], headers: Mapping[Path, tuple[tuple[str, ...], bool]], pairs: Renames
) -> None:
    present = {name for columns, _ in headers.values() for name in columns}
    for theirs, ours in pairs.items():
        if not any(ours in file.columns for file in files):
            rows_are = either(dict.fromkeys(file.rows_are for file in files))
            raise UnusableColumns(
                "cannot rename {theirs!r} to {ours!r}: that is no column of {rows_are}",
                theirs=theirs,
                ours=ours,
                rows_are=rows_are,
            )
        if theirs not in present:
            file_columns = "; ".join(f"{path}: {', '.join(columns)}" for path, (columns, _) in headers.items())
            raise UnusableColumns(
                "no column {theirs!r} to rename, found {file_columns}", theirs=theirs, file_columns=file_columns
            )


def _renames(file: InputFile, header: Sequence[str], named: NamedColumns) -> Renames:
    section = section_for(named.sections, file.kind, file.path, header)
    pairs = {theirs: ours for theirs, ours in named.pairs.items() if theirs in header and ours in file.columns}
    return dict(section) | pairs


def _summary(file: InputFile, header: Sequence[str], renames: Renames) -> HeaderSummary:
    own_or_ours = (*file.columns, *file.own)
    used = {name: renames.get(name, name) for name in header if renames.get(name, name) in own_or_ours}
    ignored = tuple(name for name in header if name not in used)
    taken = set(used.values())
    likely = {}
    for name in (ignored_name for ignored_name in ignored if ignored_name not in renames):
        column = None if file.of_clusters else likely_column(file.kind, name)
        if column is not None and column not in taken:
            likely[name] = column
            taken.add(column)
    return HeaderSummary(file.path, tuple(used), ignored, likely, tuple(unused_columns(renames, header)))


def _check_required(
    file: InputFile, header: tuple[tuple[str, ...], bool], summary: HeaderSummary, renames: Renames
) -> None:
    columns, has_header = header
    read_as = {renames.get(name, name) for name in summary.used}
    missing = [name for name in file.required if name not in read_as]
    if missing and has_header:
        raise UnusableColumns(
            "{file_path}: no column {missing!r}, found {columns}; `onematch columns "
            "{looked_at}` proposes which column is which, --columns takes what it writes",
            file_path=file.path,
            missing=missing[0],
            columns=", ".join(columns),
            looked_at=quote(str(file.path)),
        )
