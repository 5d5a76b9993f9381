"""SVG elements as text: escaped, without script, style or external references.

Colours are custom properties of the page's stylesheet, so that one picture fits the light and the dark scheme. Every
picture has a title and a description for those who do not see it; its page shows the numbers in a table below.
"""

from collections.abc import Iterable
from html import escape

from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.drawing.numbers import written

INK, MUTED, GRID, RIGHT, WRONG, NEUTRAL, REVIEW = (
    f"var(--{name})" for name in ("ink", "muted", "grid", "right", "wrong", "nobody", "review")
)
LETTER = 6.6
"""The width of a letter of 12 pixels, about."""


@value_class
class Titled:
    """The name of a picture and what it shows in one sentence; `key` is unique on its page."""

    key: str
    title: str
    description: str


def picture(titled: Titled, width: float, height: float, parts: Iterable[str]) -> str:
    """Return a picture that scales with its page."""
    names = f"{titled.key}-title {titled.key}-desc"
    head = element("title", escape(wording(titled.title)), id=f"{titled.key}-title")
    head += element("desc", escape(written(wording(titled.description))), id=f"{titled.key}-desc")
    return element(
        "svg",
        head + "".join(parts),
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=number(width),
        height=number(height),
        role="img",
        aria_labelledby=names,
        font_size="12",
        fill=INK,
    )


def text(x: float, y: float, words: str, **attributes: str) -> str:
    """Return a text; `dir` is found by its first letter, so that a name in any script stands right."""
    return element(
        "text", escape(written(wording(words))), x=number(x), y=number(y), unicode_bidi="plaintext", **attributes
    )


def bar(
    x: float, y: float, width: float, height: float, colour: str, *, rounded: float = 2.0, opacity: float = 1.0
) -> str:
    """Return a filled bar; `x` is its left end."""
    faint = {} if opacity == 1.0 else {"fill_opacity": number(opacity)}
    return element(
        "rect",
        "",
        x=number(x),
        y=number(y),
        width=number(width),
        height=number(height),
        rx=number(rounded),
        fill=colour,
        **faint,
    )


def line(begin: tuple[float, float], end: tuple[float, float], **attributes: str) -> str:
    """Return a straight line."""
    (x1, y1) = begin
    (x2, y2) = end
    return element("line", "", x1=number(x1), y1=number(y1), x2=number(x2), y2=number(y2), **attributes)


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element; `content` is escaped already. An underscore in an attribute's name stands for a hyphen."""
    written = "".join(
        f' {key if key == "viewBox" else key.replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def number(value: float) -> str:
    """Return a coordinate with one digit."""
    return f"{value:.1f}".removesuffix(".0")


def shortened(words: str, width: float) -> str:
    """Return as many letters as fit a width, with an ellipsis where some are left out."""
    most = max(int(width / LETTER), 1)
    return words if len(words) <= most else f"{words[: most - 1]}…"
