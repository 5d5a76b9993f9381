"""The service packed by `bentofile.yaml`."""

import os
import subprocess
import sys
from compileall import compile_dir
from pathlib import Path

from tests.support.paths import ROOT


def build_bento(bentoml_home: Path, **settings: str) -> None:
    """Run `bentoml build` on the project, into a BentoML home without bentos, and compile its modules."""
    command = [sys.executable, "-m", "bentoml", "build", "--output", "tag", str(ROOT)]
    variables = environment_of(bentoml_home) | settings
    subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    compile_dir(bento_in(bentoml_home) / "src", quiet=1)  # else each worker of each service compiles all modules


def bento_in(bentoml_home: Path) -> Path:
    """Return the folder of the one bento that was built there."""
    [found] = (path for path in (bentoml_home / "bentos" / "onematch").iterdir() if path.is_dir())
    return found


def environment_of(bentoml_home: Path) -> dict[str, str]:
    """Return this process's environment with this BentoML home and without the project's settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
    return inherited | {"BENTOML_HOME": str(bentoml_home), "BENTOML_DO_NOT_TRACK": "true"}
