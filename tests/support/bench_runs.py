"""Benches at a small size, run by the command line; they write figures and a page."""

import json
import re
from pathlib import Path
from typing import Any

from tests.project.small_commands import onematch

PEOPLE = 200
QUERIES = 20


def bench(*arguments: object, out: Path) -> dict[str, Any]:
    """Run a bench that writes its figures and its page; return its JSON."""
    onematch("bench", *arguments, "--json", out / "figures.json", "--report", out / "page.html")
    figures: dict[str, Any] = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    assert figures["machine"]["cores"] >= 1
    assert set(figures["load_average"]) == {"before", "after"}
    return figures


def plots(out: Path) -> list[str]:
    """Return the plots of the page that a bench wrote."""
    return re.findall(r"<svg.*?</svg>", (out / "page.html").read_text(encoding="utf-8"), re.DOTALL)
