"""Run one command of the command line repeatedly, kill it at random moments, and check its output.

Called as `kill_commands.py BUNDLE|LINKS OUT ATTEMPTS ARGUMENTS...`. This process runs the command once, so that the
forks have its libraries, its compiled functions and its fit of Splink: their time is that of the steps that a kill may
hit. Each attempt is a fork of its own process group. Ends with 1 and a sentence when a killed attempt left an
incomplete output that opens, or when a last, undisturbed run fails.
"""

import hashlib
import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from tests.support.few_trees import growing_few_trees
from tests.support.kills import kill_after, undisturbed
from training.cli import app

SEED = 20260101


def open_bundle(path: Path) -> object:
    from serving.matching.bundle import Bundle

    return Bundle.open(path).kind


def open_links(path: Path) -> object:
    from data.labels.links import read_links

    return len(read_links(path)), hashlib.sha256(path.read_bytes()).hexdigest()


def run_here(arguments: list[str]) -> None:
    """Run the command in this process; exit when it fails."""
    done = CliRunner().invoke(app, arguments)
    if done.exit_code != 0:
        sys.exit(f"at first the command ended with code {done.exit_code}: {done.stderr}")


def run_quietly(arguments: list[str]) -> None:
    sys.argv = ["onematch", *arguments]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    app()


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def main(open_whole: Callable[[Path], object], out: Path, attempts: int, arguments: list[str]) -> None:
    run_here(arguments)
    whole = open_whole(out)
    duration = undisturbed(lambda: run_quietly(arguments))
    moments = random.Random(SEED)
    for attempt in range(attempts):
        if attempt % 2:
            remove(out)
        kill_after(lambda: run_quietly(arguments), 0.05 + moments.random() * duration)
        if out.exists() and open_whole(out) != whole:
            sys.exit(f"attempt {attempt} left {open_whole(out)}, the whole is {whole}")
    undisturbed(lambda: run_quietly(arguments))
    if open_whole(out) != whole:
        sys.exit(f"after the kills the command made {open_whole(out)}, before it made {whole}")


if __name__ == "__main__":
    opener = {"LINKS": open_links, "BUNDLE": open_bundle}[sys.argv[1]]
    with growing_few_trees():
        main(opener, Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
