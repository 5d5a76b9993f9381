"""A passport that was issued before 0.1.0, and what it sealed, are read and replayed by the code of now."""

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from serving.contract.passports.inputs import MatchInputs
from serving.matching.matcher import Matcher, PairDisagrees
from training.feedback.passports import public_keys, verify_document

ISSUED = Path(__file__).with_name("issued")
MASTER_KEY = "n2gyFisLgyNbMWaBDeP2wqNCJKtgQH/4OUZP7wf+Lgk="
"""Of the home that issued the passport, and of no other one."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home with the keys of the one that issued the passport."""
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ONEMATCH_MASTER_KEY", MASTER_KEY)
    public_keys()
    shutil.copy(ISSUED / "passport-keys.json", tmp_path / "home")


@pytest.mark.usefixtures("home")
def test_an_issued_passport_is_valid_with_its_index_and_bundle(tmp_path: Path) -> None:
    document = json.loads((ISSUED / "passport.json").read_text())
    with tarfile.open(ISSUED / "members.index.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")

    found = verify_document(document, bundles=[ISSUED / "bundle"], indexes=[tmp_path / "members.index"])
    first, second, present = public_keys()
    with pytest.raises(PairDisagrees, match=r"without consonants, native.* build it again"):
        Matcher.open("shipped", tmp_path / "members.index")

    assert (found.verdict.value, found.missing, found.differences) == ("valid", [], [])
    assert (first.id, first.retired_at) == (document["signature"]["key"], second.made_at)
    assert (second.retired_at, present.retired_at) == (None, None)


def test_sealed_inputs_are_written_as_they_were_read() -> None:
    saved = json.loads((ISSUED / "inputs.json").read_text())

    assert json.loads(json.dumps(MatchInputs.from_json(saved).as_json())) == saved
