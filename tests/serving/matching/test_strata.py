"""A calibration by stated facts gives the same results in chunks, one by one and in explanations."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.sample.lost_fields import NAMES
from features.comparisons.independent_facts import facts_stated
from features.normalise.records import normalise
from features.pairs.columns import columns_of
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.calibration import Calibration
from serving.matching.golden import replay
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from tests.support.small_models import SmallModel, parts_of
from training.fitting.bundle import write_bundle, write_parts

STRATA = Calibration(by_facts=(Calibration(0.3), Calibration(0.6, 0.1), Calibration(1.2, 0.2)))


@pytest.fixture(scope="module")
def person(small_models: dict[Kind, SmallModel]) -> SmallModel:
    return small_models[Kind.PERSON]


@pytest.fixture(scope="module")
def folder(person: SmallModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("strata") / "bundle"
    write_parts(out, replace(parts_of(person.opened()), calibration=STRATA, collective=None))
    return out


@pytest.fixture(scope="module")
def matcher(person: SmallModel, folder: Path) -> Matcher:
    return Matcher.open(folder, person.index)


def rows_of_all_strata(person: SmallModel) -> list[dict[str, Any]]:
    """Return records as they are, with one fact beside the name, and with a name alone."""
    whole = person.rows()[:60]
    beside = [{k: v for k, v in row.items() if k in NAMES[Kind.PERSON] or k == "title"} for row in whole]
    bare = [{k: v for k, v in row.items() if k in NAMES[Kind.PERSON]} for row in whole]
    return [row | {"id": f"{number}"} for number, row in enumerate([*whole, *beside, *bare]) if len(row) > 1]


def shown(outcome: object) -> list[tuple[str, float]]:
    assert isinstance(outcome, Outcome)
    return [(candidate.id, candidate.probability) for candidate in outcome.candidates]


def test_a_probability_is_that_of_the_records_stratum(matcher: Matcher, person: SmallModel) -> None:
    rows = rows_of_all_strata(person)
    records = [normalise(Kind.PERSON, row) for row in rows]
    facts = [facts_stated(Kind.PERSON, record) for record in records]

    scored = matcher.scorer.score(columns_of(Kind.PERSON, [row["id"] for row in rows], records))

    raw = matcher.bundle.ranker.raw(scored.matrix)
    for row in range(len(rows)):
        own = scored.shortlist.left_rows == row
        expected = STRATA.by_facts[min(facts[row], 2)](raw[own])
        ties = (raw[own][:, None] == raw[own][None, :]).sum(axis=1)
        np.testing.assert_array_equal(scored.probability[own], np.minimum(expected, 1 / ties))
    assert {0, 1} < {min(stated, 2) for stated in facts}


def test_a_record_has_the_same_result_alone_in_a_chunk_and_explained(matcher: Matcher, person: SmallModel) -> None:
    rows = rows_of_all_strata(person)

    together = [shown(outcome) for outcome in matcher.match_rows(rows)]

    assert [shown(matcher.match_rows([row])[0]) for row in rows] == together
    for row, candidates in list(zip(rows, together, strict=True))[::7]:
        for profile, probability in candidates:
            assert matcher.explain(row, profile)["probability"] == pytest.approx(probability, abs=1e-6)


def test_golden_pairs_are_replayed_by_stratum(folder: Path, tmp_path: Path) -> None:
    bundle = Bundle.open(folder)

    replay(bundle)

    assert bundle.calibration == STRATA
    write_bundle(parts_of(bundle), tmp_path / "again")
    assert Bundle.open(tmp_path / "again").version == bundle.version
