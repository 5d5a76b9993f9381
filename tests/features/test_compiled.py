"""Machine code is kept where this process may write, under a name that tells what it was made from."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from features import compiled
from features.compiled import machine

ROOT = Path(__file__).resolve().parents[2]


def test_a_module_of_compiled_functions_is_made_once_in_a_process() -> None:
    assert machine("features.group_machine") is machine("features.group_machine")


def test_machine_code_goes_where_the_caller_says_and_is_read_from_there_again(tmp_path: Path) -> None:
    ask = (
        "from features.compiled import machine\n"
        "print(sum(machine('features.group_machine').rank.stats.cache_hits.values()))"
    )
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}

    hits = [
        subprocess.run([sys.executable, "-c", ask], env=environment, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    ]

    assert len(list(tmp_path.glob("machine-*"))) == 1
    assert hits == ["0\n", "1\n"]


def test_a_user_without_a_home_keeps_machine_code_beside_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)

    assert compiled._cache_folder.__wrapped__().is_relative_to(ROOT / "features")
