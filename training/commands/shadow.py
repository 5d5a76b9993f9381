"""`onematch models shadow`: a challenger scores the traffic beside the champion; its changes are listed."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from features.schema.kinds import Kind
from training.commands.options import JsonOption, KindOption, present_home
from training.terminal import print_json, print_line, print_table

SHADOW_LINES = (
    "onematch models shadow --kind person",
    "onematch models shadow --kind person --show",
    "onematch models shadow --kind person --stop",
)
_COLUMNS = ("record_id", "change", "before", "after", "probability_before", "probability_after")


def shadow(
    kind: KindOption,
    wanted: Annotated[str, typer.Argument(metavar="[VERSION|ALIAS]", help="The version that scores.")] = "challenger",
    name: Annotated[str | None, typer.Option("--name", help="The model's name, if not onematch-<kind>.")] = None,
    stop: Annotated[bool, typer.Option("--stop", help="Stop the scoring of challengers.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Show the answers that it would have changed so far.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Let a version score the running service's traffic beside the champion.

    Workers load it within seconds and score after the answer is sent. No caller receives its results.
    """
    home = present_home()
    if stop:
        from serving.runtime.home import write_shadow

        write_shadow(home, kind, None)
        print_line(f"{kind}: no challenger scores any more")
        return
    if show:
        _show(kind, home.shadow_changes(kind), as_json)
        return
    from training.promotion.promotion import check_pair, shadow_with
    from training.promotion.registry import Registry

    pair = shadow_with(home, Registry(home), kind, (wanted, name), check_pair)
    print_line(f"{kind}: {pair.bundle.name} scores beside the champion; --show lists what it would change")


def _show(kind: Kind, file: Path, as_json: bool) -> None:
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    changes = [json.loads(line) for line in lines]
    if as_json:
        print_json(changes)
        return
    counts = Counter((one["challenger"], one["change"]) for one in changes)
    print_table(f"{kind}: would change", ("challenger", "change", "answers"), [(*key, n) for key, n in counts.items()])
    print_table("The newest", _COLUMNS, [[one[name] for name in _COLUMNS] for one in changes[-12:]])
