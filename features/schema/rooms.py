"""The folder of the rooms, and how their modules are imported: by their own names, or below `onematch` in a wheel."""

from pathlib import Path

import features

ROOT = Path(features.__file__).resolve().parent.parent
"""The folder that holds the rooms."""
PACKAGE = features.__name__.removesuffix("features")
"""The package around the rooms with its dot: empty in the repository, `onematch.` where a wheel is installed."""
IMPORT_ROOT = ROOT.parent if PACKAGE else ROOT
"""The folder that imports start from."""


def module_name(path: Path) -> str:
    """Return the full name by which a module below ROOT is imported."""
    return PACKAGE + ".".join(path.relative_to(ROOT).with_suffix("").parts)
