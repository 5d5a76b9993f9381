"""The bill of materials of what runs, from the lock: CycloneDX by uv, with the licences of the installed packages.

    make sbom

Ends with 1 where a package of the light core or of the extra `train` states no licence, or only one of the GPL.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from tests.support.paths import ROOT

EXPORT = "export --frozen --quiet --no-default-groups --extra train --format cyclonedx1.5"
BY_ITS_FILE = {"huey": "MIT", "skops": "MIT"}
"""Packages whose metadata state nothing, and what their file LICENSE says."""
_CLASSIFIER = re.compile("License :: .+ :: ")
_GPL = re.compile(r"\bA?GPL|(?<!Lesser )General Public")


def licence_of(package: str) -> str | None:
    """Return the licence that a package states: its expression, its classifiers, or the first line of its field."""
    try:
        stated = metadata(package)
    except PackageNotFoundError:  # of another system
        return "not installed here"
    named = [one.rpartition(" :: ")[2] for one in stated.get_all("Classifier", []) if _CLASSIFIER.match(one)]
    expressions, fields = stated.get_all("License-Expression", []), stated.get_all("License", [])
    field = fields[0].partition("\n")[0] if fields else None
    return " AND ".join(expressions) or " OR ".join(named) or field or BY_ITS_FILE.get(package)


def is_refused(licence: str | None) -> bool:
    """Whether a licence is none, or one of the GPL without an alternative; the LGPL of a used library is not."""
    return not licence or all(_GPL.search(one) for one in licence.split(" OR "))


def bill() -> dict[str, Any]:
    """Return the bill of materials with licences."""
    uv = Path(sys.executable).parent / "uv"
    exported = subprocess.run([uv, *EXPORT.split()], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(exported.stdout)
    for component in found["components"]:
        component["licenses"] = [{"license": {"name": licence_of(component["name"])}}]
    return found


def refused(found: dict[str, Any]) -> list[str]:
    """Return the packages whose licence the core does not take, with it."""
    stated = {one["name"]: one["licenses"][0]["license"]["name"] for one in found["components"]}
    return [f"{name}: {licence}" for name, licence in stated.items() if is_refused(licence)]


def main() -> int:
    out, found = Path(sys.argv[1]), bill()
    out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    wrong = refused(found)
    print("\n".join([f"{out}: {len(found['components'])} packages", *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
