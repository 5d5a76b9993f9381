"""`onematch models freeze`, `diff` and `card`: the golden set, the changes by a challenger, and model cards."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from training.commands.options import CrmOption, JsonOption, KindOption, present_home
from training.terminal import OptionsWrong, print_json, print_line, print_table, progress_bar

ByOption = Annotated[str | None, typer.Option("--by", help="Who does it; the user of this machine by default.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="The reason, for the history.")]


def freeze(
    kind: KindOption,
    add: Annotated[
        Path | None,
        typer.Option("--add", help="A folder with crm, universe, truth as Parquet.", exists=True, file_okay=False),
    ] = None,
    contract: Annotated[
        str | None, typer.Option("--contract", help="Add the judgements of a contract that opted in.")
    ] = None,
    drop_contract: Annotated[
        str | None, typer.Option("--drop-contract", help="Remove a contract that left, with its files.")
    ] = None,
    drop: Annotated[
        str | None, typer.Option("--drop", metavar="PART", help="Remove a frozen part; needs --reason.")
    ] = None,
    by: ByOption = None,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Freeze the golden set that promotions are measured on, or change it.

    Without options: draw the generated part, or show what is frozen. Only this command changes a set; each version
    stays.
    """
    from training.feedback.freezing import FreezeRequest, change_golden_set
    from training.feedback.golden.golden_set import Freezing, as_rows

    if sum(one is not None for one in (add, contract, drop_contract, drop)) > 1:
        raise OptionsWrong("got several of --add, --contract, --drop-contract and --drop, expected at most one")
    freezing = Freezing(by or getpass.getuser(), reason)
    with progress_bar(quiet=as_json) as progress:
        request = FreezeRequest(present_home(), kind, freezing, add, contract, drop_contract, drop)
        golden = change_golden_set(request, progress)
    if as_json:
        print_json(asdict(golden))
        return
    title = f"Golden set of {kind}, version {golden.version}"
    print_table(title, ("part", "origin", "records", "hash"), as_rows(golden))


def diff(
    kind: KindOption,
    crm: CrmOption,
    wanted: Annotated[
        str, typer.Argument(metavar="[VERSION|ALIAS]", help="The version to compare with the served one.")
    ] = "challenger",
    out: Annotated[
        Path | None, typer.Option("--out", help="Write every changed record as CSV.", dir_okay=False)
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="The model's name, if not onematch-<kind>.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show which badges a challenger would add, move or remove.

    Counts by segment, with examples; an artefact of the challenger's MLflow run keeps all.
    """
    from data.tables.outputs import Output, check_outputs
    from training.promotion.comparison.model_diff import DiffRequest, diff_models, write_changes

    check_outputs([] if out is None else [Output("--out", out)], {"--crm": crm})
    with progress_bar(quiet=as_json) as progress:
        found = diff_models(DiffRequest(present_home(), kind, crm, wanted, name), progress)
    if out is not None:
        write_changes(found, out)
    if as_json:
        print_json(found.as_json())
        return
    print_table(found.title, ("badges", "records", "share"), found.totals())
    print_table("By segment", ("division", "segment", "records", "appear", "move", "vanish"), found.by_segment())
    print_table("Examples", ("record", "change", "before", "after", "p before", "p after", "reason"), found.examples())
    print_line(f"written: {out}" if out is not None else "every changed record: --out FILE.csv")


def card(
    bundle: Annotated[Path, typer.Option("--bundle", help="The bundle to describe.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option("--out", help="The Markdown file to write.", dir_okay=False)],
) -> None:
    """Write the model card of a bundle.

    Its parts, its training data, its figures and its precision guarantees, read from the bundle.
    """
    from data.tables.outputs import Output, check_outputs
    from training.promotion.model_card import write_card

    check_outputs([Output("--out", out)], {"--bundle": bundle})
    write_card(out, bundle)
    print_line(f"card: {out}")
