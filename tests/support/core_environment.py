"""An environment with the locked packages of the core, as a wheel and a bento need them."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT

UV = Path(sys.executable).with_name("uv")


def install_core(environment: Path, *more: str) -> None:
    """Install the locked dependencies of the core; from uv's cache alone where it has them."""
    command = [str(UV), "sync", "--frozen", "--no-dev", "--no-install-project", "--python", sys.executable, *more]
    variables = os.environ | {"UV_PROJECT_ENVIRONMENT": str(environment)}
    for options in (["--offline"], []):
        done = subprocess.run(
            [*command, *options], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return
    raise AssertionError(done.stderr)
