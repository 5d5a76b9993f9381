"""The mutation test of the rules makes one small fault at a time, and the tests of the rules detect it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.mutate_rules import files_that_test, rules_modules
from tests.project.mutations import mutants
from tests.support.paths import ROOT


@pytest.mark.parametrize(
    ("code", "broken"),
    [
        ("a < b", ["a <= b"]),
        ("a == b", ["a != b"]),
        ("a is None", ["a is not None"]),
        ("a in b", ["a not in b"]),
        ("a and b", ["a or b"]),
        ("not a", ["not not a"]),
        ("a + b", ["a - b"]),
        ("x = 1", ["x = 2"]),
        ("x = True", ["x = False"]),
        ("x = 'word'", ["x = 'wordXX'"]),
        ("b if a else c", ["b if not a else c"]),
        ("def f():\n    return a", ["def f():\n    return None"]),
        ("def f():\n    return None", []),
        ("def f(x: Literal['a']) -> Literal['b']:\n    'A docstring.'", []),
        ("raise Wrong('got 1')", []),
        ("@dataclass(frozen=True)\nclass A:\n    pass", []),
        ("class A(StrEnum):\n    B = 'b'", []),
        ("a < b < c", ["a <= b < c", "a < b <= c"]),
    ],
)
def test_each_fault_is_made_alone(code: str, broken: list[str]) -> None:
    assert [ast.unparse(one.tree) for one in mutants(code)] == broken


def test_a_module_of_rules_is_tried_by_the_tests_that_import_it() -> None:
    found = {Path(name).name for name in files_that_test("contract.leaving", all_tests=False)}

    assert "contract.leaving" in rules_modules()
    assert "test_leaving.py" in found
    assert "test_leaving_for_good.py" not in found


@pytest.mark.parametrize(("module", "says"), [("contract.leaving", "4 of    4 detected")])
def test_faults_of_rules_are_detected(module: str, says: str) -> None:
    command = [sys.executable, "-m", "tests.project.mutate_rules", "--only", "4", module]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stderr
    assert says in done.stdout
