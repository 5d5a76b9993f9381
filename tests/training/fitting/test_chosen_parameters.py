"""Parameters reach the trees, Splink, the search and the bundle, which serves and repeats its training by them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.labels.links import LinkDecision
from features.ranking.feature_list import FEATURES
from features.schema.kinds import Kind
from features.schema.schema import schema_of
from serving.matching.bundle import TREES, Bundle
from serving.matching.golden import replay
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.small_models import SmallModel, train_quietly
from training.evaluation.report.charts import feature_gains
from training.fitting.methods.boosting import Boosted, TrainingSet, boost
from training.fitting.methods.training_parameters import changed, defaults_of
from training.parameters_file import read_parameters
from training.promotion.model_card import card_of
from training.request import TrainRequest
from training.train import train

KEYS = [feature.key for feature in FEATURES[Kind.COMPANY]]
CHOSEN: Mapping[str, object] = {
    "trees": {"num_leaves": 4, "features_left_out": ["middle", "match_weight"], "negatives": 0.5},
    "few_right_pairs": {"below": 0},
    "calibration": {"method": "isotonic"},
    "splink": {"em_below_answers": 10_000, "em_rules": ["substr(l.last, 1, 4) = substr(r.last, 1, 4)", ["postal"]]},
    "retrieval": {"kept": 6, "rules_off": ["last_postal"]},
    "comparisons": {"middle": []},
    "new_comparisons": {"first_and_postal": [{"sql": "first_l = first_r AND postal_l = postal_r"}]},
}


def request_of(model: SmallModel, out: Path, params: Mapping[str, Any]) -> TrainRequest:
    return replace(model.training(out), parameters=read_parameters(schema_of(model.kind), params))


@pytest.mark.usefixtures("few_trees")
def test_a_bundle_is_made_by_its_parameters_and_states_them(
    small_models: dict[Kind, SmallModel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEMATCH_TRACK", "false")
    request = request_of(small_models[Kind.PERSON], tmp_path / "bundle", CHOSEN)

    result = train(request)

    bundle = Bundle.open(result.bundle)
    stated = bundle.manifest["params"]
    assert stated == changed(request.parameters or defaults_of(Kind.PERSON), Kind.PERSON)
    assert (stated["trees.num_leaves"], result.parameters["lightgbm.num_leaves"]) == (4, 4)
    assert (stated["splink.em_rules"], result.parameters["splink.link_type"]) == (
        result.parameters["splink.em_rules_used"],
        "link_only",
    )
    assert result.parameters.items() >= stated.items()
    gains = dict(feature_gains([bundle.path / TREES]))
    assert (gains["middle@1"], gains["match_weight@1"]) == (0, 0)
    assert max(gains.values()) > 0
    assert "[num_leaves: 4]" in bundle.ranker.booster.text
    assert bundle.calibration.raw_knots
    assert bundle.manifest["splink"]["sources"]["middle"] == {"m": "none", "u": "none"}
    assert bundle.manifest["splink"]["sources"]["first_and_postal"]["u"] == "sampled"
    assert "num_leaves" in card_of(bundle.path)
    replay(bundle)


@pytest.mark.usefixtures("few_trees")
def test_a_bundle_serves_by_the_search_of_its_training_and_can_be_made_again(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.PERSON]
    bundle = Bundle.open(train_quietly(request_of(model, tmp_path / "bundle", CHOSEN)))
    matcher = Matcher(bundle, model.universe())
    rows = model.rows()

    decisions = [outcome.decision for outcome in matcher.match_rows(rows) if isinstance(outcome, Outcome)]
    again = Bundle.open(train_quietly(request_of(model, tmp_path / "again", bundle.manifest["params"])))
    child = replace(model.training(tmp_path / "child"), start_from=bundle.path)

    assert (matcher.scorer.width.kept, list(matcher.scorer.width.rules_off)) == (6, ["last_postal"])
    assert decisions.count(LinkDecision.LINKED) > len(rows) // 5
    assert again.version == bundle.version
    assert "params" not in Bundle.open(train_quietly(child)).manifest


def test_negatives_that_are_not_drawn_are_held_out_and_not_learned_from() -> None:
    random = np.random.default_rng(0)
    n = 600
    matrix = random.normal(size=(n, len(KEYS))).astype(np.float32)
    right = (matrix[:, 0] > 0.8).astype(np.float64)

    few, all_of_them = (grown(matrix, right, share) for share in (0.1, 1.0))

    assert (few.out_of_fold != 0).all()
    assert few.out_of_fold.mean() > all_of_them.out_of_fold.mean() + 0.5
    assert "[num_leaves: 7]" in few.booster.model_to_string()


def grown(matrix: np.ndarray, right: np.ndarray, share: float) -> Boosted:
    parameters = read_parameters(schema_of(Kind.COMPANY), {"trees.negatives": share, "few_right_pairs.num_leaves": 7})
    assert parameters is not None
    training_set = TrainingSet(matrix, right, np.ones(len(right)), np.arange(len(right)) % 3)
    return boost(parameters, Kind.COMPANY, training_set, 0, KEYS)
