"""A digest of the code that figures depend on: the files of some folders."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from features.schema.rooms import ROOT

NORMALISING = ("features", "data")
"""What turns raw rows into records, and records into an index."""
SAMPLING = NORMALISING
FIGURES = (
    *NORMALISING,
    "serving/batch",
    "serving/clusters",
    "serving/matching",
    "serving/rules",
    "training/dedupe",
    "training/evaluation",
    "training/feedback",
    "training/fitting",
    "training/request.py",
    "training/shipped",
    "training/train.py",
)
"""What trains, matches and measures; pages, commands and benches influence no figure."""


def code_digest(parts: Iterable[str] = FIGURES, root: Path = ROOT) -> str:
    """Hash the modules and parameters of folders, or single files, below the folder of the rooms."""
    digest = hashlib.sha256()
    for part in parts:
        for path in sorted((root / part).rglob("*.*")) or [root / part]:
            if path.suffix in {".py", ".toml"}:
                digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]
