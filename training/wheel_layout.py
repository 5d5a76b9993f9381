"""The build step of the wheel: it lays the rooms below the package `onematch` and rewrites what names their modules.

Hatchling runs it (`pyproject.toml`). Imports and strings that are a module's name become `onematch.<name>`; the module
`onematch.py` becomes the package itself. What cannot be rewritten with certainty stops the build, with file and line.
An editable installation stays as it is.
"""

import ast
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE, ROOMS = "onematch", ("features", "data", "serving", "training")
LEFT_OUT = ("training/wheel_layout.py",)
_ROOM = "|".join(ROOMS)
_NAME = re.compile(rf"({_ROOM})((?:\.\w+)+)(?::\w+)?")
_CODE = re.compile(rf"\b(?:from|import)\s+(?:{_ROOM})\.\w|-m\s+(?:{_ROOM})\.\w")


class LayoutRefused(Exception):
    """A line names a module in a way that cannot be rewritten with certainty."""


class WheelLayout(BuildHookInterface[Any]):
    """Hands hatchling the files of the wheel: rewritten modules, everything else as it stands."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Lay the package out in a temporary folder; nothing for an editable installation."""
        if version == "editable":
            return
        self._folder = Path(tempfile.mkdtemp(prefix="onematch-wheel-"))
        lay_out(Path(self.root), self._folder / PACKAGE)
        build_data["force_include"][str(self._folder / PACKAGE)] = PACKAGE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        del build_data, artifact_path
        if version != "editable":
            shutil.rmtree(self._folder)


def lay_out(root: Path, out: Path) -> None:
    """Write the package of the rooms below `root` to the folder `out`. Raises LayoutRefused."""
    out.mkdir(parents=True)
    (out / "py.typed").touch()
    _write_module(root, root / f"{PACKAGE}.py", out / "__init__.py")
    for file in _files(root):
        target = out / file.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".py":
            _write_module(root, file, target)
        else:
            shutil.copyfile(file, target)


def _files(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and "__pycache__" not in path.parts and name not in LEFT_OUT:
                yield path


def _write_module(root: Path, source: Path, target: Path) -> None:
    try:
        text = rewritten(source.read_text(encoding="utf-8"), root)
    except LayoutRefused as refusal:
        raise LayoutRefused(f"{source.relative_to(root)}: {refusal}") from None
    target.write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True, order=True)
class SourceEdit:
    """The replacement of the bytes `start` to `end` of a source."""

    start: int
    end: int
    text: str


def rewritten(source: str, root: Path) -> str:
    """Return a module's source with its modules below the package; `root` is where the modules are looked up."""
    raw, tree = source.encode(), ast.parse(source)
    starts = [0]
    for line in raw.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for edit in sorted(_Edits(raw, starts, root).of(tree), reverse=True):
        raw = raw[: edit.start] + edit.text.encode() + raw[edit.end :]
    return raw.decode()


@dataclass(frozen=True, slots=True)
class _Edits:
    """Finds what is to be replaced in a source; `starts[n]` is where line n + 1 begins."""

    raw: bytes
    starts: list[int]
    root: Path

    def of(self, tree: ast.AST) -> Iterator[SourceEdit]:
        nodes = list(ast.walk(tree))
        inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        prose = {id(text) for text in _docstrings(nodes)}
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and not node.level and _is_ours(node.module or ""):
                yield self._from(node)
            elif isinstance(node, ast.Import) and any(_is_ours(alias.name) for alias in node.names):
                yield self._import(node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                yield from self._string(node, node.value, in_template=id(node) in inside)

    def _from(self, node: ast.ImportFrom) -> SourceEdit:
        start, _ = self._span(node)
        at = start + self.raw[start:].index((node.module or "").encode())
        return SourceEdit(at, at, f"{PACKAGE}.")

    def _import(self, node: ast.Import) -> SourceEdit:
        """Replace `import room` by `from onematch import room`, which binds the same name."""
        alias = node.names[0]
        if len(node.names) > 1 or (alias.asname is None and "." in alias.name):
            raise LayoutRefused(f"line {node.lineno}: got `{ast.unparse(node)}`, expected `from ... import ...`")
        start, end = self._span(node)
        package, _, name = f"{PACKAGE}.{alias.name}".rpartition(".")
        named = f" as {alias.asname}" if alias.asname else ""
        return SourceEdit(start, end, f"from {package} import {name}{named}")

    def _string(self, node: ast.Constant, text: str, *, in_template: bool) -> Iterator[SourceEdit]:
        if _CODE.search(text):
            raise LayoutRefused(f"line {node.lineno}: got code in a string, {text!r}, expected a name by itself")
        if not self._is_module(text):
            return
        start, end = self._span(node)
        quoted = re.fullmatch(rb"""(["'])(.*)\1""", self.raw[start:end], re.DOTALL)
        if in_template or quoted is None or quoted[2] != text.encode():
            raise LayoutRefused(f"line {node.lineno}: got {text!r} in parts, expected it in one plain string")
        yield SourceEdit(start + 1, start + 1, f"{PACKAGE}.")

    def _is_module(self, text: str) -> bool:
        """Whether a text is the name of a module of the rooms, or of something in one."""
        named = _NAME.fullmatch(text)
        if named is None:
            return False
        path = self.root.joinpath(named[1], *named[2][1:].split("."))
        return path.is_dir() or any(one.with_suffix(".py").is_file() for one in (path, path.parent))

    def _span(self, node: ast.stmt | ast.expr) -> tuple[int, int]:
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[end_line - 1] + end_column


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in ROOMS


def _docstrings(nodes: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    """Yield texts that stand as statements: docstrings, also those of attributes."""
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
