"""`onematch index`: build the index of a universe."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from data.index.build import build_index
from data.tables.optional_columns import UniverseFile
from data.tables.outputs import CLUSTERS_FILE, FolderType
from data.tables.rejects import Reject, write_rejects
from features.schema.texts import wording
from serving.matching.fields_agree import agreed_schema
from serving.runtime.files_used import BUILT, note_files
from training.commands.options import (
    TABLES,
    ColumnOptions,
    ColumnsOption,
    FieldsOption,
    JsonOption,
    KindOption,
    MapOption,
    check_files,
    command,
    new_app,
    present_home,
    table_option,
)
from training.terminal import (
    figures_of,
    print_figures,
    print_json,
    print_note,
    progress_bar,
)
from training.worded_commands import option

app = new_app()


@command(app, "onematch index --kind person --universe members.parquet --out members.index")
def index(
    kind: KindOption,
    universe: Annotated[Path, table_option("--universe", f"The profiles: {TABLES}.")],
    out: Annotated[Path, option("--out", "The index folder to write.", file_okay=False)],
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    clusters: Annotated[
        Path | None,
        option("--clusters", "CLUSTERS of the profiles, which matching then reads.", exists=True),
    ] = None,
    as_of: Annotated[
        datetime | None,
        option("--as-of", "When the profiles were exported (UTC); by default when the file was written."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Build the index of a universe.

    match, train, evaluate and serve take it in place of the file.
    """
    check_files(
        {"--out": out, "--out (rejects)": rejects_beside(out)},
        {"--universe": universe, "--clusters": clusters},
        {"--out": FolderType.INDEX},
    )
    had_clusters = (out / CLUSTERS_FILE).is_file()
    named = ColumnOptions(renames, columns, fields)
    known_as = named.read_sides(kind, None, universe)
    schema = agreed_schema(kind, named.declared, universe=UniverseFile(universe, known_as))
    with progress_bar(quiet=as_json) as progress:
        time = None if as_of is None else as_of.replace(tzinfo=UTC)
        summary = build_index(schema, universe, out, progress, known_as, as_of=time)
    read = {"universe": universe, "columns": columns, "map": renames, "fields": fields}
    note_files(present_home(), summary.version, {**read, BUILT: out})
    kept_note = None if clusters is None else _keep(out, clusters)
    print_summary(wording("Index in {out}", out=out), summary, as_json)
    if kept_note is not None:
        print_note(kept_note)
    elif had_clusters:
        print_note(wording("the clusters of the former index are gone: `onematch universe cluster` finds them again"))
    list_rejects(out, summary.rejects)


def _keep(out: Path, clusters: Path) -> str:
    """Keep the clusters of a file in the index; return what to say of them."""
    from training.dedupe.universe_clusters import keep_clusters  # needs the extra train, as the command does not

    kept = keep_clusters(out, clusters)
    return wording(
        "clusters of {clusters}: {n_clusters}, {unknown_ids} ids are no profile",
        clusters=clusters,
        n_clusters=kept.n_clusters,
        unknown_ids=kept.unknown_ids,
    )


def print_summary(title: str, summary: object, as_json: bool) -> None:
    if as_json:
        print_json(figures_of(summary))
    else:
        print_figures(title, figures_of(summary))


def list_rejects(beside: Path, rejects: Sequence[Reject]) -> None:
    """Write the rejected rows to a file beside the output and print its name; remove an older list."""
    listed = rejects_beside(beside)
    if rejects:
        write_rejects(listed, rejects)
        print_note("{n_rejects} rows rejected, listed in {listed}", n_rejects=len(rejects), listed=listed)
    else:
        listed.unlink(missing_ok=True)


def rejects_beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.rejects.csv")
