"""The commands of a promotion: outputs and kept artefacts of a refusal, of force and of a diff."""

import json
from pathlib import Path

import pytest
from typer.testing import Result

from data.sample.sample import SampleSize
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.runtime.home import Home, read_pointer, read_shadow
from tests.support.command_line import run
from tests.support.poisoned import with_lowered_thresholds
from tests.support.small_models import SmallModel
from tests.support.tracked_files import run_file
from training.feedback.golden.parts import golden_or_first
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingRecord

NAME = "gated-by-command"


def models(command: str, *more: object) -> Result:
    return run("models", command, "--kind", "company", "--name", NAME, *more)


@pytest.fixture
def home(registry_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("ONEMATCH_HOME", str(registry_home.root))
    golden_or_first(registry_home, Kind.COMPANY, SampleSize(people=60, companies=600, crm=900))
    return registry_home


def test_a_refused_challenger_is_printed_as_a_table_and_force_is_kept_with_its_reason(
    home: Home, registry: Registry, small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    lowered = with_lowered_thresholds(model, tmp_path / "lowered")
    for bundle in (model.bundle, lowered):
        registry.log_training(TrainingRecord(Kind.COMPANY, bundle, {}, {}, name=NAME), register=True)
    too_low = models("promote", "2", "--index", model.index)
    nothing = read_pointer(home, Kind.COMPANY)
    first = models("promote", "1", "--index", model.index)
    champion = read_pointer(home, Kind.COMPANY)

    refused = models("promote", "--report", tmp_path / "versus.html")
    nameless = models("promote", "--force")
    diff = models("diff", "--crm", model.file("crm"), "--out", tmp_path / "moved.csv", "--json")
    shadowed = models("shadow")
    forced = models("promote", "--force", "--reason", "to see it fail")

    assert too_low.exit_code == 1, too_low.output
    assert "refused by precision" in too_low.stderr
    assert nothing is None
    assert first.exit_code == 0, first.output
    assert "The first champion, by itself" in first.stdout
    assert refused.exit_code == 1, refused.output
    assert "REFUSED" in refused.stdout
    assert "refused by precision" in refused.stderr
    assert "Traceback" not in refused.output
    assert "worst new errors" in (tmp_path / "versus.html").read_text(encoding="utf-8").casefold()
    assert (nameless.exit_code, "--reason" in nameless.stderr) == (2, True)
    document = json.loads(diff.stdout)
    assert document["totals"]["appears"] > 0
    assert document["totals"]["vanishes"] == 0
    assert len((tmp_path / "moved.csv").read_text(encoding="utf-8").splitlines()) == len(document["changed"]) + 1
    kept = run_file(registry.resolve(Kind.COMPANY, "2", NAME), "diff.json")
    assert json.loads(kept.read_text(encoding="utf-8")) == document
    left = home.read(home.diff_file(Kind.COMPANY))
    assert left is not None
    assert {name: left[name] for name in document} == document
    assert left["bundle"] == Bundle.open(lowered).version
    assert shadowed.exit_code == 0, shadowed.output
    shadow = read_shadow(home, Kind.COMPANY)
    now = read_pointer(home, Kind.COMPANY)
    assert champion is not None
    assert shadow is not None
    assert now is not None
    assert shadow.bundle != champion.bundle
    assert forced.exit_code == 0, forced.output
    assert now.bundle == shadow.bundle
    history = json.loads(run("models history --kind company --json").stdout)
    assert "to see it fail [forced past precision" in history[-1]["reason"]
    assert run("models shadow --kind company --stop").exit_code == 0
    assert read_shadow(home, Kind.COMPANY) is None
