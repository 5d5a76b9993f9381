"""What all reports share: their pages, a chart with its table, the colours of the page, and charts as pictures.

Colours are CSS variables of the page, so that one SVG fits the light and the dark scheme.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.tables.atomic import replacing
from serving.drawing import svg
from serving.drawing.templates import environment_of

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
NO_FILTERS: Mapping[str, Callable[..., str]] = {}


@dataclass(frozen=True, slots=True)
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


def write_page(path: Path, page: str) -> None:
    """Write a page whole or not at all."""
    with replacing(path) as beside:
        beside.write_text(page, encoding="utf-8", errors="replace")


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
