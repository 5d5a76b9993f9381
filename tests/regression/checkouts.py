"""A checkout as a user sees it: one command, one home, and the files that the command made, kept between runs."""

import hashlib
import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from tests.regression.renames import Renames

LONGEST_S = 3600.0


class CheckoutUnusable(Exception):
    """A folder is no checkout whose command can be called."""


class CommandFailed(Exception):
    """A command ended with another exit code than expected."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A working tree with its own `.venv`."""

    root: Path

    @property
    def command(self) -> Path:
        return self.root / ".venv" / "bin" / "onematch"

    def require_usable(self) -> None:
        """Raise CheckoutUnusable unless the command is there and runs this tree, not another one."""
        if not self.command.is_file():
            raise CheckoutUnusable(f"got {self.root}, expected a checkout with .venv/bin/onematch")
        code = "from importlib.metadata import distribution as d; print(d('onematch').read_text('direct_url.json'))"
        python = self.command.with_name("python")
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False, cwd=self.root.parent)
        if done.returncode or json.loads(done.stdout).get("url") != self.root.as_uri():
            raise CheckoutUnusable(f"{self.command} does not run {self.root}: {(done.stdout or done.stderr).strip()}")

    def version(self) -> str:
        """Return the commit, with a digest of what is not committed."""
        commit = self._git("rev-parse", "HEAD").decode().strip()[:16]
        code = ("--", ".", ":!tests", ":!docs")
        changed = self._git("diff", "HEAD", *code)
        new = self._git("ls-files", "--others", "--exclude-standard", "-z", *code)
        for name in sorted(filter(None, new.split(b"\0"))):
            changed += name + (self.root / name.decode()).read_bytes()
        return f"{commit}-{hashlib.sha256(changed).hexdigest()[:8]}" if changed else commit

    def _git(self, *arguments: str) -> bytes:
        command = ["git", "-C", str(self.root), *arguments]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            raise CheckoutUnusable(f"{self.root}: {done.stderr.decode().strip()}")
        return done.stdout


@dataclass(frozen=True, slots=True)
class Side:
    """One checkout with a folder for all that it makes; commands run there, so that paths are the same on both sides.

    `plant` is a difference that is made on purpose: more options by command. `renames` are of what this side is asked.
    """

    checkout: Checkout
    folder: Path
    plant: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    renames: Renames = field(default_factory=Renames)
    locks: defaultdict[str, Lock] = field(default_factory=lambda: defaultdict(Lock))

    def environment(self, home: str = "home") -> dict[str, str]:
        """Return the environment of the commands: nothing of the caller's settings, and a home of this side."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ONEMATCH_", "MLFLOW_"))}
        own = {"ONEMATCH_HOME": str(self.folder / home), "BENTOML_HOME": str(self.folder / home / "bentoml")}
        quiet = {"BENTOML_DO_NOT_TRACK": "true", "MLFLOW_DISABLE_TELEMETRY": "true", "NO_COLOR": "1", "COLUMNS": "120"}
        return inherited | own | quiet | {"ONEMATCH_TRACK": "false", "OMP_NUM_THREADS": "1"}

    def run(self, *arguments: object, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run the command whatever its exit code; `more` are variables of its environment."""
        words = [self.renames.text(str(one)) for one in arguments]
        for command, options in self.plant.items():
            words += options if words[: command.count(" ") + 1] == command.split() else ()
        environment = self.environment() | more
        return subprocess.run(
            [str(self.checkout.command), *words],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_S,
        )

    def onematch(self, *arguments: object, **more: str) -> str:
        """Run the command; return what it printed. Raises CommandFailed."""
        done = self.run(*arguments, **more)
        if done.returncode:
            told = "\n".join(done.stderr.strip().splitlines()[-15:])
            raise CommandFailed(f"onematch {' '.join(map(str, arguments))}: exit code {done.returncode}\n{told}")
        return done.stdout

    def printed(self, *arguments: object, **more: str) -> Any:
        """Run the command; return the JSON that it printed."""
        return json.loads(self.onematch(*arguments, **more))

    def made(self, path: str, *arguments: object) -> Path:
        """Return what a command makes below the side's folder; run it unless the same command made it before.

        What it printed lies beside it, as `<path>.printed`.
        """
        target = self.folder / path
        told = self.folder / f"{path}.printed"
        asked = self.folder / f"{path}.command"
        words = " ".join(map(str, arguments))
        with self.locks[path]:
            if not (target.exists() and asked.is_file() and asked.read_text() == words):
                asked.unlink(missing_ok=True)
                target.parent.mkdir(parents=True, exist_ok=True)
                told.write_text(self.onematch(*arguments))
                asked.write_text(words)
        return target
