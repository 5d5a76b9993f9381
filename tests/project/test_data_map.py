"""The data map lists everything that is stored (S86)."""

import re

from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import ActivityKind
from tests.support.paths import ROOT

PAGE = (ROOT / "docs" / "data-map.md").read_text(encoding="utf-8")


def test_s86_every_table_of_the_store_is_on_the_map_and_nothing_else_is() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]

    named = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]

    assert sorted(named) == sorted(METADATA.tables)


def test_s86_each_line_of_the_map_has_content_form_purpose_and_retention() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]

    assert {len(row) for row in rows} == {5}
    assert all(all(cell.strip() for cell in row) for row in rows)


def test_s86_data_that_sellers_generate_are_named() -> None:
    text = (
        PAGE.casefold()
        .replace("connection requests", "connection_request")
        .replace("smart link view", "smart_link_view")
    )

    assert [kind for kind in ActivityKind if kind.value not in text] == []
    assert all(word in text for word in ("searches", "tags", "notes", "usage"))
