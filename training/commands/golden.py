"""`onematch models freeze`, `diff` and `card`: the golden set, the changes by a challenger, and model cards."""

import getpass
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.runtime.home import read_pointer
from training.commands.options import (
    ByOption,
    ColumnOptions,
    ColumnsOption,
    CrmOption,
    FieldsOption,
    JsonOption,
    KindOption,
    MapOption,
    NameOption,
    ReasonOption,
    check_files,
    command,
    folder_option,
    new_app,
    present_home,
    table_option,
    written_option,
)
from training.feedback.feedback import freeze_contract, freeze_own
from training.feedback.golden.golden_set import Freezing, ReasonMissing, as_rows, drop_part, forget_contract
from training.feedback.golden.parts import AnsweredFiles, files_in, golden_or_first, has_test_split, held_out_labels
from training.promotion.comparison.model_diff import DiffRequest, diff_models, write_changes
from training.promotion.first_steps import answers_that_taught
from training.promotion.model_card import write_card
from training.terminal import OptionsWrong, print_json, print_line, print_note, print_table, progress_bar
from training.worded_commands import option

app = new_app()


@command(
    app,
    "onematch models freeze --kind person --crm crm.csv --universe all.csv --truth truth.csv --columns columns.toml",
    "onematch models freeze --kind person --add bench-data/febrl4 --reason 'its test split'",
    "onematch models freeze --kind person --reason 'generated records'",
    "onematch models freeze --kind person --contract acme",
    "onematch models freeze --kind person --drop febrl4 --reason 'its answers are wrong'",
)
def freeze(
    kind: KindOption,
    crm: Annotated[Path | None, table_option("--crm", "Own records; with --universe, --truth.")] = None,
    universe: Annotated[Path | None, table_option("--universe", "The profiles of own records.")] = None,
    truth: Annotated[Path | None, table_option("--truth", "Known answers: crm_id, universe_id, split.")] = None,
    add: Annotated[
        Path | None,
        folder_option("--add", "A folder with crm, universe and truth, in place of these."),
    ] = None,
    part: Annotated[
        str | None, option("--part", "The part's name; by default that of --truth or of the folder.")
    ] = None,
    contract: Annotated[str | None, option("--contract", "Add the judgements of a contract that opted in.")] = None,
    drop_contract: Annotated[
        str | None, option("--drop-contract", "Remove a contract that left, with its files.")
    ] = None,
    drop: Annotated[str | None, option("--drop", "Remove a frozen part; needs --reason.", metavar="PART")] = None,
    by: ByOption = None,
    reason: ReasonOption = "",
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Freeze records with known answers, on which every promotion is measured.

    The frozen set (golden set) keeps a worse model from becoming the champion. Freeze your own test split before the
    first promotion: the rows of --truth with the split `test`, or all rows where there is no split. Keep it out of
    trainings. Without options: draw generated records, or show what is frozen. Only this command changes a set; each
    version stays.
    """
    own_files = (crm, universe, truth, add)
    if sum((any(own_files), contract is not None, drop_contract is not None, drop is not None)) > 1:
        raise OptionsWrong("got several of own files, --contract, --drop-contract and --drop, expected at most one")
    own = _own_files(kind, own_files, part, ColumnOptions(renames, columns, fields))
    freezing = Freezing(by or getpass.getuser(), reason)
    if drop is not None and not reason.strip():
        raise ReasonMissing("--drop: got no --reason, expected why promotions shall not be measured on the part")
    home = present_home()
    with progress_bar(quiet=as_json) as progress:
        if drop_contract is not None:
            golden = forget_contract(home, kind, drop_contract, freezing)
        elif drop is not None:
            golden = drop_part(home, kind, drop, freezing)
        elif own is not None:
            golden = freeze_own(home, kind, *own, freezing)
        elif contract is not None:
            golden = freeze_contract(home, kind, contract, freezing, progress)
        else:
            golden = golden_or_first(home, kind, progress=progress, freezing=freezing)
    if as_json:
        print_json(asdict(golden))
        return
    title = wording("Golden set of {kind}, version {version}", kind=kind, version=golden.version)
    print_table(title, ("part", "origin", "records", "hash"), as_rows(golden))
    print_line("promotions of {kind} are measured on these records from now on", kind=kind)


def _own_files(
    kind: Kind,
    given: tuple[Path | None, Path | None, Path | None, Path | None],
    part: str | None,
    named: ColumnOptions,
) -> tuple[AnsweredFiles, str] | None:
    """Return the files to freeze and their part's name; None without any. Raises OptionsWrong for some of them."""
    crm, universe, truth, add = given
    if given == (None, None, None, None):
        return None
    if add is not None and (crm, universe, truth) == (None, None, None):
        files = files_in(add)
        name = add.resolve().name
    elif add is None and crm is not None and universe is not None and truth is not None:
        files = AnsweredFiles(crm, universe, truth)
        name = truth.stem
    else:
        raise OptionsWrong("expected --crm, --universe and --truth together, or --add FOLDER in place of them")
    known_as = named.read_sides(kind, files.crm, files.universe, labels=(files.truth,))
    files = replace(files, renames=known_as, fields=named.declared)
    if not has_test_split(held_out := held_out_labels(files)):
        print_note(
            "{truth}: no row has the split `test`, so that all are frozen; train on other labels", truth=files.truth
        )
    for sentence in answers_that_taught(present_home(), files.crm, held_out.answers):
        print_note(f"{files.truth}: {sentence}")
    return files, part or name


@command(
    app,
    "onematch models diff --kind person --crm crm.csv",
    "onematch models diff --kind person 3 --crm crm.csv --columns columns.toml --out moved.csv",
)
def diff(
    kind: KindOption,
    crm: CrmOption,
    version: Annotated[
        str, typer.Argument(metavar="[VERSION|ALIAS]", help="The version to compare with the served one.")
    ] = "challenger",
    out: Annotated[Path | None, written_option("--out", "Write every changed record as CSV.")] = None,
    name: NameOption = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show which badges a challenger would add, move or remove.

    A badge is the mark on a profile that says that the CRM holds it: a record is linked to it. Counts by segment, with
    examples; an artefact of the challenger's MLflow run keeps all.
    """
    check_files({"--out": out}, {"--crm": crm})
    served = read_pointer(present_home(), kind)
    named = ColumnOptions(renames, columns, fields)
    known_as = named.read_sides(kind, crm, index=None if served is None else served.index)
    with progress_bar(quiet=as_json) as progress:
        model_diff = diff_models(
            DiffRequest(
                home=present_home(),
                kind=kind,
                crm=crm,
                wanted=version,
                name=name,
                renames=known_as,
                fields=named.declared,
            ),
            progress,
        )
    if out is not None:
        write_changes(model_diff, out)
    if as_json:
        print_json(model_diff.as_json())
        return
    print_table(model_diff.title, ("badges", "records", "share"), model_diff.totals())
    print_table("By segment", ("division", "segment", "records", "appear", "move", "vanish"), model_diff.by_segment())
    print_table(
        "Examples", ("record", "change", "before", "after", "p before", "p after", "reason"), model_diff.examples()
    )
    print_line(
        wording("written: {out}", out=out) if out is not None else wording("every changed record: --out FILE.csv")
    )


@command(app, "onematch models card --bundle person.bundle --out card.md")
def card(
    bundle: Annotated[Path, folder_option("--bundle", "The bundle to describe.")],
    out: Annotated[Path, written_option("--out", "The Markdown file to write.")],
) -> None:
    """Write the model card of a bundle.

    Its parts, its training data, its figures and its precision guarantees, read from the bundle.
    """
    check_files({"--out": out}, {"--bundle": bundle})
    write_card(out, bundle)
    print_line("card: {out}", out=out)
