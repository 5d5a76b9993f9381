"""`onematch thresholds`: a table, bars, JSON and a page, of any bundle and without labels."""

import json
from pathlib import Path

from tests.support.command_line import run


def test_the_shipped_bundle_shows_every_level_with_what_it_rests_on(tmp_path: Path) -> None:
    page = tmp_path / "thresholds.html"

    shown = run("thresholds --bundle shipped --kind person --report", page)
    listed = json.loads(run("thresholds --bundle shipped --kind person --json").stdout)

    assert shown.exit_code == 0, shown.output
    assert [level["wanted"] for level in listed["levels"]] == [0.9, 0.95, 0.98, 0.99, 0.995, 0.999]
    for level in listed["levels"]:
        assert f": {level['guarantee']}" in shown.stdout
    assert "expected, room down to 0." in shown.stdout
    assert "data sets that the training left out, not of your own" in shown.stdout
    assert not any(level["is_guaranteed"] for level in listed["levels"])
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert text.count("<svg") >= 1


def test_the_shipped_bundle_needs_a_kind_and_a_page_is_not_written_over_the_bundle(tmp_path: Path) -> None:
    nameless = run("thresholds --bundle shipped")
    absent = run("thresholds --bundle", tmp_path / "nowhere")

    assert (nameless.exit_code, absent.exit_code) == (2, 2)
    assert "expected person or company" in nameless.stderr
    assert "nowhere" in absent.stderr
