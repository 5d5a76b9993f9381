"""Nothing that commands, reports and problems say stands outside of the brackets of the pseudo-language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from data.labels.clusters import ClusterRow
from features.schema.kinds import Kind
from features.schema.texts import ENGLISH, PSEUDO, speak
from serving.http.problem_table import TABLE
from serving.http.wire.problems import problem_response
from serving.routes import TOPICS
from tests.support.command_line import commands_below, run
from tests.support.judged_links import write_evaluation_files
from tests.support.unbracketed import outside, outside_of_page
from tests.training.promotion.test_gates import model_comparison, side, wrong_on
from training import worded_commands
from training.bench.harness import BenchResult, BenchTable, html_page
from training.cli import app
from training.evaluation.cluster_metrics import ClusterEvaluation, ListedError
from training.evaluation.evaluate import EvaluateRequest, evaluate
from training.evaluation.report.clusters import write_found_clusters, write_measured_clusters
from training.promotion.comparison.report import render_versus
from training.promotion.gates import judge

MISTAKES = (
    "match --kind person --crm people.csv --universe people.csv --bundle shipped --out links.txt",
    "match --kind person --crm people.csv --universe people.csv --bundle shipped --out links.csv",
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

WRONG_CALLS = (
    "nonsense",
    "contracts clien",
    "match",
    "match --kind horse",
    "match --kind person --crm",
    "match --kind person --bogus",
    "match --kind person --nonsense",
    "explain --kind person x",
    "doctor --json=3",
    "doctor x",
    "passport verify",
    "passport verify none.json",
    "passport verify .",
    "explain --kind person --index people.csv",
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
    shown = re.sub(r"^⟦Usage: ⟧.*|^ +Example:(.|\n)*", "", f"{result.stdout}\n{result.stderr}", flags=re.MULTILINE)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return outside(" ".join(shown.split()))


@pytest.mark.usefixtures("pseudo")
def test_no_help_of_a_command_stands_outside_of_brackets() -> None:
    groups = ["", *commands_below(typer.main.get_command(app))]

    assert {line: found for line in groups if (found := said(f"{line} --help"))} == {}


@pytest.mark.usefixtures("pseudo")
def test_no_line_of_a_match_stands_outside_of_brackets() -> None:
    Path("network.csv").write_text("id,full_name\n8,Ann Lee\n9,Bob Ray\n", encoding="utf-8")

    assert said("match --kind person --crm people.csv --universe network.csv --bundle shipped --out links.csv") == []
    assert Path("links.csv").is_file()


@pytest.mark.usefixtures("pseudo")
def test_no_mistake_of_a_command_stands_outside_of_brackets() -> None:
    lines = [*MISTAKES, *(f"{line.split()[0]} --nonsense" for line in MISTAKES)]

    assert {line: found for line in lines if (found := said(line))} == {}


@pytest.mark.usefixtures("pseudo")
def test_what_typer_says_of_a_wrong_call_is_a_template_with_values(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def said(template: str, **values: object) -> str:
        asked.append(template)
        return str(values)

    monkeypatch.setattr(worded_commands, "wording", said)

    for line in WRONG_CALLS:
        run(line)

    assert {"Usage: ", "Options", *worded_commands.TEMPLATES} <= {*asked}


@pytest.mark.usefixtures("pseudo")
def test_no_problem_stands_outside_of_brackets() -> None:
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


def test_no_sentence_of_clusters_benches_and_of_champion_and_challenger_stands_outside_of_brackets(
    pseudo: Path,
) -> None:
    page = pseudo / "page.html"
    rows = [
        ClusterRow(f"r{i}", "r0", probability=0.9, why="same name (+9.0)", weakest_edge=0.8, weakest_id="r0")
        for i in range(3)
    ]
    table = BenchTable("Expected and true wrong links", [{"set": "febrl3", "cause": "all", "links": 4, "stated": 0.5}])
    pages = [html_page(BenchResult("suspects", {}, [table], 0.5))]
    compared = model_comparison(side(wrong_on(3)), side(wrong_on(5)), script=["latin"] * 400)
    pages.append(render_versus(compared, judge(compared, 0.99)))
    write_found_clusters(page, "people.csv", [("n_records", 3)], rows)
    pages.append(page.read_text(encoding="utf-8"))
    errors = (ListedError("r0", {"r0": ("r0", "r1"), "r2": ("r2",)}),)
    write_measured_clusters(
        page,
        "people.csv",
        "test",
        ClusterEvaluation(
            figures={"precision": 0.9},
            intervals={"precision": (0.8, 0.95)},
            counts={"records": 3},
            sizes=(("1", 1, 1),),
            over_merged=errors,
            under_merged=errors,
        ),
    )
    pages.append(page.read_text(encoding="utf-8"))

    assert [found for one in pages for found in outside_of_page(one)] == []
