"""Training without labels on records that state a name alone, too little for EM."""

from collections.abc import Callable
from functools import cache

import pytest

from data.sample.lost_fields import NAMES
from data.tables.progress import silent
from features.normalise.records import normalise
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle, shipped_bundle
from tests.support.small_models import SmallModel
from training.fitting.calibration import MOSTLY_ANSWERED
from training.fitting.methods.examples import FitRequest, Source, WeighedCandidates
from training.fitting.methods.training_parameters import defaults_of
from training.fitting.weights import weigh_candidates
from training.train import learn

Weighed = tuple[FitRequest, WeighedCandidates]


@pytest.fixture(scope="module")
def names_of(small_models: dict[Kind, SmallModel]) -> Callable[[Kind], Weighed]:
    """Return what weighs a small set's names without labels, from the shipped bundle; once each kind."""
    return cache(lambda kind: weigh_names(small_models[kind]))


def weigh_names(model: SmallModel) -> Weighed:
    kind = model.kind
    shipped = shipped_bundle(model.kind)
    assert shipped is not None
    rows = [{name: value for name, value in row.items() if name in NAMES[kind]} for row in model.rows()]
    source = Source(kind, [row["id"] for row in model.rows()], [normalise(kind, row) for row in rows], model.universe())
    request = FitRequest(
        source=source,
        labels=None,
        base_model=Bundle.open(shipped),
        seed=0,
        parameters=defaults_of(kind),
    )
    weighed = weigh_candidates(request, silent)
    assert not weighed.by_em
    return request, weighed


@pytest.mark.parametrize(
    ("kind", "mostly_answered", "by_decoys"),
    [
        (Kind.PERSON, MOSTLY_ANSWERED, False),
        (Kind.COMPANY, MOSTLY_ANSWERED, True),
        (Kind.COMPANY, 0.999, False),
    ],
)
def test_decoys_calibrate_names_of_companies_of_which_most_have_an_answer_and_not_of_people(
    names_of: Callable[[Kind], Weighed],
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
    mostly_answered: float,
    by_decoys: bool,
) -> None:
    monkeypatch.setattr("training.fitting.calibration.MOSTLY_ANSWERED", mostly_answered)

    models = learn(*names_of(kind))

    assert models.facts["by_decoys"] is by_decoys
