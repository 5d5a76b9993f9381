"""A call of a function or class of this product passes at most five arguments by position; the others are named."""

import ast
from collections.abc import Iterator, Mapping

from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving", "training")
MAX_BY_POSITION = 5
COMPILED = "compiled"
"""The folders of numba's functions, which are inlined and called by position for speed: the one exception."""
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def trees() -> dict[str, ast.Module]:
    """Return the syntax tree of each file outside the compiled folders, by its path."""
    paths = [path for room in (*ROOMS, "tests") for path in (ROOT / room).rglob("*.py")]
    relative = [path.relative_to(ROOT) for path in paths]
    plain = [path for path in relative if COMPILED not in path.parts]
    return {path.as_posix(): ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in plain}


def parameters(defined: Definition) -> list[str]:
    """Return the names of what a call may pass by position and by name."""
    if isinstance(defined, ast.ClassDef):
        made = next((node for node in defined.body if getattr(node, "name", "") == "__init__"), None)
        if isinstance(made, ast.FunctionDef):
            return parameters(made)
        return [
            node.target.id
            for node in defined.body
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and "ClassVar" not in ast.unparse(node.annotation)
        ]
    names = [argument.arg for argument in defined.args.args]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def definitions(tree: ast.Module) -> dict[str, list[Definition]]:
    by_name: dict[str, list[Definition]] = {}
    for node in ast.walk(tree):
        if isinstance(node, Definition):
            by_name.setdefault(node.name, []).append(node)
    return by_name


class Calls:
    """Finds what the calls of each file are of."""

    def __init__(self, trees: Mapping[str, ast.Module]) -> None:
        self.trees = trees
        self.defined = {path: definitions(tree) for path, tree in trees.items()}

    def by_position(self, path: str) -> Iterator[ast.Call]:
        """Yield the calls with too many arguments by position."""
        tree = self.trees[path]
        imported = {
            alias.asname or alias.name: (node.module.replace(".", "/") + ".py", alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        for owner, call in calls_of(tree):
            if len(call.args) > MAX_BY_POSITION and not any(isinstance(each, ast.Starred) for each in call.args):
                for defined in self._callees(call, path, imported, owner):
                    if len(parameters(defined)) >= len(call.args):
                        yield call
                        break

    def _callees(
        self, call: ast.Call, path: str, imported: dict[str, tuple[str, str]], owner: ast.ClassDef | None
    ) -> list[Definition]:
        called = call.func
        if isinstance(called, ast.Name):
            if called.id == "cls" and owner is not None:
                return [owner]
            source, name = imported.get(called.id, (path, called.id))
            return self.defined.get(source, {}).get(name, [])
        if not isinstance(called, ast.Attribute):
            return []
        if isinstance(called.value, ast.Name) and called.value.id in imported:
            module, name = imported[called.value.id]
            source = f"{module.removesuffix('.py')}/{name}.py"
            if source in self.defined or COMPILED in source.split("/"):
                return self.defined.get(source, {}).get(called.attr, [])
        if COMPILED in ast.unparse(called.value) or ast.unparse(called.value).startswith("calls."):
            return []
        return [each for defined in self.defined.values() for each in defined.get(called.attr, ())]


def calls_of(node: ast.AST, owner: ast.ClassDef | None = None) -> Iterator[tuple[ast.ClassDef | None, ast.Call]]:
    """Yield the calls below a node, each with the class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield owner, child
        yield from calls_of(child, child if isinstance(child, ast.ClassDef) else owner)


def test_a_call_names_its_arguments_where_they_are_more_than_five() -> None:
    calls = Calls(trees())

    places = [f"{path}:{call.lineno}" for path in calls.trees for call in calls.by_position(path)]

    assert places == [], "name the arguments of these calls"


def test_calls_of_functions_methods_and_classes_are_found_by_their_place() -> None:
    six = "a, b, c, d, e, f"
    sources = {
        "made.py": f"def add({six}): ...\nclass Six:\n  def __init__(self, {six}): ...\n  def put(self, {six}): ...",
        "calling.py": (
            f"from made import Six, add\nadd({six})\nSix({six})\nnew.put({six})\nadd(a, b, c, d, e, f=f)\nprint({six})"
        ),
    }
    calls = Calls({path: ast.parse(source) for path, source in sources.items()})

    assert [call.lineno for call in calls.by_position("calling.py")] == [2, 3, 4]
