"""The options that several commands share, each declared once."""

import json
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import typer
from typer.core import TyperGroup

from data.index.format import read_manifest
from data.tables.fields_file import read_declared
from data.tables.headers import HeaderSummary, InputFile, NamedColumns, check_headers
from data.tables.mapping.columns_file import FileSection, read_sections
from data.tables.optional_columns import UniverseFile, named_fields, optional_fields
from data.tables.outputs import FolderType, Output, check_outputs
from data.tables.queries import input_file
from data.tables.renames import FileRenames
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.texts import either, together, wording
from features.schema.value_class import value_class
from serving.matching.bundle import bundle_folder, kind_of_bundle
from serving.matching.fields_agree import Declarations, agreed_schema
from serving.runtime.home import Home
from serving.runtime.settings import load_settings
from serving.vocabulary.terms import InstanceName
from training.terminal import OptionsWrong, print_note
from training.worded_commands import option

Run = TypeVar("Run", bound=Callable[..., None])
LINKS_ENDINGS = (".csv", ".parquet")
TABLES = "CSV, Parquet, NDJSON or DuckDB"


def read_table(named: str) -> Path:
    """Return the file of a table that a command reads: a file that exists, or the rows of a DuckDB table or query."""
    path = input_file(named)
    if not path.is_file():
        raise typer.BadParameter(
            wording(
                "file {named!r} {path}.",
                named=named,
                path=wording("is a directory") if path.is_dir() else wording("does not exist"),
            )
        )
    return path


def table_option(name: str, about: str) -> Any:
    """Return the option of a table that a command reads."""
    return option(name, about, metavar="<file>|<query>", parser=read_table)


def file_option(name: str, about: str) -> Any:
    """Return the option of a file that a command reads."""
    return option(name, about, exists=True, dir_okay=False)


def folder_option(name: str, about: str) -> Any:
    """Return the option of a folder that a command reads."""
    return option(name, about, exists=True, file_okay=False)


def written_option(name: str, about: str) -> Any:
    """Return the option of a file that a command writes."""
    return option(name, about, dir_okay=False)


KindOption = Annotated[Kind, option("--kind", "What the records are.", is_eager=True)]
CrmOption = Annotated[Path, table_option("--crm", f"The CRM's records: {TABLES}.")]
UniverseOption = Annotated[Path | None, table_option("--universe", f"The profiles to match with: {TABLES}.")]
IndexOption = Annotated[
    Path | None,
    folder_option("--index", "An index folder in place of --universe."),
]
AccountLinksOption = Annotated[
    Path | None,
    file_option("--account-links", "LINKS of the accounts; fills company_id."),
]
MapOption = Annotated[
    list[str] | None,
    option("--map", "Rename a column of the files; may be repeated.", metavar="THEIRS=OURS"),
]
ColumnsOption = Annotated[
    list[Path] | None,
    file_option("--columns", "Which column is which: a file of `onematch columns`; may be repeated."),
]
FieldsOption = Annotated[
    Path | None,
    file_option("--fields", "Fields of your own, beside the built-in ones: a file such as docs/own-fields.md shows."),
]
BundleOption = Annotated[str, option("--bundle", "The trained bundle, or the shipped one.", metavar="<dir>|shipped")]
LinksOption = Annotated[
    Literal["best-per-record", "one-to-one"],
    option("--links", "Whether a profile may be linked twice."),
]
EngineOption = Annotated[Literal["local", "spark"], option("--engine", "The engine that runs it.")]
FeedbackOption = Annotated[
    str | None,
    option("--feedback", "Judgements: a file, or the URL of a store (contracts that opted in).", metavar="FILE|URL"),
]
JudgedCrmOption = Annotated[Path | None, table_option("--crm", "The records that a feedback file names.")]
JsonFile = Annotated[Path | None, written_option("--json", "Write the figures to this file.")]
ReportFile = Annotated[Path | None, option("--report", "Write a page with plots to this file.")]
MarkdownFile = Annotated[Path | None, option("--markdown", "Write the tables to this Markdown file.")]
ContractOption = Annotated[str, option("--contract", "Its id.")]
InstanceOption = Annotated[InstanceName, option("--instance", "The instance of the CRM.")]
ByOption = Annotated[str | None, option("--by", "Who does it; the user of this machine by default.")]
NameOption = Annotated[str | None, option("--name", "The model's name, if it is not onematch-<kind>.")]
ReasonOption = Annotated[str, option("--reason", "The reason, for the history.")]
ProcessesOption = Annotated[int, option("--processes", "0: as many as there are cores.", min=0)]
MasterOption = Annotated[str, option("--master", "The Spark cluster, for --engine spark.")]
IndependentOption = Annotated[bool, option("--independent", "The independent pass alone.")]
PrecisionOption = Annotated[float | None, option("--precision", "Thresholds for this precision.")]
LabelsSplitOption = Annotated[str | None, option("--labels-split", "Use the labels of this split alone, e.g. train.")]
PeopleOption = Annotated[int, option("--people", "Members in the universe.", min=1)]
CompaniesOption = Annotated[int, option("--companies", "Companies in the universe.", min=1)]
RecordsOption = Annotated[int, option("--crm", "CRM records of each kind.", min=1)]
JsonOption = Annotated[bool, option("--json", "Print one JSON object for machines.")]


def read_renames(pairs: Sequence[str] | None) -> dict[str, str]:
    """Read `theirs=ours` pairs; raises OptionsWrong for one without both names, or a name renamed twice."""
    renames: dict[str, str] = {}
    for pair in pairs or []:
        theirs, _, ours = (part.strip() for part in pair.partition("="))
        if not theirs or not ours:
            raise OptionsWrong("--map: got {pair!r}, expected theirs=ours", pair=pair)
        if theirs in renames:
            raise OptionsWrong(
                "--map: {theirs!r} is renamed twice, to {renames!r} and to {ours!r}",
                theirs=theirs,
                renames=renames[theirs],
                ours=ours,
            )
        renames[theirs] = ours
    return renames


@value_class
class ColumnOptions:
    """What --map, --columns and --fields say about the columns of a command's files."""

    pairs: Sequence[str] | None = None
    files: Sequence[Path] | None = None
    fields: Path | None = None

    @property
    def as_given(self) -> list[object]:
        """The options as the user gave them, for a command that follows."""
        given = [("--columns", path) for path in self.files or []] + [("--map", pair) for pair in self.pairs or []]
        return [part for option in (*given, *([("--fields", self.fields)] if self.fields else ())) for part in option]

    @property
    def sections(self) -> list[FileSection]:
        """The sections of all --columns. Raises UnusableColumnsFile."""
        return [section for path in self.files or [] for section in read_sections(path)]

    @property
    def declared(self) -> Declarations:
        """The own fields of --fields. Raises UnusableFieldsFile."""
        return read_declared(self.fields)

    def read(self, files: Sequence[InputFile]) -> FileRenames:
        """Return the names of the columns of files; print one line for each with columns that are ignored.

        Raises OptionsWrong, UnusableColumns, UnusableColumnsFile, or what opening a file raises.
        """
        file_renames, summaries = check_headers(files, NamedColumns(read_renames(self.pairs), self.sections))
        for summary in summaries:
            if not summary.is_plain:
                print_note(describe_header(summary, self.files))
        return file_renames

    def read_sides(
        self,
        kind: Kind,
        crm: Path | None,
        universe: Path | None = None,
        *,
        labels: Sequence[Path | None] = (),
        bundle: Path | None = None,
        index: Path | None = None,
    ) -> FileRenames:
        """Return the names of the columns of records, profiles and labels, as `read` does.

        Own fields are those of --fields, of the bundle and of the index. Raises FieldsDisagree too.
        """
        schema = agreed_schema(kind, self.declared, bundle, index)
        sides = [
            InputFile(
                path,
                kind,
                own=schema.source_columns(of_profiles=of_profiles),
                profiles=of_profiles and kind is Kind.PERSON,
            )
            for path, of_profiles in ((crm, False), (universe, True))
            if path is not None
        ]
        renames = self.read([*sides, *(InputFile(path, None) for path in labels if path is not None)])
        if crm is not None:
            _note_unread(crm, universe, renames, schema)
        return renames


def _note_unread(crm: Path, universe: Path | None, renames: FileRenames, schema: Schema) -> None:
    """Print one line on the optional columns of the records that the profiles lack, which are no evidence then."""
    held = {declaration.name for declaration in schema.declarations}
    if universe is not None:
        held |= {field.name for field in optional_fields(schema.kind, UniverseFile(universe, renames))}
    named = [field.name for field in named_fields(schema.kind, UniverseFile(crm, renames))]
    if present := [name for name in named if name not in held]:
        print_note(
            "{crm}: {present}: no evidence, since the profiles lack such a column",
            crm=crm,
            present=", ".join(map(quoted, present)),
        )


def describe_header(summary: HeaderSummary, columns: Sequence[Path] | None) -> str:
    """Return one line on the columns of a file; what may be read besides is ready to paste."""
    total = len(summary.used) + len(summary.ignored)
    parts = [
        wording(
            "{summary_path}: used {n_used} of {total} columns",
            summary_path=summary.path,
            n_used=len(summary.used),
            total=total,
        )
    ]
    if summary.ignored:
        parts.append(f"ignored: {', '.join(map(quoted, summary.ignored))}")
    if summary.lacking:
        parts.append(wording("mapped, but not in the file: {lacking}", lacking=", ".join(map(quoted, summary.lacking))))
    if summary.likely and columns:
        lines = ", ".join(f"{quoted(theirs)} = {quoted(ours)}" for theirs, ours in summary.likely.items())
        parts.append(wording("to read more, add to {columns}: {lines}", columns=columns[0], lines=lines))
    elif summary.likely:
        pairs = " ".join(f"--map {shlex.quote(f'{theirs}={ours}')}" for theirs, ours in summary.likely.items())
        parts.append(wording("to read more, add: {pairs}", pairs=pairs))
    return "; ".join(parts)


def quoted(name: str) -> str:
    """Return the name of a column in quotes, as TOML and JSON write it."""
    return json.dumps(name, ensure_ascii=False)


def read_bundle(kind: Kind | None, named: str, index: Path | None = None) -> Path:
    """Return the bundle's folder, that of the shipped one for `shipped`.

    Raises OptionsWrong where there is none, KindDisagrees where it or the index is of another kind.
    """
    folder = Path(named) if kind is None else bundle_folder(named, kind)
    if not folder.is_dir():
        raise OptionsWrong("--bundle: got {named!r}, expected a bundle's folder or shipped", named=named)
    if kind is not None:
        require_kind(kind, folder, index)
    return folder


def check_files(
    written: Mapping[str, Path | None],
    read: Mapping[str, Path | str | None],
    folders: Mapping[str, FolderType] | None = None,
) -> None:
    """Check, before anything is computed, that outputs may be written, by option. Raises OutputRefused.

    `read` are the files and folders that the command reads; names of other things, such as URLs, count for nothing.
    `folders` are the types of the outputs that are folders.
    """
    outputs = [
        Output(option, path, (folders or {}).get(option)) for option, path in written.items() if path is not None
    ]
    check_outputs(outputs, {option: named_file(file) for option, file in read.items()})


def named_file(named: Path | str | None) -> Path | None:
    """Return the file or folder that an option names; None for anything else, such as a URL."""
    return Path(named) if named and Path(named).exists() else None


def require_one_side(universe: Path | None, index: Path | None) -> None:
    """Raise OptionsWrong unless exactly one of --universe and --index is given."""
    if (universe is None) == (index is None):
        got = "neither" if universe is None else "both"
        raise OptionsWrong("got {got} of --universe and --index, expected exactly one", got=got)


def side_of(universe: Path | None, index: Path | None) -> list[object]:
    """Return the options that name the profiles as the user named them."""
    named = (("--universe", universe), ("--index", index))
    return [part for option, path in named if path is not None for part in (option, path)]


def read_ending(path: Path, endings: tuple[str, ...]) -> Path:
    """Return the path of --out; raise OptionsWrong with the accepted endings where its name has another."""
    if not path.name.lower().endswith(endings):
        raise OptionsWrong(
            "--out: got {path}, expected a name that ends in {endings}",
            path=path,
            endings=either(endings),
        )
    return path


def present_home() -> Home:
    """Return the home that the environment names."""
    return load_settings().home_layout


def new_app(about: str | None = None, group: type[TyperGroup] = TyperGroup) -> typer.Typer:
    """Return what the commands of a module are added to: a group with that help, or one command alone."""
    return typer.Typer(cls=group, help=about, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


def command(app: typer.Typer, *lines: str, name: str | None = None) -> Callable[[Run], Run]:
    """Add a command, by default under the name of its function; its help ends with example lines, unwrapped."""
    return app.command(name, epilog="\b\nExample:\n" + "\n".join(f"  {line}" for line in lines))


class KindDisagrees(OnematchError):
    """A bundle or an index is of another kind than the records."""


def require_kind(kind: Kind, bundle: Path | None, index: Path | None) -> None:
    """Raise KindDisagrees unless bundle and index are of the kind; raises BundleRefused, IndexRefused."""
    kinds = {}
    if bundle is not None:
        kinds[f"bundle {bundle}"] = kind_of_bundle(bundle)
    if index is not None:
        kinds[f"index {index}"] = Kind(read_manifest(index).kind)
    if any(stated is not kind for stated in kinds.values()):
        got = together(wording("the {stated} {what}", stated=stated, what=what) for what, stated in kinds.items())
        raise KindDisagrees("--kind {kind}: got {got}, expected {kind} throughout", kind=kind, got=got)
