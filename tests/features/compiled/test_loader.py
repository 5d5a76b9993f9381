"""Compiled code is cached where this process may write, in a folder named by the digest of its sources."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from features.compiled.ahead import compiled_modules
from features.compiled.loader import ROOMS
from tests.support.paths import ROOT

UNCOMPILED = shutil.ignore_patterns("__pycache__", "machine")


def test_what_was_shipped_with_the_sources_is_not_compiled_again_where_nothing_may_be_written(tmp_path: Path) -> None:
    """An image's root is read-only; a wheel is another user's. Only this Python's code for this processor is taken."""
    shutil.copytree(ROOT / "features", tmp_path / "features", ignore=UNCOMPILED)
    ahead = ["-m", "features.compiled.ahead"]
    ask = (
        "from features.compiled.loader import CompiledModule, is_cached\n"
        "name = 'features.compiled.weights'\n"
        "print(is_cached(name), sum(CompiledModule(name).look_up.stats.cache_hits.values()))"
    )

    def answer(cache: str, *asked: str, **variables: str) -> str:
        environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / cache), "PYTHONPATH": str(tmp_path)} | variables
        command = [sys.executable, *asked]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=tmp_path)
        return done.stdout.strip()

    answer("builder", *ahead, "features.compiled.weights")
    [made] = (tmp_path / "builder").glob("machine-*")
    shutil.copytree(made, tmp_path / "features" / "compiled" / "machine" / made.name)

    assert answer("user", "-c", ask) == "True 1"
    assert answer("other", "-c", ask, NUMBA_CPU_NAME="x86-64") == "False 0"
    (tmp_path / "file").touch()
    assert answer("file", "-c", ask) == "True 1"


def test_what_one_checkout_compiles_ahead_another_of_the_same_sources_reads_from_the_folder_that_the_environment_names(
    tmp_path: Path,
) -> None:
    ask = (
        "from features.compiled.loader import CompiledModule\n"
        "looked_up = CompiledModule('features.compiled.weights').look_up\n"
        "print(looked_up.py_func.__code__.co_filename, sum(looked_up.stats.cache_hits.values()))"
    )
    answers = []
    for checkout, asked in (
        ("one", ["-m", "features.compiled.ahead", "features.compiled.weights"]),
        ("two", ["-c", ask]),
    ):
        shutil.copytree(ROOT / "features", tmp_path / checkout / "features", ignore=UNCOMPILED)
        environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(tmp_path / checkout)}
        command = [sys.executable, *asked]
        done = subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, cwd=tmp_path / checkout
        )
        answers.append((done.stdout.split(), {path.name.split(".")[0] for path in tmp_path.rglob("*.nbi")}))

    assert len(list((tmp_path / "cache").glob("machine-*"))) == 1
    file = str(tmp_path / "two" / "features/compiled/weights.py")
    assert answers == [([], {"weights"}), ([file, "1"], {"weights"})]


def test_every_module_with_compiled_functions_is_compiled_ahead() -> None:
    assert {"features.compiled.levels", "data.index.compiled.ranking", "serving.matching.compiled.trees"} < set(
        compiled_modules()
    )


def test_there_is_machine_code_of_what_python_calls_alone(tmp_path: Path) -> None:
    ask = (
        "from data.index.compiled.calls import candidates\n"
        "for function in (candidates.find_keys, candidates._count_apart):\n"
        "    [made] = function.overloads.values()\n"
        "    print(made.library._compiled_object is not None)"
    )

    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=UNCOMPILED)
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", ask]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=tmp_path)

    assert done.stdout.split() == ["True", "False"]


NUMBA_MODULES = sorted(
    path
    for room in ROOMS
    for path in (ROOT / room).rglob("compiled/*.py")
    if "keep_alive" in path.read_text(encoding="utf-8") and path.stem != "memory"
)
POINTING = ("first_of", "scratch_in", "answers_in")
KEEPING = "keep_alive"


def handed_to(function: ast.FunctionDef, *called: str) -> set[str]:
    """Return the names of a function's variables that it hands to some functions, by themselves or a part of them."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    handed = [argument for call in calls if getattr(call.func, "id", "") in called for argument in call.args]
    return {name.id for argument in handed for name in ast.walk(argument) if isinstance(name, ast.Name)}


def given_to(function: ast.FunctionDef) -> set[str]:
    """Return a function's parameters, and the variables that are unpacked from one."""
    names = {argument.arg for argument in function.args.args}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in names:
            names |= {each.id for each in ast.walk(node.targets[0]) if isinstance(each, ast.Name)}
    return names


def functions_of(source: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", NUMBA_MODULES, ids=[path.stem for path in NUMBA_MODULES])
def test_an_array_that_a_function_makes_and_points_into_is_kept_alive(path: Path) -> None:
    for function in functions_of(path.read_text(encoding="utf-8")):
        pointed_at = handed_to(function, *POINTING) - given_to(function)

        assert pointed_at <= handed_to(function, KEEPING), function.name
