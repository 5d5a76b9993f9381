"""Paragraphs are short: a reader finds an answer without reading a diary."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import ROOT

MAX_WORDS = 120


def pages() -> Iterator[Path]:
    yield from (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))


def paragraphs(page: Path) -> Iterator[str]:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^(?:\||<!--).*$", "", text, flags=re.MULTILINE)
    yield from re.split(r"\n\s*\n", prose)


@pytest.mark.parametrize("page", list(pages()), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_paragraphs_of_a_page_are_short(page: Path) -> None:
    long = [block[:60] for block in paragraphs(page) if len(block.split()) > MAX_WORDS]

    assert long == []


def test_every_experiment_is_in_the_index() -> None:
    folder = ROOT / "docs" / "experiments"
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))

    assert {path.name for path in folder.glob("*.md")} - {"README.md"} == linked
