"""A sweep: its values, its runs in MLflow, and the paired comparison."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from features.schema.kinds import Kind
from serving.runtime.home import Home
from tests.support.small_models import SmallModel
from tests.support.tracking_template import with_tracking_store
from training.parameters_file import ParametersWrong, read_varied
from training.promotion.tracking_ui import first_page
from training.promotion.training_log import PARENT
from training.sweep import combinations, compared, run_sweep


def test_a_value_is_read_as_toml_has_it_and_a_name_may_be_short() -> None:
    varied = read_varied(Kind.PERSON, ["rate=.05,.1", "start-from=none,shipped", "calibration.decoys=true"])

    assert varied == {
        "trees.learning_rate": [0.05, 0.1],
        "start-from": ["none", "shipped"],
        "calibration.decoys": [True],
    }
    assert [[*one.values()] for one in combinations(varied)][:2] == [[0.05, "none", True], [0.05, "shipped", True]]


@pytest.mark.parametrize("wrong", ["rate", "rate=", "leafs=1,2"])
def test_a_name_without_values_or_unknown_is_refused(wrong: str) -> None:
    with pytest.raises(ParametersWrong, match="--vary: got"):
        read_varied(Kind.PERSON, [wrong])


def test_the_trainings_of_a_sweep_are_nested_and_compared_in_pairs(
    small_models: dict[Kind, SmallModel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: Any
) -> None:
    from training.promotion.tracking_store import open_store

    home = with_tracking_store(tmp_path_factory, Home(tmp_path / "home"))
    monkeypatch.setenv("ONEMATCH_HOME", str(home.root))
    monkeypatch.setenv("ONEMATCH_TRACK", "true")
    request = replace(small_models[Kind.COMPANY].training(tmp_path / "sweep"), labels_split=None)

    variants = run_sweep(request, {"trees.most": 25}, {"trees.learning_rate": [0.1, 0.3]})

    rows = compared(variants)
    store = open_store(home)
    client = store.client
    children = [client.get_run(str(variant.result.run_id)) for variant in variants]
    [parent] = {run.data.tags[PARENT] for run in children}
    sweep = client.get_run(parent)
    assert [row[0] for row in rows] == ["trees.learning_rate=0.1", "trees.learning_rate=0.3"]
    assert [run.data.params["trees.learning_rate"] for run in children] == ["0.1", "0.3"]
    assert (rows[0][3], " to " in str(rows[1][3])) == ("", True)
    assert sweep.info.status == "FINISHED"
    assert all(run.info.run_id in first_page(store) for run in children)
    assert str(rows[1][5]) in sweep.data.tags["mlflow.note.content"]
    assert {"at_0.99.links", "at_0.99.expected_low", "work"} <= children[0].data.metrics.keys()
