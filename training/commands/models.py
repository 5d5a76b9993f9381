"""`onematch models`: the registered versions, and the champions among them."""

import getpass
import json
import webbrowser
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.runtime.home import write_shadow
from serving.runtime.model_records import ChampionChange, moved_champion, read_history
from training.commands import golden
from training.commands.options import (
    ByOption,
    ColumnOptions,
    ColumnsOption,
    FeedbackOption,
    JsonOption,
    JudgedCrmOption,
    KindOption,
    MapOption,
    NameOption,
    ReasonOption,
    check_files,
    command,
    folder_option,
    named_file,
    new_app,
    present_home,
    require_kind,
    written_option,
)
from training.feedback.judged_records import judged_for_gate
from training.promotion.comparison_context import ComparisonContext, gate_of
from training.promotion.first_steps import freezing_advice, holds_own_records
from training.promotion.gates import COLUMNS, GateVerdict
from training.promotion.promotion import GatesFailed, Promotion, check_pair, shadow_with
from training.promotion.promotion import promote as promote_version
from training.promotion.promotion import rollback as step_back
from training.promotion.registry import Registry, as_shown, list_versions
from training.promotion.tracking_ui import show_runs
from training.terminal import print_json, print_line, print_lines, print_note, print_result, print_table, progress_bar
from training.worded_commands import option

app = new_app("List, compare, promote and roll back the trained models.")
app.add_typer(golden.app)
_COLUMNS = ("record_id", "change", "before", "after", "probability_before", "probability_after")
OptionalKind = Annotated[Kind | None, option("--kind", "Only this kind.")]


@command(app, "onematch models list --kind person", name="list")
def list_models(kind: OptionalKind = None, name: NameOption = None, as_json: JsonOption = False) -> None:
    """List the registered versions, oldest first."""
    home = present_home()
    versions_of_kinds = {each: list_versions(home, each, name) for each in Kind if kind in {None, each}}
    versions = [version for of_kind in versions_of_kinds.values() for version in of_kind]
    if as_json:
        print_json([asdict(version) for version in versions])
        return
    rows = [(v.model, v.version, ", ".join(v.aliases), v.created_at, v.run_id) for v in versions]
    print_table("Registered models", ("model", "version", "aliases", "created (UTC)", "run"), rows)
    if not rows and (names := Registry(home).names()):
        print_note("models are registered as {names}; --name says which to list", names=", ".join(names))
    for each, of_kind in versions_of_kinds.items():
        if (moved := moved_champion(as_shown(of_kind), read_history(home.history_file, each))) is not None:
            print_note(
                "{each}: MLflow's alias champion was moved to version {version}, and another version "
                "answers: onematch work holds it to the gates, as onematch models promote --kind "
                "{each} {version} does",
                each=each,
                version=moved.version,
            )


@command(
    app,
    "onematch models promote --kind person --index members.index",
    "onematch models promote --kind person 3 --reason 'better on the March labels'",
    "onematch models promote --kind person --feedback judged.csv --crm crm.csv",
    "onematch models promote --kind person --force --reason 'the champion is broken'",
)
def promote(
    kind: KindOption,
    version: Annotated[str, typer.Argument(metavar="[VERSION|ALIAS]", help="The version to promote.")] = "challenger",
    index: Annotated[
        Path | None,
        folder_option("--index", "The index to answer from; by default the served one."),
    ] = None,
    feedback: FeedbackOption = None,
    crm: JudgedCrmOption = None,
    name: NameOption = None,
    by: ByOption = None,
    reason: ReasonOption = "",
    report: Annotated[Path | None, written_option("--report", "Write both side by side as a page.")] = None,
    force: Annotated[
        bool, option("--force", "Promote although a gate refuses; needs --reason; the history keeps both.")
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
    check_files({"--report": report}, {"--index": index, "--feedback": feedback, "--crm": crm})
    require_kind(kind, None, index)
    home = present_home()
    known_as = ColumnOptions(renames, columns).read_sides(kind, crm, labels=(named_file(feedback),), index=index)
    judged = judged_for_gate(home, kind, feedback, crm=crm, renames=known_as, index=index)
    promotion = Promotion(
        kind=kind, wanted=version, index=index, by=by or getpass.getuser(), reason=reason, name=name, force=force
    )
    if not holds_own_records(home, kind):
        print_note(
            "{kind}: measured on generated records, for none of yours are frozen: onematch models freeze --help",
            kind=kind,
        )
    with progress_bar(quiet=as_json) as progress:
        gate = gate_of(ComparisonContext(home, kind, judged, network=index), progress, report)
        try:
            promoted = promote_version(home, Registry(home), promotion, check_pair, gate)
        except GatesFailed as failed:
            refused = failed
        else:
            gates = {"gates": [verdict.shown() for verdict in promoted.verdicts]}
            if not as_json:
                _print_verdicts(promoted.verdicts)
            print_result(as_json, asdict(promoted.change) | gates, _sentence(promoted.change))
            return
    if as_json:
        print_json({"gates": [verdict.shown() for verdict in refused.verdicts]})
    else:
        _print_verdicts(refused.verdicts)
        print_lines(*freezing_advice(home, promotion, refused.bundle))
    raise refused


@command(app, "onematch models rollback --kind person")
def rollback(kind: KindOption, by: ByOption = None, reason: ReasonOption = "", as_json: JsonOption = False) -> None:
    """Return to the champion before the present one."""
    home = present_home()
    change = step_back(home, Registry(home), kind, check_pair, by=by or getpass.getuser(), reason=reason)
    print_result(as_json, asdict(change), _sentence(change))


@command(app, "onematch models history")
def history(kind: OptionalKind = None, as_json: JsonOption = False) -> None:
    """Show the changes of champion, oldest first."""
    changes = read_history(present_home().history_file, kind)
    if as_json:
        print_json([asdict(change) for change in changes])
        return
    columns = ("at (UTC)", "kind", "action", "model", "version", "bundle", "by", "reason")
    rows = [(r.at, r.kind, r.action, r.model, r.version, Path(r.bundle).name, r.by, r.reason) for r in changes]
    print_table("Champions", columns, rows)


@command(
    app,
    "onematch models shadow --kind person",
    "onematch models shadow --kind person --show",
    "onematch models shadow --kind person --stop",
)
def shadow(
    kind: KindOption,
    version: Annotated[str, typer.Argument(metavar="[VERSION|ALIAS]", help="The version that scores.")] = "challenger",
    name: NameOption = None,
    stop: Annotated[bool, option("--stop", "Stop the scoring of challengers.")] = False,
    show: Annotated[bool, option("--show", "Show the answers that it would have changed so far.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Let a version score the running service's traffic beside the champion.

    Workers load it within seconds and score after the answer is sent. No caller receives its results.
    """
    home = present_home()
    if stop:
        write_shadow(home, kind, None)
        print_line("{kind}: no challenger scores any more", kind=kind)
        return
    if show:
        _show(kind, home.shadow_changes(kind), as_json)
        return

    pair = shadow_with(home, Registry(home), kind, (version, name), check_pair)
    print_line(
        "{kind}: {bundle_name} scores beside the champion; --show lists what it would change",
        kind=kind,
        bundle_name=pair.bundle.name,
    )


def _show(kind: Kind, file: Path, as_json: bool) -> None:
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    changes = [json.loads(line) for line in lines]
    if as_json:
        print_json(changes)
        return
    counts = Counter((change["challenger"], change["change"]) for change in changes)
    print_table(
        wording("{kind}: would change", kind=kind),
        ("challenger", "change", "answers"),
        [(*key, n) for key, n in counts.items()],
    )
    print_table("The newest", _COLUMNS, [[change[name] for name in _COLUMNS] for change in changes[-12:]])


@command(app, "onematch models ui", "onematch models ui --port 5001 --no-browser")
def ui(
    port: Annotated[
        int | None, option("--port", "5000 by default, or any free port if it is taken.", min=1, max=65535)
    ] = None,
    no_browser: Annotated[bool, option("--no-browser", "Print the address only.")] = False,
) -> None:
    """Open MLflow's pages: runs with figures and plots, data sets, models and their versions.

    Serves the local store on 127.0.0.1 until Ctrl-C. A server that MLFLOW_TRACKING_URI names is opened as it is.
    """

    def announce(address: str) -> None:
        print_line("MLflow shows runs and models at {address}", address=address)
        if not no_browser and not webbrowser.open(address):
            print_note(wording("no browser could be opened here"))

    print_note(wording("starting MLflow's server, which takes some seconds; Ctrl-C ends it"))
    show_runs(present_home(), port, announce)


def _print_verdicts(verdicts: Sequence[GateVerdict]) -> None:
    if not verdicts:
        print_line(wording("gates: none could be evaluated"))
        return
    is_first = all(verdict.champion is None for verdict in verdicts)
    title = "The first champion, by itself" if is_first else "Challenger against champion"
    print_table(title, COLUMNS, [verdict.row() for verdict in verdicts])


def _sentence(change: ChampionChange) -> str:
    return wording(
        "{change_kind}: {model} version {version} is champion ({action}, {bundle})",
        change_kind=change.kind,
        model=change.model,
        version=change.version,
        action=change.action,
        bundle=change.bundle,
    )
