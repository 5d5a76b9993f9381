"""The commit of the code that trained a model, where it runs from a checkout."""

import subprocess
from pathlib import Path

import training

ROOT = Path(training.__file__).resolve().parent.parent


def commit_tags(root: Path = ROOT) -> dict[str, str]:
    """Return MLflow's tags of the commit and of changes beside it; none where the code is no checkout of its own.

    An installed package may lie in somebody else's checkout, whose commit says nothing about it.
    """
    stated = _git(root, "rev-parse", "--show-toplevel", "HEAD")
    if stated is None:
        return {}
    top, commit = stated.splitlines()
    if Path(top).resolve() != root:
        return {}
    has_changes = bool(_git(root, "status", "--porcelain"))
    return {"mlflow.source.git.commit": commit, "mlflow.source.git.dirty": str(has_changes).lower()}


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
