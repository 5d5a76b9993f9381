"""`onematch models`: the registered versions, and the champions among them."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.schema.kinds import Kind
from training.commands.golden import card, diff, freeze
from training.commands.models_ui import UI_LINES, ui
from training.commands.options import (
    ColumnsOption,
    FeedbackOption,
    JsonOption,
    JudgedCrmOption,
    KindOption,
    MapOption,
    add_command,
    named_file,
    present_home,
    read_renames_for,
)
from training.commands.shadow import SHADOW_LINES, shadow
from training.terminal import print_json, print_line, print_note, print_table, progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from serving.runtime.champions import ChampionChange
    from serving.runtime.home import Home
    from training.promotion.gates import GateVerdict
    from training.promotion.promotion import Promoted, Promotion

models_app = typer.Typer(help="List, compare, promote and roll back the trained models.", no_args_is_help=True)
ByOption = Annotated[str | None, typer.Option("--by", help="Who does it; the user of this machine by default.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="The reason, for the history.")]
NameOption = Annotated[str | None, typer.Option("--name", help="The model's name, if it is not onematch-<kind>.")]
OptionalKind = Annotated[Kind | None, typer.Option("--kind", help="Only this kind.")]


DIFF_LINES = (
    "onematch models diff --kind person --crm crm.csv",
    "onematch models diff --kind person 3 --crm crm.csv --columns columns.toml --out moved.csv",
)
FREEZE_LINES = (
    "onematch models freeze --kind person --crm crm.csv --universe all.csv --truth truth.csv --columns columns.toml",
    "onematch models freeze --kind person --add bench-data/febrl4 --reason 'its test split'",
    "onematch models freeze --kind person --reason 'generated records'",
    "onematch models freeze --kind person --contract acme",
    "onematch models freeze --kind person --drop febrl4 --reason 'its answers are wrong'",
)


def register(app: typer.Typer) -> None:
    """Add the group."""
    add_command(models_app, list_models, "onematch models list --kind person", name="list")
    lines = (
        "onematch models promote --kind person --index members.index",
        "onematch models promote --kind person 3 --reason 'better on the March labels'",
        "onematch models promote --kind person --feedback judged.csv --crm crm.csv",
        "onematch models promote --kind person --force --reason 'the champion is broken'",
    )
    add_command(models_app, promote, *lines)
    add_command(models_app, rollback, "onematch models rollback --kind person")
    add_command(models_app, history, "onematch models history")
    add_command(models_app, diff, *DIFF_LINES)
    add_command(models_app, card, "onematch models card --bundle person.bundle --out card.md")
    add_command(models_app, shadow, *SHADOW_LINES)
    add_command(models_app, freeze, *FREEZE_LINES)
    add_command(models_app, ui, *UI_LINES)
    app.add_typer(models_app, name="models")


def list_models(kind: OptionalKind = None, name: NameOption = None, as_json: JsonOption = False) -> None:
    """List the registered versions, oldest first."""
    from serving.runtime.champions import read_history
    from serving.runtime.model_records import moved_champion
    from training.promotion.listing import list_versions
    from training.promotion.shown_models import as_shown

    home = present_home()
    found = {each: list_versions(home, each, name) for each in _kinds(kind)}
    versions = [one for of_kind in found.values() for one in of_kind]
    if as_json:
        print_json([asdict(one) for one in versions])
        return
    rows = [(v.model, v.version, ", ".join(v.aliases), v.created_at, v.run_id) for v in versions]
    print_table("Registered models", ("model", "version", "aliases", "created (UTC)", "run"), rows)
    for each, of_kind in found.items():
        if (moved := moved_champion(as_shown(of_kind), read_history(home.history_file, each))) is not None:
            print_note(
                f"{each}: MLflow's alias champion was moved to version {moved.version}, and another version answers:"
                f" onematch work holds it to the gates, as onematch models promote --kind {each} {moved.version} does"
            )


def promote(
    kind: KindOption,
    wanted: Annotated[str, typer.Argument(metavar="[VERSION|ALIAS]", help="The version to promote.")] = "challenger",
    index: Annotated[
        Path | None,
        typer.Option(
            "--index", help="The index to answer from; by default the served one.", exists=True, file_okay=False
        ),
    ] = None,
    feedback: FeedbackOption = None,
    crm: JudgedCrmOption = None,
    name: NameOption = None,
    by: ByOption = None,
    reason: ReasonOption = "",
    report: Annotated[
        Path | None, typer.Option("--report", help="Write both side by side as a page.", dir_okay=False)
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Promote although a gate refuses; needs --reason; the history keeps both.")
    ] = False,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a version the champion, unless a gate refuses it.

    The champion is the model that the service uses; a gate is a figure that a version has to reach. It is compared
    with the champion on the frozen set, records with known answers that `onematch models freeze` put aside (generated
    ones while there are none), and on judgements that no training used. The first champion has to reach the wanted
    precision by itself. Exit code 1: a gate refused.
    """
    from data.tables.outputs import Output, check_outputs
    from serving.matching.kinds_agree import require_kind
    from training.feedback.judged_records import JudgedFiles, judged_for_gate
    from training.promotion.first_steps import holds_own_records
    from training.promotion.gatekeeping import ComparisonContext, gate_of
    from training.promotion.promotion import GatesFailed, Promotion, check_pair
    from training.promotion.promotion import promote as promote_version
    from training.promotion.registry import Registry

    check_outputs(
        [] if report is None else [Output("--report", report)],
        {"--index": index, "--feedback": named_file(feedback), "--crm": crm},
    )
    require_kind(kind, None, index)
    home = present_home()
    known_as = read_renames_for(kind, renames, crm, columns=columns, labels=(named_file(feedback),))
    judged = judged_for_gate(home, kind, JudgedFiles(feedback, crm, known_as), index)
    promotion = Promotion(kind, wanted, index, by or getpass.getuser(), reason, name, force)
    if not holds_own_records(home, kind):
        print_note(
            f"{kind}: measured on generated records, for none of yours are frozen: onematch models freeze --help"
        )
    with progress_bar(quiet=as_json) as progress:
        gate = gate_of(ComparisonContext(home, kind, judged, network=index), progress, report)
        try:
            promoted = promote_version(home, Registry(home), promotion, check_pair, gate)
        except GatesFailed as failed:
            refused = failed
        else:
            _print_promoted(promoted, as_json)
            return
    _print_verdicts(refused.verdicts, as_json)
    _print_advice(home, promotion, refused.bundle, as_json=as_json)
    raise refused


def _print_advice(home: "Home", promotion: "Promotion", bundle: str, *, as_json: bool) -> None:
    """Print what to do where only generated records are frozen: freeze own ones, with the command lines."""
    from training.promotion.first_steps import freezing_advice

    for line in [] if as_json else freezing_advice(home, promotion, bundle):
        print_line(line)


def rollback(kind: KindOption, by: ByOption = None, reason: ReasonOption = "", as_json: JsonOption = False) -> None:
    """Return to the champion before the present one."""
    from training.promotion.promotion import Rollback, check_pair
    from training.promotion.promotion import rollback as step_back
    from training.promotion.registry import Registry

    home = present_home()
    step = Rollback(kind, by or getpass.getuser(), reason)
    _print_change(step_back(home, Registry(home), step, check_pair), as_json)


def history(kind: OptionalKind = None, as_json: JsonOption = False) -> None:
    """Show the changes of champion, oldest first."""
    from serving.runtime.champions import read_history

    changes = read_history(present_home().history_file, kind)
    if as_json:
        print_json([asdict(one) for one in changes])
        return
    columns = ("at (UTC)", "kind", "action", "model", "version", "bundle", "by", "reason")
    rows = [(r.at, r.kind, r.action, r.model, r.version, Path(r.bundle).name, r.by, r.reason) for r in changes]
    print_table("Champions", columns, rows)


def _kinds(kind: Kind | None) -> tuple[Kind, ...]:
    return tuple(Kind) if kind is None else (kind,)


def _print_promoted(promoted: "Promoted", as_json: bool) -> None:
    if as_json:
        print_json(asdict(promoted.change) | {"gates": [asdict(one) for one in promoted.verdicts]})
        return
    if promoted.verdicts:
        _print_verdicts(promoted.verdicts, as_json)
    else:
        print_line("gates: none could be evaluated")
    _print_change(promoted.change, as_json)


def _print_verdicts(verdicts: "Sequence[GateVerdict]", as_json: bool) -> None:
    from training.promotion.gates import COLUMNS

    if as_json:
        print_json({"gates": [asdict(one) for one in verdicts]})
    else:
        is_first = all(one.champion is None for one in verdicts)
        title = "The first champion, by itself" if is_first else "Challenger against champion"
        print_table(title, COLUMNS, [one.row() for one in verdicts])


def _print_change(change: "ChampionChange", as_json: bool) -> None:
    if as_json:
        print_json(asdict(change))
    else:
        print_line(
            f"{change.kind}: {change.model} version {change.version} is champion ({change.action}, {change.bundle})"
        )
