"""An environment with the locked packages of the core, as a wheel and a bento need them."""

import os
import shutil
import subprocess
import sys
import sysconfig
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
            _link_bytecode(environment)
            return
    raise AssertionError(done.stderr)


def _link_bytecode(environment: Path) -> None:
    """Link what this environment has compiled of the same files, which Python would compile for twenty seconds."""
    here = Path(sysconfig.get_path("purelib"))
    [there] = environment.glob("lib/python3*/site-packages")
    for compiled in here.rglob("__pycache__"):
        target = there / compiled.relative_to(here)
        if target.parent.is_dir():
            shutil.copytree(compiled, target, copy_function=os.symlink, dirs_exist_ok=True)
