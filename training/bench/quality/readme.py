"""The table of the README: links at two precisions on every set, written between two markers."""

from collections.abc import Mapping
from pathlib import Path

from data.tables.atomic import replacing
from training.bench.quality.quality import MODES
from training.bench.results import BenchResult, Row
from training.evaluation.workspace import BenchIncomplete

START, END = "<!-- quality:start -->", "<!-- quality:end -->"
HEADING = (
    "| set | trained | best F1 | ECE | asked | linked / review / none | precision | recall |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|"
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
    """Return a line for each set, training and wanted precision; what was not measured has no line."""
    lines: list[tuple[str, int, float, str]] = []
    for order, mode in enumerate(MODES.values()):
        quality = {str(row["set"]): row for row in _rows(result, f"Quality, trained {mode}")}
        for links in _rows(result, f"Links, trained {mode}"):
            name, asked = str(links["set"]), float(str(links["asked"]))
            lines.append((name, order, -asked, _line(name, mode, quality.get(name, {}), links)))
    return "\n".join([HEADING, *(line for *_, line in sorted(lines))])


def _rows(result: BenchResult, title: str) -> list[Row]:
    return [row for table in result.tables if table.title == title for row in table.rows]


def _line(name: str, mode: str, quality: Mapping[str, object], links: Row) -> str:
    shares = " / ".join(_short(links.get(decision)) for decision in ("linked", "review", "none"))
    cells = [
        name, mode, _short(quality.get("best_f1"), 4), _short(quality.get("ece")), _short(links["asked"], 2), shares,
        _short(links.get("precision")), _short(links.get("recall")),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _short(value: object, digits: int = 3) -> str:
    if not isinstance(value, int | float):
        return "-"
    text = f"{value:.{digits}f}"
    return text.removeprefix("0") if value < 1 else text
