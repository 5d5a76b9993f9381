"""The mutation test makes one small fault at a time, and runs the tests of its line."""

import ast
import re
import subprocess
import sys

import pytest

from tests.project.mutate import draw, planted
from tests.project.mutations import mutants
from tests.project.planted_faults import PLANTED
from tests.project.touched_lines import statement_lines
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


@pytest.mark.parametrize(
    ("code", "broken"),
    [
        ("q.where(a, b)", ["q.where(b)", "q.where(a)"]),
        ("q.where(a)", ["q.where(__import__('sqlalchemy').true())"]),
        ("q.filter_by(a=x, **y)", ["q.filter_by(**y)", "q.filter_by(a=x)"]),
        ("and_(a, b)", ["and_(b)", "and_(a)", "__import__('sqlalchemy').or_(a, b)"]),
        ("c.is_(None)", ["c.is_not(None)"]),
        ("c.in_(x)", ["c.not_in(x)"]),
        ("q.order_by(c.desc())", ["q.order_by(c.asc())"]),
        (
            "x = 'select a from t where b = 1 and c < 2'",
            [
                "x = 'select a from t where b = 1 or c < 2'",
                "x = 'select a from t where b <> 1 and c < 2'",
            ],
        ),
        ("f(x)", ["None"]),
        ("log.info('a')", []),
        ("x = 'a sentence for people'", []),
        ("x = Field(description='text')", []),
        ("CHUNK = 1_000", []),
        ("READ_AT_ONCE, _MAX_JOINED = 1, 20", []),
        ("PIECE, DAYS = 1, 30", ["PIECE, DAYS = (2, 30)", "PIECE, DAYS = (1, 31)"]),
        ("return_ = answers({200: _SHOWN})\n_SHOWN = {'a': _PART}\n_PART = 1", []),
        ("SENT_EXAMPLE = {'a': 1}", []),
        ("@get('/a', responses=_listed(_SHOWN))\ndef a():\n    pass\n_SHOWN = {'a': 1}", []),
        ("x = {'example': [_EVENT]}\n_EVENT = 1", ["x = {'exampleXX': [_EVENT]}\n_EVENT = 1"]),
        ("def f():\n    return ''", ["def f():\n    return 'XX'"]),
        (
            "def f(call: Annotated[Call, needs(parts, acting=True)]):\n    pass",
            [
                "def f(call: Annotated[Call, needs(parts, acting=False)]):\n    pass",
            ],
        ),
    ],
)
def test_statements_routes_and_calls_have_faults_of_their_own(code: str, broken: list[str]) -> None:
    assert [ast.unparse(one.tree) for one in mutants(code)][-len(broken) :] == broken or broken == []
    assert broken or list(mutants(code)) == []


def test_outside_of_rules_a_comparison_is_turned() -> None:
    assert [ast.unparse(one.tree) for one in mutants("a < b", at_boundaries=False)] == ["a >= b"]


@pytest.mark.parametrize(
    ("line", "found"),
    [(1, []), (3, []), (4, [4, 9, 10]), (6, [5, 9, 10]), (8, [8, 9, 10]), (9, [9, 10]), (10, [10]), (12, [])],
)
def test_a_fault_is_looked_up_by_the_statement_around_it(line: int, found: list[int]) -> None:
    """Lines of a module run at import; of a function's head its own line and its body are looked up."""
    source = """LIMIT = 3

def outer(a):
    if a:
        return (1 +
                2)
    else:
        a = 4
    def inner(b=5):
        return b
    return inner
LAST = outer(1)
"""

    assert statement_lines(source, line) == found


def test_every_planted_place_is_there_once() -> None:
    assert len(planted()) == len(PLANTED)


def test_draws_follow_their_seed() -> None:
    first, again, other = ([str(one) for one in draw(seed, 6, "serving/crm/s")] for seed in (1, 1, 2))

    assert first == again != other


@pytest.mark.e2e
def test_a_planted_fault_is_detected_and_no_fault_is_not() -> None:
    """One that lives in a function, and the same lines without a fault, which the same tests pass."""
    files = ("tests/serving/crm/test_routing.py", "tests/serving/contract/activities/test_targets.py")
    command = [sys.executable, "-m", "tests.project.mutate", "--tests", *files, "--control"]
    only = ["--only", "serving/crm/routing.py", "--count", "2", "--processes", "1", "--seed", "2"]

    done = subprocess.run([*command, *only], cwd=ROOT, capture_output=True, text=True, check=False, timeout=550)

    assert done.returncode == 0, done.stderr
    assert re.findall(r"^\d of \d", done.stdout, re.MULTILINE) == ["2 of 2", "0 of 2"]
