"""A bundle folder is refused, with the reason, unless it is complete and of this version of the code."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.matching.bundle import BASE_MODEL, MANIFEST, Bundle, BundleRefused, bundle_hash
from serving.matching.calibration import Calibration
from serving.matching.drift import REFERENCE
from serving.matching.ranker import BASE_MODEL_FEATURES, FeatureMismatch
from serving.matching.rows_used import ROWS
from tests.support.small_models import SmallModel, parts_of
from training.fitting.bundle import write_bundle

FILES = ("calibration.json", "golden.json", "metrics.json", "policy.json", "lightgbm.txt", "splink.json")
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def copy(small_models: dict[Kind, SmallModel], tmp_path: Path) -> Path:
    """A copy of a bundle that a test may change."""
    return shutil.copytree(small_models[Kind.COMPANY].bundle, tmp_path / "copy")


def change_manifest(bundle: Path, change: Change) -> None:
    manifest = json.loads((bundle / MANIFEST).read_text())
    change(manifest)
    (bundle / MANIFEST).write_text(json.dumps(manifest))


def test_a_bundle_holds_plain_text_and_no_pickle(small_model: SmallModel) -> None:
    files = {path.name: path for path in small_model.bundle.iterdir()}

    assert set(files) - {"collective.json", "collective.txt", "thresholds.json", REFERENCE, ROWS} == {*FILES, MANIFEST}
    for name, path in files.items():
        text = path.read_bytes().decode("utf-8")
        assert name.endswith(".txt") or isinstance(json.loads(text), dict)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_or_changed_file_is_refused_by_name(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)

    with pytest.raises(BundleRefused, match=f"{name} has changed"):
        Bundle.open(copy)
    (copy / name).unlink()
    with pytest.raises(BundleRefused, match=f"lacks {name}"):
        Bundle.open(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "\udcff", None])
def test_a_manifest_that_is_missing_or_cannot_be_read_is_refused(copy: Path, text: str | None) -> None:
    if text is None:
        (copy / MANIFEST).unlink()
    else:
        (copy / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(BundleRefused, match=r"manifest\.json"):
        Bundle.open(copy)


@pytest.mark.parametrize("place", range(7, 997, 70))
def test_a_flipped_byte_in_the_manifest_is_refused_or_makes_another_version(copy: Path, place: int) -> None:
    version = bundle_hash(copy)
    manifest = copy / MANIFEST
    content = bytearray(manifest.read_bytes())
    content[place * len(content) // 1000] ^= 4
    manifest.write_bytes(content)

    try:
        opened = Bundle.open(copy).version
    except OnematchError:
        opened = None

    assert opened != version


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda manifest: manifest.update(format=99), "has bundle format 99, this version reads"),
        (lambda manifest: manifest.pop("features"), "does not state features"),
        (lambda manifest: manifest.update(kind="planet"), "does not state a known kind"),
        (lambda manifest: manifest["fields"].update(domain=99), "other versions of the fields domain"),
        (lambda manifest: manifest["fields"].update(shoe_size=1), "other versions of the fields shoe_size"),
        (lambda manifest: manifest["features"].insert(0, "shoe_size@1"), "needs features shoe_size@1"),
        (lambda manifest: manifest["features"].insert(0, "domain_same@99"), "needs features domain_same@99"),
    ],
)
def test_another_version_is_refused_with_what_differs(copy: Path, change: Change, reason: str) -> None:
    change_manifest(copy, change)

    with pytest.raises((BundleRefused, FeatureMismatch), match=reason):
        Bundle.open(copy)


def test_the_version_depends_on_the_content_alone(copy: Path, tmp_path: Path) -> None:
    parts = parts_of(Bundle.open(copy))
    other = {
        "calibration": replace(parts, calibration=Calibration(2.0, 0.0)),
        "policy": replace(parts, policy=replace(parts.policy, margin=0.31)),
        "trees": replace(parts, trees=parts.trees + "\n"),
        "facts": replace(parts, facts={"seed": 1}),
    }

    versions = {}
    for name, content in {"same": parts, "twice": parts, **other}.items():
        write_bundle(content, tmp_path / name)
        versions[name] = Bundle.open(tmp_path / name).version

    assert versions.pop("same") == versions["twice"]
    assert len(set(versions.values())) == len(versions)


def test_bundles_never_nest_and_a_changed_base_model_is_refused(copy: Path, tmp_path: Path) -> None:
    first = parts_of(Bundle.open(copy))
    child = replace(first, feature_keys=first.feature_keys + BASE_MODEL_FEATURES, base_model=copy)
    write_bundle(child, tmp_path / "child")

    write_bundle(replace(child, base_model=tmp_path / "child"), tmp_path / "grandchild")
    grandchild = Bundle.open(tmp_path / "grandchild")

    base_model = tmp_path / "grandchild" / BASE_MODEL
    assert grandchild.base_model is not None
    assert grandchild.base_model.version == Bundle.open(copy).version
    assert not (base_model / BASE_MODEL).exists()
    (base_model / "policy.json").write_text("{}")
    with pytest.raises(BundleRefused, match=r"policy\.json has changed"):
        Bundle.open(tmp_path / "grandchild")


@pytest.mark.parametrize("name", ["../outside.txt", f"{BASE_MODEL}/../../outside.txt", "/outside.txt"])
def test_a_manifest_that_names_a_file_outside_of_the_bundle_is_refused_and_nothing_is_written(
    copy: Path, tmp_path: Path, name: str
) -> None:
    parts = replace(parts_of(Bundle.open(copy)), base_model=copy)
    out = tmp_path / "elsewhere" / "child"
    out.parent.mkdir()
    change_manifest(copy, lambda manifest: manifest["files"].update({name: "0" * 64}))

    with pytest.raises(BundleRefused, match="names files outside of the bundle"):
        Bundle.open(copy)
    with pytest.raises(BundleRefused, match="names files outside of the bundle"):
        write_bundle(parts, out)

    assert list(out.parent.iterdir()) == []
