"""`onematch train`: fit the models of one kind and write the bundle."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from data.index.same_records import refuse_same_file
from data.tables.outputs import FolderType
from features.schema.kinds import Kind
from features.schema.texts import wording
from serving.matching.policy import USUAL_PRECISION
from serving.runtime.settings import load_settings
from training.commands.labels import correcting
from training.commands.options import (
    AccountLinksOption,
    ColumnOptions,
    ColumnsOption,
    CrmOption,
    FeedbackOption,
    FieldsOption,
    IndexOption,
    JsonOption,
    KindOption,
    LabelsSplitOption,
    MapOption,
    UniverseOption,
    check_files,
    command,
    file_option,
    named_file,
    new_app,
    present_home,
    require_kind,
    require_one_side,
    side_of,
    table_option,
)
from training.fitting.bundle import MEANINGS
from training.fitting.methods.training_parameters import TrainingParameters, as_text, changed, example_text
from training.parameters_file import Varied, read_parameters, read_toml, read_varied
from training.promotion.first_steps import note_training, promote_command
from training.promotion.promotion import Promotion
from training.request import TrainRequest
from training.sweep import COLUMNS, compared, run_sweep
from training.terminal import (
    decisions_line,
    print_figures,
    print_json,
    print_line,
    print_lines,
    print_next,
    print_table,
    progress_bar,
)
from training.train import TrainResult
from training.train import train as fit
from training.worded_commands import option

LEVEL_SHOWN = 0.99
GROWTH = ("num_iterations", "learning_rate", "num_leaves", "min_data_in_leaf")


def _print_example(context: typer.Context, value: bool) -> None:
    if value:
        typer.echo(example_text(Kind(context.params["kind"])), nl=False)
        raise typer.Exit


ParamsOption = Annotated[
    Path | None,
    file_option("--params", "Parameters of the training: a file that --params-example prints, changed."),
]
ParamsExampleOption = Annotated[
    bool,
    option("--params-example", "Print the usual parameters of a kind, with comments.", callback=_print_example),
]


VaryOption = Annotated[
    list[str] | None,
    option(
        "--vary",
        "Train once for each value of a parameter, or of start-from, and compare; may be repeated.",
        metavar="NAME=VALUE,VALUE",
    ),
]


app = new_app()


@command(
    app,
    "onematch train --kind person --crm crm.csv --universe members.csv --out person.bundle",
    "onematch train --kind company --crm crm.csv --index companies.index --labels truth.csv --out company.bundle",
    "onematch train --kind person --crm crm.csv --index members.index --feedback judged.csv --out person.bundle",
    "onematch train --kind person --crm crm.csv --index m.index --feedback sqlite:///store.db --out person.bundle",
    "onematch train --kind person --crm c.csv --index i --labels l.csv --vary rate=.05,.1 --vary trees.seed=1,2",
    "onematch train --kind person --params-example > params.toml",
    "onematch train --kind person --crm crm.csv --index members.index --params params.toml --out person.bundle",
)
def train(
    kind: KindOption,
    crm: CrmOption,
    out: Annotated[Path, option("--out", "The bundle folder to write.", file_okay=False)],
    universe: UniverseOption = None,
    index: IndexOption = None,
    labels: Annotated[Path | None, table_option("--labels", "Known answers: crm_id, universe_id.")] = None,
    labels_split: LabelsSplitOption = None,
    feedback: FeedbackOption = None,
    account_links: AccountLinksOption = None,
    start_from: Annotated[
        str | None,
        option("--start-from", "The base model; the shipped bundle by default.", metavar="none|BUNDLE"),
    ] = None,
    precision: Annotated[float, option("--precision", "The precision that `linked` aims at.")] = USUAL_PRECISION,
    name: Annotated[str | None, option("--name", "The model's name in the registry.")] = None,
    no_register: Annotated[bool, option("--no-register", "Log the run, register nothing.")] = False,
    seed: Annotated[int, option("--seed", "The same seed and files give the same bundle.")] = 0,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    params: ParamsOption = None,
    params_example: ParamsExampleOption = False,
    vary: VaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fit the models of one kind.

    Without labels by EM and self-training from the base model, with labels both models on the labels. Writes the
    bundle (the trained model, a folder of plain files), logs an MLflow run and registers the bundle as challenger:
    `onematch models promote` makes it the champion, which the service uses, once it passed on the frozen set, records
    with known answers that no training learns from.
    """
    del params_example
    require_one_side(universe, index)
    check_files(
        {"--out": out, "--out (contradictions)": out.with_name(f"{out.name}.contradictions.csv")},
        {
            "--crm": crm,
            "--universe": universe,
            "--index": index,
            "--labels": labels,
            "--feedback": feedback,
            "--account-links": account_links,
            "--start-from": start_from,
            "--params": params,
        },
        {"--out": FolderType.BUNDLE},
    )
    require_kind(kind, named_file(start_from), index)
    refuse_same_file(kind, crm, universe)
    named = ColumnOptions(renames, columns, fields)
    request = TrainRequest(
        kind=kind,
        crm=crm,
        universe=universe,
        index=index,
        labels=labels,
        labels_split=labels_split,
        feedback=feedback,
        account_links=account_links,
        start_from=start_from,
        precision=precision,
        name=name,
        register=load_settings().register_runs and not no_register,
        seed=seed,
        out=out,
        fields=named.declared,
        renames=named.read_sides(kind, crm, universe, labels=(labels, named_file(feedback)), index=index),
    )
    if vary:
        _sweep(request, params, read_varied(kind, vary), as_json=as_json)
        return
    request = replace(request, parameters=read_parameters(request.schema, params))
    with progress_bar(quiet=as_json) as progress:
        result = fit(request, progress)
    read = {"crm": crm, "universe": universe, "labels": labels, "feedback": named_file(feedback)}
    read |= {"account_links": account_links}
    read_as = {"labels_split": labels_split, "columns": columns, "map": renames, "fields": fields}
    note_training(present_home(), result.bundle, index, {**read, **read_as})
    if as_json:
        print_json({"bundle": result.bundle, "run_id": result.run_id, "metrics": result.metrics})
        return
    _print_result(request, result)
    print_next(_next_steps(request, result, named.as_given))


def _sweep(request: TrainRequest, params: Path | None, varied: Varied, *, as_json: bool) -> None:
    """Train every combination; print how each compares with the first."""
    given = {} if params is None else read_toml(params)
    with progress_bar(quiet=as_json) as progress:
        variants = run_sweep(request, given, varied, progress)
    rows = compared(variants)
    if as_json:
        print_json({"runs": [variant.result.run_id for variant in variants], "columns": COLUMNS, "rows": rows})
        return
    print_table("Held-out records; differences are paired, with 95 % intervals", COLUMNS, rows)
    print_line(
        "written: {out}, a folder with a bundle of each training; `onematch models ui` shows the runs",
        out=request.out,
    )


def _print_result(request: TrainRequest, result: TrainResult) -> None:
    """Print the figures with their meanings, what came out, and where it is."""
    if request.parameters is not None:
        _print_parameters(request.kind, request.parameters, result.parameters)
    decisions = {name: result.decisions.get(name, 0) for name in ("linked", "review", "none")}
    print_figures(wording("Training of {request_kind}", request_kind=request.kind), result.metrics, MEANINGS)
    if missing := result.metrics.get("labels_without_record"):
        print_line(
            "{missing:,} labels name records that {crm} lacks; nothing is learnt from them",
            missing=missing,
            crm=request.crm,
        )
    if result.audit is not None and result.audit.accused:
        print_line(result.audit.says)
    print_line(
        "{decisions} of the {decisions_2:,} records of the training",
        decisions=decisions_line(decisions),
        decisions_2=sum(decisions.values()),
    )
    [shown] = [level for level in result.thresholds.levels if level.wanted == LEVEL_SHOWN]
    print_line("at a wanted precision of {wanted:g}: {says}", wanted=shown.wanted, says=shown.says)
    print_line("written: {bundle}, a bundle: the trained model as a folder of plain files", bundle=result.bundle)
    if result.run_id is not None:
        registered = "; registered as challenger" if request.register else ""
        print_line("MLflow run: {run_id}{registered}", run_id=result.run_id, registered=registered)


def _print_parameters(kind: Kind, parameters: TrainingParameters, used: Mapping[str, object]) -> None:
    """Print what differs from the usual parameters, and what Splink and LightGBM made of them."""
    print_lines(*(f"{name} = {as_text(value)}" for name, value in changed(parameters, kind).items()))
    print_line("EM ran on {used}", used=as_text(used["splink.em_rules_used"] or "no rule"))
    print_line("LightGBM: " + ", ".join(f"{name} {used[f'lightgbm.{name}']}" for name in GROWTH))


def _next_steps(
    request: TrainRequest, result: TrainResult, named: Sequence[object]
) -> list[tuple[Sequence[object], str]]:
    """Return the commands that follow, with this call's own paths."""
    kind = request.kind
    out = request.out
    side = side_of(request.universe, request.index)
    read = ["--kind", kind, "--crm", request.crm, *side, *named]
    steps: list[tuple[Sequence[object], str]] = [
        (["onematch", "thresholds", "--bundle", out], "what each wanted precision costs"),
        (["onematch", "match", *read, "--bundle", out, "--out", "links.csv"], "decide every record of the file"),
    ]
    if result.audit is not None and result.audit.accused and request.labels is not None:
        steps.insert(0, correcting(result.audit, read, request.labels, request.labels_split))
    if result.run_id is not None and request.register:
        index = request.index or Path(f"{kind}.index")
        if request.index is None:
            build = ["onematch", "index", "--kind", kind, *side, *named, "--out", index]
            steps.append((build, "the profiles, prepared once for every look-up"))
        purpose = (
            "let the service use it, if it passes on the frozen set: records with known answers, kept from training"
        )
        steps.append((promote_command(Promotion(kind, "challenger", index, "", name=request.name)), purpose))
    return steps
