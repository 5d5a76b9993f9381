"""`onematch passport`: replayed after a promotion, a rebuilt index and its changes; else it says what is missing."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from data.index.build import build_index
from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.command_line import run
from tests.support.small_models import SmallModel


@pytest.fixture(scope="module")
def model(small_models: dict[Kind, SmallModel]) -> SmallModel:
    return small_models[Kind.PERSON]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEMATCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def index(model: SmallModel, tmp_path: Path) -> Path:
    """An index that the test may change, known to the home because a command built it."""
    return Path(shutil.copytree(model.index, tmp_path / "members.index"))


def make(model: SmallModel, index: Path, out: Path, record: str) -> Outcome:
    """Make the passport of a record of the file; return what the independent pass answers for it."""
    options = ("--kind", "person", "--bundle", model.bundle, "--index", index, "--out", out)
    done = run("passport make", *options, "--record", f"{model.file('crm')}#{record}")
    assert done.exit_code == 0, done.output
    row = next(one for one in model.rows() if one["id"] == record)
    found = Matcher.open(model.bundle, index).match_rows([row])[0]
    assert isinstance(found, Outcome)
    return found


def verified(passport: Path, *more: object) -> dict[str, Any]:
    done = run("passport verify", passport, "--json", *more)
    assert done.exit_code == (0 if json.loads(done.stdout)["verdict"] == "valid" else 1), done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.usefixtures("home")
def test_a_passport_outlasts_changes_of_the_index_and_its_rebuild_elsewhere(
    model: SmallModel, index: Path, tmp_path: Path
) -> None:
    passport = tmp_path / "passport.json"
    record = str(model.rows()[3]["id"])
    outcome = make(model, index, passport, record)
    stated = json.loads(passport.read_text())["passport"]
    assert (stated["record"]["id"], stated["model"]["delta"]) == (record, 0)

    opened = UniverseIndex.open(index)
    opened.apply({}, [one.id for one in outcome.candidates])
    opened.apply({outcome.candidates[0].id: {"name": "someone else"}})
    build_index(Kind.PERSON, model.file("universe"), tmp_path / "rebuilt.index")

    folders = ("--bundle", model.bundle, "--index", tmp_path / "rebuilt.index", "--index", index)
    assert verified(passport, *folders) == verified(passport, *folders) | {"verdict": "valid", "differences": []}
    later = tmp_path / "later.json"
    make(model, index, later, record)
    assert json.loads(later.read_text())["passport"]["model"]["delta"] == 2
    assert (verified(later, *folders)["verdict"], verified(passport, *folders)["verdict"]) == ("valid", "valid")
    assert len(json.loads(run("passport keys --json").stdout)) == 1


def test_what_is_missing_is_named(model: SmallModel, index: Path, tmp_path: Path, home: Path) -> None:
    passport = tmp_path / "passport.json"
    make(model, index, passport, str(model.rows()[4]["id"]))
    model_of = json.loads(passport.read_text())["passport"]["model"]

    without_folders = verified(passport)
    shutil.rmtree(home / "shards", ignore_errors=True)
    shutil.rmtree(index)
    without_index = verified(passport, "--bundle", model.bundle)

    both = [f"the bundle {model_of['bundle']}: no folder", f"the index {model_of['index']}: no folder"]
    assert without_folders["verdict"] == without_index["verdict"] == "incomplete"
    assert [one.partition(" of that version")[0] for one in without_folders["missing"]] == both
    assert [one.partition(" of that version")[0] for one in without_index["missing"]] == both[1:]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("make", "--record", "{}"), "--kind and --index: got nothing"),
        (("make", "--record", "nowhere.csv#1", "--kind", "person"), "expected FILE#ID with a file that exists"),
        (("make", "--contract", "acme", "--record", "contact/1"), "--contract: got 'acme', expected a contract whose"),
        (("make", "--contract", "acme", "--instance", "x", "--record", "contact/1"), "'x' is not one of"),
        (("verify", __file__), "got text that is not JSON"),
    ],
)
def test_a_mistake_is_one_line(arguments: tuple[str, ...], message: str) -> None:
    result = run("passport", *arguments)

    assert result.exit_code == 2
    assert message in " ".join(result.output.split())


@pytest.mark.usefixtures("home")
def test_a_json_record_is_stated_by_itself_and_printed(model: SmallModel, index: Path) -> None:
    row = {**model.rows()[6], "id": "mine"}
    text = json.dumps({name: value for name, value in row.items() if isinstance(value, str)})

    result = run("passport make --kind person --bundle", model.bundle, "--index", index, "--record", text)

    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["passport"]["pass"] == "independent"
