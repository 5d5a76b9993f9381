"""The notebooks run on small data, are stripped, define nothing, and their pages are current."""

import ast
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from features.schema.kinds import Kind
from tests.project.notebook_pages import NOTEBOOKS, PAGES, SVG, Cell, execute, read, source_part
from tests.support.small_models import SmallModel

LARGEST_PICTURE = 80_000
RECORDS = 240


def cells(notebook: Path, kind: str) -> Sequence[Cell]:
    return [cell for cell in read(notebook).cells if cell.cell_type == kind]


@pytest.fixture(scope="module")
def folder(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of notebooks beside files that are named as those of the README's commands.

    They read the first records of the small sample: one of them trains eight times.
    """
    root, person = tmp_path_factory.mktemp("installation"), small_models[Kind.PERSON]
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
def test_a_notebook_runs_from_top_to_bottom_and_draws(notebook: Path, folder: Path) -> None:
    executed = execute(notebook, folder)

    outputs = [output for cell in executed for output in cell.get("outputs", ())]
    assert {output["output_type"] for output in outputs} == {"execute_result"}, outputs
    assert sum(SVG in output["data"] for output in outputs) >= 2


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_first_what_it_shows_and_has_no_output_and_defines_nothing(notebook: Path) -> None:
    code, text = cells(notebook, "code"), cells(notebook, "markdown")

    assert len(text) >= 4
    assert "This notebook" in text[0]["source"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    trees = [ast.parse(cell["source"]) for cell in code]
    defined = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert defined == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_page_of_a_notebook_is_current(notebook: Path) -> None:
    page = (PAGES / f"{notebook.stem}.md").read_text(encoding="utf-8")

    missing = [
        cell["source"][:60] for cell in read(notebook).cells if source_part(cell).replace(".ipynb)", ".md)") not in page
    ]
    assert missing == [], "make notebooks renders the pages anew"


@pytest.mark.parametrize("picture", sorted(PAGES.glob("*.svg")), ids=lambda path: path.stem)
def test_a_picture_of_a_page_is_small_and_shown(picture: Path) -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGES.glob("*.md"))

    assert picture.stat().st_size <= LARGEST_PICTURE
    assert f"({picture.name})" in pages
