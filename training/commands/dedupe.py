"""`onematch dedupe`: cluster the records of one file that describe one entity."""

from pathlib import Path
from typing import Annotated

from data.index.workers import count_workers
from data.tables.headers import InputFile
from data.tables.outputs import FolderType
from features.schema.texts import wording
from serving.matching.fields_agree import agreed_schema
from training.commands.options import (
    LINKS_ENDINGS,
    TABLES,
    ColumnOptions,
    ColumnsOption,
    EngineOption,
    FieldsOption,
    JsonOption,
    KindOption,
    LabelsSplitOption,
    MapOption,
    MasterOption,
    ProcessesOption,
    check_files,
    command,
    file_option,
    new_app,
    read_bundle,
    read_ending,
    table_option,
    written_option,
)
from training.dedupe.dedupe import DedupeRequest, beside, dedupe_file, log_deduplication
from training.terminal import OptionsWrong, figures_of, print_figures, print_json, print_line, progress_bar
from training.worded_commands import option

app = new_app()
START = "onematch dedupe --kind person --records crm.csv --out clusters.csv"


@command(
    app,
    START,
    f"{START} --labels labels.csv --save-bundle duplicates.bundle",
    f"{START} --bundle duplicates.bundle --onto clusters-of-may.csv",
    f"{START} --fields fields.toml",
    f"{START} --engine spark --master 'local[2]'",
)
def dedupe(
    kind: KindOption,
    records: Annotated[Path, table_option("--records", f"The records: {TABLES}.")],
    out: Annotated[Path, written_option("--out", "CLUSTERS to write: CSV or Parquet.")],
    labels: Annotated[
        Path | None, table_option("--labels", "What people state: id, cluster_id, or pairs id_a, id_b, verdict.")
    ] = None,
    labels_split: LabelsSplitOption = None,
    bundle: Annotated[
        str,
        option(
            "--bundle",
            "The base model, or the kept bundle of an earlier run, which is applied as it is.",
            metavar="<dir>|shipped",
        ),
    ] = "shipped",
    save_bundle: Annotated[
        Path | None, option("--save-bundle", "Keep the fitted bundle in this folder.", file_okay=False)
    ] = None,
    precision: Annotated[
        float | None,
        option("--precision", "Merge only while pairs are expected to be right so often."),
    ] = None,
    previous: Annotated[
        Path | None,
        file_option("--previous", "Earlier CLUSTERS, whose ids are kept."),
    ] = None,
    onto: Annotated[
        Path | None,
        file_option("--onto", "Earlier CLUSTERS that stay; other records join."),
    ] = None,
    report: Annotated[Path | None, written_option("--report", "Write an HTML report.")] = None,
    processes: ProcessesOption = 0,
    seed: Annotated[int, option("--seed", "The same seed and files give the same clusters.")] = 0,
    engine: EngineOption = "local",
    master: MasterOption = "local[*]",
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Cluster the records of a file that describe one entity.

    Without labels by EM and self-training from the base model. Writes CLUSTERS, one row for each accepted record,
    CLUSTERS.rejects.csv, and with earlier clusters CLUSTERS.changes.csv beside it.
    """
    if previous is not None and onto is not None:
        raise OptionsWrong("got both of --previous and --onto, expected at most one")
    stated = [InputFile(path, None, of_clusters=True) for path in (labels, previous, onto) if path is not None]
    named = ColumnOptions(renames, columns, fields)
    own = agreed_schema(kind, named.declared).source_columns(of_profiles=False)
    known_as = named.read([InputFile(records, kind, own=own), *stated])
    read_ending(out, LINKS_ENDINGS)
    check_files(
        {
            "--out": out,
            "--out (rejects)": beside(out, "rejects"),
            "--out (changes)": beside(out, "changes"),
            "--save-bundle": save_bundle,
            "--report": report,
        },
        {"--records": records, "--labels": labels, "--bundle": bundle, "--previous": previous, "--onto": onto},
        {"--save-bundle": FolderType.BUNDLE},
    )
    request = DedupeRequest(
        kind=kind,
        records=records,
        out=out,
        bundle=read_bundle(kind, bundle),
        labels=labels,
        labels_split=labels_split,
        kept_bundle=save_bundle,
        previous=previous,
        onto=onto,
        precision=precision,
        report=report,
        processes=processes or count_workers(),
        seed=seed,
        master=master if engine == "spark" else None,
        renames=known_as,
        fields=named.declared,
    )
    with progress_bar(quiet=as_json) as progress:
        summary = dedupe_file(request, progress)
        log_deduplication(request, summary)
    if as_json:
        print_json({"out": out, **figures_of(summary)})
        return
    print_figures(wording("Duplicates in {records}", records=records), figures_of(summary))
    for name, file in (("clusters", out), ("report", report), ("bundle", save_bundle)):
        if file is not None:
            print_line(f"{name}: {file}")
    if summary.n_rejected:
        print_line("rejected rows: {out}", out=beside(out, "rejects"))
    if previous is not None or onto is not None:
        print_line("changes: {out}", out=beside(out, "changes"))
    for note in summary.notes:
        print_line(note)
