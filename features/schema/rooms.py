"""The folder of the rooms, and how their modules are imported: by their own names, or below `onematch` in a wheel."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import features

ROOT = Path(features.__file__).resolve().parent.parent
"""The folder that holds the rooms."""
PACKAGE = features.__name__.removesuffix("features")
"""The package around the rooms with its dot: empty in the repository, `onematch.` where a wheel is installed."""
IMPORT_ROOT = ROOT.parent if PACKAGE else ROOT
"""The folder that imports start from."""


def code_version() -> str:
    """Return the version of the installed package; of a bento, whose code is not installed, the bento's own."""
    try:
        return version("onematch")
    except PackageNotFoundError:
        return ROOT.parent.name


def module_name(path: Path) -> str:
    """Return the full name by which a module below ROOT is imported."""
    return PACKAGE + ".".join(path.relative_to(ROOT).with_suffix("").parts)
