"""Machine code is kept where this process may write, under a name that tells what it was made from."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from features.compiled import loader as compiled
from features.compiled.loader import machine
from tests.support.paths import ROOT


def test_a_module_of_compiled_functions_is_made_once_in_a_process() -> None:
    assert machine("features.compiled.groups") is machine("features.compiled.groups")


def test_machine_code_goes_where_the_caller_says_and_is_read_from_there_again(tmp_path: Path) -> None:
    ask = (
        "from features.compiled.loader import machine\n"
        "print(sum(machine('features.compiled.groups').rank.stats.cache_hits.values()))"
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


MACHINES = sorted(path for room in compiled.ROOMS for path in (ROOT / room).glob("*_machine.py"))


def of_calls(function: ast.FunctionDef, *called: str) -> set[str]:
    """Return the names of a function's variables that it hands to some functions, by themselves or a part of them."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    handed = [argument for call in calls if getattr(call.func, "id", "") in called for argument in call.args]
    return {name.id for argument in handed for name in ast.walk(argument) if isinstance(name, ast.Name)}


@pytest.mark.parametrize("path", MACHINES, ids=[path.stem for path in MACHINES])
def test_whoever_points_into_an_array_of_his_own_keeps_it(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]

    for function in functions:
        given = {argument.arg for argument in function.args.args}
        pointed_at = of_calls(function, "first_of", "desk_in") - given

        assert pointed_at <= of_calls(function, "keep"), function.name


def test_a_pointer_into_an_array_that_nobody_keeps_is_seen() -> None:
    forgotten = "def f(n):\n    held = np.empty(n)\n    return first_of(held)[0]\n"
    [function] = ast.parse(forgotten).body
    assert isinstance(function, ast.FunctionDef)

    assert of_calls(function, "first_of") == {"held"}
    assert of_calls(function, "keep") == set()
