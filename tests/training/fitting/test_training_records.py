"""Where a CRM holds more records than a training needs, some are learned from, and the others still claim profiles."""

from pathlib import Path

import pytest

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.drift import read_reference
from tests.support.small_models import SmallModel, train_quietly
from training.fitting import training_records
from training.fitting.methods.examples import Source
from training.fitting.training_records import choose_training_records
from training.promotion.model_card import card_of

NAMES = [f"r{number}" for number in range(60)]


def source_of(small_model: SmallModel, names: list[str]) -> Source:
    return Source(small_model.kind, names, [{"id": name} for name in names], small_model.universe())


def labels_on(names: list[str], entity_of: dict[str, str | None]) -> Labels:
    return labels_of(
        Label(row, name, entity_of[name], Verdict.NOBODY if entity_of[name] is None else Verdict.MATCH)
        for row, name in enumerate(names)
    )


def test_all_records_are_learned_from_up_to_the_limit(small_model: SmallModel) -> None:
    source = source_of(small_model, NAMES)
    labels = labels_on(NAMES[:9], dict.fromkeys(NAMES))

    chosen = choose_training_records(source, labels, len(NAMES))

    assert chosen.source is source
    assert chosen.labels is labels
    assert chosen.others is None
    assert chosen.facts == {}


def test_labelled_records_are_chosen_first_and_records_of_one_entity_together(small_model: SmallModel) -> None:
    entity_of: dict[str, str | None] = {name: f"u{position // 4}" for position, name in enumerate(NAMES)}
    source = source_of(small_model, NAMES)
    labels = labels_on(NAMES[:40], entity_of)

    few = choose_training_records(source, labels, 20)
    many = choose_training_records(source, labels, 50)

    assert few.labels is not None
    assert many.labels is not None
    assert set(few.source.ids) == few.labels.answers.keys() < labels.answers.keys()
    assert len({entity_of[name] for name in few.source.ids}) == 20 / 4
    assert many.labels.answers == labels.answers
    assert many.others is not None
    assert sorted([*many.source.ids, *many.others.ids]) == sorted(NAMES)
    assert many.facts == {"records_in_all": 60, "records_that_teach": 50}


@pytest.mark.usefixtures("few_trees")
def test_a_bundle_states_how_many_records_it_was_trained_on(
    small_models: dict[Kind, SmallModel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = small_models[Kind.PERSON]
    monkeypatch.setattr(training_records, "MAX_TRAINING_RECORDS", 300)

    out = train_quietly(model.training(tmp_path / "part"))

    bundle = Bundle.open(out)
    reference = read_reference(out)
    assert bundle.manifest["records_in_all"] == len(model.rows())
    assert bundle.manifest["records_that_teach"] == 300
    assert bundle.manifest["labels"]["records"] == 300
    assert reference is not None
    assert reference.records == 300
    assert "| of them in the training set | 300 |" in card_of(out)
