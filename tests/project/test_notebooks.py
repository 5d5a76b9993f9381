"""The notebooks run on small data, keep small outputs of no machine or moment, and use what stays alone."""

import ast
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from features.schema.kinds import Kind
from tests.project.notebook_runs import NOTEBOOKS, SVG, TEXT, Cell, execute, read
from tests.support.small_models import SmallModel

LARGEST_OUTPUT = 125_000
LARGEST_NOTEBOOK = 250_000
RECORDS = 600
OWN = {"onematch", "features", "data", "serving", "training", "tests"}
OF_A_MOMENT = re.compile(
    r"/(?:tmp|home|root|work)/|\b\d\d:\d\d:\d\d\b|\b20[2-9]\d-\d\d-\d\d|\b0x[0-9a-f]{6,}|[0-9a-f]{32}"
)
"""Paths of a machine, times, addresses and run ids."""


def cells(notebook: Path, kind: str) -> Sequence[Cell]:
    return [cell for cell in read(notebook).cells if cell.cell_type == kind]


@pytest.fixture(scope="module")
def folder(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of notebooks beside files that are named as those of the README's commands.

    They read the first records of the small sample: one of them trains.
    """
    root = tmp_path_factory.mktemp("installation")
    person = small_models[Kind.PERSON]
    files = root / "sample" / "person"
    files.mkdir(parents=True)
    for path in person.files.glob("*.parquet"):
        is_of_records = path in {person.file("crm"), person.file("truth")}
        pq.write_table(pq.read_table(path)[: RECORDS if is_of_records else None], files / path.name)
    (root / "members.index").symlink_to(person.index)
    (root / "person.bundle").symlink_to(person.bundle)
    (root / "notebooks").mkdir()
    return root / "notebooks"


def test_there_are_four_notebooks_and_they_are_numbered() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["1_", "2_", "3_", "4_"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom_and_draws(
    notebook: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEMATCH_TRACK", "false")

    executed = execute(notebook, folder).cells

    outputs = [output for cell in executed for output in cell.get("outputs", ())]
    assert {output["output_type"] for output in outputs} <= {"execute_result", "stream"}, outputs
    assert sum(SVG in output.get("data", {}) for output in outputs) >= 1


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_first_what_it_shows_and_imports_onematch_alone(notebook: Path) -> None:
    code = cells(notebook, "code")
    text = cells(notebook, "markdown")

    assert len(text) >= 4
    assert "This notebook" in text[0]["source"]
    nodes = [node for cell in code for node in ast.walk(ast.parse(cell["source"]))]
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name for name in named if name.partition(".")[0] in OWN} <= {"onematch"}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_keeps_its_outputs_small_and_free_of_machine_and_moment(notebook: Path) -> None:
    code = cells(notebook, "code")

    outputs = [output for cell in code for output in cell["outputs"]]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1)), "make notebooks keeps outputs"
    assert all(cell["outputs"] for cell in code)
    assert all("execution" not in cell["metadata"] for cell in code)
    assert notebook.stat().st_size <= LARGEST_NOTEBOOK
    assert max(len(json.dumps(output)) for output in outputs) <= LARGEST_OUTPUT
    shown = [output.get("text") or output["data"].get(TEXT, "") for output in outputs]
    assert [found for text in shown if (found := OF_A_MOMENT.findall(text))] == []
