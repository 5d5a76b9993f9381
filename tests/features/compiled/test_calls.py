"""Plain typed functions stand for the compiled ones: the same names and types, numba only at the first call."""

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import get_type_hints

import pytest

import serving.matching.compiled.calls
from features.compiled.loader import import_compiled
from tests.support.paths import ROOT

CALLS = (serving.matching.compiled.calls,)


def own_functions(module: ModuleType) -> dict[str, FunctionType]:
    """Return the functions that a module defines, by name."""
    return {
        name: each
        for name, each in vars(module).items()
        if isinstance(each, FunctionType) and each.__module__ == module.__name__
    }


def entries(calls: ModuleType) -> dict[str, Callable[..., object]]:
    """Return the compiled functions of a package that Python calls, by name."""
    found = {}
    for path in sorted((ROOT / str(calls.__file__)).parent.glob("*.py")):
        for name in re.findall(r"@entry\ndef (\w+)", path.read_text(encoding="utf-8")):
            found[name] = getattr(import_compiled(f"{calls.__package__}.{path.stem}"), name).py_func
    return found


@pytest.mark.parametrize("calls", CALLS, ids=lambda each: each.__package__)
def test_every_compiled_function_has_a_plain_one_with_the_same_parameters_and_types(calls: ModuleType) -> None:
    plain = own_functions(calls)
    compiled = entries(calls)

    assert plain.keys() == compiled.keys()
    for name, function in plain.items():
        assert list(inspect.signature(function).parameters) == list(inspect.signature(compiled[name]).parameters), name
        assert get_type_hints(function, include_extras=True) == get_type_hints(compiled[name], include_extras=True), (
            name
        )


def test_numba_is_not_imported_before_the_first_call() -> None:
    code = (
        "import sys, features.ranking.feature_list, serving.http_worker, training.train; print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)

    assert done.stdout == "False\n"


@pytest.mark.parametrize("calls", CALLS, ids=lambda each: each.__package__)
def test_no_function_has_more_than_eight_parameters(calls: ModuleType) -> None:
    for name, function in own_functions(calls).items():
        assert len(inspect.signature(function).parameters) <= 8, name
