"""A digest of the code that figures depend on: some modules and all modules that they import.

Imports are read from the source, not executed: those inside functions and module names in strings count as well.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from features.schema.rooms import PACKAGE, ROOT

ROOMS = ("features", "data", "serving", "training")
NORMALISING = ("data.tables.records", "data.index.build")
"""The modules that turn raw rows into records, and records into an index."""
SAMPLING = ("data.sample.sample",)
FIGURES = ("training.train", "training.evaluation.matching", "training.evaluation.figures")
"""The modules that train, match and measure; pages, commands and benches influence no figure."""
NO_FIGURES = ("training.evaluation.report.page", "training.promotion.training_log", "training.promotion.tracked_run")
"""Modules that are not followed: what they alone import influences no figure."""


def code_digest(entries: Iterable[str] = FIGURES, root: Path = ROOT) -> str:
    """Hash the modules named by `entries` and all modules of the rooms that they import, directly or not."""
    digest = hashlib.sha256()
    for name in sorted(imported_from(entries, root)):
        digest.update(name.encode() + _file_of(name, root).read_bytes())
    return digest.hexdigest()[:16]


def imported_from(entries: Iterable[str], root: Path = ROOT) -> set[str]:
    """Return the names of the modules that `entries` import, directly or not, themselves included."""
    found: set[str] = set()
    waiting = [name for entry in entries for name in _modules_of(entry, root)]
    while waiting:
        name = waiting.pop()
        if name not in found and PACKAGE + name not in NO_FIGURES:
            found.add(name)
            waiting += _imports_of(_file_of(name, root), root)
    return found


@lru_cache(maxsize=2048)
def _imports_of(path: Path, root: Path) -> list[str]:
    named = _names_in(ast.parse(path.read_text(encoding="utf-8")))
    return [name for full in named for name in _modules_of(full, root)]


def _names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and 1 <= node.value.count(".") <= 5:
            yield node.value


def _modules_of(full: str, root: Path) -> list[str]:
    """Return the module of a room that a dotted name is or belongs to, and the packages around it."""
    parts = full.removeprefix(PACKAGE).split(".")
    if parts[0] not in ROOMS:
        return []
    names = (".".join(parts[:n]) for n in range(1, len(parts) + 1))
    return [name for name in names if name.replace(".", "").isidentifier() and _file_of(name, root).is_file()]


@lru_cache(maxsize=8192)
def _file_of(name: str, root: Path) -> Path:
    path = root.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
