"""A home whose champion was trained on a small sample, with a store of answers: where the loop turns."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from serving.contract.records.change_context import Listeners
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.matching.matcher import Matcher
from serving.runtime.home import Home
from serving.runtime.settings import load_settings
from serving.runtime.turns import Turn, read_turns
from tests.support.few_trees import growing_few_trees
from tests.support.judged_store import JudgedStore
from tests.support.made_once import made_once
from tests.support.small_models import SmallModel, train_quietly
from tests.support.tenant import Clock
from tests.support.tracking_template import with_tracking_store
from training.feedback.golden.golden_set import Freezing, Origin
from training.feedback.golden.parts import files_in, freeze_answered
from training.promotion.first_steps import note_training
from training.promotion.promotion import Promotion, check_pair, promote
from training.promotion.registry import Registry
from training.promotion.tracked_run import TrainingRecord


@dataclass(frozen=True, slots=True)
class TurningHome:
    """The home, the small model that answers, and the store."""

    home: Home
    model: SmallModel
    store: JudgedStore
    clock: Clock

    @property
    def kind(self) -> Kind:
        return self.model.kind

    @property
    def turns(self) -> list[Turn]:
        return read_turns(self.home, self.kind)

    def answer(self, contract: str, rows: range) -> None:
        """Add a contract that allows training, with right answers on records of the sample."""
        self.store.add(contract, self.model, rows)

    def services(self) -> WrapperServices:
        nothing = Matchers(dict[Kind, Matcher]().__getitem__)
        return WrapperServices(load_settings(), self.store.opened(), nothing, self.clock, Listeners())


def make_turning(folder: Path, factory: pytest.TempPathFactory, model: SmallModel) -> TurningHome:
    """Promote the small model of a kind, whose test split is frozen."""
    home = with_tracking_store(factory, Home(folder / "home"))
    registry = Registry(home)
    registry.log_training(TrainingRecord(model.kind, model.bundle, {}, {}), register=True)
    note_training(
        home,
        model.bundle,
        model.index,
        {"crm": model.file("crm"), "labels": model.file("truth"), "labels_split": "train"},
    )
    freeze_answered(home, model.kind, files_in(model.files), ("own", Origin.OPEN), Freezing("test"))
    promote(home, registry, Promotion(model.kind, "challenger", model.index, "test", "first"), check_pair)
    return TurningHome(home, model, JudgedStore(home.root), Clock())


def grow_alike(model: SmallModel, out: Path) -> None:
    """Train the model with as few trees as its challengers have."""
    with growing_few_trees():
        train_quietly(model.training(out))


@pytest.fixture
def turning(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    small_models: dict[Kind, SmallModel],
    monkeypatch: pytest.MonkeyPatch,
    database_url: str,
) -> TurningHome:
    """A turning home of companies, whose store is on SQLite or on the database that a test names."""
    for name, value in {"HOME": str(tmp_path / "home"), "TRACK": "true", "REGISTER": "true"}.items():
        monkeypatch.setenv(f"ONEMATCH_{name}", value)
    monkeypatch.setenv("ONEMATCH_RETRAIN_AT", "02:00")
    monkeypatch.setenv("ONEMATCH_DATABASE_URL", database_url)
    model = small_models[Kind.COMPANY]
    champion = made_once(tmp_path_factory, "turning_champion", lambda folder: grow_alike(model, folder / "bundle"))
    return make_turning(tmp_path, tmp_path_factory, replace(model, bundle=champion / "bundle"))
