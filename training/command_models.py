"""`onematch models`: what is registered, and which of it answers."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.kinds import Kind
from training.console import print_json, print_line, print_table
from training.options import JsonOption, KindOption, example, present_home

if TYPE_CHECKING:
    from training.history import Reign

models_app = typer.Typer(help="List, promote and roll back the trained models.", no_args_is_help=True)
ByOption = Annotated[str | None, typer.Option("--by", help="Who says so; the user of this machine unless told.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, for the history.")]
NameOption = Annotated[str | None, typer.Option("--name", help="The model's name, if it is not onematch-<kind>.")]
OptionalKind = Annotated[Kind | None, typer.Option("--kind", help="Only this kind.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    models_app.command("list", epilog=example("onematch models list --kind person"))(list_models)
    lines = (
        "onematch models promote --kind person --index members.index",
        "onematch models promote --kind person 3 --reason 'better on the March labels'",
    )
    models_app.command("promote", epilog=example(*lines))(promote)
    models_app.command("rollback", epilog=example("onematch models rollback --kind person"))(rollback)
    models_app.command("history", epilog=example("onematch models history"))(history)
    app.add_typer(models_app, name="models")


def list_models(kind: OptionalKind = None, name: NameOption = None, as_json: JsonOption = False) -> None:
    """List the registered versions, oldest first."""
    from training.registry import Registry

    registry = Registry(present_home())
    versions = [one for each in _kinds(kind) for one in registry.versions(each, name)]
    if as_json:
        print_json([asdict(one) for one in versions])
        return
    rows = [(v.model, v.version, ", ".join(v.aliases), v.created_at, v.run_id) for v in versions]
    print_table("Registered models", ("model", "version", "aliases", "created (UTC)", "run"), rows)


def promote(
    kind: KindOption,
    wanted: Annotated[str, typer.Argument(metavar="[VERSION|ALIAS]", help="What to promote.")] = "challenger",
    index: Annotated[
        Path | None,
        typer.Option("--index", help="What to answer from; the present one unless told.", exists=True, file_okay=False),
    ] = None,
    name: NameOption = None,
    by: ByOption = None,
    reason: ReasonOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a version the champion.

    Copies its bundle, replays its golden pairs and swaps the pointer that the workers watch.
    """
    from training.promotion import Promotion, check_pair
    from training.promotion import promote as enthrone
    from training.registry import Registry

    home = present_home()
    promotion = Promotion(kind, wanted, index, by or getpass.getuser(), reason, name)
    _print_change(enthrone(home, Registry(home), promotion, check_pair), as_json)


def rollback(kind: KindOption, by: ByOption = None, reason: ReasonOption = "", as_json: JsonOption = False) -> None:
    """Return to the champion before the present one."""
    from training.promotion import Rollback, check_pair
    from training.promotion import rollback as step_back
    from training.registry import Registry

    home = present_home()
    step = Rollback(kind, by or getpass.getuser(), reason)
    _print_change(step_back(home, Registry(home), step, check_pair), as_json)


def history(kind: OptionalKind = None, as_json: JsonOption = False) -> None:
    """Show who was champion when, oldest first."""
    from training.history import read_history

    reigns = read_history(present_home().history_file, kind)
    if as_json:
        print_json([asdict(one) for one in reigns])
        return
    columns = ("at (UTC)", "kind", "action", "model", "version", "bundle", "by", "reason")
    rows = [(r.at, r.kind, r.action, r.model, r.version, Path(r.bundle).name, r.by, r.reason) for r in reigns]
    print_table("Champions", columns, rows)


def _kinds(kind: Kind | None) -> tuple[Kind, ...]:
    return tuple(Kind) if kind is None else (kind,)


def _print_change(reign: "Reign", as_json: bool) -> None:
    if as_json:
        print_json(asdict(reign))
    else:
        print_line(f"{reign.kind}: {reign.model} version {reign.version} is champion ({reign.action}, {reign.bundle})")
