"""`bentofile.yaml` packs what the rooms that answer requests import."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving")
BROUGHT_ALONG = ("_bentoml_sdk", "opentelemetry", "pydantic_core")


def packed() -> list[str]:
    return re.findall(r'- "(.+)"', (ROOT / "bentofile.yaml").read_text().partition("packages:")[2])


def distribution(requirement: str) -> str:
    return re.split(r"[<>=!~\[ ]", requirement)[0].lower().replace("_", "-")


def imported_by_the_rooms() -> set[str]:
    """Return the distributions that a room imports, except those of the sample's generator, of Spark and of queries."""
    names: set[str] = set()
    paths = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    for path in (
        path for path in paths if path.parent.name != "sample" and not path.stem.startswith(("spark", "queries"))
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    owners = packages_distributions()
    foreign = names - set(sys.stdlib_module_names) - {*ROOMS, *BROUGHT_ALONG}
    return {distribution(owners[name][0]) for name in foreign}


def test_every_package_that_the_service_imports_is_packed() -> None:
    missing = imported_by_the_rooms() - {distribution(one) for one in packed()}

    assert missing == set()


def test_the_bento_needs_what_the_wheel_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert set(packed()) == set(project["dependencies"])


def test_neither_splink_nor_mlflow_is_packed() -> None:
    assert {"splink", "mlflow"}.isdisjoint(distribution(one) for one in packed())
