"""A checkout as a user sees it: one command, one home, and the files that the command made, kept between runs."""

import hashlib
import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.regression.renames import Renames

LONGEST_S = 3600.0
_CODE = ("--", ".", ":!tests", ":!docs")
_SETTINGS = {
    "BENTOML_DO_NOT_TRACK": "true",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "NO_COLOR": "1",
    "COLUMNS": "120",
    "ONEMATCH_TRACK": "false",
    "OMP_NUM_THREADS": "1",
}


class CheckoutUnusable(Exception):
    """A folder is no checkout whose command can be called."""


@dataclass(frozen=True, slots=True)
class Side:
    """One checkout with a folder for all that it makes; commands run there, so that paths are the same on both sides.

    `renames` are of what this side is asked.
    """

    root: Path
    folder: Path
    renames: Renames = field(default_factory=Renames)

    @property
    def command(self) -> Path:
        return self.root / ".venv" / "bin" / "onematch"

    def environment(self) -> dict[str, str]:
        """Return the environment of the commands: nothing of the caller's settings, and a home of this side."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ONEMATCH_", "MLFLOW_"))}
        home = self.folder / "home"
        return inherited | _SETTINGS | {"ONEMATCH_HOME": str(home), "BENTOML_HOME": str(home / "bentoml")}

    def run(self, *arguments: object, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run the command whatever its exit code; `more` are variables of its environment."""
        return subprocess.run(
            [str(self.command), *(self.renames.text(str(one)) for one in arguments)],
            cwd=self.folder,
            env=self.environment() | more,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_S,
        )

    def onematch(self, *arguments: object, **more: str) -> str:
        """Run the command, which must succeed; return what it printed."""
        done = self.run(*arguments, **more)
        if done.returncode:
            raise RuntimeError(f"onematch {' '.join(map(str, arguments))}: {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout

    def printed(self, *arguments: object, **more: str) -> Any:
        """Run the command; return the JSON that it printed."""
        return json.loads(self.onematch(*arguments, **more))

    def made(self, path: str, *arguments: object) -> Path:
        """Return what a command makes below the side's folder; run it unless the same command made it before.

        What it printed lies beside it, as `<path>.printed`.
        """
        target = self.folder / path
        asked = self.folder / f"{path}.command"
        words = " ".join(map(str, arguments))
        if not (target.exists() and asked.is_file() and asked.read_text() == words):
            asked.unlink(missing_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{path}.printed").write_text(self.onematch(*arguments))
            asked.write_text(words)
        return target


def usable_version(root: Path) -> str:
    """Return a name for the code of a tree, committed or not. Raises CheckoutUnusable where it runs another tree."""
    python = root / ".venv" / "bin" / "python"
    if not python.is_file():
        raise CheckoutUnusable(f"got {root}, expected a checkout with .venv/bin/onematch")
    code = "from importlib.metadata import distribution as d; print(d('onematch').read_text('direct_url.json'))"
    told = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, cwd=root.parent).stdout
    if json.loads(told).get("url") != root.as_uri():
        raise CheckoutUnusable(f"{root / '.venv'} does not run {root}: {told.strip()}")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", *_CODE).decode().split("\0")
    changed = [_git(root, "diff", "HEAD", *_CODE), *((root / name).read_bytes() for name in sorted(new) if name)]
    state = hashlib.sha256(b"".join(changed)).hexdigest()[:8]
    return f"{_git(root, 'rev-parse', 'HEAD').decode()[:16]}-{state}"


def _git(root: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout
