"""The build step of the wheel: it lays the rooms below the package `onematch` and rewrites what names their modules.

Hatchling runs it (`pyproject.toml`). Imports and strings that are a module's name become `onematch.<name>`; the module
`onematch.py` becomes the package itself. What cannot be rewritten with certainty stops the build, with file and line.
Machine code goes with it where the project's packages are at hand (a build without isolation). An editable
installation stays as it is.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "onematch"
ROOMS = ("features", "data", "serving", "training")
LEFT_OUT = ("training/wheel_layout.py", "features/compiled/machine/")
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
        command = [sys.executable, "-m", f"{PACKAGE}.features.compiled.ahead", "--ship"]
        variables = os.environ | {"PYTHONPATH": str(self._folder)}
        if subprocess.run(command, cwd=self._folder, env=variables, capture_output=True, check=False).returncode:
            self.app.display_warning("no compiled code in the wheel: it needs the project's packages, and no isolation")
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
            if path.is_file() and "__pycache__" not in path.parts and not name.startswith(LEFT_OUT):
                yield path


def _write_module(root: Path, source: Path, target: Path) -> None:
    try:
        text = rewritten(source.read_text(encoding="utf-8"), root)
    except LayoutRefused as refusal:
        raise LayoutRefused(f"{source.relative_to(root)}: {refusal}") from None
    target.write_text(text, encoding="utf-8")


def rewritten(source: str, root: Path) -> str:
    """Return a module's source with its modules below the package; `root` is where the modules are looked up."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt | ast.expr)]
    in_parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    prose = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    lines = source.encode().splitlines(keepends=True)
    for node in sorted(nodes, key=lambda each: (each.lineno, each.col_offset), reverse=True):
        change = None if id(node) in prose else _change(node, root)
        if change is None:
            continue
        old, new = (text.encode() for text in change)
        line = lines[node.lineno - 1]
        start = node.col_offset
        end = node.end_col_offset if node.end_lineno == node.lineno else len(line)
        is_whole = not isinstance(node, ast.Constant) or line[start + 1 : (end or 0) - 1] == old
        if id(node) in in_parts or not is_whole or old not in line[start:end]:
            raise LayoutRefused(f"line {node.lineno}: got {change[0]!r} in parts, expected it in one plain string")
        lines[node.lineno - 1] = line[:start] + line[start:].replace(old, new, 1)
    return b"".join(lines).decode()


def _change(node: ast.stmt | ast.expr, root: Path) -> tuple[str, str] | None:
    """Return the part of a node's source that names a module, and what it becomes; None for anything else."""
    match node:
        case ast.ImportFrom(module=str(module), level=0) if _is_ours(module):
            return module, f"{PACKAGE}.{module}"
        case ast.Import(names=[alias, *others]) if any(_is_ours(imported.name) for imported in (alias, *others)):
            if others or (alias.asname is None and "." in alias.name):
                raise LayoutRefused(f"line {node.lineno}: got `{ast.unparse(node)}`, expected `from ... import ...`")
            package, _, name = f"{PACKAGE}.{alias.name}".rpartition(".")
            named = f" as {alias.asname}" if alias.asname else ""
            return ast.unparse(node), f"from {package} import {name}{named}"
        case ast.Constant(value=str(text)):
            if _CODE.search(text):
                raise LayoutRefused(f"line {node.lineno}: got code in a string, {text!r}, expected a name by itself")
            return (text, f"{PACKAGE}.{text}") if _is_module(text, root) else None
    return None


def _is_module(text: str, root: Path) -> bool:
    """Whether a text is the name of a module of the rooms, or of something in one."""
    named = _NAME.fullmatch(text)
    if named is None:
        return False
    path = root.joinpath(named[1], *named[2][1:].split("."))
    return path.is_dir() or any(candidate.with_suffix(".py").is_file() for candidate in (path, path.parent))


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in ROOMS
