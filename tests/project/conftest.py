"""Small files for the tests that run whole commands: a sample, its index, and a bundle trained on it."""

import pytest

from tests.project.small_commands import SmallFiles, onematch


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallFiles:
    root = tmp_path_factory.mktemp("small")
    onematch("sample", "--out", root / "sample", "--people", 1500, "--companies", 300, "--crm", 900)
    files = root / "sample" / "person"
    crm, universe, truth = (files / f"{name}.parquet" for name in ("crm", "universe", "truth"))
    made = SmallFiles("person", crm, universe, truth, root / "members.index", root / "person.bundle")
    onematch("index", "--kind", "person", "--universe", universe, "--out", made.index)
    labels = ("--labels", truth, "--labels-split", "train")
    onematch("train", "--kind", "person", "--crm", crm, "--index", made.index, *labels, "--out", made.bundle)
    return made
