"""`onematch index`, `onematch universe apply` and `cluster`: build the index of a universe, change it, cluster it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.commands.match import LINKS_ENDINGS
from training.commands.options import (
    TABLES,
    ColumnsOption,
    FieldsOption,
    JsonOption,
    KindOption,
    MapOption,
    add_command,
    named_file,
    present_home,
    read_bundle,
    read_declared,
    read_ending,
    read_input_columns,
    read_renames_for,
    table_option,
)
from training.terminal import (
    OptionsWrong,
    figures_of,
    print_figures,
    print_json,
    print_line,
    print_note,
    progress_bar,
    starting,
)

if TYPE_CHECKING:
    from data.tables.rejects import Reject

universe_app = typer.Typer(help="Change the universe that an index holds.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    add_command(app, index, "onematch index --kind person --universe members.parquet --out members.index")
    add_command(universe_app, apply, "onematch universe apply --kind person --index members.index changes.csv")
    line = "onematch universe cluster --kind person --index members.index"
    add_command(universe_app, cluster, line, f"{line} --out duplicates.csv", f"{line} --clusters checked.csv")
    app.add_typer(universe_app, name="universe")


def index(
    kind: KindOption,
    universe: Annotated[Path, table_option("--universe", f"The profiles: {TABLES}.")],
    out: Annotated[Path, typer.Option("--out", help="The index folder to write.", file_okay=False)],
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    clusters: Annotated[
        Path | None,
        typer.Option("--clusters", help="CLUSTERS of the profiles, which matching then reads.", exists=True),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", help="When the profiles were exported (UTC); by default when the file was written."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Build the index of a universe.

    match, train, evaluate and serve take it in place of the file.
    """
    with starting(quiet=as_json):
        from data.index.build import build_index
        from data.tables.optional_columns import UniverseFile
        from data.tables.outputs import CLUSTERS_FILE, FolderType, Output, check_outputs
        from serving.matching.fields_agree import agreed_schema
        from serving.runtime.files_used import BUILT, note_files

    check_outputs(
        [Output("--out", out, FolderType.INDEX), Output("--out (rejects)", _rejects_beside(out))],
        {"--universe": universe, "--clusters": clusters},
    )
    had_clusters = (out / CLUSTERS_FILE).is_file()
    declared = read_declared(fields)
    own = agreed_schema(kind, declared)
    known_as = read_renames_for(kind, renames, None, universe, columns=columns, fields=own)
    schema = agreed_schema(kind, declared, universe=UniverseFile(universe, known_as))
    with progress_bar(quiet=as_json) as progress:
        time = None if as_of is None else as_of.replace(tzinfo=UTC)
        summary = build_index(schema, universe, out, progress, known_as, as_of=time)
    read = {"universe": universe, "columns": columns, "map": renames, "fields": fields}
    note_files(present_home(), summary.version, {**read, BUILT: out})
    kept_note = None if clusters is None else _keep(out, clusters)
    _print_summary(f"Index in {out}", summary, as_json)
    if kept_note is not None:
        print_note(kept_note)
    elif had_clusters:
        print_note("the clusters of the former index are gone: `onematch universe cluster` finds them again")
    _list_rejects(out, summary.rejects)


def _keep(out: Path, clusters: Path) -> str:
    """Keep the clusters of a file in the index; return what to say of them. The engine of duplicates is loaded here."""
    from training.dedupe.universe_clusters import keep_clusters

    kept = keep_clusters(out, clusters)
    return f"clusters of {clusters}: {kept.n_clusters}, {kept.unknown_ids} ids are no profile"


def apply(
    changes: Annotated[
        Path, typer.Argument(help="Canonical columns plus op, into, version, inmail_opt_out.", exists=True)
    ],
    kind: KindOption,
    index: Annotated[Path, typer.Option("--index", help="The index folder to change.", exists=True, file_okay=False)],
    op: Annotated[
        str | None,
        typer.Option("--op", help="That of rows without one: upsert, delete, merge, opt_out (no InMail) or opt_in."),
    ] = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Apply upserts, deletes, merges and opt-outs from InMail.

    Every worker reads them from its next request on. Where the service of this home answers from the index, they are
    stored and links follow, as after `POST /v1/universe/changes`; any other index is changed alone.
    """
    from data.tables.headers import InputFile
    from data.tables.outputs import Output, check_outputs
    from serving.rules.linking.network import ProfileOp
    from serving.sync.linking.universe_file import apply_changes
    from training.feedback.served import network_of

    if op is not None and op not in list(ProfileOp):
        raise OptionsWrong(f"--op: got {op!r}, expected {', '.join(ProfileOp)}")

    check_outputs([Output("CHANGES (rejects)", _rejects_beside(changes))], {"CHANGES": changes, "--index": index})
    known_as = read_input_columns([InputFile(changes, kind, changes=True)], renames, columns)
    with network_of(kind, index) as receive, progress_bar(quiet=as_json) as progress:
        as_op = None if op is None else ProfileOp(op)
        summary = apply_changes(kind, index, changes, progress, known_as, op=as_op, receive=receive)
    if receive is None:
        print_note(f"no service of this home answers from {index}: no link was changed")
    _print_summary(f"Changes to {index}", summary, as_json)
    _list_rejects(changes, summary.rejects)


def cluster(
    kind: KindOption,
    index: Annotated[Path, typer.Option("--index", help="The index of the profiles.", exists=True, file_okay=False)],
    bundle: Annotated[
        str,
        typer.Option(
            "--bundle", metavar="<dir>|shipped", help="The base model, or the kept bundle of `onematch dedupe`."
        ),
    ] = "shipped",
    clusters: Annotated[
        Path | None,
        typer.Option("--clusters", help="Keep these CLUSTERS in place of finding some.", exists=True, dir_okay=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Also write CLUSTERS of several profiles.", dir_okay=False)
    ] = None,
    precision: Annotated[
        float, typer.Option("--precision", min=0.5, max=1.0, help="How often pairs are expected to be right.")
    ] = 0.97,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Leave the index as it is; needs --out.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the clusters of the index.")] = False,
    processes: Annotated[int, typer.Option("--processes", min=0, help="0: as many as there are cores.")] = 0,
    seed: Annotated[int, typer.Option("--seed", help="The same seed and index give the same clusters.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Find profiles that are duplicates of each other.

    The clusters are kept in the index. A record whose candidates are one cluster is linked to its first profile, the
    one that states most, with the sum of their probabilities. Services read them within seconds.
    """
    if remove and (clusters is not None or out is not None or dry_run):
        raise OptionsWrong("got other options beside --remove, expected none")
    if clusters is not None and (out is not None or dry_run):
        raise OptionsWrong("got --clusters with --out or --dry-run, expected --clusters alone")
    if dry_run and out is None:
        raise OptionsWrong("--dry-run: got no --out, expected one")
    from data.index.workers import count_workers
    from data.tables.outputs import Output, check_outputs
    from serving.matching.kinds_agree import require_kind
    from training.dedupe.universe_clusters import (
        UniverseClusterRequest,
        cluster_universe,
        drop_clusters,
        keep_clusters,
    )

    require_kind(kind, None, index)
    if remove:
        print_line(f"removed the clusters of {index}" if drop_clusters(index) else f"{index} has no clusters")
        return
    if clusters is not None:
        _print_summary(f"Clusters of {index}", keep_clusters(index, clusters), as_json)
        return
    if out is not None:
        read_ending("--out", out, LINKS_ENDINGS)
        check_outputs([Output("--out", out)], {"--index": index, "--bundle": named_file(bundle)})
    named = read_bundle(kind, bundle)
    require_kind(kind, named, index)
    request = UniverseClusterRequest(
        kind, index, named, out, precision, processes or count_workers(), seed, keep=not dry_run
    )
    with progress_bar(quiet=as_json) as progress:
        summary = cluster_universe(request, progress)
    _print_summary(f"Clusters of {index}", summary, as_json)
    if out is not None:
        print_note(f"clusters: {out}")


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
