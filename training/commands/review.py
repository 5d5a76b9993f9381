"""`onematch review`: clerical review at the terminal, of pairs from files or from a running service."""

import getpass
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from features.schema.kinds import Kind
from training.commands.options import JsonOption, KindOption, example
from training.terminal import OptionsWrong, print_json, print_line, print_table

if TYPE_CHECKING:
    from serving.rules.linking.review import Risk
    from training.evaluation.report.errors import FieldRow
    from training.feedback.review_files import FileQuestion
    from training.feedback.review_http import ServiceQuestion

KEYS = "y: the same   n: not this one   0: nobody in the network   s: skip   q: stop"
VERDICTS = {"y": "match", "n": "not_match", "0": "nobody"}
Asking = TypeVar("Asking")


def register(app: typer.Typer) -> None:
    """Add the command."""
    lines = (
        "onematch review --kind person --links links.parquet --crm crm.csv --index members.index --out judged.csv",
        "onematch review --kind person --links links.parquet --crm crm.csv --index m.index --out judged.csv --blind",
        "onematch review --kind person --url http://127.0.0.1:3000 --contract ID --user 17 --blind",
    )
    app.command(epilog=example(*lines))(review)


def review(
    kind: KindOption,
    links: Annotated[Path | None, typer.Option("--links", help="What `match` wrote.", exists=True)] = None,
    crm: Annotated[Path | None, typer.Option("--crm", help="The CRM's records.", exists=True)] = None,
    index: Annotated[Path | None, typer.Option("--index", help="The network's index.", exists=True)] = None,
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
    blind: Annotated[bool, typer.Option("--blind", help="Show no score, no decision and no reason.")] = False,
    user: Annotated[
        str | None, typer.Option("--user", help="Who answers: with --url a CRM user, else this machine's unless told.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Answer the questions of the review queue.

    First come records near the threshold and records on which the models disagree, in turns with records drawn at
    random. Prints when a person may stop, and the risk that is left. Answers are kept one by one: in --out, or by the
    service. --json lists the questions and asks none.
    """
    files = {"--links": links, "--crm": crm, "--index": index, "--out": out}
    if url is not None:
        wrong = [name for name, value in files.items() if value is not None]
        if wrong or contract is None or user is None:
            given = ", ".join(wrong) or "no --contract or no --user"
            raise OptionsWrong(f"--url: got {given}, expected --contract and --user, and no files")
        _review_service(kind, (url, contract, user), limit, blind=blind, as_json=as_json)
    elif links is not None and crm is not None and index is not None and out is not None:
        _review_files(kind, (links, crm, index, out), (limit, user), blind=blind, as_json=as_json)
    else:
        missing = ", ".join(name for name, value in files.items() if value is None)
        raise OptionsWrong(f"got no {missing}, expected them, or --url")


def _review_files(
    kind: Kind, at: tuple[Path, Path, Path, Path], asked_for: tuple[int, str | None], *, blind: bool, as_json: bool
) -> None:
    from datetime import UTC, datetime

    from data.labels.label_rows import Verdict
    from data.tables.outputs import Output, check_outputs
    from training.feedback.review_files import ReviewFiles, keep, label_of

    (limit, user), out = asked_for, at[3]
    check_outputs([Output("--out", out)], {"--links": at[0], "--crm": at[1], "--index": at[2]})
    files = ReviewFiles.open(kind, *at)
    questions, may_stop, risk = files.next_questions(limit)
    if as_json:
        _print_questions([_as_json(one, blind=blind) for one in questions], may_stop, risk)
        return
    answers = list(files.answered)

    def take(question: "FileQuestion", verdict: str) -> None:
        answers.append(label_of(question.link, Verdict(verdict), user or getpass.getuser(), datetime.now(UTC)))
        keep(answers, out)

    def show(question: "FileQuestion", title: str) -> None:
        link = question.link
        model_answer = f"{link.decision}, probability {link.probability:.4f}: {'; '.join(link.reasons)}"
        _show(title, question.fields, None if blind else model_answer)

    _ask_all(questions, show, take)
    _, may_stop, risk = ReviewFiles(kind, files.links, files.records, files.index, tuple(answers)).next_questions(1)
    _print_risk(risk, may_stop)
    print_line(f"{len(answers)} judgements: {out}; onematch train --feedback {out} learns from them")


def _review_service(kind: Kind, at: tuple[str, str, str], limit: int, *, blind: bool, as_json: bool) -> None:
    from training.feedback.review_http import ReviewService

    service = ReviewService(*at)
    page = service.next_questions(kind, limit, blind=blind)
    if as_json:
        listed = [{"object": one.object, "record_id": one.record_id, "profile_id": one.profile_id,
                  **({} if one.link is None else {"link": one.link})} for one in page.questions]  # fmt: skip
        _print_questions(listed, page.may_stop, page.risk)
        return

    def show(question: "ServiceQuestion", title: str) -> None:
        link = question.link
        model_answer = link and f"{link['state']}, probability {link['probability']:.4f}: {'; '.join(link['reasons'])}"
        _show(f"{question.object} {question.record_id}, {title}", service.fields(kind, question), model_answer or None)

    count = _ask_all(page.questions, show, service.answer)
    after = service.next_questions(kind, 1, blind=blind)
    _print_risk(after.risk, after.may_stop)
    print_line(f"{count} judgements given to {at[0]}")


def _ask_all(
    questions: Sequence[Asking], show: Callable[[Asking, str], None], take: Callable[[Asking, str], None]
) -> int:
    """Ask one question after the other until the last, or until the person stops; return the number of answers."""
    answered = 0
    for number, question in enumerate(questions, start=1):
        show(question, f"{number} of {len(questions)}")
        key = _read_key()
        if key == "q":
            break
        if key in VERDICTS:
            take(question, VERDICTS[key])
            answered += 1
    return answered


def _show(title: str, fields: "Sequence[FieldRow]", model_answer: str | None) -> None:
    """Show both sides; without the model's answer (`--blind`) not even which fields agree."""
    rows = [
        (one.name, one.record, one.chosen, "" if model_answer is None else str(one.chosen_agrees)) for one in fields
    ]
    print_table(title, ("field", "record", "profile", "agrees"), rows)
    if model_answer is not None:
        print_line(model_answer)


def _read_key() -> str:
    while True:
        answer = str(typer.prompt(KEYS, default="s", show_default=False)).strip().lower()[:1]
        if answer in {"y", "n", "0", "s", "q"}:
            return answer


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


def _as_json(question: "FileQuestion", *, blind: bool) -> dict[str, object]:
    link = question.link
    shown: dict[str, object] = {"crm_id": link.crm_id, "candidate_id": link.candidate_id}
    if not blind:
        shown |= {"probability": link.probability, "decision": str(link.decision), "reasons": list(link.reasons)}
    return shown
