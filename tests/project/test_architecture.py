"""The page of the architecture has one line for each folder of the rooms, and no more."""

import re

from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving", "training")
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def folders_with_modules() -> set[str]:
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if path.stem != "__init__"]
    folders = {path.parent.relative_to(ROOT).as_posix() for path in modules}
    return {folder for folder in folders if folder not in ROOMS and not folder.endswith("/versions")}


def test_the_page_has_a_line_for_each_folder_and_no_other() -> None:
    named = re.findall(r"^\| `([a-z_/]+)` \|", PAGE, re.MULTILINE)

    assert len(named) == len(set(named))
    assert set(named) == folders_with_modules()


def test_every_module_and_function_on_the_page_exists() -> None:
    for name in re.findall(r"`((?:features|data|serving|training)\.[\w.]+)`", PAGE):
        parts = name.split(".")
        found = [n for n in range(len(parts), 0, -1) if ROOT.joinpath(*parts[:n]).with_suffix(".py").is_file()]
        package = ROOT.joinpath(*parts).is_dir()
        assert found or package, name
        if found and found[0] < len(parts):
            source = ROOT.joinpath(*parts[: found[0]]).with_suffix(".py").read_text(encoding="utf-8")
            assert re.search(rf"^(?:class|def) {parts[found[0]]}\b", source, re.MULTILINE), name
