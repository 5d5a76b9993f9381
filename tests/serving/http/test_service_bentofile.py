"""`bentofile.yaml` packs what the rooms that answer requests import."""

import re
import tomllib

from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving")


def packed() -> list[str]:
    return re.findall(r'- "(.+)"', (ROOT / "bentofile.yaml").read_text().partition("packages:")[2])


def distribution(requirement: str) -> str:
    return re.split(r"[<>=!~\[ ]", requirement)[0].lower().replace("_", "-")


def test_the_bento_needs_what_the_wheel_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert set(packed()) == set(project["dependencies"])


def test_neither_splink_nor_mlflow_is_packed() -> None:
    assert {"splink", "mlflow"}.isdisjoint(distribution(one) for one in packed())
