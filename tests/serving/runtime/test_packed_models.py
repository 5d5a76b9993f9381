"""The bundles that a bento lists are found by its own code."""

from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.runtime.packed_models import packed_bundles, stored_tag

LISTED = """models: []
services:
- name: onematch
  models:
  - tag: onematch-person:0123abcd
"""


@pytest.mark.parametrize("store", ["bentos/onematch/v1/models", "models"])
def test_a_listed_bundle_is_found_in_an_image_and_in_a_bentoml_home(tmp_path: Path, store: str) -> None:
    bundle = tmp_path / store / "onematch-person" / "0123abcd"
    root = tmp_path / "bentos" / "onematch" / "v1" / "src"
    for folder in (bundle, root):
        folder.mkdir(parents=True)
    (root.parent / "bento.yaml").write_text(LISTED)

    assert packed_bundles(root) == {Kind.PERSON: bundle}


def test_code_outside_of_a_bento_has_no_bundle_of_its_own(tmp_path: Path) -> None:
    assert packed_bundles(tmp_path) == {}


def test_a_bundle_is_named_by_its_tag_or_by_its_promoted_folder() -> None:
    assert stored_tag(Kind.PERSON, Path("bentoml:mine:v7")) == "mine:v7"
    assert stored_tag(Kind.COMPANY, Path("home/bundles/company/0123abcd")) == "onematch-company:0123abcd"
