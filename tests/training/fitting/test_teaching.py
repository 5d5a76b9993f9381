"""Where there are more records than teach anything new, some teach, and the others still claim profiles."""

import random
from dataclasses import replace
from pathlib import Path

import lightgbm
import numpy as np
import pytest

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of
from data.tables.progress import silent
from features.normalise.records import normalise
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.drift import read_reference
from tests.support.small_models import SmallModel, train_quietly
from training.fitting import teaching
from training.fitting.boost import Boosted, TrainingSet
from training.fitting.collective import best_few
from training.fitting.collective_scores import FittedIndependentPass, Others, scores_of_teaching, with_others
from training.fitting.examples import Examples, Source, gather_examples, know
from training.fitting.teaching import choose_teaching
from training.promotion.model_card import card_of

NAMES = [f"r{number}" for number in range(60)]


def source_of(small_model: SmallModel, names: list[str]) -> Source:
    return Source(small_model.kind, names, [{"id": name} for name in names], small_model.universe())


def labels_on(names: list[str], entity_of: dict[str, str | None]) -> Labels:
    return labels_of(
        Label(row, name, entity_of[name], Verdict.NOBODY if entity_of[name] is None else Verdict.MATCH)
        for row, name in enumerate(names)
    )


def test_as_many_records_as_may_teach_all_teach(small_model: SmallModel) -> None:
    source, labels = source_of(small_model, NAMES), labels_on(NAMES[:9], dict.fromkeys(NAMES))

    chosen = choose_teaching(source, labels, len(NAMES))

    assert chosen.source is source
    assert chosen.labels is labels
    assert chosen.others is None
    assert chosen.facts == {}


def test_labelled_records_teach_first_and_records_of_one_entity_together(small_model: SmallModel) -> None:
    entity_of: dict[str, str | None] = {name: f"u{place // 4}" for place, name in enumerate(NAMES)}
    source, labels = source_of(small_model, NAMES), labels_on(NAMES[:40], entity_of)

    few, many = choose_teaching(source, labels, 20), choose_teaching(source, labels, 50)

    assert few.labels is not None
    assert many.labels is not None
    assert set(few.source.ids) == few.labels.answers.keys() < labels.answers.keys()
    assert len({entity_of[name] for name in few.source.ids}) == 20 / 4
    assert many.labels.answers == labels.answers
    assert many.others is not None
    assert sorted([*many.source.ids, *many.others.ids]) == sorted(NAMES)
    assert many.facts == {"records_in_all": 60, "records_that_teach": 50}


def test_who_teaches_does_not_hang_on_the_order_of_the_file(small_model: SmallModel) -> None:
    labels = labels_on(NAMES[:30], {name: f"u{place // 2}" for place, name in enumerate(NAMES)})
    turned = random.Random(5).sample(NAMES, len(NAMES))

    for most in (7, 30, 44):
        chosen = {
            frozenset(choose_teaching(source_of(small_model, names), labels, most).source.ids)
            for names in (NAMES, turned)
        }
        assert len(chosen) == 1


def test_records_that_do_not_teach_claim_profiles_as_if_they_did(small_models: dict[Kind, SmallModel]) -> None:
    model = small_models[Kind.PERSON]
    matcher, rows = model.matcher(), model.rows()[:300]
    records = [normalise(model.kind, row) for row in rows]
    whole = Source(model.kind, [str(row["id"]) for row in rows], list(records), matcher.index)
    part, rest = (replace(whole, ids=whole.ids[rows], records=whole.records[rows]) for rows in _halves(120))
    alone, together = (gather_examples(source, matcher.kernel, None, silent) for source in (part, whole))
    independent = untaught(matcher.bundle, alone)
    known = know(part, alone, labels_of([Label(1, part.ids[0], None, Verdict.NOBODY)]), 5)

    scores, padded = with_others(
        scores_of_teaching(part, alone, independent),
        known,
        independent,
        Others(rest, dict(matcher.bundle.splink), None),
    )

    expected = scores_of_teaching(whole, together, untaught(matcher.bundle, together))
    for name in ("left_rows", "rows"):
        found = getattr(scores.examples, name)[best_few(scores)]
        np.testing.assert_array_equal(found, getattr(expected.examples, name)[best_few(expected)])
    np.testing.assert_array_equal(scores.probability[best_few(scores)], expected.probability[best_few(expected)])
    np.testing.assert_array_equal(scores.match_weight[best_few(scores)], expected.match_weight[best_few(expected)])
    assert scores.source.ids == whole.ids
    assert np.flatnonzero(padded.complete).tolist() == [0]
    assert len(padded.right) == len(padded.used) == len(scores.examples)


def untaught(bundle: Bundle, examples: Examples) -> FittedIndependentPass:
    """Return a bundle's solo pass as if these examples had taught it nothing."""
    n, booster = len(examples), lightgbm.Booster(model_str=bundle.ranker.booster.model_to_string())
    training_set = TrainingSet(examples.matrix, np.zeros(n), np.ones(n), np.full(n, -1))
    return FittedIndependentPass(
        training_set, np.ones(n, np.bool_), Boosted(booster, np.zeros(n), booster.num_trees()), bundle.calibration
    )


def _halves(first: int) -> tuple[slice, slice]:
    return slice(0, first), slice(first, None)


def test_a_bundle_says_how_many_of_its_records_taught(
    small_models: dict[Kind, SmallModel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = small_models[Kind.PERSON]
    monkeypatch.setattr(teaching, "MOST_TEACHING", 300)

    out = train_quietly(model.training(tmp_path / "part"))

    bundle, reference = Bundle.open(out), read_reference(out)
    assert bundle.manifest["records_in_all"] == len(model.rows())
    assert bundle.manifest["records_that_teach"] == 300
    assert bundle.manifest["labels"]["records"] == 300
    assert reference is not None
    assert reference.records == 300
    assert "| of them teach | 300 |" in card_of(out)
