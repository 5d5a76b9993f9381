"""`onematch gain`: which fields to fill first, and in which records."""

from pathlib import Path
from typing import Annotated

from data.tables.atomic import write_whole
from data.tables.spreadsheet import csv_lines
from features.schema.texts import wording
from serving.batch.files import FileMatchRequest
from serving.batch.gain import START_COLUMNS, plan_as_json, plan_file, start_cells
from training.commands.options import (
    AccountLinksOption,
    BundleOption,
    ColumnOptions,
    ColumnsOption,
    CrmOption,
    FieldsOption,
    IndexOption,
    JsonOption,
    KindOption,
    MapOption,
    UniverseOption,
    check_files,
    command,
    new_app,
    read_bundle,
    read_ending,
    require_one_side,
    written_option,
)
from training.terminal import print_json, print_line, print_table, progress_bar

COLUMNS = ("fill", "records without", "further links", "90 % interval", "links for each value")
MAX_ROWS = 15


app = new_app()
START = "onematch gain --kind person --crm crm.csv --index members.index --bundle person.bundle"


@command(app, START, f"{START} --out start-with.csv --json")
def gain(
    kind: KindOption,
    crm: CrmOption,
    bundle: BundleOption,
    universe: UniverseOption = None,
    index: IndexOption = None,
    out: Annotated[Path | None, written_option("--out", "CSV of the records to start with, best first.")] = None,
    account_links: AccountLinksOption = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plan which missing fields to fill first.

    Records that state a field are matched without it; what that costs them is what it brings to those that lack it.
    """
    require_one_side(universe, index)
    inputs = {"--crm": crm, "--universe": universe, "--index": index, "--account-links": account_links}
    if out is not None:
        read_ending(out, (".csv",))
        check_files({"--out": out}, {**inputs, "--bundle": bundle})
    model = read_bundle(kind, bundle, index)
    named = ColumnOptions(renames, columns, fields)
    request = FileMatchRequest(
        kind=kind,
        crm=crm,
        bundle=model,
        out=out or Path(),
        universe=universe,
        index=index,
        account_links=account_links,
        renames=named.read_sides(kind, crm, universe, bundle=model, index=index),
        fields=named.declared,
    )
    with progress_bar(quiet=as_json) as progress:
        planned = plan_file(request, progress)
    if out is not None:
        write_whole(out, "".join(csv_lines(START_COLUMNS, start_cells(planned.plan.starts))))
    if as_json:
        print_json(plan_as_json(planned, kind))
        return
    gains = [(row, row.gain) for row in planned.plan.rows if row.gain is not None]
    print_table(
        wording(
            "{n_linked:,} of {n_records:,} records are linked; what filling fields would add",
            n_linked=planned.n_linked,
            n_records=planned.n_records,
        ),
        COLUMNS,
        [
            (
                " + ".join(row.fields),
                row.records,
                round(gain.expected, 1),
                f"{gain.low:.1f} to {gain.high:.1f}",
                f"{row.by_value:.4f}",
            )
            for row, gain in gains[:MAX_ROWS]
        ],
    )
    unknown = [" + ".join(row.fields) for row in planned.plan.rows if row.gain is None]
    if unknown:
        print_line("too few records state these to estimate: {unknown}", unknown=", ".join(unknown))
    if out is not None:
        print_line("records to start with: {out} ({n_starts:,})", out=out, n_starts=len(planned.plan.starts))
