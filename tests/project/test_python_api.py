"""`import onematch`: its examples run, and its page is whole."""

import doctest
import shutil
from collections.abc import Callable, Iterator
from inspect import signature
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import onematch
from data.index.index import UniverseIndex
from serving.matching.matcher import Matcher
from tests.project.small_commands import SmallFiles
from tests.support.few_trees import growing_few_trees
from tests.support.paths import ROOT, SHIPPED
from training.calls.matching import MatchOptions

PAGE = ROOT / "docs" / "python.md"
RECORDS = 400
FUNCTIONS = (
    onematch.match,
    onematch.dedupe,
    onematch.train,
    onematch.evaluate,
    onematch.thresholds,
    onematch.models,
    onematch.explain,
    onematch.gain,
    onematch.linker,
    onematch.pair_features,
    onematch.passport,
    onematch.verify_passport,
)


@pytest.fixture(scope="module")
def folder(small: SmallFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples name."""
    made = tmp_path_factory.mktemp("examples")
    small.write_first(RECORDS, made / "sample" / "person")
    shutil.copytree(small.index, made / "people.index")
    shutil.copytree(small.bundle, made / "person.bundle")
    members = {"id": ["m1", "m2"], "full_name": ["Katarina Nowak", "John Smith"]}
    UniverseIndex.build("person", pa.table(members), made / "members.index")
    return made


@pytest.fixture
def there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ONEMATCH_TRACK", "false")
    monkeypatch.chdir(folder)
    with growing_few_trees():
        yield


def failures_of(tests: list[doctest.DocTest]) -> list[str]:
    """Run examples and return what they print where it differs."""
    printed: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for test in tests:
        runner.run(test, out=printed.append, clear_globs=False)
    assert runner.tries
    return printed


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("name", ["", *(function.__name__ for function in FUNCTIONS)])
def test_the_examples_of_the_module_and_its_functions_run(name: str) -> None:
    described = getattr(onematch, name) if name else onematch
    names: dict[str, object] = {"onematch": onematch, "pa": pa}
    tests = doctest.DocTestFinder(recurse=False).find(described, name or "onematch", globs=names)

    assert failures_of(tests) == []


@pytest.mark.usefixtures("there")
def test_the_examples_of_the_classes_run() -> None:
    methods = (UniverseIndex.build, UniverseIndex.open, Matcher.open, Matcher.match, Matcher.explain)
    matcher = Matcher.open("shipped", "members.index")
    finder = doctest.DocTestFinder(recurse=False)
    names = {"onematch": onematch, "pa": pa, "matcher": matcher}

    tests = [test for method in methods for test in finder.find(method, method.__qualname__, globs=names)]

    assert failures_of(tests) == []


@pytest.mark.usefixtures("there")
def test_the_examples_of_the_page_run() -> None:
    text = PAGE.read_text(encoding="utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "python.md", str(PAGE), 0)

    assert failures_of([test]) == []


def test_the_page_names_everything_that_stays_and_every_option() -> None:
    page = PAGE.read_text(encoding="utf-8")

    parameters = {name for function in (*FUNCTIONS, onematch.review) for name in signature(function).parameters} - {
        "options"
    }

    named = {*onematch.__all__, *parameters, *MatchOptions.__annotations__}

    assert [
        name for name in named if f"`{name}" not in page and f"({name}" not in page and f" {name}" not in page
    ] == []


def test_every_name_that_stays_is_there_and_others_are_an_error() -> None:
    assert set(onematch.__all__) <= set(dir(onematch))
    assert all(getattr(onematch, name).__doc__ for name in onematch.__all__)
    with pytest.raises(AttributeError, match="module 'onematch' has no attribute 'Engine'"):
        _ = onematch.Engine


@pytest.mark.usefixtures("there")
def test_results_are_short_at_a_prompt_and_tables_in_a_notebook() -> None:
    records = pa.table({"id": ["c1"], "full_name": ["Nowak, Katarina"]})
    truth = pa.table({"crm_id": ["c1"], "universe_id": ["m1"]})
    one_of_both = {"Name": "full_name", "right": "universe_id"}
    matched = onematch.match(records.rename_columns(["id", "Name"]), "members.index", columns=one_of_both)

    measured = onematch.evaluate(
        records.append_column("Team", pa.array([["north"]])),
        "members.index",
        truth.rename_columns(["crm_id", "right"]),
        columns={"right": "universe_id"},
        segments=["Team"],
    )

    shown: list[Any] = [
        onematch.explain(records, "c1", "m1", "members.index"),
        measured,
        onematch.thresholds(kind="company"),
    ]

    assert matched["candidate_id"].to_pylist() == ["m1"]
    assert {segment.name for segment in measured.segments if segment.division == "Team"} == {"north"}
    starts = [
        "<Explanation of c1 and m1: ",
        "<Evaluation of 1 records: ",
        "<Thresholds by ",
    ]
    assert [repr(one).startswith(start) for one, start in zip(shown, starts, strict=True)] == [True] * 3
    assert max(len(repr(one)) for one in shown) < 200
    pages = [one._repr_html_() for one in shown]
    assert all("<table" in page for page in pages)
    assert "<svg" in pages[0]


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: onematch.match([1], "members.index"), "got builtins.list, expected a table of pandas, polars"),
        (lambda: onematch.match("none.csv", "members.index"), "none.csv: cannot be read as csv"),
        (lambda: onematch.match(pa.table({"id": ["1"]}), "none.index"), "none.index is no index"),
        (lambda: onematch.match(pa.table({"id": ["1"]}), "members.index", "none"), "none is no bundle"),
        (
            lambda: onematch.match(pa.table({"id": ["1"]}), "members.index", precision=1.2),
            "precision: got 1.2, expected 0.5",
        ),
        (
            lambda: onematch.train(pa.table({"id": ["1"]}), "members.index", "out", precision=95.0),
            "precision: got 95.0, expected 0.5 to 1",
        ),
        (
            lambda: onematch.dedupe("person", pa.table({"id": ["1"]}), precision=-1),
            "precision: got -1, expected 0.5 to 1",
        ),
        (
            lambda: onematch.match(pa.table({"id": ["1"]}), "members.index", SHIPPED / "company"),
            "company; expected kind person",
        ),
        (lambda: onematch.thresholds(), "shipped: got no kind, expected person or company"),
        (lambda: onematch.Index.build("persons", pa.table({"id": ["1"]}), "x"), "got 'persons', expected person or"),
        (lambda: onematch.match(pa.table({"name": ["1"]}), "members.index"), "^records: no column 'id', found name$"),
    ],
)
@pytest.mark.filterwarnings("ignore::data.tables.frames.InputIgnored")
def test_a_mistake_says_what_was_got_and_what_was_expected(call: Callable[[], object], message: str) -> None:
    with pytest.raises(onematch.OnematchError, match=message):
        call()
