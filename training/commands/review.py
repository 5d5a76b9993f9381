"""`onematch review`: clerical review of links at the terminal."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from data.labels.links import Link, LinkDecision
from features.schema.texts import wording
from serving.matching.bundle import Bundle
from serving.matching.guarantees.answers_needed import is_proved
from serving.vocabulary.terms import ReviewOrder
from training.commands.options import (
    ColumnOptions,
    ColumnsOption,
    FieldsOption,
    JsonOption,
    KindOption,
    MapOption,
    check_files,
    command,
    new_app,
    read_bundle,
    require_kind,
    side_of,
    table_option,
)
from training.feedback.review_files import FileQueue, ReviewRequest, answers_for_links, choose_questions, read_answers
from training.feedback.review_screen import TerminalScreen, keys
from training.feedback.review_session import ReviewSession
from training.terminal import OptionsWrong, print_json, print_line, print_next, progress_bar
from training.worded_commands import option

app = new_app()


@command(
    app,
    "onematch review --kind person --links links.csv --crm crm.csv --universe members.csv --index members.index "
    "--bundle person.bundle --out judged.csv",
    "onematch review --kind person --links links.csv --crm crm.csv --index members.index --out judged.csv --blind",
    "onematch review --kind person --links links.csv --crm crm.csv --index i --out frozen.csv --except judged.csv",
)
def review(
    kind: KindOption,
    links: Annotated[Path, option("--links", "What `match` wrote.", exists=True)],
    crm: Annotated[Path, table_option("--crm", "The CRM's records.")],
    out: Annotated[Path, option("--out", "Judgements for `train --feedback`; existing ones are kept.")],
    universe: Annotated[
        Path | None, table_option("--universe", "The profiles, to show them as their file has them.")
    ] = None,
    index: Annotated[
        Path | None, option("--index", "The network's index; shows profiles normalised.", exists=True)
    ] = None,
    bundle: Annotated[
        str | None,
        option("--bundle", "The model, for a third candidate and for `e`, why.", metavar="<dir>|shipped"),
    ] = None,
    limit: Annotated[int, option("--limit", "The most questions.", min=1)] = 20,
    sort: Annotated[
        ReviewOrder,
        option(
            "--sort", "Questions worth most first, links most likely wrong, or a random sample, as for a frozen set."
        ),
    ] = ReviewOrder.USEFUL,
    answered: Annotated[
        list[Path] | None,
        option("--except", "Ask about no record that this file answers; may be repeated.", exists=True),
    ] = None,
    blind: Annotated[bool, option("--blind", "Show no score, no decision and no reason.")] = False,
    user: Annotated[str | None, option("--user", "Who answers; this machine's user by default.")] = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer the questions of the review queue.

    One key answers, without Enter: y or 1 this one, 2 3 the other candidate, n not this one, 0 nobody, s skip, z back,
    e why, b blind, q leave, ? help. In a pipe a line is a key. Each answer is kept at once, in --out.
    First come records near the threshold and records on which the models disagree, in turns with records drawn at
    random. Prints when a person may stop, and the risk that is left. --json lists the questions and asks none.
    """
    if universe is None and index is None:
        raise OptionsWrong("got no --universe or --index, expected one of them")
    sides = {"--links": links, "--crm": crm, "--universe": universe, "--index": index}
    check_files({"--out": out}, {**sides, "--bundle": bundle})
    model = None if bundle is None else read_bundle(kind, bundle)
    require_kind(kind, model, index)
    named = ColumnOptions(renames, columns, fields)
    known_as = named.read_sides(kind, crm, universe, labels=answered or (), bundle=model, index=index)
    request = ReviewRequest(
        kind=kind,
        links=links,
        crm=crm,
        out=out,
        user=user or getpass.getuser(),
        universe=universe,
        index=index,
        bundle=model,
        renames=known_as,
        fields=named.declared,
        limit=limit,
        order=sort,
        answered=frozenset(label.crm_id for path in answered or () for label in read_answers(path, known_as)),
    )
    if as_json:
        _print_questions(request, blind=blind)
        return
    _answer_questions(request, blind=blind)
    train = ["onematch", "train", "--kind", kind, "--crm", crm, "--feedback", out, "--out", f"{kind}.bundle"]
    side = side_of(universe if index is None else None, index)
    print_next([([*train, *side, *named.as_given], "a model that learns from the answers")])


def _print_questions(request: ReviewRequest, *, blind: bool) -> None:
    chosen = FileQueue(request).chosen
    questions = [
        {"crm_id": link.crm_id, "candidate_id": link.candidate_id} | ({} if blind else _model_answer(link))
        for link in chosen.links
    ]
    print_json({"questions": questions, "may_stop": chosen.may_stop, "risk": asdict(chosen.risk)})


def _model_answer(link: Link) -> dict[str, object]:
    return {"probability": link.probability, "decision": str(link.decision), "reasons": list(link.reasons)}


def _answer_questions(request: ReviewRequest, *, blind: bool) -> None:
    """Ask until the last question or until the person leaves; print what came of it, and the risk that is left."""
    with progress_bar() as progress:
        queue = FileQueue(request, progress)
        queue.prepare(progress)
    if len(queue):
        with keys() as key:
            count = ReviewSession(queue, TerminalScreen(request.kind, key), blind).run()
    else:
        count = 0
        print_line(wording("no question is left: every link with a candidate is answered"))
    after = choose_questions(queue.links, queue.labels, request)
    risk = after.risk
    bound = (
        ""
        if risk.upper is None
        else wording("; of the links answered so far at most {upper:.1%} are wrong (95 %)", upper=risk.upper)
    )
    left = wording(
        "{wrong_links:.1f} wrong links and {missed:.1f} missed matches are expected among {records}",
        wrong_links=risk.wrong_links,
        missed=risk.missed,
        records=risk.records,
    )
    print_line("risk left: {left}{bound}", left=left, bound=bound)
    proved = request.bundle is None or is_proved(Bundle.open(request.bundle))
    worth = "you may stop: no further answer is worth the time"
    print_line(worth if proved and after.may_stop else wording("further answers are worth the time"))
    linked = any(link.decision == LinkDecision.LINKED for link in queue.links)
    if not (linked and proved):
        state = "links aim at their precision" if linked else "nothing is linked"
        print_line(f"{state}: {answers_for_links(queue.links, request.bundle, labels=queue.labels)}")
    print_line(
        "{count} answers now, {n_labels} judgements in all: {out}",
        count=count,
        n_labels=len(queue.labels),
        out=request.out,
    )
