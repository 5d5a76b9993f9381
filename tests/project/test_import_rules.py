"""Which rooms may know which libraries, seen from a fresh interpreter."""

import subprocess
import sys

import pytest

from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving", "training")


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_service_knows_neither_splink_nor_mlflow_nor_spark() -> None:
    loaded = modules_after("import serving.service")

    assert loaded.isdisjoint({"splink", "mlflow", "pyspark"})
    assert "training" not in loaded


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    loaded = modules_after("import training.cli")

    heavy = {"mlflow", "splink", "lightgbm", "sklearn", "pandas", "numpy", "pyarrow", "bentoml", "duckdb", "pydantic"}
    assert loaded.isdisjoint(heavy)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_an_empty_init_since_the_import_linter_does_not_look_inside(room: str) -> None:
    assert (ROOT / room / "__init__.py").read_text(encoding="utf-8") == ""
