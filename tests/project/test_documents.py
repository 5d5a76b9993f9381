"""The pages agree with the code, and their commands run."""

import os
import re
import shlex
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from features.schema.kinds import COMPANY_COLUMNS, PERSON_COLUMNS
from serving.runtime.settings import Settings
from tests.project.small_commands import onematch
from tests.support.command_line import commands_below
from tests.support.few_trees import growing_few_trees
from tests.support.paths import ROOT
from training.cli import app

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
REQUIRED = "  [required]"
SMALLER = ("--people", 500, "--companies", 100, "--crm", 300)
"""The size of the samples that the tested commands draw; the pages name larger ones."""
OF_THE_CRM = {"account_id", "owner_id", "visible_to", "modified_at"}


def blocks(page: Path, info: str) -> list[str]:
    """Return the fenced blocks of a page with this info string."""
    return re.findall(rf"^```{info}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, empty, with a home in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    return tmp_path


def commands_of(page: Path) -> str:
    """Run the tested commands of a page one after another in this process; return what they put out."""
    lines = "".join(blocks(page, "sh tested")).replace("\\\n", " ").splitlines()
    commands = [shlex.split(line) for line in lines]
    assert {program for program, *_ in commands} == {"onematch"}
    with growing_few_trees():
        return "".join(onematch(*words, *(SMALLER if words[0] == "sample" else ())) for _, *words in commands)


@pytest.mark.e2e
def test_the_commands_of_the_page_on_the_first_model_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_REGISTER", "true")

    shown = commands_of(ROOT / "docs" / "first-model.md")

    made = {path.name for path in folder.iterdir()}
    files = {"report.html", *(f"{name}.csv{more}" for name in ("first", "links") for more in ("", ".rejects.csv"))}
    assert made == {"home", "sample", "members.index", "person.bundle"} | files
    assert "first model" in shown


def test_the_commands_of_the_readme_are_those_of_the_page_on_the_first_model() -> None:
    readme, page = (
        set("".join(blocks(ROOT / name, "sh tested")).replace("\\\n", " ").splitlines())
        for name in ("README.md", "docs/first-model.md")
    )

    assert len(readme) == 5
    assert readme <= page


@pytest.mark.e2e
def test_the_commands_of_the_page_on_learning_run(folder: Path) -> None:
    [parameters] = blocks(ROOT / "docs" / "learning.md", "toml params.toml")
    (folder / "params.toml").write_text(parameters, encoding="utf-8")

    shown = commands_of(ROOT / "docs" / "learning.md")

    assert "trees.num_leaves = 31" in shown
    differ = "Parameters of the training that differ"
    assert [differ in (folder / f"{name}.html").read_text(encoding="utf-8") for name in ("usual", "mine")] == [
        False,
        True,
    ]


@pytest.mark.e2e
def test_the_commands_of_the_page_on_duplicates_run(folder: Path) -> None:
    shown = commands_of(ROOT / "docs" / "dedupe.md")

    made = {path.name for path in folder.iterdir()}
    assert {"clusters.csv", "clusters.csv.rejects.csv", "clusters.html", "figures.html", "duplicates.bundle"} <= made
    assert "b3_f1" in shown


@pytest.mark.e2e
def test_the_commands_of_the_page_on_the_universe_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEMATCH_REGISTER", "true")
    page = ROOT / "docs" / "universe.md"
    for name in ("changes.csv", "opted-out.csv"):
        [content] = blocks(page, f"csv {re.escape(name)}")
        (folder / name).write_text(content, encoding="utf-8")

    shown = commands_of(page)

    applied = [
        int(count) for count in re.findall(r"^ *(?:upserted|deleted|opted_out|opted_in) +(\d+)", shown, re.MULTILINE)
    ]
    assert applied == [1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 2]
    assert "no link was changed" not in shown


def test_the_makefile_has_the_readme_s_two_commands() -> None:
    [two] = [block for block in blocks(ROOT / "README.md", "sh") if "make run" in block]
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    named = set(re.findall(r"^make (\w+)", two, re.MULTILINE))

    assert named == {"run", "test"}
    assert {"setup", "run", "test", "check", "bench"} <= targets


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            yield page, target


@pytest.mark.parametrize(("page", "target"), list(links()), ids=lambda value: Path(value).name)
def test_every_link_leads_somewhere(page: Path, target: str) -> None:
    assert target.startswith("https://") or (page.parent / target).exists()


@pytest.mark.parametrize("name", ["loop.svg", "road.svg"])
def test_a_drawing_is_well_formed(name: str) -> None:
    assert ET.parse(ROOT / "docs" / name).getroot().tag.endswith("svg")  # our own file, no entities


def test_every_setting_is_explained() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")

    names = {str(field.validation_alias or f"ONEMATCH_{name}").upper() for name, field in Settings.model_fields.items()}

    assert {name for name in names if f"`{name}`" not in page} == set()


def test_every_canonical_column_is_explained() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")

    explained = set(re.findall(r"\w+", page))

    assert ({*PERSON_COLUMNS, *COMPANY_COLUMNS} - OF_THE_CRM) - explained == set()


def commands_page() -> str:
    """Return the content of `docs/commands.md`: commands with their options, shared ones once."""
    words = [each for each in commands_below(get_command(app)) if not each.startswith("bench ")]
    helps = {command: help_of(command, width=88) for command in words}
    common = common_options(helps.values())
    parts = [
        "# Commands\n\nMade from `--help`, which explains more, by `ONEMATCH_WRITE_DOCS=1 make test`.\n",
        "## Common options\n\nThe sections below name those that their commands need, and those that they take.\n",
        "```\n" + "".join(f"{option.removesuffix(REQUIRED)}\n" for option in common) + "```\n",
    ]
    for command, text in helps.items():
        shared = []
        for shown, option in options_of(text).items():
            if option in common or "--help" in option:
                text = text.replace(shown, "")
                shared += [] if "--help" in option else [option]
        text = without_description(text).removeprefix(f"Usage: onematch {command} [OPTIONS]\n\n")
        text = text.replace("Options:\n\n", "").rstrip()
        text = re.sub(r"(\n  Example:\n    .*)(?:\n    .*)*", r"\1", text)
        parts.append(f"## onematch {command}\n\n```\n{text}\n{named_in_one_line(shared)}```\n")
    benches = help_of("bench", width=200).partition("Commands:\n")[2]
    parts.append(f"## onematch bench\n\nEach shows its options with `--help`.\n\n```\n{benches}```\n")
    return "\n".join(parts)


def without_description(text: str) -> str:
    """Return a help with its first sentence, arguments, options and examples: what it explains, the pages do."""
    usage, summary, *others = text.split("\n\n")
    return "\n\n".join([usage, summary, *(part for part in others if re.match(r"\S|  -|  Example|$", part))])


def common_options(helps: Iterable[str]) -> list[str]:
    """Return the options that two or more commands explain alike; of several texts of one the most frequent."""
    uses = Counter(option for text in helps for option in set(options_of(text).values()))
    by_name = {option.split()[0]: option for option, count in reversed(uses.most_common()) if count > 1}
    return sorted(option for option in by_name.values() if "--help" not in option)


def named_in_one_line(options: list[str]) -> str:
    """Return the line that names the common options of a command, those that it needs apart."""
    needed = [option.split()[0] for option in options if option.endswith(REQUIRED)]
    taken = [option.split()[0] for option in options if not option.endswith(REQUIRED)]
    lines = (("Needs", needed), ("Takes", taken))
    shown = [f"{word} {', '.join(names)}." for word, names in lines if names]
    return f"\n  {' '.join(shown)}\n" if shown else ""


def help_of(command: str, width: int) -> str:
    return CliRunner().invoke(app, [*command.split(), "--help"], terminal_width=width).stdout


def options_of(text: str) -> dict[str, str]:
    """Return the options of a help as they stand there, each with its text in one line."""
    found = re.findall(r"^  -.*\n(?: {6,}.*\n)*", text, re.MULTILINE)
    lines = {shown: re.sub(r"\s*\n\s*", " ", re.sub(r"(?<=\S) {3,}", "  ", shown.strip())) for shown in found}
    return {shown: re.sub(r" +\[required\]$", REQUIRED, line) for shown, line in lines.items()}


def test_the_page_of_commands_is_the_help_of_the_commands() -> None:
    page = ROOT / "docs" / "commands.md"
    if os.environ.get("ONEMATCH_WRITE_DOCS"):
        page.write_text(commands_page(), encoding="utf-8")

    assert page.read_text(encoding="utf-8") == commands_page()
