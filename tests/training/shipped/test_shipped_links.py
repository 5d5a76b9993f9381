"""The links of the shipped bundles on samples that they did not see: precise, and none by a bare name alone."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.labels.links import LinkDecision
from data.sample.lost_fields import NAMES
from data.sample.sample import SampleSize, write_sample
from features.comparisons.independent_facts import facts_stated
from features.normalise.records import normalise
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle, shipped_bundle
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome

SIZE = SampleSize(people=3000, companies=1500, crm=1500)
WRONG = 0.03
"""At a precision goal of 0.99, the largest share of wrong links in a stratum, beside one more."""
Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, SIZE, seed=5)
    return folder


def matcher(kind: Kind, universe: Path, index: Path) -> Matcher:
    build_index(kind, universe, index)
    bundle = shipped_bundle(kind)
    assert bundle is not None
    return Matcher(Bundle.open(bundle), UniverseIndex.open(index))


def linked(served: Matcher, rows: Sequence[Row], answers: Mapping[str, frozenset[str]]) -> dict[int, list[bool]]:
    """Match rows; return whether each link is right, by how many facts its record states (2: or more)."""
    found: dict[int, list[bool]] = {0: [], 1: [], 2: []}
    for row, outcome in zip(rows, served.match_rows(rows), strict=True):
        assert isinstance(outcome, Outcome)
        if outcome.decision is LinkDecision.LINKED:
            assert outcome.match is not None
            facts = facts_stated(served.kind, normalise(served.kind, row))
            found[min(facts, 2)].append(outcome.match.id in answers[outcome.record_id])
    return found


@pytest.mark.parametrize("kind", list(Kind))
def test_links_are_right_however_little_a_record_states(kind: Kind, sample: Path, tmp_path: Path) -> None:
    files = sample / kind
    served = matcher(kind, files / "universe.parquet", tmp_path / "index")
    rows = pq.read_table(files / "crm.parquet").to_pylist()
    answers = read_labels(files / "truth.parquet").answers

    whole = linked(served, rows, answers)
    bare = linked(served, [{name: row[name] for name in NAMES[kind]} for row in rows], answers)

    assert len(whole[2]) > 300
    for links in (*whole.values(), bare[0]):
        assert links.count(False) <= 1 + WRONG * len(links)
