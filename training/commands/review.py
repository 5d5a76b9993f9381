"""`onematch review`: clerical review at the terminal, of pairs from files or from a running service."""

import getpass
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.schema.kinds import Kind
from serving.rules.vocabulary import ReviewOrder
from training.commands.options import (
    ColumnsOption,
    FieldsOption,
    JsonOption,
    KindOption,
    MapOption,
    add_command,
    mapped,
    named_file,
    read_bundle,
    read_choice,
    read_declared,
    read_renames_for,
    side_of,
    table_option,
)
from training.terminal import OptionsWrong, print_json, print_line, print_next, progress_bar, starting

if TYPE_CHECKING:
    from serving.rules.linking.review import Risk
    from training.feedback.review_files import ReviewPaths, ReviewWish
    from training.feedback.review_session import ReviewQueue

NEEDED = ("--links", "--crm", "--out")


def register(app: typer.Typer) -> None:
    """Add the command."""
    files = "--links links.csv --crm crm.csv --universe members.csv --index members.index --bundle person.bundle"
    lines = (
        f"onematch review --kind person {files} --out judged.csv",
        "onematch review --kind person --links links.csv --crm crm.csv --index members.index --out judged.csv --blind",
        "onematch review --kind person --links links.csv --crm crm.csv --index i --out frozen.csv --except judged.csv",
        "onematch review --kind person --url http://127.0.0.1:3000 --contract ID --user 17 --blind",
    )
    add_command(app, review, *lines)


def review(
    kind: KindOption,
    links: Annotated[Path | None, typer.Option("--links", help="What `match` wrote.", exists=True)] = None,
    crm: Annotated[Path | None, table_option("--crm", "The CRM's records.")] = None,
    universe: Annotated[
        Path | None, table_option("--universe", "The profiles, to show them as their file has them.")
    ] = None,
    index: Annotated[
        Path | None, typer.Option("--index", help="The network's index; shows profiles normalised.", exists=True)
    ] = None,
    bundle: Annotated[
        str | None,
        typer.Option("--bundle", metavar="<dir>|shipped", help="The model, for a third candidate and for `e`, why."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Judgements for `train --feedback`; existing ones are kept.")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(
            "--url", help="A service, in place of files; ONEMATCH_CLIENT_ID and _SECRET, or ONEMATCH_TOKEN, let you in."
        ),
    ] = None,
    contract: Annotated[str | None, typer.Option("--contract", help="The contract whose queue is answered.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most questions.")] = 20,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="useful|suspicious|random",
            help="Questions worth most first, links most likely wrong, or a random sample, as for a frozen set.",
        ),
    ] = "useful",
    answered: Annotated[
        list[Path] | None,
        typer.Option("--except", help="Ask about no record that this file answers; may be repeated.", exists=True),
    ] = None,
    blind: Annotated[bool, typer.Option("--blind", help="Show no score, no decision and no reason.")] = False,
    user: Annotated[
        str | None, typer.Option("--user", help="Who answers: with --url a CRM user, else this machine's unless told.")
    ] = None,
    renames: MapOption = None,
    columns: ColumnsOption = None,
    fields: FieldsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer the questions of the review queue.

    One key answers, without Enter: y or 1 this one, 2 3 the other candidate, n not this one, 0 nobody, s skip, z back,
    e why, b blind, q leave, ? help. In a pipe a line is a key. Each answer is kept at once, in --out or by the service.
    First come records near the threshold and records on which the models disagree, in turns with records drawn at
    random. Prints when a person may stop, and the risk that is left. --json lists the questions and asks none.
    """
    given = {"--links": links, "--crm": crm, "--out": out}
    named = {"--universe": universe, "--index": index, "--bundle": bundle, "--except": answered}
    order = ReviewOrder(read_choice("--sort", sort, tuple(ReviewOrder)))
    if url is not None:
        wrong = [name for name, value in {**given, **named}.items() if value is not None]
        if wrong or contract is None or user is None or order is not ReviewOrder.USEFUL:
            got = ", ".join(wrong) or (f"--sort {order}" if contract and user else "no --contract or no --user")
            raise OptionsWrong(f"--url: got {got}, expected --contract and --user, no files and the service's order")
        _review_service(kind, (url, contract, user), limit, blind=blind, as_json=as_json)
        return
    if links is None or crm is None or out is None or (universe is None and index is None):
        missing = [name for name in NEEDED if given[name] is None]
        missing += ["--universe or --index"] if universe is None and index is None else []
        raise OptionsWrong(f"got no {', '.join(missing)}, expected them, or --url")
    with starting(quiet=as_json):
        from datetime import UTC, datetime
        from functools import partial

        from data.tables.outputs import Output, check_outputs
        from serving.matching.fields_agree import agreed_schema
        from serving.matching.kinds_agree import require_kind
        from training.feedback.review_files import ReviewPaths, ReviewWish, read_answers

    check_outputs(
        [Output("--out", out)],
        {"--links": links, "--crm": crm, "--universe": universe, "--index": index, "--bundle": named_file(bundle)},
    )
    model = None if bundle is None else read_bundle(kind, bundle)
    require_kind(kind, model, index)
    declared = read_declared(fields)
    schema = agreed_schema(kind, declared, model, index)
    known_as = read_renames_for(kind, renames, crm, universe, columns=columns, fields=schema)
    paths = ReviewPaths(links, crm, out, universe, index, model, known_as, declared)
    elsewhere = frozenset(label.crm_id for path in answered or () for label in read_answers(path))
    wish = ReviewWish(limit, user or getpass.getuser(), order, elsewhere, partial(datetime.now, UTC))
    _review_files(kind, paths, wish, blind=blind, as_json=as_json)
    if not as_json:
        train = ["onematch", "train", "--kind", kind, "--crm", crm, "--feedback", out, "--out", f"{kind}.bundle"]
        side = side_of(universe if index is None else None, index)
        print_next([([*train, *side, *mapped(renames, columns, fields)], "a model that learns from the answers")])


def _review_files(kind: Kind, paths: "ReviewPaths", wish: "ReviewWish", *, blind: bool, as_json: bool) -> None:
    from data.labels.links import LinkDecision
    from training.feedback.answers_wanted import answers_for_links
    from training.feedback.review_files import FileQueue, choose_questions

    with progress_bar(quiet=as_json) as progress:
        queue = FileQueue(kind, paths, wish, progress)
        if not as_json:
            queue.prepare(progress)
    chosen = queue.chosen
    if as_json:
        shown = [
            {
                "crm_id": link.crm_id,
                "candidate_id": link.candidate_id,
                **({} if blind else {"probability": link.probability, "decision": str(link.decision)}),
                **({} if blind else {"reasons": list(link.reasons)}),
            }
            for link in chosen.links
        ]
        _print_questions(shown, chosen.may_stop, chosen.risk)
        return
    count = _ask(kind, queue, blind=blind)
    after = choose_questions(queue.links, queue.labels, wish)
    _print_risk(after.risk, after.may_stop)
    if not any(link.decision == LinkDecision.LINKED for link in queue.links):
        print_line(f"nothing is linked: {answers_for_links(queue.links, paths.bundle, labels=queue.labels)}")
    print_line(f"{count} answers now, {len(queue.labels)} judgements in all: {paths.out}")


def _review_service(kind: Kind, at: tuple[str, str, str], limit: int, *, blind: bool, as_json: bool) -> None:
    from training.feedback.review_http import ReviewService, ServiceQueue

    with closing(ReviewService(*at)) as service:
        page = service.next_questions(kind, limit, blind=blind)
        if as_json:
            listed = [{"object": one.object, "record_id": one.record_id, "profile_id": one.profile_id,
                      **({} if one.link is None else {"link": one.link})} for one in page.questions]  # fmt: skip
            _print_questions(listed, page.may_stop, page.risk)
            return
        count = _ask(kind, ServiceQueue(service, kind, page), blind=blind)
        after = service.next_questions(kind, 1, blind=blind)
    _print_risk(after.risk, after.may_stop)
    print_line(f"{count} judgements given to {at[0]}")


def _ask(kind: Kind, queue: "ReviewQueue", *, blind: bool) -> int:
    """Ask until the last question or until the person leaves; return the number of answers."""
    from training.feedback.keys import keys
    from training.feedback.review_screen import TerminalScreen
    from training.feedback.review_session import ReviewSession

    if not len(queue):
        print_line("no question is left: every link with a candidate is answered")
        return 0
    with keys() as key:
        return ReviewSession(queue, TerminalScreen(kind, key), blind).run()


def _print_risk(risk: "Risk", may_stop: bool) -> None:
    bound = "" if risk.upper is None else f"; of the links answered so far at most {risk.upper:.1%} are wrong (95 %)"
    left = f"{risk.wrong_links:.1f} wrong links and {risk.missed:.1f} missed matches are expected among {risk.records}"
    print_line(f"risk left: {left}{bound}")
    print_line(
        "you may stop: no further answer is worth the time" if may_stop else "further answers are worth the time"
    )


def _print_questions(questions: Sequence[object], may_stop: bool, risk: "Risk") -> None:
    left = {"records": risk.records, "wrong_links": risk.wrong_links, "missed": risk.missed, "upper": risk.upper}
    print_json({"questions": list(questions), "may_stop": may_stop, "risk": left})
