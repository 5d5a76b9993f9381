"""Compiling before anything waits for it, several modules at once: a fresh machine is ready in half the time.

python -m features.compiled.ahead           # for this machine
python -m features.compiled.ahead --ship    # beside the sources too: what is built of them compiles nothing
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from features.compiled.loader import ROOMS, SHIPPED, cache_folder, copy_code, import_compiled, is_cached
from features.schema.rooms import IMPORT_ROOT, ROOT, module_name

COMPILING = "compile for this machine, once"
_ENTRY = re.compile(r"^@entry$", re.MULTILINE)


def compile_ahead(processes: int = 2, advance: Callable[[int, int], None] | None = None) -> None:
    """Compile the modules that this machine has not compiled yet, and report how many are done of how many.

    One that fails is compiled where it is needed.
    """
    missing = [name for name in compiled_modules() if not is_cached(name)]
    if missing and advance is not None:
        advance(0, len(missing))
    with ThreadPoolExecutor(processes) as pool:
        for done, _ in enumerate(pool.map(_compile, missing), 1):
            if advance is not None:
                advance(done, len(missing))


def compiled_modules() -> list[str]:
    """Return the full names of the modules with functions that Python calls, those of features first."""
    files = (path for room in ROOMS for path in sorted((ROOT / room).rglob("compiled/*.py")))
    entries = [path for path in files if _ENTRY.search(path.read_text(encoding="utf-8"))]
    return list(map(module_name, entries))


def _compile(name: str) -> None:
    command = [sys.executable, "-m", "features.compiled.ahead", name]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(IMPORT_ROOT)}, check=False, stdout=subprocess.DEVNULL)


def ship() -> None:
    """Compile what is missing, and lay all machine code beside the sources, in place of what lay there."""
    compile_ahead()
    shutil.rmtree(SHIPPED, ignore_errors=True)
    copy_code(cache_folder(), SHIPPED / cache_folder().name)


def main() -> None:
    """Compile the named modules here, or all that are missing in processes of their own."""
    match sys.argv[1:]:
        case ["--ship"]:
            ship()
        case []:
            compile_ahead()
        case names:
            for name in names:
                import_compiled(name)


if __name__ == "__main__":
    main()
