"""The notebooks executed with their outputs kept: `make notebooks` runs this file."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.support.paths import ROOT

NOTEBOOKS = tuple(sorted((ROOT / "notebooks").glob("*.ipynb")))
SECONDS = 500
SVG = "image/svg+xml"
TEXT = "text/plain"
Cell = Mapping[str, Any]


def read(notebook: Path) -> Any:
    """Return a notebook as it is stored."""
    return nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]


def execute(notebook: Path, folder: Path) -> Any:
    """Run a notebook in a kernel of its own whose folder is `folder`; return it with outputs, without times."""
    opened = read(notebook)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(opened, timeout=SECONDS, kernel_name="python3", record_timing=False, resources=resources).execute()
    opened.metadata["language_info"] = {"name": "python"}
    return opened


def _prepare(folder: Path) -> None:
    """Run the README's commands up to the training in a folder."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh tested\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    [block] = [text for text in blocks if "onematch train" in text]
    commands = block.partition("onematch thresholds")[0]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ |= {"PATH": path, "ONEMATCH_HOME": str(folder / "home"), "ONEMATCH_TRACK": "false"}
    subprocess.run(["bash", "-euc", commands], cwd=folder, check=True)
    (folder / "notebooks").mkdir()


def main() -> None:
    """Execute every notebook after the README's commands, and store what it puts out."""
    with TemporaryDirectory(prefix="onematch-notebooks-") as made:
        folder = Path(made)
        _prepare(folder)
        for notebook in NOTEBOOKS:
            nbformat.write(execute(notebook, folder / "notebooks"), notebook)  # type: ignore[no-untyped-call]
            sys.stdout.write(f"{notebook.stem}: {notebook.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
