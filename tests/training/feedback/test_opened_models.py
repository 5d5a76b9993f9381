"""A bundle's files opened with Splink, LightGBM and NumPy alone give what onematch gives."""

import json
from collections import Counter
from dataclasses import replace
from functools import cache

import lightgbm
import numpy as np
import pyarrow as pa
import pytest

import onematch
from features.schema.kinds import Kind
from serving.matching.bundle import CALIBRATION, SPLINK, TREES
from tests.support.paths import SHIPPED
from tests.support.small_models import SmallModel

TRAINED = [("person", "trained"), ("company", "trained")]


@pytest.fixture(scope="module")
def few(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> dict[str, SmallModel]:
    """The small models with fewer CRM records."""
    return {kind: small_models[kind].of_first(250, tmp_path_factory.mktemp(kind)) for kind in Kind}


@pytest.fixture(params=[*TRAINED, ("person", "shipped"), ("company", "shipped")])
def opened(request: pytest.FixtureRequest, few: dict[str, SmallModel]) -> SmallModel:
    """A model as it was trained, and with the shipped bundle in its place."""
    kind, bundle = request.param
    return few[kind] if bundle == "trained" else replace(few[kind], bundle=SHIPPED / kind)


@cache
def pairs_of(model: SmallModel) -> pa.Table:
    return onematch.pair_features(model.file("crm"), model.index, model.bundle)


def by_pair(table: pa.Table, record: str, profile: str, value: str) -> dict[tuple[str, str], float]:
    pairs = zip(table[record].to_pylist(), table[profile].to_pylist(), strict=True)
    return dict(zip(pairs, table[value].to_pylist(), strict=True))


def test_splink_gives_the_match_weights_of_the_bundle_s_model(opened: SmallModel) -> None:
    linker = onematch.linker(opened.file("crm"), opened.index, opened.bundle)

    predicted = linker.inference.predict().as_duckdbpyrelation().to_arrow_table()

    ours = by_pair(pairs_of(opened), "crm_id", "candidate_id", "match_weight")
    assert by_pair(predicted, "unique_id_l", "unique_id_r", "match_weight") == pytest.approx(ours, abs=1e-9)
    saved = json.loads((opened.bundle / SPLINK).read_text(encoding="utf-8"))
    names = [one["output_column_name"] for one in saved["comparisons"]]
    assert [one["output_column_name"] for one in linker.misc.save_model_to_json()["comparisons"]] == names


def test_lightgbm_gives_the_raw_scores_of_the_bundle_s_trees(opened: SmallModel) -> None:
    booster = lightgbm.Booster(model_file=str(opened.bundle / TREES))
    pairs = pairs_of(opened)

    matrix = np.column_stack([pairs[name].to_numpy() for name in booster.feature_name()])

    assert np.asarray(booster.predict(matrix, raw_score=True)).tolist() == pairs["raw_score"].to_pylist()


@pytest.mark.parametrize("opened", TRAINED, indirect=True)
def test_the_calibration_is_a_table_of_knots_and_a_sigmoid(opened: SmallModel) -> None:
    saved = json.loads((opened.bundle / CALIBRATION).read_text(encoding="utf-8"))
    pairs = pairs_of(opened)
    score = pairs["calibration_input"].to_numpy()

    curve = np.interp(score, saved["raw_knots"], saved["probability_knots"]) if saved["raw_knots"] else 0.0
    sigmoid = 1 / (1 + np.exp(-(saved["slope"] * score + saved["intercept"])))
    share = saved["steady"] if saved["raw_knots"] else 1.0

    probability = np.clip(share * sigmoid + (1 - share) * curve, 1e-6, 1 - 1e-6)
    of_pair = list(zip(pairs["crm_id"].to_pylist(), score.tolist(), strict=True))
    tied = Counter(of_pair)
    alone = np.array([tied[one] == 1 for one in of_pair])
    np.testing.assert_allclose(pairs["probability"].to_numpy()[alone], probability[alone], rtol=1e-9)
