"""The notebooks executed, and rendered as pages with pictures: `make notebooks` runs this file."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.support.paths import ROOT

NOTEBOOKS = tuple(sorted((ROOT / "notebooks").glob("*.ipynb")))
PAGES = ROOT / "docs" / "notebooks"
SECONDS = 500
SVG, TEXT = "image/svg+xml", "text/plain"
Cell = Mapping[str, Any]


def read(notebook: Path) -> Any:
    """Return a notebook as it is stored."""
    return nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]


def execute(notebook: Path, folder: Path) -> Sequence[Cell]:
    """Run a notebook in a kernel of its own whose folder is `folder`; return its cells with their outputs."""
    opened = read(notebook)
    NotebookClient(
        opened, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    cells: Sequence[Cell] = opened.cells
    return cells


def source_part(cell: Cell) -> str:
    """Return what the page holds of a cell whatever it puts out: its text, or its code in a fence."""
    text = str(cell["source"])
    return re.sub(r"\]\(\.\./docs/", "](../", text) if cell["cell_type"] == "markdown" else f"```python\n{text}\n```"


def page_of(name: str, cells: Sequence[Cell]) -> tuple[str, dict[str, str]]:
    """Return the page of executed cells as Markdown, and its pictures by file name."""
    parts: list[str] = []
    pictures: dict[str, str] = {}
    for cell in cells:
        parts.append(source_part(cell))
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if SVG in data:
                file = f"{name}-{len(pictures) + 1}.svg"
                pictures[file] = "".join(data[SVG])
                parts.append(f"![{_heading(parts)}]({file})")
            elif TEXT in data:
                parts.append(f"```text\n{''.join(data[TEXT]).strip(chr(39))}\n```")
    top = f"<!-- `make notebooks` renders this page from notebooks/{name}.ipynb. -->"
    return "\n\n".join([top, *parts]).replace(".ipynb)", ".md)") + "\n", pictures


def _heading(parts: Sequence[str]) -> str:
    """Return the last heading above a picture."""
    found = [line for part in parts for line in part.splitlines() if line.startswith("#")]
    return found[-1].lstrip("# ")


def _prepare(folder: Path) -> None:
    """Run the README's commands up to the training in a folder."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh tested\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    [block] = [text for text in blocks if "onematch train" in text]
    commands = block.partition("onematch evaluate")[0]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "ONEMATCH_HOME": str(folder / "home"), "ONEMATCH_TRACK": "false"}
    subprocess.run(["bash", "-euc", commands], cwd=folder, env=environment, check=True)
    (folder / "notebooks").mkdir()


def main() -> None:
    """Execute every notebook after the README's commands, and write all pages anew."""
    with TemporaryDirectory(prefix="onematch-notebooks-") as made:
        folder = Path(made)
        _prepare(folder)
        for old in PAGES.glob("[0-9]_*"):
            old.unlink()
        PAGES.mkdir(exist_ok=True)
        for notebook in NOTEBOOKS:
            page, pictures = page_of(notebook.stem, execute(notebook, folder / "notebooks"))
            for name, text in {f"{notebook.stem}.md": page, **pictures}.items():
                (PAGES / name).write_text(text, encoding="utf-8")
            sys.stdout.write(f"{notebook.stem}: {len(page):,} bytes, {len(pictures)} pictures\n")


if __name__ == "__main__":
    main()
