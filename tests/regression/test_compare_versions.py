"""The regression check compares answers, names what is random, and applies the table of renames."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.regression.checkouts import Side
from tests.regression.compare_versions import Comparison, compare, main
from tests.regression.console_part import PageParts
from tests.regression.recording import Normaliser, Recording
from tests.regression.renames import Renames, load_renames
from tests.regression.route_part import unsealed
from tests.regression.stage import masked_and_sorted
from tests.support.postgres import postgres_server

FIRST_ID = "0123456789abcdef" * 2
SECOND_ID = "fedcba9876543210" * 2
LEAVES = st.sampled_from([None, False, True, 0, 1, 1.0, 0.5, "", "1"])
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abc"), inner), max_leaves=8
)


def recording(**rows: object) -> Recording:
    found = Recording()
    for key, value in rows.items():
        found.add(key, value)
    return found


def normalised(value: object) -> Any:
    return Normaliser(datetime(2026, 6, 1, 12, tzinfo=UTC)).value(value)


@given(JSON, JSON)
def test_two_values_are_equal_exactly_where_their_json_is(a: Any, b: Any) -> None:
    found = compare("febrl3", recording(a=a), recording(a=b))

    same = json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)
    assert (found.exit_code, len(found.different)) == ((0, 0) if same else (1, 1))


def test_a_difference_is_shown_with_its_surroundings_and_a_row_that_one_side_lacks_differs() -> None:
    details = {"early": "x" * 300, "value": 0.5, "later": "y" * 300}

    found = compare("febrl3", recording(a=details, b=2), recording(a=details | {"value": 0.25}, c=3))

    inside, *lacking = found.different
    assert lacking == ["b: 2 -> <absent>", "c: <absent> -> 3"]
    assert inside.startswith("a: ")
    assert inside.endswith('"value": 0.25}')
    assert '"value": 0.5} -> ' in inside


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (compare("febrl3", Recording(), Recording()), 2),
        (compare("febrl3", recording(a=1), Recording(failure="it broke")), 2),
        (Comparison("febrl3", 3, ["a"]), 1),
        (Comparison("febrl3", 3), 0),
    ],
)
def test_the_exit_code_says_equal_different_or_failed(found: Comparison, code: int) -> None:
    assert found.exit_code == code


def test_a_folder_without_the_command_is_no_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path), "--work", str(tmp_path / "work")]) == 2
    assert "expected a checkout" in capsys.readouterr().err


def test_a_recording_is_read_as_it_was_written_and_takes_a_key_once(tmp_path: Path) -> None:
    found = recording(a={"x": 1}, b="ä")

    found.write(tmp_path / "part.parquet")

    assert Recording.read(tmp_path / "part.parquet") == found
    with pytest.raises(ValueError, match="expected unique keys"):
        found.add("a", 2)


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ([{"id": FIRST_ID}, {"of": SECOND_ID}, FIRST_ID], [{"id": "<id 1>"}, {"of": "<id 2>"}, "<id 1>"]),
        ({"at": "2026-06-01T12:00:01.5Z", "due": "2026-07-01"}, {"at": "<moment>", "due": "<day>"}),
        ({"at": "2020-03-02T08:30:00Z", "day": "2020-03-02"}, {"at": "2020-03-02T08:30:00Z", "day": "2020-03-02"}),
        ("0123456789ab+0123456789ab.1 at 127.0.0.1:4711", "<model 1> at 127.0.0.1:<port>"),
        ({"next_cursor": "abc", "client_secret": None}, {"next_cursor": "<next_cursor>", "client_secret": None}),
        ("bm90aGluZyBpcyBsaW5rZWQgaGVyZQ==", "base64: nothing is linked here"),
    ],
)
def test_what_is_random_or_of_the_run_has_a_name_and_what_is_input_has_not(answer: object, named: object) -> None:
    assert normalised(answer) == named


def test_certificates_are_compared_without_counts_of_the_audit_trail_and_in_any_order() -> None:
    def certificate(records: int, audit: int, files: list[str]) -> dict[str, Any]:
        return {"id": FIRST_ID, "document": {"deleted": {"records": records, "audit": audit}, "files_removed": files}}

    before = [certificate(5, 1, ["a", "b"]), certificate(6, 2, [])]

    assert masked_and_sorted(before) == masked_and_sorted([certificate(6, 7, []), certificate(5, 9, ["b", "a"])])
    assert masked_and_sorted(before) != masked_and_sorted([certificate(5, 1, ["a", "b"]), certificate(7, 2, [])])


def test_a_page_is_read_with_its_links_and_its_forms_as_they_stand() -> None:
    page = PageParts()

    page.feed(
        '<a href="/console/review">Review</a><form action="/console/save" method="post">'
        '<input name="token" value="t"><input type="checkbox" name="on" value="1">'
        '<input type="radio" name="how" value="x" checked>'
        '<textarea name="note">hello</textarea><textarea name="empty"></textarea>'
        '<select name="kind"><option value="a"><option value="b" selected></select>'
        '<button name="do" value="first"></button><button name="do" value="second"></button></form>'
    )

    expected = {"token": "t", "how": "x", "note": "hello", "empty": "", "kind": "b", "do": "first"}
    assert page.links == ["/console/review"]
    assert [(one.action, one.method, one.fields) for one in page.forms] == [("/console/save", "POST", expected)]


def test_what_a_passport_seals_and_signs_has_a_name_and_what_it_states_has_not() -> None:
    document = {"passport": {"decision": "linked", "fingerprint": "ab"}, "sealed": {"x": 1}, "by": "ab" * 8}

    named = {"passport": {"decision": "linked", "fingerprint": "<fingerprint>"}, "sealed": "<sealed>", "by": "<key>"}
    assert unsealed(document) == named


@pytest.fixture
def renames(tmp_path: Path) -> Renames:
    table = """
[members]
odds = "probability"
[values]
sole = "independent"
[words]
"sole.txt" = "booster.txt"
"--sole" = "--independent"
"""
    (tmp_path / "renames.toml").write_text(table, encoding="utf-8")
    return load_renames(tmp_path / "renames.toml")


def test_members_values_and_words_take_their_new_names_also_inside_of_json_texts(renames: Renames) -> None:
    before = {"odds": 0.5, "pass": "sole", "details": '{"odds": 1, "file": "a/sole.txt"}', "note": "my_sole.txt, sole"}

    assert renames.value([before]) == [
        {
            "probability": 0.5,
            "pass": "independent",
            "details": '{"file": "a/booster.txt", "probability": 1}',
            "note": "my_sole.txt, sole",
        }
    ]
    with pytest.raises(ValueError, match="stay different"):
        renames.value({"odds": 1, "probability": 2})


def test_sides_that_differ_by_renames_alone_are_equal_with_the_table(renames: Renames) -> None:
    before, after, other = Recording(), Recording(), Recording()
    before.add("bundle/sole.txt#odds", {"odds": 1})
    after.add("bundle/booster.txt#probability", {"probability": 1})
    other.add("bundle/booster.txt#probability", {"probability": 2})

    codes = [compare("febrl3", before, *with_) for with_ in ((after, renames), (other, renames), (after, None))]

    assert [(found.exit_code, found.n_rows) for found in codes] == [(0, 1), (1, 1), (1, 2)]


def test_the_side_before_is_asked_with_its_former_words(renames: Renames, tmp_path: Path) -> None:
    command = tmp_path / ".venv" / "bin" / "onematch"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "$@"\n')
    command.chmod(0o755)

    said = Side(tmp_path, tmp_path, renames.former_words).onematch("match", "--independent")

    assert said == "match --sole\n"


def test_both_sides_start_and_end_a_postgresql_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    def served(_: str) -> str:
        with postgres_server() as url:
            return url

    with ThreadPoolExecutor() as pool:
        before, after = pool.map(served, ("before", "after"))

    assert before != after
