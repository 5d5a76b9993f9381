"""The table of the README: a line for each set between two markers; the last cell, of other tools, is kept."""

from pathlib import Path

from data.tables.atomic import replacing
from training.bench.quality.quality import MODES
from training.bench.results import BenchResult, Row
from training.evaluation.workspace import BenchIncomplete

START, END = "<!-- quality:start -->", "<!-- quality:end -->"
HEADING = "| set | best F1 with all labels, 100 answers, none | asked .99: precision, recall | strongest other tool |"
RULE = "|---|---|---|---|"


def write_readme(page: Path, result: BenchResult) -> None:
    """Replace the table between the markers of a page by that of a quality bench."""
    text = page.read_text(encoding="utf-8")
    if START not in text or END not in text:
        raise BenchIncomplete(f"{page}: got no {START} and {END}, expected both around the table")
    before, _, rest = text.partition(START)
    old, _, after = rest.partition(END)
    cells = [line.strip("| ").split(" | ") for line in old.splitlines() if line.startswith("| ")]
    table = quality_table(result, {line[0]: line[-1] for line in cells})
    words = old[old.rfind("|\n") + 2 :].strip()
    with replacing(page) as beside:
        beside.write_text(f"{before}{START}\n{table}\n\n{words}\n{END}{after}", encoding="utf-8")


def quality_table(result: BenchResult, others: dict[str, str]) -> str:
    """Return a line for each set with labels; what was not measured has none. `others` is the last cell by set."""
    best = [{str(row["set"]): row for row in _rows(result, f"Quality, trained {mode}")} for mode in MODES.values()]
    lines = [HEADING, RULE]
    for row in _rows(result, "Links, trained with labels"):
        if row["asked"] == 0.99:
            name = str(row["set"])
            scores = ", ".join(_short(of.get(name, {}).get("best_f1"), 4) for of in best)
            links = f"{_short(row['precision'])}, {_short(row['recall'])}"
            lines.append(f"| {name} | {scores} | {links} | {others.get(name, '-')} |")
    return "\n".join(lines)


def _rows(result: BenchResult, title: str) -> list[Row]:
    return [row for table in result.tables if table.title == title for row in table.rows]


def _short(value: object, digits: int = 3) -> str:
    if not isinstance(value, int | float):
        return "-"
    text = f"{value:.{digits}f}"
    return text.removeprefix("0") if value < 1 else text
