"""Training goes from files to a bundle that serves, the same one every time, and states its sources."""

from dataclasses import replace
from pathlib import Path

import pytest

from features.schema.kinds import Kind
from features.schema.schema import schema_of
from serving.matching.bundle import Bundle
from serving.matching.golden import replay
from serving.matching.ranker import BASE_MODEL_FEATURES
from tests.support.small_models import SmallModel, train_quietly
from training.fitting.methods.training_parameters import example_text
from training.parameters_file import read_parameters


def contents(bundle: Path) -> dict[str, bytes]:
    return {str(path.relative_to(bundle)): path.read_bytes() for path in bundle.rglob("*") if path.is_file()}


def test_one_seed_and_the_usual_parameters_give_one_bundle_to_the_byte(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    (tmp_path / "params.toml").write_text(example_text(Kind.COMPANY), encoding="utf-8")
    usual = read_parameters(schema_of(Kind.COMPANY), tmp_path / "params.toml")

    again = train_quietly(replace(model.training(tmp_path / "again"), parameters=usual))

    assert contents(again) == contents(model.bundle)


def test_a_bundle_holds_no_value_of_the_records_it_was_trained_on(small_model: SmallModel) -> None:
    text = b"\n".join(contents(small_model.bundle).values()).decode()
    personal = ("email", "phone", "street", "profile_url")
    values = {str(row[name]) for row in small_model.rows() for name in personal if name in row}

    assert [value for value in values if len(value) > 6 and value in text] == []


@pytest.mark.usefixtures("few_trees")
def test_training_without_labels_states_its_base_model_and_links_nothing_without_a_left_out_curve(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.PERSON]
    request = replace(model.training(tmp_path / "child"), labels=None, labels_split=None, start_from=model.bundle)

    child = Bundle.open(train_quietly(request))

    assert child.basis in {"em", "shipped"}
    assert child.manifest["base_model"] == model.opened().version
    assert child.policy.linked is None
    replay(child)


@pytest.mark.usefixtures("few_trees")
def test_a_bundle_with_labels_contains_the_base_model_that_it_reads(
    small_models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    model = small_models[Kind.COMPANY]
    request = replace(model.training(tmp_path / "child"), start_from=model.bundle)

    child = Bundle.open(train_quietly(request))

    assert child.ranker.names[-2:] == BASE_MODEL_FEATURES
    assert child.base_model is not None
    assert child.base_model.version == model.opened().version
    assert child.base_model.base_model is None
    replay(child)
