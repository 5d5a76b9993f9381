"""Compiling with numba: once on a machine, or before it came there, then read from a cache folder by every process.

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
from importlib.metadata import version
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

import numpy as np
import xxhash

from features.compiled.private_paths import is_trusted_folder, make_once, make_private_folder
from features.schema.array_types import READ
from features.schema.rooms import PACKAGE, ROOT

F = TypeVar("F", bound=Callable[..., Any])
ROOMS = ("features", "data", "serving")
LOCATOR = "features.compiled.cache_locator.SharedCacheLocator"
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
"""Compiled functions release the interpreter lock; division by zero gives infinity, as in numpy."""
SHIPPED = ROOT / "features" / "compiled" / "machine"
"""What was compiled when a wheel or a bento was built (`python -m features.compiled.ahead --ship`)."""
COMMON_PROCESSOR = "x86-64-v3"
"""The kind of processor that code is compiled for where this is one, so that it runs on all of them."""
_COMMON_HAS = ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe")
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

    made_for = _made_for()
    processor = {"CPU_NAME": made_for} | ({"CPU_FEATURES": ""} if made_for == COMMON_PROCESSOR else {})
    cached = _set_meanwhile(config, CACHE_DIR=str(cache_folder()), CACHE_LOCATOR_CLASSES=LOCATOR, **processor)
    with _COMPILING, cached:  # the first look at the compiler settles its processor
        compiler = cpu_target.target_context.codegen()
        with _set_meanwhile(compiler, _library_class=LateLibrary, set_env=set_environment):
            return import_module(name)


def is_cached(name: str) -> bool:
    """Whether this machine has compiled functions of a module, given its full name."""
    package, _, module = name.removeprefix(PACKAGE).rpartition(".")
    return any((cache_folder() / package.replace(".", "-")).glob(f"{module}.*.nbi"))


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
def cache_folder() -> Path:
    """Choose the cache folder: in the user's cache, beside the sources, or for this process alone; SHIPPED fills it.

    Its name holds the digest of all compiled sources, since a change in one module can change what another one does,
    and who made it for what. What is in it is run, so a folder that another user owns or may write to is passed over.
    """
    python = sys.implementation.cache_tag
    name = f"machine-{compiled_digest(ROOT)}-{_made_for()}-{python}-numba-{version('numba')}"
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    for parent in [Path(chosen)] if chosen else [*_user_cache(), ROOT / "features" / "__pycache__"]:
        folder = parent / name
        try:
            make_private_folder(folder)
            with tempfile.TemporaryFile(dir=folder):
                if is_trusted_folder(folder):
                    return copy_code(SHIPPED / name, folder)
        except OSError:
            continue
    return copy_code(SHIPPED / name, Path(tempfile.mkdtemp(prefix="onematch-machine-")))


def copy_code(source: Path, folder: Path) -> Path:
    """Copy the compiled functions that a folder lacks, each file as a whole, indexes last; return the folder."""
    for file in sorted(source.rglob("*.nb[ci]")):
        mine = folder / file.relative_to(source)
        if not mine.exists():
            make_private_folder(mine.parent)
            make_once(mine, file.read_bytes())
    return folder


@lru_cache(maxsize=1)
def _made_for() -> str:
    """Return the processor that code is compiled for: the common kind where this is one, else this very one."""
    from llvmlite import binding

    has = binding.get_host_cpu_features()
    common = COMMON_PROCESSOR if all(has.get(feature) for feature in _COMMON_HAS) else binding.get_host_cpu_name()
    return os.environ.get("NUMBA_CPU_NAME") or common


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
