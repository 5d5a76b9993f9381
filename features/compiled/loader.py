"""Compiling with numba: once on a machine, then read from a cache folder by every process.

Numba modules are the modules of `compiled/` packages that import `entry` or `part`. Importing numba takes
half a second of processor time (docs/experiments/speed-compiled-road.md), so nothing imports a numba module at its top
but another one. Each package has a module `calls` of its numba modules, each imported
when a function of it is first needed.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

import numpy as np
import xxhash

from features.compiled.private_paths import is_trusted_folder, make_private_folder
from features.schema.array_types import READ
from features.schema.rooms import PACKAGE, ROOT

F = TypeVar("F", bound=Callable[..., Any])
ROOMS = ("features", "data", "serving")
LOCATOR = "features.compiled.cache_locator.SharedCacheLocator"
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
"""Compiled functions release the interpreter lock; division by zero gives infinity, as in numpy."""
_COMPILING = RLock()
_UNCALLED: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def part(function: F) -> F:
    """Make a function that only compiled ones call."""
    import numba

    return cast("F", numba.njit(**OPTIONS, **_UNCALLED)(function))


def entry(function: F) -> F:
    """Make a function that Python calls, compiled for the types of its arguments (`array_types`)."""
    import numba

    return cast("F", numba.njit(_signature(function), cache=True, **OPTIONS)(function))


class CompiledModule:
    """A numba module by its full name, imported when a function of it is first needed; each is looked up once."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, function: str) -> Any:
        compiled = getattr(import_compiled(self._name), function)
        setattr(self, function, compiled)
        return compiled


def import_compiled(name: str) -> ModuleType:
    """Import a numba module; what is not cached yet is compiled for some seconds, which a terminal shows."""
    if sys.stderr.isatty() and not is_cached(name):
        print(f"compiling {name} for this machine, once", file=sys.stderr)
    from numba import config
    from numba.core.registry import cpu_target

    from features.compiled.late_library import LateLibrary, set_environment

    cached = _set_meanwhile(config, CACHE_DIR=str(_cache_folder()), CACHE_LOCATOR_CLASSES=LOCATOR)
    late = _set_meanwhile(cpu_target.target_context.codegen(), _library_class=LateLibrary, set_env=set_environment)
    with _COMPILING, cached, late:
        return import_module(name)


def is_cached(name: str) -> bool:
    """Whether this machine has compiled functions of a module, given its full name."""
    package, _, module = name.removeprefix(PACKAGE).rpartition(".")
    return any((_cache_folder() / package.replace(".", "-")).glob(f"{module}.*.nbi"))


@contextmanager
def _set_meanwhile(target: Any, **values: Any) -> Iterator[None]:
    """Set numba's attributes while our modules are imported; other users of numba in the process keep theirs."""
    before = {name: getattr(target, name) for name in values}
    vars(target).update(values)
    try:
        yield
    finally:
        vars(target).update(before)


def _signature(function: Callable[..., Any]) -> Any:
    hints = get_type_hints(function, include_extras=True)
    result = _compiled_type(hints.pop("return"))
    return result(*map(_compiled_type, hints.values()))


def _compiled_type(hint: Any) -> Any:
    from numba import from_dtype, types
    from numba.extending import as_numba_type

    make_tuple: Callable[..., Any] = types.Tuple
    if get_origin(hint) is Annotated:
        _, item, rank, use = get_args(hint)
        return types.Array(from_dtype(np.dtype(item)), rank, "C", readonly=use == READ)
    parts = get_args(hint) or get_type_hints(hint, include_extras=True).values()
    return make_tuple(list(map(_compiled_type, parts))) if parts else as_numba_type(hint)


@lru_cache(maxsize=1)
def _cache_folder() -> Path:
    """Choose the cache folder: in the user's cache, beside the sources, or for this process alone.

    Its name holds the digest of all compiled sources, since a change in one module can change what another one does.
    What is in it is run, so a folder that another user owns or may write to is passed over.
    """
    digest = compiled_digest(ROOT)
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    for parent in [Path(chosen)] if chosen else [*_user_cache(), ROOT / "features" / "__pycache__"]:
        folder = parent / f"machine-{digest}"
        try:
            make_private_folder(folder)
            with tempfile.TemporaryFile(dir=folder):
                if is_trusted_folder(folder):
                    return folder
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="onematch-machine-"))


def compiled_digest(root: Path) -> str:
    """Hash all modules of `compiled/` packages, and the one that defines the types of their arguments."""
    modules = (path for room in ROOMS for path in (root / room).rglob("*.py"))
    sources = sorted(path for path in modules if path.parent.name == "compiled" or path.stem == "array_types")
    return xxhash.xxh3_64_hexdigest(b"".join(path.read_bytes() for path in sources))


def _user_cache() -> list[Path]:
    """Return the user's cache, XDG_CACHE_HOME first; nothing where a container's user has no home."""
    try:
        return [Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onematch"]
    except RuntimeError:
        return []
