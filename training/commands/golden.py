"""`onematch models freeze` and `models diff`: what challengers are measured on, and what one would change."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from training.commands.options import CrmOption, JsonOption, KindOption, present_home
from training.terminal import OptionsWrong, print_json, print_line, print_table, progress_bar

ByOption = Annotated[str | None, typer.Option("--by", help="Who says so; the user of this machine unless told.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, for the history.")]


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
        str | None, typer.Option("--drop-contract", help="Take out a contract that left; its files go.")
    ] = None,
    drop: Annotated[
        str | None, typer.Option("--drop", metavar="PART", help="Take a frozen part out again; needs --reason.")
    ] = None,
    by: ByOption = None,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Freeze the golden set that promotions are measured on, or change it.

    Without options: draw the generated part, or show what is frozen. A set changes only here; each version stays.
    """
    from training.feedback.freezing import FreezeRequest, freeze_anything
    from training.feedback.golden.golden_set import Freezing, as_rows

    if sum(one is not None for one in (add, contract, drop_contract, drop)) > 1:
        raise OptionsWrong("got several of --add, --contract, --drop-contract and --drop, expected at most one")
    freezing = Freezing(by or getpass.getuser(), reason)
    with progress_bar(quiet=as_json) as progress:
        request = FreezeRequest(present_home(), kind, freezing, add, contract, drop_contract, drop)
        golden = freeze_anything(request, progress)
    if as_json:
        print_json(asdict(golden))
        return
    title = f"Golden set of {kind}, version {golden.version}"
    print_table(title, ("part", "origin", "records", "hash"), as_rows(golden))


def diff(
    kind: KindOption,
    crm: CrmOption,
    wanted: Annotated[
        str, typer.Argument(metavar="[VERSION|ALIAS]", help="Compared with what is served.")
    ] = "challenger",
    out: Annotated[
        Path | None, typer.Option("--out", help="Write every changed record as CSV.", dir_okay=False)
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="The model's name, if not onematch-<kind>.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show which badges a challenger would bring, move or take away.

    By segment and with examples; kept as an artefact of the challenger's MLflow run.
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
    bundle: Annotated[Path, typer.Option("--bundle", help="Whose card.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option("--out", help="The Markdown file to write.", dir_okay=False)],
) -> None:
    """Write the model card of a bundle.

    What it is, what it was trained on, how good it is, and what it may promise; made from its run.
    """
    from data.tables.outputs import Output, check_outputs
    from training.promotion.model_card import write_card

    check_outputs([Output("--out", out)], {"--bundle": bundle})
    write_card(out, bundle)
    print_line(f"card: {out}")
