"""The notebooks run on small data, have no output, and define nothing."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from features.schema.kinds import Kind
from tests.support.paths import ROOT
from tests.support.small_models import SmallModel

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(notebook: Path, kind: str) -> list[dict[str, Any]]:
    read = json.loads(notebook.read_text(encoding="utf-8"))
    return [cell for cell in read["cells"] if cell["cell_type"] == kind]


def test_there_are_four_notebooks_and_they_are_numbered() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["1_", "2_", "3_", "4_"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(
    notebook: Path, small_models: dict[Kind, SmallModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEMATCH_NOTEBOOK_PLACE", str(small_models[Kind.PERSON].files.parent))
    names: dict[str, Any] = {"__name__": "notebook"}

    for number, cell in enumerate(cells(notebook, "code"), start=1):
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"{notebook.name}, cell {number}", "exec"), names)
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), f"{notebook.name}, cell {number}", "eval"), names)
            draw = getattr(shown, "to_dict", None)
            assert draw is None or draw()


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_has_text_and_no_output_and_defines_nothing(notebook: Path) -> None:
    code = cells(notebook, "code")

    assert len(cells(notebook, "markdown")) >= 4
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    trees = [ast.parse("".join(cell["source"])) for cell in code]
    defined = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert defined == []
