"""`onematch labels audit`: labels that are probably wrong, judged at the terminal."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

from data.index.build import index_of
from data.index.profiles import read_profiles
from data.labels.label_rows import UnusableLabels
from data.tables.optional_columns import UniverseFile
from data.tables.progress import Progress
from data.tables.work_folders import work_folder
from serving.matching.matcher import Matcher
from training.commands.options import (
    AccountLinksOption,
    ColumnOptions,
    ColumnsOption,
    CrmOption,
    FieldsOption,
    IndexOption,
    JsonOption,
    KindOption,
    LabelsSplitOption,
    MapOption,
    UniverseOption,
    check_files,
    command,
    named_file,
    new_app,
    require_kind,
    require_one_side,
    side_of,
    table_option,
    written_option,
)
from training.evaluation.segments import Values
from training.evaluation.sources import file_values
from training.evaluation.workspace import without_runs
from training.feedback.label_review import NOBODY, AuditedFile, AuditQueue
from training.feedback.review_screen import TerminalScreen, keys
from training.feedback.review_session import ReviewSession
from training.fitting.methods.label_audit import LabelAudit, SuspectLabel
from training.request import TrainRequest
from training.terminal import print_json, print_line, print_next, print_table, progress_bar
from training.train import train as fit
from training.worded_commands import option

ABOUT = "Check the labels that a training learns from."
app = new_app(ABOUT)
app.callback(help=ABOUT)(lambda: None)
START = "onematch labels audit --kind person --crm crm.csv --index members.index --labels labels.csv"
COLUMNS = ("record", "label", "probability", "evidence", "probability")


@command(app, START, f"{START} --labels-split train --out corrected.csv")
def audit(
    kind: KindOption,
    crm: CrmOption,
    labels: Annotated[Path, table_option("--labels", "The labels to check: crm_id, universe_id.")],
    universe: UniverseOption = None,
    index: IndexOption = None,
    labels_split: LabelsSplitOption = None,
    out: Annotated[
        Path | None, written_option("--out", "Ask about the suspects, and write all labels, corrected; answers stay.")
    ] = None,
    limit: Annotated[int, option("--limit", "The most suspects that are shown or asked about.", min=1)] = 20,
    start_from: Annotated[
        str | None,
        option("--start-from", "The base model; the shipped bundle by default.", metavar="none|BUNDLE"),
    ] = None,
    account_links: AccountLinksOption = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """List labels that are probably wrong, and correct them.

    Each label is compared with the probabilities of models that did not see its entity: its own answer against the
    best other one, or against nobody. With --out both sides are shown, with their reasons, and asked about by the keys
    of `onematch review`: 1 or 2 the profile of that number, 0 nobody. Trains as `onematch train` does, and keeps no
    model.
    """
    require_one_side(universe, index)
    read = {"--crm": crm, "--universe": universe, "--index": index, "--labels": labels}
    check_files({"--out": out}, {**read, "--account-links": account_links, "--start-from": start_from})
    require_kind(kind, named_file(start_from), index)
    sides = ["--kind", kind, "--crm", crm, *side_of(universe, index)]
    named = ColumnOptions(renames, columns, fields)
    request = TrainRequest(
        kind=kind,
        crm=crm,
        out=Path(),
        universe=universe,
        index=index,
        labels=labels,
        labels_split=labels_split,
        account_links=account_links,
        start_from=start_from,
        register=False,
        renames=named.read_sides(kind, crm, universe, labels=(labels,), index=index),
        fields=named.declared,
    )
    with ExitStack() as resources:
        with progress_bar(quiet=as_json) as progress:
            found, matcher = resources.enter_context(_audited(request, progress))
        suspects = found.accused[:limit]
        if as_json:
            rows = [{**asdict(one), "answers": sorted(one.answers), "accused": one.accused} for one in found.suspects]
            print_json({"says": found.says, "records": found.records, "suspects": rows})
            return
        print_line(found.says)
        if out is None:
            print_table("Labels that are probably wrong", COLUMNS, list(map(_row, suspects)))
            if suspects:
                print_next([correcting(found, [*sides, *named.as_given], labels, labels_split)])
            return
        file = AuditedFile(labels, out, request.renames)
        queue = AuditQueue(suspects, file, matcher, _values(request, suspects, matcher))
        file.write(file.read())
        with keys() as key:
            count = ReviewSession(queue, TerminalScreen(kind, key)).run()
    print_line("labels judged: {count}; all labels, corrected: {out}", count=count, out=out)
    train = ["onematch", "train", *sides, *named.as_given, *_labels(out, labels_split), "--out", f"{kind}.bundle"]
    print_next([(train, "a model that learns from them")])


def correcting(
    found: LabelAudit, read: Sequence[object], labels: Path, split: str | None
) -> tuple[Sequence[object], str]:
    """Return the command that asks about all suspects, of a training's options for its files, with its purpose."""
    command_line = ["onematch", "labels", "audit", *read, *_labels(labels, split), "--limit", len(found.accused)]
    command_line += ["--out", f"{labels.stem}.corrected.csv"]
    return command_line, "judge the labels that are probably wrong, one key each"


def _labels(labels: Path, split: str | None) -> list[object]:
    return ["--labels", labels, *([] if split is None else ["--labels-split", split])]


@contextmanager
def _audited(request: TrainRequest, progress: Progress) -> Iterator[tuple[LabelAudit, Matcher]]:
    """Train without a run, and keep the bundle for the block. Raises UnusableLabels where no label is of a record."""
    sides = (request.schema, request.index, request.universe, request.renames)
    with work_folder("audit") as folder, index_of(*sides, progress) as index:
        own = replace(request, out=folder / "bundle", index=index, universe=None)
        with without_runs():
            result = fit(own, progress)
        if result.audit is None:
            raise UnusableLabels(
                "{labels}: got no label that says match or nobody, expected some to check", labels=request.labels
            )
        yield result.audit, Matcher.open(own.out, index)


def _values(
    request: TrainRequest, suspects: Sequence[SuspectLabel], matcher: Matcher
) -> tuple[Mapping[str, Values], Mapping[str, Values]]:
    """Return the values of the suspects' records and of the profiles on both sides, as the files have them."""
    records = file_values(
        matcher.schema,
        UniverseFile(request.crm or Path(), request.renames),
        {suspect.crm_id for suspect in suspects},
        of_profiles=False,
    )
    named = {name for suspect in suspects for name in (*suspect.answers, suspect.rival) if name is not None}
    if request.universe is not None:
        return records, file_values(matcher.schema, UniverseFile(request.universe, request.renames), named)
    return records, read_profiles(matcher.index, named)


def _row(suspect: SuspectLabel) -> tuple[object, ...]:
    label = ", ".join(sorted(suspect.answers)) or NOBODY
    return suspect.crm_id, label, suspect.own, suspect.rival or NOBODY, suspect.rival_probability
