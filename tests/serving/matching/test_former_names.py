"""A bundle that was written before 0.1.0 opens under the names of today, and keeps its version."""

import json
from pathlib import Path

from serving.matching.bundle import Bundle, bundle_hash
from serving.matching.drift import read_reference
from serving.matching.former_names import file_of, read_json
from tests.support.paths import ROOT

SHIPPED_BEFORE = ROOT / "tests" / "serving" / "contract" / "passports" / "issued" / "bundle"


def test_a_bundle_of_before_opens_with_its_version() -> None:
    bundle = Bundle.open(SHIPPED_BEFORE)

    assert bundle.version == bundle_hash(SHIPPED_BEFORE)
    assert {"lightgbm.txt", "splink.json"} <= set(bundle.manifest["files"])
    assert read_reference(SHIPPED_BEFORE) is not None


def test_files_keys_and_features_of_before_are_read_under_the_names_of_today(tmp_path: Path) -> None:
    """Names that customers chose stay, and so does all in a bundle of today."""
    saved = {
        "features": ["ancestor_lead@1", "name_alike@2"],
        "own_fields": {"promise": 1},
        "opinion": {"crowd_gain": 0},
    }
    for folder in (tmp_path, tmp_path / "ancestor"):
        folder.mkdir(exist_ok=True)
        (folder / "crowd.json").write_text(json.dumps(saved), encoding="utf-8")
    of_today = read_json(tmp_path, "collective.json")
    (tmp_path / "solo.txt").touch()

    assert file_of(tmp_path, "base_model/collective.json") == tmp_path / "ancestor" / "crowd.json"
    assert of_today == saved
    assert read_json(tmp_path, "collective.json") == {
        "features": ["base_model_lead@1", "name_similarity@2"],
        "own_fields": {"promise": 1},
        "pseudo_labels": {"collective_gain": 0},
    }
