"""Texts for people are templates with values, and nothing that people read stands outside of the pseudo-language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from features.schema.kinds import Kind
from features.schema.texts import ENGLISH, PSEUDO, places, speak, wording
from serving.http.problem_table import TABLE
from serving.http.wire.problems import problem_response
from serving.routes import TOPICS
from tests.support.command_line import commands_below, run
from tests.support.judged_links import write_evaluation_files
from tests.support.paths import ROOT
from tests.support.unbracketed import outside, outside_of_page
from training.cli import app
from training.evaluation.evaluate import EvaluateRequest, evaluate

ROOMS = ("features", "data", "serving", "training")
PRINTS = {"print_line", "print_lines", "print_note", "print_mistake"}
MISTAKES = (
    "match --kind person --crm people.csv --universe people.csv --bundle shipped --out links.txt",
    "evaluate --kind person --crm people.csv --universe people.csv --truth people.csv --bundle shipped",
    "train --kind person --crm people.csv --universe nameless.csv --out bundle --no-register",
    "index --kind person --universe nameless.csv --out index",
    "thresholds --kind person --crm people.csv --universe people.csv --bundle none",
    "explain --kind person --universe people.csv --bundle shipped --record '{' --profile 1",
    "dedupe --kind person --records nameless.csv --out clusters.csv",
    "columns nameless.csv --kind person --out people.csv",
    "models promote --kind person --index none 1",
    "contracts client --contract none --scope app",
    "backup --to folder",
    "restore folder --to home",
)


@pytest.fixture
def pseudo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("id,full_name\n1,Ann Lee\n", encoding="utf-8")
    (tmp_path / "nameless.csv").write_text("number,full_name\n1,Ann Lee\n", encoding="utf-8")
    speak(PSEUDO)
    yield tmp_path
    speak(ENGLISH)


def said(line: str) -> list[str]:
    """Return the sentences of a command's output outside of brackets; its example stays as it is typed."""
    result = run(line)
    shown = re.sub(r"^ +Example:.*|^Usage:.*", "", f"{result.stdout}\n{result.stderr}", flags=re.DOTALL | re.MULTILINE)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return outside(" ".join(shown.split()))


def test_no_help_of_a_command_stands_outside_of_brackets(pseudo: Path) -> None:
    groups = ["", *commands_below(typer.main.get_command(app))]

    assert {line: found for line in groups if (found := said(f"{line} --help"))} == {}


def test_no_mistake_of_a_command_stands_outside_of_brackets(pseudo: Path) -> None:
    lines = [*MISTAKES, *(f"{line.split()[0]} --nonsense" for line in MISTAKES)]

    assert {line: found for line in lines if (found := said(line))} == {}


def test_no_problem_stands_outside_of_brackets(pseudo: Path) -> None:
    kinds = [kind for topic in TOPICS for kind in getattr(topic, "PROBLEMS", {}).values()]
    titles = [bytes(problem_response(kind, "").body).decode() for kind in (*TABLE.values(), *kinds)]

    assert [found for title in titles if (found := outside(title.replace('"', "\n")))] == []


def test_no_sentence_of_a_report_stands_outside_of_brackets(pseudo: Path) -> None:
    files = write_evaluation_files(pseudo)
    page = pseudo / "report.html"
    evaluate(
        EvaluateRequest(Kind.PERSON, files.crm, files.truth, universe=files.universe, scored=files.links, report=page)
    )

    assert outside_of_page(page.read_text(encoding="utf-8")) == []


def trees() -> dict[str, ast.Module]:
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def errors_in(trees: dict[str, ast.Module]) -> set[str]:
    """Return the names of the classes of our errors."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {"OnematchError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found


def wrong_texts(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Yield the places where a text is put together in English, or has other places than values."""
    errors = errors_in(trees)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            first = node.args[0]
            if name in errors | PRINTS | {wording.__name__} and isinstance(first, ast.JoinedStr):
                yield f"{path}:{node.lineno}: an f-string is no text of a language"
            values = {keyword.arg for keyword in node.keywords}
            is_template = isinstance(first, ast.Constant) and name in errors | {wording.__name__} and None not in values
            if is_template and values and places(str(first.value)) != values:  # type: ignore[attr-defined]
                yield f"{path}:{node.lineno}: other places than values"


def test_texts_are_templates_with_their_values() -> None:
    assert list(wrong_texts(trees())) == []


def test_a_text_that_is_put_together_in_english_is_found() -> None:
    source = "class Odd(OnematchError): ...\nraise Odd(f'got {x}')\nwording('got {y}', x=1)\nprint_line(f'{x} links')"

    assert len(list(wrong_texts({"odd.py": ast.parse(source)}))) == 3
