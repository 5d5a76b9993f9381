"""`onematch universe apply` and `cluster`: change the index of a universe, cluster it."""

from pathlib import Path
from typing import Annotated

import typer

from data.index.workers import count_workers
from data.tables.headers import InputFile
from features.schema.texts import wording
from serving.contract.records.network_changes import ProfileOp
from serving.matching.fields_agree import agreed_schema
from training.commands.index import list_rejects, print_summary, rejects_beside
from training.commands.options import (
    LINKS_ENDINGS,
    ColumnOptions,
    ColumnsOption,
    FieldsOption,
    JsonOption,
    KindOption,
    MapOption,
    ProcessesOption,
    check_files,
    command,
    file_option,
    folder_option,
    new_app,
    read_bundle,
    read_ending,
    require_kind,
    written_option,
)
from training.terminal import (
    OptionsWrong,
    print_line,
    print_note,
    progress_bar,
)
from training.universe_file import apply_changes, network_of
from training.worded_commands import option

app = new_app("Change the universe that an index holds.")
CLUSTER = "onematch universe cluster --kind person --index members.index"


@command(app, "onematch universe apply --kind person --index members.index changes.csv")
def apply(
    changes: Annotated[
        Path, typer.Argument(help="Canonical columns plus op, into, version, inmail_opt_out.", exists=True)
    ],
    kind: KindOption,
    index: Annotated[Path, folder_option("--index", "The index folder to change.")],
    op: Annotated[
        ProfileOp | None, option("--op", "That of rows without one; opt_out and opt_in are of InMail.")
    ] = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Apply upserts, deletes, merges and opt-outs from InMail.

    Every worker reads them from its next request on. Where the service of this home answers from the index, they are
    stored and links follow, as after `POST /v1/universe/changes`; any other index is changed alone.
    """
    check_files({"CHANGES (rejects)": rejects_beside(changes)}, {"CHANGES": changes, "--index": index})
    require_kind(kind, None, index)
    named = ColumnOptions(renames, columns, fields)
    schema = agreed_schema(kind, named.declared, None, index)
    own = schema.source_columns(of_profiles=True)
    known_as = named.read([InputFile(changes, kind, changes=True, own=own)])
    with network_of(kind, index) as receive, progress_bar(quiet=as_json) as progress:
        summary = apply_changes(kind, index, changes, progress, known_as, op=op, receive=receive, schema=schema)
    if receive is None:
        print_note("no service of this home answers from {index}: no link was changed", index=index)
    print_summary(wording("Changes to {index}", index=index), summary, as_json)
    list_rejects(changes, summary.rejects)


@command(app, CLUSTER, f"{CLUSTER} --out duplicates.csv", f"{CLUSTER} --clusters checked.csv")
def cluster(
    kind: KindOption,
    index: Annotated[Path, folder_option("--index", "The index of the profiles.")],
    bundle: Annotated[
        str,
        option("--bundle", "The base model, or the kept bundle of `onematch dedupe`.", metavar="<dir>|shipped"),
    ] = "shipped",
    clusters: Annotated[
        Path | None,
        file_option("--clusters", "Keep these CLUSTERS in place of finding some."),
    ] = None,
    out: Annotated[Path | None, written_option("--out", "Also write CLUSTERS of several profiles.")] = None,
    precision: Annotated[float, option("--precision", "How often pairs are expected to be right.")] = 0.97,
    dry_run: Annotated[bool, option("--dry-run", "Leave the index as it is; needs --out.")] = False,
    remove: Annotated[bool, option("--remove", "Remove the clusters of the index.")] = False,
    processes: ProcessesOption = 0,
    seed: Annotated[int, option("--seed", "The same seed and index give the same clusters.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Find profile clusters: profiles that are one entity.

    The clusters are kept in the index. A record whose candidates are one cluster is linked to its first profile, the
    one that states most, with the sum of their probabilities. Services read them within seconds.
    """
    if remove and (clusters is not None or out is not None or dry_run):
        raise OptionsWrong("got other options beside --remove, expected none")
    if clusters is not None and (out is not None or dry_run):
        raise OptionsWrong("got --clusters with --out or --dry-run, expected --clusters alone")
    if dry_run and out is None:
        raise OptionsWrong("--dry-run: got no --out, expected one")

    # needs the extra train, as `universe apply` does not
    from training.dedupe.universe_clusters import (
        UniverseClusterRequest,
        cluster_universe,
        drop_clusters,
        keep_clusters,
    )

    require_kind(kind, None, index)
    if remove:
        print_line(
            wording("removed the clusters of {index}", index=index)
            if drop_clusters(index)
            else wording("{index} has no clusters", index=index)
        )
        return
    if clusters is not None:
        print_summary(wording("Clusters of {index}", index=index), keep_clusters(index, clusters), as_json)
        return
    if out is not None:
        read_ending(out, LINKS_ENDINGS)
        check_files({"--out": out}, {"--index": index, "--bundle": bundle})
    named = read_bundle(kind, bundle, index)
    request = UniverseClusterRequest(
        kind=kind,
        index=index,
        bundle=named,
        out=out,
        precision=precision,
        processes=processes or count_workers(),
        seed=seed,
        keep=not dry_run,
    )
    with progress_bar(quiet=as_json) as progress:
        summary = cluster_universe(request, progress)
    print_summary(wording("Clusters of {index}", index=index), summary, as_json)
    if out is not None:
        print_note("clusters: {out}", out=out)
