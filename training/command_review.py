"""`onematch review`: the next pairs a person should look at, answered at the terminal."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.console import print_json, print_line, print_table
from training.options import CrmOption, JsonOption, KindOption, example

if TYPE_CHECKING:
    from serving.rules.review import Risk
    from training.review_files import Asked

KEYS = "y: the same   n: not this one   0: nobody in the network   s: skip   q: stop"


def register(app: typer.Typer) -> None:
    """Add the command."""
    lines = (
        "onematch review --kind person --links links.parquet --crm crm.csv --index members.index --out judged.csv",
        "onematch review --kind person --links links.parquet --crm crm.csv --index m.index --out judged.csv --blind",
    )
    app.command(epilog=example(*lines))(review)


def review(
    kind: KindOption,
    links: Annotated[Path, typer.Option("--links", help="What `match` wrote.", exists=True, dir_okay=False)],
    crm: CrmOption,
    index: Annotated[Path, typer.Option("--index", help="The network's index.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option("--out", help="Judgements for `train --feedback`; goes on where it stood.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many questions at most.")] = 20,
    blind: Annotated[bool, typer.Option("--blind", help="Show no score, no decision and no reason.")] = False,
    user: Annotated[str | None, typer.Option("--user", help="Who answers; this machine's user unless told.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Answer the questions where a look is worth most.

    Near the threshold, where the models disagree, and in turns a record that chance drew. Says when one may stop, and
    what risk is left. Answers are kept one by one. --json lists the questions and asks nothing.
    """
    from datetime import UTC, datetime

    from data.label_rows import Verdict
    from training.review_files import ReviewFiles, keep, label_of

    files = ReviewFiles.open(kind, links, crm, index, out)
    questions, may_stop, risk = files.next_questions(limit)
    if as_json:
        print_json({"questions": [_as_json(one, blind=blind) for one in questions], "may_stop": may_stop,
                    "risk": _risk_as_json(risk)})  # fmt: skip
        return
    verdicts = {"y": Verdict.MATCH, "n": Verdict.NOT_MATCH, "0": Verdict.NOBODY}
    answers = list(files.answered)
    for number, asked in enumerate(questions, start=1):
        _show(asked, f"{number} of {len(questions)}", blind=blind)
        answer = _read_key()
        if answer == "q":
            break
        if answer in verdicts:
            answers.append(label_of(asked.link, verdicts[answer], user or getpass.getuser(), datetime.now(UTC)))
            keep(answers, out)
    _, may_stop, risk = ReviewFiles(kind, files.links, files.records, files.index, tuple(answers)).next_questions(1)
    _tell_risk(risk, may_stop)
    print_line(f"{len(answers)} judgements: {out}; onematch train --feedback {out} learns from them")


def _show(asked: "Asked", title: str, *, blind: bool) -> None:
    rows = [(one.name, one.record, one.chosen, "" if blind else str(one.chosen_agrees)) for one in asked.fields]
    print_table(title, ("field", "record", "profile", "agrees"), rows)
    if not blind:
        link = asked.link
        print_line(f"{link.decision}, probability {link.probability:.4f}: {'; '.join(link.reasons)}")


def _read_key() -> str:
    while True:
        answer = str(typer.prompt(KEYS, default="s", show_default=False)).strip().lower()[:1]
        if answer in {"y", "n", "0", "s", "q"}:
            return answer


def _tell_risk(risk: "Risk", may_stop: bool) -> None:
    bound = "" if risk.upper is None else f"; of the links answered so far at most {risk.upper:.1%} are wrong (95 %)"
    left = f"{risk.wrong_links:.1f} wrong links and {risk.missed:.1f} missed matches are expected among {risk.records}"
    print_line(f"risk left: {left}{bound}")
    print_line("you may stop: no further look is worth the time" if may_stop else "more questions are worth a look")


def _as_json(asked: "Asked", *, blind: bool) -> dict[str, object]:
    link = asked.link
    shown: dict[str, object] = {"crm_id": link.crm_id, "candidate_id": link.candidate_id}
    if not blind:
        shown |= {"probability": link.probability, "decision": str(link.decision), "reasons": list(link.reasons)}
    return shown


def _risk_as_json(risk: "Risk") -> dict[str, object]:
    return {"records": risk.records, "wrong_links": risk.wrong_links, "missed": risk.missed, "upper": risk.upper}
