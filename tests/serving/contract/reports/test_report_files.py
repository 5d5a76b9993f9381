"""Reports are written piece by piece (S74)."""

import json
from typing import Any

import pytest

from serving.contract.records.report import Format, written


@pytest.mark.parametrize("names", [[], ["Ann"], ["Søren", "李小龙", 'Q"']])
def test_s74_a_report_of_any_length_is_one_json_document_with_its_letters_as_they_are(names: list[str]) -> None:
    text = "".join(written(Format.JSON, ("id", "name"), list(enumerate(names))))

    items: list[dict[str, Any]] = [{"id": number, "name": name} for number, name in enumerate(names)]
    assert json.loads(text) == {"items": items}
    assert all(name in text for name in names if name.isalpha())
