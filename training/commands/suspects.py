"""`onematch suspects`: the links of a contract that are probably wrong."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from data.tables.atomic import write_whole
from data.tables.spreadsheet import csv_lines
from features.schema.texts import wording
from serving.contract.records.matching import Matchers
from serving.contract.suspects.rules import CAUSE_SENTENCES, SuspectCause
from serving.contract.suspects.suspects import Suspect, grouped, suspects_of
from serving.vocabulary.terms import InstanceName
from training.commands.options import (
    ContractOption,
    InstanceOption,
    JsonOption,
    command,
    new_app,
    written_option,
)
from training.feedback.served import served_matcher
from training.feedback.stores import connected, home_store
from training.terminal import print_json, print_line, print_table
from training.worded_commands import option

_COLUMNS = ("record", "profile", "probability", "wrong", "harm", "cause", "badges", "written", "saves")


app = new_app()


@command(
    app,
    "onematch suspects --contract ID",
    "onematch suspects --contract ID --cause namesake --limit 100",
    "onematch suspects --contract ID --out suspects.csv",
)
def suspects(
    contract: ContractOption,
    instance: InstanceOption = InstanceName.PRODUCTION,
    cause: Annotated[SuspectCause | None, option("--cause", "Only links of this cause.")] = None,
    limit: Annotated[int, option("--limit", "The most links that are shown.", min=1)] = 20,
    out: Annotated[Path | None, written_option("--out", "Write all of them as CSV.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the links that are probably wrong, by expected harm.

    Harm is the probability that a link is wrong, times what hangs on it: badges shown, activities written, saves.
    Shows ids and causes, no value of a record.
    """
    with home_store() as store, store.reading() as connection:
        scope = connected(store, connection, contract, instance)
        matching = Matchers(served_matcher)
        every = suspects_of(scope.on(connection), matching, None)
    chosen = [suspect for suspect in every if cause is None or suspect.suspicion.cause == cause]
    if out is not None:
        _write(out, chosen)
        print_line("{n_chosen} links: {out}", n_chosen=len(chosen), out=out)
    elif as_json:
        print_json([_row(suspect) for suspect in chosen[:limit]])
    else:
        groups = [(cause, links, wrong, CAUSE_SENTENCES[cause]) for cause, links, wrong in grouped(every)]
        print_table(
            wording("{n_every} links by cause", n_every=len(every)),
            ("cause", "links", "expected wrong", "what it means"),
            groups,
        )
        print_table("By expected harm", _COLUMNS, [tuple(_row(suspect).values()) for suspect in chosen[:limit]])


def _row(suspect: Suspect) -> dict[str, str | int | float | None]:
    link = suspect.link
    suspicion = suspect.suspicion
    cause = suspicion.cause.value if suspect.is_visible else None
    figures = (link.key.name, link.profile_id, link.probability, suspicion.wrong, suspicion.harm, cause)
    return dict(zip(_COLUMNS, (*figures, *asdict(suspect.hanging).values()), strict=True))


def _write(out: Path, suspects: list[Suspect]) -> None:
    write_whole(out, "".join(csv_lines(_COLUMNS, [tuple(_row(suspect).values()) for suspect in suspects])))
