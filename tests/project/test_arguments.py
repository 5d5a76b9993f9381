"""A call of a function or class of this product passes at most five arguments by position; the others are named."""

import ast
from collections.abc import Iterable, Iterator, Mapping

from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving", "training", "tests")
MAX_BY_POSITION = 5
COMPILED = "compiled"
"""The folders of numba's functions, which are called by position for speed: the one exception."""


def trees() -> dict[str, ast.Module]:
    """Return the syntax tree of each file outside the compiled folders, by its path."""
    paths = [path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return {str(path): ast.parse((ROOT / path).read_text()) for path in paths if COMPILED not in path.parts}


def wide_names(trees: Iterable[ast.Module]) -> Iterator[str]:
    """Yield the functions and classes that could be called with more arguments by position."""
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            is_method = bool(node.args.args) and node.args.args[0].arg in {"self", "cls"}
            if len(node.args.args) - is_method > MAX_BY_POSITION:
                yield node.name
        elif isinstance(node, ast.ClassDef):
            made = [part for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"]
            fields = made[0].args.args[1:] if made else [part for part in node.body if isinstance(part, ast.AnnAssign)]
            if len(fields) > MAX_BY_POSITION:
                yield node.name


def unnamed_calls(trees: Mapping[str, ast.Module]) -> Iterator[str]:
    """Yield the places of calls with too many arguments by position."""
    wide = set(wide_names(trees.values()))
    for path, tree in trees.items():
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        of_others = [node for node in imports if str(node.module).partition(".")[0] not in ROOMS]
        foreign = {alias.asname or alias.name for node in of_others for alias in node.names}
        foreign |= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} - set(wide_names([tree]))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and len(call.args) > MAX_BY_POSITION:
                called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
                is_compiled = COMPILED in ast.unparse(call.func) or ast.unparse(call.func).startswith("calls.")
                is_spread = any(isinstance(argument, ast.Starred) for argument in call.args)
                if called in wide - foreign and not is_spread and not is_compiled:
                    yield f"{path}:{call.lineno}"


def test_a_call_names_its_arguments_where_they_are_more_than_five() -> None:
    assert list(unnamed_calls(trees())) == [], "name the arguments of these calls"


def test_calls_of_functions_methods_and_classes_are_found_by_their_names() -> None:
    six = "a, b, c, d, e, f"
    made = f"def add({six}): ...\nclass Six:\n  def __init__(self, {six}): ...\n  def put(self, {six}): ..."
    calling = f"add({six})\nSix({six})\nnew.put({six})\nadd(a, b, c, d, e, f=f)\nprint({six})"

    found = list(unnamed_calls({"made.py": ast.parse(made), "calling.py": ast.parse(calling)}))

    assert found == ["calling.py:1", "calling.py:2", "calling.py:3"]
