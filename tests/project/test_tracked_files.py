"""Content that no file of the project may hold."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.support.paths import ROOT

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:(?:home|Users|work|root|tmp)/(?!bentoml\b)|opt/(?!onematch\b))[\w.]")
"""A path of somebody's machine; `bentoml` is the user of images that BentoML makes."""
LONGEST_FILE = 400
LONGER = {"onematch.py": 400}
"""The public functions stand in one module, with their docstrings."""


def tracked() -> list[Path]:
    """The files that git knows or would add; skips outside a clone."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git clone")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def texts(suffixes: tuple[str, ...]) -> dict[str, str]:
    files = [file for file in tracked() if file.suffix in suffixes or file.name in suffixes]
    return {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}


def test_no_file_names_a_path_of_a_machine() -> None:
    suffixes = (
        ".py",
        ".md",
        ".txt",
        ".sh",
        ".toml",
        ".yaml",
        ".yml",
        ".json",
        ".j2",
        ".svg",
        ".lock",
        "Makefile",
        "run",
    )

    found = [(name, match.group()) for name, text in texts(suffixes).items() for match in MACHINE_PATH.finditer(text)]

    assert found == []


def test_the_lock_names_the_public_registry_alone() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")

    assert set(re.findall(r'registry = "([^"]+)"', lock)) == {"https://pypi.org/simple"}


def test_no_python_file_is_longer_than_the_house_allows() -> None:
    lines = {name: text.count("\n") for name, text in texts((".py",)).items()}

    too_long = {name: n for name, n in lines.items() if n > LONGER.get(name, LONGEST_FILE)}

    assert too_long == {}
