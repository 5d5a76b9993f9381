"""A bundle that was written before 0.1.0 opens under the names of today, its version and its base model included."""

import hashlib
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.matching.bundle import BASE_MODEL, MANIFEST, Bundle, bundle_hash
from serving.matching.drift import read_reference
from serving.matching.former_names import FORMER_NAMES
from serving.matching.ranker import BASE_MODEL_FEATURES
from serving.matching.rows_used import contracts_in
from tests.support.paths import ROOT
from tests.support.small_collective import bundle_with_collective
from tests.support.small_models import SmallModel, parts_of
from training.fitting.bundle import write_bundle

SHIPPED_BEFORE = ROOT / "tests" / "serving" / "contract" / "passports" / "issued" / "bundle"


@pytest.fixture
def today(small_models: dict[Kind, SmallModel], tmp_path: Path) -> Path:
    """A bundle with a collective pass, whose base model was written before."""
    parts = parts_of(small_models[Kind.PERSON].opened())
    keys = (*parts.feature_keys, *BASE_MODEL_FEATURES)
    facts = {"base_model": "1", "pseudo_labels": {"em": {"calibration": parts.calibration.as_json()}}}
    child = replace(parts, feature_keys=keys, base_model=SHIPPED_BEFORE, facts=facts)
    write_bundle(child, tmp_path / "child")
    return bundle_with_collective(tmp_path / "child", tmp_path / "today", parts.policy)


def as_before(bundle: Path, out: Path) -> Path:
    """Copy a bundle under its former names; its base model has them already."""
    shutil.copytree(bundle, out)
    former = {name: old for old, name in FORMER_NAMES.items()}
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(former, key=len, reverse=True)))})\b")
    for file in (path for path in out.iterdir() if path.is_file()):
        text = pattern.sub(lambda match: former[match[0]], file.read_text(encoding="utf-8"))
        file.write_text(re.sub(r"_similarity\b", "_alike", text), encoding="utf-8")
        file.rename(out / former.get(file.name, file.name))
    (out / BASE_MODEL).rename(out / former[BASE_MODEL])
    manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"] = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in manifest["files"]}
    (out / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return out


def test_a_bundle_of_before_opens_as_one_of_today(today: Path, tmp_path: Path) -> None:
    before = as_before(today, tmp_path / "before")

    read, same = Bundle.open(before), Bundle.open(today)

    assert {path.name for path in before.iterdir()} & {"solo.txt", "crowd.txt", "crowd.json", "ancestor"}
    assert read.version == bundle_hash(before)
    assert read.ranker.names == same.ranker.names
    assert (read.calibration, read.policy) == (same.calibration, same.policy)
    assert {name: value for name, value in read.manifest.items() if name != "files"} == {
        name: value for name, value in same.manifest.items() if name != "files"
    }
    assert {"lightgbm.txt", "collective.json", "base_model/lightgbm.txt"} <= set(read.manifest["files"])
    assert read.collective is not None
    assert read.base_model is not None
    assert read.base_model.version == bundle_hash(SHIPPED_BEFORE)
    assert read_reference(before) == read_reference(today)
    assert contracts_in(before) == contracts_in(today)


def test_a_training_takes_the_base_model_out_of_a_bundle_of_before(today: Path, tmp_path: Path) -> None:
    before = as_before(today, tmp_path / "before")

    write_bundle(replace(parts_of(Bundle.open(today)), base_model=before), tmp_path / "next")

    base_model = Bundle.open(tmp_path / "next").base_model
    assert base_model is not None
    assert base_model.version == bundle_hash(SHIPPED_BEFORE)
