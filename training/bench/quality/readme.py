"""The table of the README: quality on every set with and without labels, written between two markers."""

from collections.abc import Mapping
from pathlib import Path

from data.tables.atomic import replacing
from training.bench.results import BenchResult, Row
from training.evaluation.workspace import BenchIncomplete

START, END = "<!-- quality:start -->", "<!-- quality:end -->"
HEADING = (
    "| set | best F1 with labels | precision / recall of `linked` | ECE "
    "| best F1 without labels | precision / recall of `linked` | ECE |\n|---|---:|---:|---:|---:|---:|---:|"
)


def write_readme(page: Path, result: BenchResult) -> None:
    """Replace the table between the markers of a page by that of a quality bench."""
    text = page.read_text(encoding="utf-8")
    if START not in text or END not in text:
        raise BenchIncomplete(f"{page}: got no {START} and {END}, expected both around the table")
    before, _, rest = text.partition(START)
    old, _, after = rest.partition(END)
    words = old[old.rfind("|\n") + 2 :].strip()
    table = quality_table(result)
    with replacing(page) as beside:
        beside.write_text(f"{before}{START}\n{table}\n\n{words}\n{END}{after}", encoding="utf-8")


def quality_table(result: BenchResult) -> str:
    """Return one line a set; a dash where nothing was measured."""
    with_labels, without_labels = (_by_set(result, mode) for mode in ("with", "without"))
    names = [name for name in dict.fromkeys([*with_labels, *without_labels]) if not name.endswith(", unseen")]
    lines = [
        f"| {name} | {_cells(with_labels.get(name))} | {_cells(without_labels.get(name))} |" for name in sorted(names)
    ]
    return "\n".join([HEADING, *lines])


def _by_set(result: BenchResult, mode: str) -> Mapping[str, Row]:
    rows = [row for table in result.tables if table.title == f"Quality, trained {mode} labels" for row in table.rows]
    return {str(row["set"]): row for row in rows}


def _cells(row: Row | None) -> str:
    if row is None:
        return "- | - | -"
    linked = " / ".join(_short(row[name]) for name in ("linked_precision", "linked_recall"))
    return f"{_short(row['best_f1'], 4)} | {linked} | {_short(row['ece'])}"


def _short(value: object, digits: int = 3) -> str:
    if not isinstance(value, int | float):
        return "-"
    text = f"{value:.{digits}f}"
    return text.removeprefix("0") if value < 1 else text
