"""The table of the README: a line for each set between two markers; the last cell, of other tools, is kept."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.tables.atomic import replacing
from training.bench.harness import BenchTable
from training.bench.quality.trials import MODES
from training.evaluation.workspace import BenchIncomplete

START = "<!-- quality:start -->"
END = "<!-- quality:end -->"
HEADING = "| set | best F1 with all labels, 100 answers, none | asked .99: precision, recall | strongest other tool |"
_OLD = re.compile(f"{START}\n((?:\\|.*\n)*)")


def write_readme(page: Path, tables: Sequence[BenchTable]) -> None:
    """Replace the table between the markers of a page by that of the tables of a quality bench."""
    text = page.read_text(encoding="utf-8")
    old = _OLD.search(text)
    if old is None or END not in text:
        raise BenchIncomplete(f"{page}: got no {START} and {END}, expected both around the table")
    cells = [line.strip("| ").split(" | ") for line in old[1].splitlines()]
    table = quality_table(tables, {line[0]: line[-1] for line in cells})
    with replacing(page) as beside:
        beside.write_text(f"{text[: old.start(1)]}{table}\n{text[old.end(1) :]}", encoding="utf-8")


def quality_table(tables: Sequence[BenchTable], others: Mapping[str, str]) -> str:
    """Return a line for each set with labels; what was not measured has none. `others` is the last cell by set."""
    rows = {table.title: table.rows for table in tables}
    best = [{row["set"]: row["best_f1"] for row in rows.get(f"Quality, trained {mode}", ())} for mode in MODES.values()]
    lines = [HEADING, "|---|---|---|---|"]
    for row in rows.get("Links, trained with labels", ()):
        if row["asked"] == 0.99:
            name = str(row["set"])
            scores = ", ".join(_short(of.get(name), 4) for of in best)
            links = f"{_short(row['precision'])}, {_short(row['recall'])}"
            lines.append(f"| {name} | {scores} | {links} | {others.get(name, '-')} |")
    return "\n".join(lines)


def _short(value: object, digits: int = 3) -> str:
    if not isinstance(value, int | float):
        return "-"
    text = f"{value:.{digits}f}"
    return text.removeprefix("0") if value < 1 else text
