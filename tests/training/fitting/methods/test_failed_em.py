"""A session of EM that fails leaves the model as it was before."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from features.pairs.columns import columns_of
from features.schema.kinds import Kind
from tests.support.index_people import people
from training.fitting.methods.private_splink import EMTrainingException
from training.fitting.methods.splink_fit import FitPlan, _expect_maximise
from training.fitting.methods.training_parameters import defaults_of


@dataclass
class Settings:
    """Splink's settings as far as a session changes them."""

    comparisons: list[str]

    def copy(self) -> "Settings":
        return Settings(list(self.comparisons))


@dataclass
class FailingLinker:
    """A linker whose sessions take comparisons out and fail, as Splink's do."""

    error: Exception
    _settings_obj: Any = field(default_factory=lambda: SimpleNamespace(core_model_settings=Settings(["first", "last"])))
    sessions: int = 0

    @property
    def training(self) -> "FailingLinker":
        return self

    def estimate_parameters_using_expectation_maximisation(self, *_: object, **__: object) -> None:
        self.sessions += 1
        self._settings_obj.core_model_settings.comparisons.pop()
        raise self.error


@pytest.mark.parametrize("error", [EMTrainingException("no pairs are left"), ValueError("m_probability value 0.0")])
def test_a_failed_session_takes_no_comparison_away(error: Exception) -> None:
    made = people(600)
    records = columns_of(Kind.PERSON, list(made), list(made.values()))
    linker = FailingLinker(error)

    plan = FitPlan.of(defaults_of(Kind.PERSON), records.schema, 0)

    done = list(_expect_maximise(linker, records, records, plan))

    assert (done, linker.sessions > 0) == ([], True)
    assert linker._settings_obj.core_model_settings.comparisons == ["first", "last"]
