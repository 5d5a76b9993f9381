"""The Java that Spark needs."""

import shutil
import subprocess


def java_version() -> int:
    """Return the major version of Java on the path, 0 without one."""
    if shutil.which("java") is None:
        return 0
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    number = told.partition('"')[2].partition(".")[0]
    return int(number) if number.isdigit() else 0
