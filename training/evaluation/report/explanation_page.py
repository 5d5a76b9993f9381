"""The page of an explanation: one HTML file that needs no network and no script, styled as the evaluation report."""

from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup

from data.tables.atomic import replacing
from serving.explanation.drawn import DrawnStep, draw, drawn_steps
from serving.explanation.explanation import Explanation
from training.evaluation.report.picture import FOLDERS
from training.explanation_view import comparison_rows, difference_rows, edit_rows, retrieval_line


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of texts and numbers; numbers are aligned right."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


def write_explanation(found: Explanation, path: Path) -> None:
    """Write the page whole or not at all; it shows the values of record and profile."""
    with replacing(path) as beside:
        beside.write_text(render_explanation(found), encoding="utf-8", errors="replace")


def render_explanation(found: Explanation) -> str:
    """Return the page as text; everything that came from a record is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("explanation.html.j2").render(
        found=found,
        svg=Markup(draw(found)),
        steps=_step_table(found),
        retrieval=retrieval_line(found.pair),
        tables=_tables(found),
    )


def _step_table(found: Explanation) -> PageTable:
    rows = [_step_row(row) for row in drawn_steps(found.pair.waterfall, len(found.pair.waterfall.steps))]
    note = "Every step in log-odds, and the probability that is reached after it."
    return PageTable("All steps", note, ("step", "adds", "sum", "probability"), rows)


def _step_row(row: DrawnStep) -> tuple[object, ...]:
    return row.label, f"{row.end - row.begin:+.6f}", f"{row.end:+.6f}", f"{row.probability:.6f}"


def _tables(found: Explanation) -> list[PageTable]:
    pair, tables = found.pair, []
    weights = f"Match weight {pair.match_weight:.2f} bits with the prior {pair.prior_weight:.2f}."
    tables.append(
        PageTable("Comparisons", weights, ("comparison", "record", "profile", "level", "bits"), comparison_rows(pair))
    )
    if found.contrast is not None:
        other = found.contrast.other
        title = f"Why {pair.profile_id} and not {other.profile_id}"
        note = f"{pair.probability:.6f} against {other.probability:.6f}; what decided most comes first."
        columns = ("what differs", pair.profile_id, other.profile_id, "log-odds")
        tables.append(PageTable(title, note, columns, difference_rows(found)))
    if found.edits is not None:
        columns = ("edit", "decision", "profile", "probability")
        tables.append(
            PageTable(
                f"Edits that would {found.edits.wanted} the record", found.edits.says, columns, edit_rows(found.edits)
            )
        )
    return tables
