"""How functions become machine code: compiled once on a machine, then read from disk by every process.

What is compiled stands in modules called `*_machine`, over flat arrays and numbers alone. They are imported when they
are first needed, since reading them takes half a second.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast, get_args, get_type_hints

import xxhash

import features
from features.compiled.private_paths import is_trusted_folder, make_private_folder
from features.schema.array_types import READ

F = TypeVar("F", bound=Callable[..., Any])
ROOMS = ("features", "data", "serving")
ROOT = Path(features.__file__).resolve().parent.parent
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
"""Other threads go on meanwhile; a division by nothing gives infinity, as numpy's does."""


def part(function: F) -> F:
    """Make a function that only compiled ones call."""
    import numba

    return cast("F", numba.njit(**OPTIONS)(function))


def inlined(function: F) -> F:
    """Make a small function that is written out wherever a compiled one calls it."""
    import numba

    return cast("F", numba.njit(inline="always", **OPTIONS)(function))


def entry(function: F) -> F:
    """Make a function that Python calls, for the types of its arguments as `machine_types` spells them."""
    import numba

    return cast("F", numba.njit(_signature(function), cache=True, **OPTIONS)(function))


@lru_cache(maxsize=16)
def machine(name: str) -> ModuleType:
    """Return a module of compiled functions by its full name, such as `features.compiled.levels`.

    Where nothing is kept yet it is compiled, which takes some seconds and is told on a terminal.
    """
    import numba

    folder = _cache_folder()
    setattr(numba.config, "CACHE_DIR", str(folder))  # noqa: B010 (its stubs know no settings)
    if sys.stderr.isatty() and not any(folder.rglob(f"{name.rpartition('.')[2]}.*.nbi")):
        print(f"compiling {name} for this machine, once", file=sys.stderr)
    return import_module(name)


def _signature(function: Callable[..., Any]) -> Any:
    hints = get_type_hints(function, include_extras=True)
    result = _machine_type(hints.pop("return"))
    return result(*map(_machine_type, hints.values()))


def _machine_type(hint: Any) -> Any:
    from numba import types

    plain = {int: types.int64, float: types.float64, bool: types.boolean, type(None): types.void}
    if hint in plain:
        return plain[hint]
    items = {
        "u1": types.uint8, "b1": types.boolean, "i1": types.int8, "i4": types.int32, "u4": types.uint32,
        "i8": types.int64, "u8": types.uint64, "f4": types.float32, "f8": types.float64,
    }  # fmt: skip
    _, item, *how = get_args(hint)
    rank, use = how
    return types.Array(items[item], rank, "C", readonly=use == READ)


@lru_cache(maxsize=1)
def _cache_folder() -> Path:
    """Choose where machine code is kept: in the user's cache, beside the sources, or for this process alone.

    The folder is named by all that is compiled, since a change in one module can change what another one does. What
    lies in it is run, so a folder that another user owns or may write to is passed over.
    """
    digest = compiled_digest(ROOT)
    asked = os.environ.get("NUMBA_CACHE_DIR")
    for place in [Path(asked)] if asked else [*_of_the_user(), ROOT / "features" / "__pycache__"]:
        folder = place / f"machine-{digest}"
        try:
            make_private_folder(folder)
            with tempfile.TemporaryFile(dir=folder):
                if is_trusted_folder(folder):
                    return folder
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="onematch-machine-"))


def compiled_digest(root: Path) -> str:
    """Hash all modules that are compiled, and what says the types of their arguments."""
    modules = (path for room in ROOMS for path in (root / room).rglob("*.py"))
    sources = sorted(path for path in modules if path.parent.name == "compiled" or path.stem == "array_types")
    return xxhash.xxh3_64_hexdigest(b"".join(path.read_bytes() for path in sources))


def _of_the_user() -> list[Path]:
    """Return the user's cache; nothing where a container's user has no home."""
    try:
        return [Path.home() / ".cache" / "onematch"]
    except RuntimeError:
        return []
