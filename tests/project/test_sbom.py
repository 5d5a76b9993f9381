"""What runs takes no package without a licence or under the GPL alone, and each dependency has an upper bound."""

import tomllib

import pytest

from tests.project.sbom import bill, is_refused, refused
from tests.support.paths import ROOT


def test_every_package_of_the_lock_states_a_licence_that_the_core_takes() -> None:
    found = bill()

    assert found["bomFormat"] == "CycloneDX"
    assert {"splink", "bentoml", "sqlalchemy"} <= {one["name"] for one in found["components"]}
    assert refused(found) == []


@pytest.mark.parametrize(
    ("licence", "wrong"),
    [
        ("MIT", False),
        ("LGPL-3.0-only", False),
        ("GPL-3.0 OR MIT", False),
        ("AGPL-3.0", True),
        ("GPLv2", True),
        ("", True),
    ],
)
def test_the_gpl_alone_is_refused(licence: str, wrong: bool) -> None:
    assert is_refused(licence) is wrong


def test_every_dependency_has_an_upper_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    lists += project["dependency-groups"].values()
    named = [one for some in lists for one in some if isinstance(one, str) and not one.startswith("onematch[")]

    assert [one for one in named if "<" not in one] == []
