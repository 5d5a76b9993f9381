"""`onematch retrain`: a turn of the loop, from new answers in the store to a challenger, or to a champion."""

import getpass
from dataclasses import asdict
from typing import Annotated

from features.schema.errors import Refused
from features.schema.kinds import Kind
from features.schema.texts import together, wording
from serving.runtime.home import Home
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.runtime.turns import TurnState, because_of, line_of, read_turns
from training.commands.options import ByOption, JsonOption, KindOption, command, new_app, present_home
from training.retraining.turn import TurnOrder, plan_turn, take_turn
from training.terminal import print_line, print_result, progress_bar
from training.worded_commands import option

app = new_app()


@command(
    app,
    "onematch retrain --kind person",
    "onematch retrain --kind person --dry-run",
    "ONEMATCH_RETRAIN_PROMOTE=true ONEMATCH_RETRAIN_SHADOW_DAYS=0 onematch retrain --kind company --json",
)
def retrain(
    kind: KindOption,
    dry_run: Annotated[bool, option("--dry-run", "Say what would be learned from, and train nothing.")] = False,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Learn from new answers of the store, and compare.

    Repeats the champion's training with the answers and records of the contracts that allow it, read in memory, and
    compares the challenger with the champion on the frozen set. One that passes the gates scores in the shadow for
    ONEMATCH_RETRAIN_SHADOW_DAYS; after that ONEMATCH_RETRAIN_PROMOTE=true promotes it. Ends in one line, and can be
    called at any time: an interrupted turn is resumed, and without news nothing is trained. Exit code 1: refused.
    """
    home = present_home()
    if dry_run:
        _print_plan(home, kind, as_json)
        return
    with progress_bar(quiet=as_json) as progress:
        turn = take_turn(TurnOrder(load_settings(), kind, now_in_utc(), by or getpass.getuser(), progress))
    report = home.turn_report(turn.id)
    print_result(as_json, asdict(turn), *([f"report: {report}"] if report.is_file() else []))
    if turn.state is TurnState.REFUSED:
        raise Refused(line_of(turn))
    if not as_json:
        print_line(line_of(turn))


def _print_plan(home: Home, kind: Kind, as_json: bool) -> None:
    gathered, news = plan_turn(home, kind, now_in_utc())
    files = gathered.files
    again = [str(path) for path in (files.crm, files.labels) if path is not None]
    counts = {name: count for name, count in gathered.feedback.counts.items() if count}
    learns_from = [*again, wording("{n_records:,} records of the store", n_records=len(gathered.feedback.records))]
    document = {
        "because": news.because,
        "contracts": gathered.contracts,
        "counts": counts,
        "learns_from": learns_from,
        "left_out": files.missing,
        "champion": gathered.champion.version,
        "turns": [line_of(turn) for turn in read_turns(home, kind)[-1:]],
    }
    because = ", ".join(because_of(news.because, news.answers, gathered.alarms))
    print_result(
        as_json,
        document,
        wording(
            "{kind}: the champion {version} would be trained again on {learns_from}",
            kind=kind,
            version=gathered.champion.version,
            learns_from=together(learns_from),
        ),
        *([wording("without its files: {missing}", missing=files.missing)] if files.missing else []),
        *(
            wording("answers of {name}: {count:,}", name=name, count=count)
            for name, count in gathered.contracts.items()
        ),
        *(wording("{name}: {count:,}", name=wording(name), count=count) for name, count in counts.items()),
        wording("{kind}: would train, for {because}", kind=kind, because=because)
        if because
        else wording("{kind}: would not train: nothing is new", kind=kind),
    )
