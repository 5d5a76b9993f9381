"""Which test executes which line of `serving/`: a map made once, kept by the content of each test file.

It is made anew of tests whose file has changed, or a module that they execute.

Each statement of a function notes its line when it is executed, which makes the tests hardly slower. Lines that run
while a module is imported belong to no test.
"""

import ast
import functools
import hashlib
import importlib.abc
import importlib.machinery
import pickle
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.support.paths import ROOT

KEPT = ROOT / ".onematch" / "mutants" / "touched"
_HITS: dict[str, bytearray] = {}
_NAME = "__hits__"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class TouchedByTest:
    """What a test executed: lines by the path of the module below the checkout; and how long it took."""

    seconds: float
    lines: Mapping[str, "array[int]"]
    passed: bool

    @property
    def n_lines(self) -> int:
        return sum(map(len, self.lines.values()))


@dataclass(slots=True)
class TouchedLines:
    """The tests by their ids, and the tests of each line."""

    tests: dict[str, TouchedByTest] = field(default_factory=dict)
    of_line: dict[str, dict[int, list[str]]] = field(default_factory=dict)

    def add(self, tests: Mapping[str, TouchedByTest]) -> None:
        """Add the passing tests of a file; one that fails without a fault detects none."""
        for test, touched in tests.items():
            if not touched.passed:
                continue
            self.tests[test] = touched
            for module, lines in touched.lines.items():
                by_line = self.of_line.setdefault(module, {})
                for line in lines:
                    by_line.setdefault(line, []).append(test)

    def of_lines(self, module: str, lines: Iterable[int]) -> list[str]:
        """Return the tests that execute one of the lines."""
        by_line = self.of_line.get(module, {})
        return list(dict.fromkeys(test for line in lines for test in by_line.get(line, ())))


class _Noting(ast.NodeTransformer):
    """Adds to each statement within a function that it notes its line."""

    def __init__(self) -> None:
        self._is_inside = False

    def visit(self, node: ast.AST) -> Any:
        before = self._is_inside
        if isinstance(node, Function | ast.ClassDef):
            self._is_inside = isinstance(node, Function)
        self.generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            statements = getattr(node, name, None)
            if self._is_inside and isinstance(statements, list):
                setattr(node, name, [one for statement in statements for one in _noted(statement)])
        self._is_inside = before
        return node


def _noted(statement: ast.stmt) -> Iterator[ast.stmt]:
    is_docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    if not is_docstring and not isinstance(statement, ast.Global | ast.Nonlocal):
        [note] = ast.parse(f"{_NAME}[{statement.lineno}] = 1").body
        yield ast.copy_location(note, statement)
    yield statement


class NotingFinder(importlib.abc.MetaPathFinder):
    """Imports the modules of `serving/`, but compiled ones, so that they note their lines."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not fullname.startswith("serving.") or ".compiled" in fullname or ".migrations" in fullname:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = _NotingLoader(spec.loader.name, spec.loader.path)
        return spec


class _NotingLoader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        del fullname
        tree = _Noting().visit(ast.parse(self.get_data(self.path)))
        return compile(ast.fix_missing_locations(tree), self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        source = self.get_data(self.path)
        hits = bytearray(source.count(b"\n") + 2)
        _HITS[str(Path(self.path).relative_to(ROOT))] = hits
        vars(module)[_NAME] = hits
        super().exec_module(module)


def take_lines() -> dict[str, "array[int]"]:
    """Return the lines that were noted since the last call."""
    found = {}
    for module, hits in _HITS.items():
        if 1 in hits:
            found[module] = array("H", (line for line, is_hit in enumerate(hits) if is_hit))
            hits[:] = bytes(len(hits))
    return found


def statement_lines(source: str, line: int) -> list[int]:
    """Return the lines by which a fault in a line is found in the map.

    That is the first line of the innermost statement of a function around it; of a `def` its own and those of its body.
    A function that makes functions, such as those of routes, decides what these do: their lines are added. Empty where
    no function is around the line.
    """
    around: Function | None = None
    found: list[int] = []
    node: ast.AST = ast.parse(source)
    while inner := [child for child in ast.iter_child_nodes(node) if _spans(child, line)]:
        node = inner[0]
        if isinstance(node, Function):
            if line < node.body[0].lineno:
                return [node.lineno, *(one.lineno for one in node.body)] if around else []
            around, found = node, []
        elif isinstance(node, ast.ClassDef):
            around, found = None, []
        elif isinstance(node, ast.stmt) and around:
            found = [node.lineno]
    made = [one for one in ast.walk(around) if isinstance(one, Function) and one is not around] if around else []
    inside = {one.lineno for function in made for one in ast.walk(function) if isinstance(one, ast.stmt)}
    return [*found, *sorted(inside)] if found else []


def _spans(node: ast.AST, line: int) -> bool:
    first = min([getattr(node, "lineno", 0), *(one.lineno for one in getattr(node, "decorator_list", []))])
    if isinstance(node, ast.match_case):
        return node.pattern.lineno <= line <= (node.body[-1].end_lineno or 0)
    return bool(first and first <= line <= (getattr(node, "end_lineno", 0) or 0))


def lines_that_mention(path: str, source: str, line: int) -> list[tuple[str, int]]:
    """Return where the names that a statement of a module defines are mentioned within functions: path and line."""
    names = set()
    for node in ast.parse(source).body:
        if _spans(node, line):
            names = _defined(node)
    module = path.removesuffix(".py").replace("/", ".")
    found = []
    for file in sorted((ROOT / "serving").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if not any(name in text for name in names) or (str(file.relative_to(ROOT)) != path and module not in text):
            continue
        for mention in ast.walk(ast.parse(text)):
            name = mention.id if isinstance(mention, ast.Name) else getattr(mention, "attr", "")
            if name in names:
                lines = statement_lines(text, getattr(mention, "lineno", 0))
                found += [(str(file.relative_to(ROOT)), one) for one in lines]
    return list(dict.fromkeys(found))


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, Function | ast.ClassDef):
        return {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {one.id for target in targets if target for one in ast.walk(target) if isinstance(one, ast.Name)}


@functools.cache
def content_of(path: Path) -> str:
    """Return the hash of a file, with the stories that it tells."""
    stories = sorted(path.parent.glob("stories/*.txt"))
    return hashlib.sha256(b"".join(one.read_bytes() for one in [path, *stories])).hexdigest()


def kept_file(test_file: Path) -> Path:
    """Return where what the tests of a file touch is kept."""
    return KEPT / f"{str(test_file.relative_to(ROOT)).replace('/', '.')}.pickle"


def keep(test_file: Path, content: str, tests: Mapping[str, TouchedByTest]) -> None:
    """Keep what the tests of a file with this content touch of the modules as they are."""
    modules = {module: content_of(ROOT / module) for touched in tests.values() for module in touched.lines}
    KEPT.mkdir(parents=True, exist_ok=True)
    kept_file(test_file).write_bytes(pickle.dumps((content, modules, dict(tests))))


def kept(test_file: Path) -> Mapping[str, TouchedByTest] | None:
    """Return what a file's tests touch; None where that is not known of its present content and of the modules'."""
    file = kept_file(test_file)
    if not file.is_file():
        return None
    content, modules, tests = pickle.loads(file.read_bytes())
    contents = {ROOT / module: found for module, found in modules.items()} | {test_file: content}
    is_known = all(path.is_file() and content_of(path) == found for path, found in contents.items())
    return dict(tests) if is_known else None
