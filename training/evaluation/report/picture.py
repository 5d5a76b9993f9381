"""What all reports share: their pages, a chart with its table, the colours of the page, and charts as pictures.

Colours are CSS variables of the page, so that one SVG fits the light and the dark scheme.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from features.schema.value_class import value_class
from serving.drawing import svg
from serving.drawing.templates import environment_of
from training.terminal import cell_text

TEMPLATES = Path(__file__).parent / "templates"
DRAWING = Path(svg.__file__).parent
COLOURS = DRAWING / "colours.css"
FOLDERS = (TEMPLATES, DRAWING)
"""Where the templates of all reports and the colours that they share with the console are."""
RIGHT = "var(--right)"
WRONG = "var(--wrong)"
NOBODY = "var(--nobody)"
ACCENT = "var(--accent)"
INK = "var(--ink)"
MUTED = "var(--muted)"
GRID = "var(--grid)"
Cell = str | float | int | None
Table = tuple[str, str, Sequence[str], Sequence[Sequence[object]]]
"""A table of a page: its title, a note, the columns and the rows."""
NO_FILTERS: Mapping[str, Callable[..., str]] = {}


@value_class
class DrawnChart:
    """A picture and the figures that it shows, as a table; without rows a table of the page has them already."""

    svg: str
    columns: tuple[str, ...] = ()
    rows: Sequence[Sequence[Cell]] = ()


def render(template: str, filters: Mapping[str, Callable[..., str]] = NO_FILTERS, **values: object) -> str:
    """Return a page as text; everything that came from a record is escaped."""
    environment = environment_of(FOLDERS)
    environment.filters.update(filters)
    return environment.get_template(template).render(values)


def shown_in_notebook(tables: Sequence[Table], pictures: Sequence[str] = ()) -> str:
    """Return tables below pictures as the HTML that a notebook shows of a value; everything in tables is escaped."""
    texts = [(*head, [list(map(cell_text, row)) for row in rows]) for *head, rows in tables]
    return render("notebook.html.j2", tables=texts, pictures=pictures)


def percent(value: object) -> str:
    """Return a share in percent as text: one decimal, two from 99 % on."""
    if not isinstance(value, int | float):
        return "–"
    digits = 2 if 0.99 <= value < 1 else 1
    return f"{100 * value:.{digits}f} %"


def span(interval: tuple[float, float] | None) -> str:
    """Return an interval as text in percent."""
    if interval is None:
        return ""
    low, high = interval
    digits = 2 if low >= 0.98 else 1
    return f"{100 * low:.{digits}f} to {100 * high:.{digits}f}"


def as_picture(drawn: str) -> str:
    """Return a drawn chart as an SVG document of its own, on a card, in the light colours.

    A viewer of pictures resolves no CSS variable of a page, so each is replaced by its colour.
    """
    [light] = re.findall(r"^:root\{([^}]*)\}", COLOURS.read_text(encoding="utf-8"), re.MULTILINE)
    colours = dict(re.findall(r"--(\w+):([^;]+)", light))
    plain = re.sub(r"var\(--(\w+)\)", lambda variable: colours[variable[1]], drawn)
    card = f'<rect width="100%" height="100%" fill="{colours["card"]}"/>'
    start, rest = re.match(r"(<svg [^>]*>)(.*)", plain, re.DOTALL).groups()  # type: ignore[union-attr]
    return start.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + card + rest
