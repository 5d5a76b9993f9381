"""The table of the README: links at two precisions on every set, written between two markers."""

from collections.abc import Mapping
from pathlib import Path

from data.tables.atomic import replacing
from training.bench.quality.quality import MODES
from training.bench.results import BenchResult, Row
from training.evaluation.workspace import BenchIncomplete

START, END = "<!-- quality:start -->", "<!-- quality:end -->"
ASKED = (0.99, 0.95)
HEADING = (
    "| set | trained with | best F1 | asked .99: linked / review / none | precision / recall "
    "| asked .95 | precision / recall |\n"
    "|---|---|---:|---:|---:|---:|---:|"
)

TRAINED = {"with labels": "labels", "with 100 answers": "100 answers", "without labels": "neither"}


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
    """Return a line for each set and training with the links at both precisions; what was not measured has none."""
    lines: list[tuple[str, int, str]] = []
    for order, mode in enumerate(MODES.values()):
        quality = {str(row["set"]): row for row in _rows(result, f"Quality, trained {mode}")}
        links: dict[str, dict[float, Row]] = {}
        for row in _rows(result, f"Links, trained {mode}"):
            links.setdefault(str(row["set"]), {})[float(str(row["asked"]))] = row
        lines += [(name, order, _line(name, mode, quality.get(name, {}), asked)) for name, asked in links.items()]
    return "\n".join([HEADING, *(line for *_, line in sorted(lines))])


def _rows(result: BenchResult, title: str) -> list[Row]:
    return [row for table in result.tables if table.title == title for row in table.rows]


def _line(name: str, mode: str, quality: Mapping[str, object], links: Mapping[float, Row]) -> str:
    cells = [name, TRAINED.get(mode, mode), _short(quality.get("best_f1"), 4)]
    for asked in ASKED:
        row = links.get(asked, {})
        cells.append(" / ".join(_short(row.get(decision)) for decision in ("linked", "review", "none")))
        cells.append(f"{_short(row.get('precision'))} / {_short(row.get('recall'))}")
    return f"| {' | '.join(cells)} |"


def _short(value: object, digits: int = 3) -> str:
    if not isinstance(value, int | float):
        return "-"
    text = f"{value:.{digits}f}"
    return text.removeprefix("0") if value < 1 else text
