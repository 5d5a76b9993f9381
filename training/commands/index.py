"""`onematch index` and `onematch universe apply`: build the index of a universe, and change it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.commands.options import (
    ColumnsOption,
    FieldsOption,
    JsonOption,
    KindOption,
    MapOption,
    example,
    present_home,
    read_declared,
    read_input_columns,
    read_renames_for,
)
from training.terminal import figures_of, print_figures, print_json, print_note, progress_bar, starting

if TYPE_CHECKING:
    from data.tables.rejects import Reject

universe_app = typer.Typer(help="Change the universe that an index holds.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog=example("onematch index --kind person --universe members.parquet --out members.index"))(index)
    change = universe_app.command(
        name="apply", epilog=example("onematch universe apply --kind person --index members.index changes.csv")
    )
    change(apply)
    app.add_typer(universe_app, name="universe")


def index(
    kind: KindOption,
    universe: Annotated[
        Path, typer.Option("--universe", help="The profiles: CSV, Parquet or NDJSON.", exists=True, dir_okay=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="The index folder to write.", file_okay=False)],
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Build the index of a universe.

    match, train, evaluate and serve take it in place of the file.
    """
    with starting(quiet=as_json):
        from data.index.build import build_index
        from data.tables.outputs import FolderType, Output, check_outputs
        from serving.matching.fields_agree import agreed_schema
        from serving.runtime.files_used import BUILT, note_files

    check_outputs(
        [Output("--out", out, FolderType.INDEX), Output("--out (rejects)", _rejects_beside(out))],
        {"--universe": universe},
    )
    schema = agreed_schema(kind, read_declared(fields))
    known_as = read_renames_for(kind, renames, None, universe, columns=columns, fields=schema)
    with progress_bar(quiet=as_json) as progress:
        summary = build_index(schema, universe, out, progress, known_as)
    read = {"universe": universe, "columns": columns, "map": renames, "fields": fields}
    note_files(present_home(), summary.version, {**read, BUILT: out})
    _print_summary(f"Index in {out}", summary, as_json)
    _list_rejects(out, summary.rejects)


def apply(
    changes: Annotated[Path, typer.Argument(help="Canonical columns plus op, into, version.", exists=True)],
    kind: KindOption,
    index: Annotated[Path, typer.Option("--index", help="The index folder to change.", exists=True, file_okay=False)],
    renames: MapOption = None,
    columns: ColumnsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Apply upserts, deletes and merges.

    Every worker reads them from its next request on.
    """
    from data.index.changes import apply_changes
    from data.tables.headers import InputFile
    from data.tables.outputs import Output, check_outputs

    check_outputs([Output("CHANGES (rejects)", _rejects_beside(changes))], {"CHANGES": changes, "--index": index})
    known_as = read_input_columns([InputFile(changes, kind, changes=True)], renames, columns)
    with progress_bar(quiet=as_json) as progress:
        summary = apply_changes(kind, index, changes, progress, known_as)
    _print_summary(f"Changes to {index}", summary, as_json)
    _list_rejects(changes, summary.rejects)


def _print_summary(title: str, summary: object, as_json: bool) -> None:
    if as_json:
        print_json(figures_of(summary))
    else:
        print_figures(title, figures_of(summary))


def _list_rejects(beside: Path, rejects: "Sequence[Reject]") -> None:
    """Write the rejected rows to a file beside the output and print its name; remove an older list."""
    from data.tables.rejects import write_rejects

    listed = _rejects_beside(beside)
    if rejects:
        write_rejects(listed, rejects)
        print_note(f"{len(rejects)} rows rejected, listed in {listed}")
    else:
        listed.unlink(missing_ok=True)


def _rejects_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.rejects.csv")
