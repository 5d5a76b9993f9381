"""Training without labels on records that state a name alone, too little for EM."""

import pytest

from data.sample.lost_fields import NAMES
from data.tables.progress import silent
from features.normalise.records import normalise
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle, shipped_bundle
from tests.support.small_models import SmallModel
from training.fitting.bundle import FittedModels
from training.fitting.methods.examples import FitRequest, Source, WeighedCandidates
from training.fitting.methods.training_parameters import defaults_of
from training.fitting.weights import weigh_candidates
from training.train import learn


def fitted_to_names(model: SmallModel) -> tuple[FittedModels, WeighedCandidates]:
    """Train without labels, from the shipped bundle, on the names of a small set."""
    kind = model.kind
    shipped = shipped_bundle(model.kind)
    assert shipped is not None
    rows = [{name: value for name, value in row.items() if name in NAMES[kind]} for row in model.rows()]
    source = Source(kind, [row["id"] for row in model.rows()], [normalise(kind, row) for row in rows], model.universe())
    request = FitRequest(
        source=source,
        labels=None,
        base_model=Bundle.open(shipped),
        precision=0.99,
        seed=0,
        parameters=defaults_of(kind),
    )
    weighed = weigh_candidates(request, silent)
    assert not weighed.by_em
    return learn(request, weighed), weighed


@pytest.mark.parametrize(("kind", "by_decoys"), [(Kind.PERSON, False), (Kind.COMPANY, True)])
def test_decoys_calibrate_names_of_companies_and_not_of_people(
    small_models: dict[Kind, SmallModel], kind: Kind, by_decoys: bool
) -> None:
    models, _ = fitted_to_names(small_models[kind])

    assert models.facts["by_decoys"] is by_decoys


def test_decoys_do_not_calibrate_companies_of_which_few_have_an_answer(
    small_models: dict[Kind, SmallModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.fitting.calibration.MOSTLY_ANSWERED", 0.999)

    models, _ = fitted_to_names(small_models[Kind.COMPANY])

    assert models.facts["by_decoys"] is False
