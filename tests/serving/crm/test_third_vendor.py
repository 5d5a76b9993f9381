"""A third vendor is a folder and a line: an invented one reads a row, makes a person and writes an activity."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT

FOLDER = ROOT / "tests" / "support" / "third_vendor"
AFTER = '    ORACLE = "oracle"\n'
LINE = '    ACME = "acme"\n'


def linked(source: Path, to: Path, *own: str) -> Path:
    """Make a folder with links to all that another one holds, but for some entries of its own."""
    to.mkdir()
    for path in source.iterdir():
        if path.name not in (*own, "__pycache__") and not path.name.startswith("."):
            (to / path.name).symlink_to(path)
    return to


def test_a_third_vendor_is_a_folder_and_a_line(tmp_path: Path) -> None:
    root = linked(ROOT, tmp_path / "root", "serving")
    serving = linked(ROOT / "serving", root / "serving", "crm", "vocabulary")
    (linked(ROOT / "serving" / "crm", serving / "crm") / "acme").symlink_to(FOLDER)
    names = (ROOT / "serving" / "vocabulary" / "terms.py").read_text(encoding="utf-8")
    assert names.count(AFTER) == 1
    vocabulary = linked(ROOT / "serving" / "vocabulary", serving / "vocabulary", "terms.py")
    (vocabulary / "terms.py").write_text(names.replace(AFTER, AFTER + LINE), encoding="utf-8")

    code = [sys.executable, "-m", "tests.support.third_vendor_runs"]
    done = subprocess.run(
        code, capture_output=True, text=True, check=True, cwd=root, env=os.environ | {"PYTHONPATH": str(root)}
    )

    found = json.loads(done.stdout)
    assert found["read"] == [
        "contact/7",
        {
            "id": "7",
            "first_name": "Ann",
            "last_name": "Lee",
            "email": "ann@acme.example",
            "modified_at": "2026-03-01T12:00:00Z",
        },
    ]
    assert found["sent"] == [
        ["GET", "/people", None],
        ["POST", "/people", {"owner": "77", "given": "Ann", "family": "Lee"}],
        ["POST", "/people/7/notes", {"text": "Met\nom1", "author": "77"}],
        ["refused"],
    ]
    assert found["ids"] == ["8", "n1"]
    assert found["page"] == "https://acme.example/person/7"
    assert found["takes"] == ["contact"]
    assert found["reason"] == "Acme's sync has no leads"
    assert found["commands"] == ["acme", "hubspot", "oracle"]
