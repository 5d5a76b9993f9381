"""Puts the code of a module with a fault into the functions that live already, so that nothing is imported anew."""

import ast
import functools
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

from tests.support.databases import Databases
from tests.support.paths import ROOT


class NotPlanted(Exception):
    """The fault is in no function that lives, or takes a variable away that a function closes over."""


@dataclass(frozen=True, slots=True)
class LivingCode:
    """The functions of `serving/` in this process, by the file of their code, and its caches and databases."""

    functions: dict[str, list[FunctionType]]
    caches: list["functools._lru_cache_wrapper[object]"]
    databases: list[Databases]

    @classmethod
    def here(cls) -> "LivingCode":
        """Find them, which takes a second."""
        functions: dict[str, list[FunctionType]] = {}
        caches = []
        databases = []
        gc.unfreeze()
        inside = str(ROOT / "serving") + "/"
        for one in gc.get_objects():
            if type(one) is FunctionType and one.__code__.co_filename.startswith(inside):
                functions.setdefault(one.__code__.co_filename, []).append(one)
            elif type(one) is functools._lru_cache_wrapper and (one.__module__ or "").startswith("serving."):
                caches.append(one)
            elif type(one) is Databases:
                databases.append(one)
        gc.freeze()
        return cls(functions, caches, databases)

    def plant(self, path: Path, tree: ast.Module) -> None:
        """Give the functions of a file the code of another tree; raises NotPlanted."""
        original = _functions(compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True))
        changed = _functions(compile(tree, str(path), "exec", dont_inherit=True))
        others = {one: changed[key] for key, one in original.items() if key in changed and changed[key] != one}
        done = 0
        for function in self.functions.get(str(path), ()):
            other = others.get(function.__code__)
            if other is not None:
                if other.co_freevars != function.__code__.co_freevars:
                    other = _with_same_variables(tree, function.__code__, str(path))
                function.__code__ = other
                done += 1
        if not done:
            raise NotPlanted(f"{path}: no function that lives has changed")
        self.forget()

    def forget(self) -> None:
        """Clear the caches, so that a test executes what another one has executed before it."""
        for cache in self.caches:
            cache.cache_clear()


def _functions(code: CodeType) -> dict[tuple[str, int, int], CodeType]:
    """Return the functions of a module by their names, lines and numbers: several may begin in one line."""
    found: dict[tuple[str, int, int], CodeType] = {}
    for one in _codes(code):
        if one.co_name not in {"<module>", "<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>"}:
            number = sum(key[:2] == (one.co_qualname, one.co_firstlineno) for key in found)
            found[one.co_qualname, one.co_firstlineno, number] = one
    return found


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _codes(one)


def _with_same_variables(tree: ast.Module, code: CodeType, path: str) -> CodeType:
    """Compile anew, with a dead statement that closes over what the function closed over."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == code.co_name:
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            if first == code.co_firstlineno and "__class__" not in code.co_freevars:
                node.body.append(ast.parse(f"if 0: ({', '.join(code.co_freevars)},)").body[0])
                ast.fix_missing_locations(tree)
                for other in _codes(compile(tree, path, "exec", dont_inherit=True)):
                    is_it = (other.co_qualname, other.co_firstlineno) == (code.co_qualname, code.co_firstlineno)
                    if is_it and other.co_freevars == code.co_freevars:
                        return other
    raise NotPlanted(f"{path}: {code.co_qualname} closes over something else")
