"""The comparing part of the regression check, on answers made by hand."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.regression.checkouts import Checkout, CheckoutUnusable, Side
from tests.regression.compare_versions import compare_runs, exit_code, main
from tests.regression.console_part import PageParts
from tests.regression.differences import ABSENT, Comparison, Verdict, compare
from tests.regression.parts import PLANTS, Run
from tests.regression.recording import Normaliser, Recording, without
from tests.regression.route_part import unsealed
from tests.regression.sources import QUICK, Sources
from tests.regression.stage import tidied_certificates

STARTED = datetime(2026, 6, 1, 12, tzinfo=UTC)
FIRST_ID = "0123456789abcdef" * 2
SECOND_ID = "fedcba9876543210" * 2
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, 1.0, "", "a", '{"a": 1}', '{"a":1}']),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def recording(**rows: object) -> Recording:
    found = Recording()
    for key, value in rows.items():
        found.add(key, value)
    return found


def run(name: str, folder: Path, **rows: object) -> Run:
    """A side whose only part was recorded before."""
    side = Side(Checkout(folder), folder)
    made = Run(name, Sources(side, folder, QUICK), "1")
    made.results.mkdir(parents=True)
    recording(**rows).write(made.kept("febrl3"))
    return made


def normalised(value: object) -> Any:
    return Normaliser(STARTED).value(value)


def test_recordings_with_the_same_values_are_equal() -> None:
    found = compare("febrl3", recording(a={"x": 1, "y": [0.25]}), recording(a={"y": [0.25], "x": 1}))

    assert (found.verdict, found.n_rows, found.first) == (Verdict.EQUAL, 1, ())


@pytest.mark.parametrize(
    ("before", "after"), [(0.3, 0.1 + 0.2), (1, 1.0), (1, True), (None, ""), ("1", 1), (0.0, -0.0), ([1, 2], [2, 1])]
)
def test_values_that_differ_in_the_least_are_different(before: object, after: object) -> None:
    found = compare("febrl3", recording(a={"x": before}), recording(a={"x": after}))

    assert (found.verdict, found.n_different) == (Verdict.DIFFERENT, 1)
    assert found.first


def test_a_difference_inside_of_an_explanation_is_named_by_its_path() -> None:
    before, after = (json.dumps({"features": {"name_similarity@1": {"value": value}}}) for value in (0.5, 0.25))

    [found] = compare("febrl3", recording(l1={"details": before}), recording(l1={"details": after})).first

    assert (found.key, found.where) == ("l1", ".details.features.name_similarity@1.value")
    assert (found.before, found.after) == ("0.5", "0.25")


def test_a_row_that_one_side_lacks_differs() -> None:
    found = compare("febrl3", recording(a=1, b=2), recording(a=1, c=3))

    assert found.n_rows == 3
    assert [(one.key, one.before, one.after) for one in found.first] == [("b", "2", ABSENT), ("c", ABSENT, "3")]


def test_a_part_without_rows_has_failed_and_is_not_equal() -> None:
    assert compare("febrl3", Recording(), Recording()).verdict is Verdict.FAILED


def test_so_many_differences_are_shown_and_all_are_counted() -> None:
    before, after = ({f"row{n}": n + side for n in range(50)} for side in (0, 1))

    found = compare("febrl3", recording(**before), recording(**after), most=4)

    assert (found.n_different, len(found.first)) == (50, 4)


@given(JSON, JSON)
def test_two_values_are_equal_exactly_where_their_json_is_and_else_a_difference_is_shown(a: Any, b: Any) -> None:
    found = compare("febrl3", recording(a=a), recording(a=b))

    same = json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)
    assert found.n_different == (0 if same else 1)
    assert bool(found.first) is not same


def test_random_ids_are_named_in_the_order_in_which_they_appear() -> None:
    answers = [
        [{"id": one}, {"of": one, "next": other}] for one, other in ((FIRST_ID, SECOND_ID), (SECOND_ID, FIRST_ID))
    ]

    assert normalised(answers[0]) == normalised(answers[1]) == [{"id": "<id 1>"}, {"of": "<id 1>", "next": "<id 2>"}]
    assert normalised([{"id": FIRST_ID}, {"of": FIRST_ID}]) != normalised([{"id": FIRST_ID}, {"of": SECOND_ID}])


def test_moments_of_the_run_are_masked_and_moments_of_the_input_are_not() -> None:
    answer = {
        "at": "2026-06-01T12:00:01.5Z",
        "due": "2026-07-01",
        "said_at": "2020-03-02T08:30:00Z",
        "day": "2020-03-02",
    }

    found = normalised(answer)

    assert found == {"at": "<moment>", "due": "<day>", "said_at": "2020-03-02T08:30:00Z", "day": "2020-03-02"}


def test_sentences_of_problems_and_reasons_are_compared_with_names_for_what_is_random() -> None:
    problem = {"type": "about:nothing-linked", "title": "Nothing is linked", "status": 409}

    assert normalised(problem | {"detail": f"got {FIRST_ID}"}) == problem | {"detail": "got <id 1>"}
    assert normalised({"reason": "the id is missing"}) == {"reason": "the id is missing"}


def test_a_recording_is_read_as_it_was_written(tmp_path: Path) -> None:
    found = recording(a={"name": "Åström", "weight": 0.1 + 0.2}, b=None)
    found.add_text("trees", "one\n\ntwo")
    found.add_document("policy", {"linked": 0.5})

    found.write(tmp_path / "part.parquet")

    assert Recording.read(tmp_path / "part.parquet") == found
    assert list(found.rows) == ["a", "b", "trees#0", "trees#1", "policy#linked"]


def test_durations_and_paths_are_left_out_of_figures() -> None:
    assert without({"precision": 1.0, "seconds": 3.5, "out": "links.csv"}) == {"precision": 1.0}


def test_results_that_were_kept_are_compared_without_running_anything(tmp_path: Path) -> None:
    before = run("BEFORE", tmp_path / "a", row=0.5)
    after = run("AFTER", tmp_path / "b", row=0.25)

    [found] = compare_runs(before, after, ["febrl3"], jobs=2)

    assert (found.verdict, found.n_rows, found.n_different) == (Verdict.DIFFERENT, 1, 1)
    assert exit_code([found]) == 1


def test_a_part_that_fails_is_told_and_does_not_stop_the_others(tmp_path: Path) -> None:
    before = run("BEFORE", tmp_path / "a", row=1)
    after = run("AFTER", tmp_path / "b", row=1)

    failed, kept = compare_runs(before, after, ["fodors_zagats", "febrl3"], jobs=2)

    assert (failed.verdict, kept.verdict) == (Verdict.FAILED, Verdict.EQUAL)
    assert failed.failure.startswith("BEFORE: FileNotFoundError")
    assert exit_code([failed, kept]) == 2


@pytest.mark.parametrize(("n_different", "failure", "code"), [(0, "", 0), (1, "", 1), (0, "it broke", 2)])
def test_the_exit_code_says_equal_different_or_failed(n_different: int, failure: str, code: int) -> None:
    assert exit_code([Comparison("a", 3), Comparison("b", 3, n_different, failure=failure)]) == code


def test_a_folder_without_the_command_is_no_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CheckoutUnusable, match="expected a checkout"):
        Checkout(tmp_path).require_usable()

    assert main([str(tmp_path), str(tmp_path), "--work", str(tmp_path / "work")]) == 2
    assert "expected a checkout" in capsys.readouterr().err


def test_certificates_are_compared_without_counts_of_the_audit_trail_and_in_any_order() -> None:
    def certificate(records: int, audit: int, files: list[str]) -> dict[str, Any]:
        counts = {"records": records, "audit": audit}
        return {"document": {"deleted": counts, "redacted": counts, "files_removed": files}}

    before = [certificate(5, 1, ["a", "b"]), certificate(6, 2, [])]
    after = [certificate(6, 7, []), certificate(5, 9, ["b", "a"])]

    assert tidied_certificates(before) == tidied_certificates(after)
    assert tidied_certificates(before) != tidied_certificates([certificate(5, 1, ["a", "b"]), certificate(7, 2, [])])


def test_a_page_is_read_with_its_links_and_its_forms_as_they_stand() -> None:
    page = PageParts()

    page.feed(
        '<a href="/console/review">Review</a><form action="/console/save" method="post">'
        '<input name="token" value="t"><input type="checkbox" name="on" value="1">'
        '<textarea name="note">hello</textarea>'
        '<select name="kind"><option value="a"><option value="b" selected></select>'
        '<button name="do" value="first"></button><button name="do" value="second"></button></form>'
    )

    expected = {"token": "t", "note": "hello", "kind": "b", "do": "first"}
    assert page.links == ["/console/review"]
    assert [(one.action, one.method, one.fields) for one in page.forms] == [("/console/save", "POST", expected)]


def test_what_a_passport_seals_and_signs_has_a_name_and_what_it_states_has_not() -> None:
    document = {"passport": {"decision": "linked", "record": {"fingerprint": "ab"}}, "sealed": {"x": 1}, "signature": 2}

    assert unsealed(document) == {
        "passport": {"decision": "linked", "record": {"fingerprint": "<fingerprint>"}},
        "sealed": "<sealed>",
        "signature": "<signature>",
    }


def test_stores_are_recorded_once_for_each_version_that_made_them(tmp_path: Path) -> None:
    side = Side(Checkout(tmp_path), tmp_path)
    made_by = [replace(Sources(side, tmp_path, QUICK), side=Side(Checkout(tmp_path), tmp_path / one)) for one in "ab"]
    runs = [Run("AFTER", Sources(side, tmp_path, QUICK, maker), "1") for maker in made_by]

    assert len({one.kept("stores") for one in runs}) == 2
    assert len({one.kept("routes") for one in runs}) == 1


def test_a_planted_difference_reaches_its_command_alone(tmp_path: Path) -> None:
    command = tmp_path / ".venv" / "bin" / "onematch"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\necho $@\n")
    command.chmod(0o755)
    side = Side(Checkout(tmp_path), tmp_path, PLANTS["contract"])

    said = [side.onematch("contracts", word, "acme") for word in ("create", "list")]

    assert said == ["contracts create acme --sso\n", "contracts list acme\n"]
