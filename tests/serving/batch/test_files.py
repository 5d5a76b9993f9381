"""A file has the same results as the matcher, in any number of processes; rejected rows are listed."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.labels.links import read_links
from features.schema.kinds import COLUMNS, Kind
from serving.batch.files import FileMatchRequest, MatchSummary, match_file
from serving.matching.outcomes import Outcome
from tests.support.small_models import SmallModel

RECORDS = 600
"""More than a chunk of 512, so that two processes share them."""
DecidingStatement = dict[str, tuple[str | None, str, float]]


@pytest.fixture(scope="module")
def models(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, SmallModel]:
    """The small models with fewer CRM records."""
    found = {}
    for kind, model in small_models.items():
        files = tmp_path_factory.mktemp(kind)
        pq.write_table(pq.read_table(model.file("crm")).slice(0, RECORDS), files / "crm.parquet")
        (files / "universe.parquet").symlink_to(model.file("universe"))
        found[kind] = replace(model, files=files)
    return found


@pytest.fixture(scope="module", params=list(Kind))
def small_model(request: pytest.FixtureRequest, models: dict[Kind, SmallModel]) -> SmallModel:
    """Each of them in turn."""
    kind: Kind = request.param
    return models[kind]


def request_of(model: SmallModel, out: Path, **changed: Any) -> FileMatchRequest:
    request = FileMatchRequest(model.kind, model.file("crm"), model.bundle, out, index=model.index, independent=True)
    return replace(request, **changed)


def matched(model: SmallModel, out: Path, **changed: Any) -> DecidingStatement:
    """Match a file; return candidate, decision and probability by record."""
    match_file(request_of(model, out, **changed))
    return deciding(out)


def deciding(out: Path) -> DecidingStatement:
    return {link.crm_id: (link.candidate_id, link.decision, link.probability) for link in read_links(out)}


@cache
def answered(model: SmallModel) -> DecidingStatement:
    """Return the matcher's results for the same records; several tests compare files with them."""
    found: DecidingStatement = {}
    for outcome in model.matcher().match_rows(model.rows()):
        assert isinstance(outcome, Outcome)
        best = outcome.candidates[0] if outcome.candidates else None
        probability = best.probability if best else 0.0
        found[outcome.record_id] = (best.id if best else None, outcome.decision, probability)
    return found


def answers_to(model: SmallModel, rows: list[dict[str, Any]]) -> DecidingStatement:
    """Return the matcher's results for some of the records."""
    return {row["id"]: answered(model)[row["id"]] for row in rows}


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A whole file, matched once for several tests: what the call returned, and where it wrote."""

    summary: MatchSummary
    out: Path

    @property
    def deciding(self) -> DecidingStatement:
        return deciding(self.out)


@pytest.fixture(scope="module")
def whole(small_model: SmallModel, tmp_path_factory: pytest.TempPathFactory) -> WholeFile:
    request = request_of(small_model, tmp_path_factory.mktemp("whole") / "links.parquet")
    return WholeFile(match_file(request), request.out)


def write_crm(path: Path, kind: Kind, rows: list[dict[str, Any]]) -> Path:
    pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema([(n, pa.string()) for n in COLUMNS[kind]])), path)
    return path


def test_a_file_has_the_results_of_the_matcher(small_model: SmallModel, whole: WholeFile) -> None:
    assert len(whole.deciding) == RECORDS
    assert whole.deciding == answered(small_model)


def test_two_processes_have_the_results_of_one(models: dict[Kind, SmallModel], tmp_path: Path) -> None:
    model = models[Kind.COMPANY]

    assert matched(model, tmp_path / "links.parquet", processes=2) == answered(model)


def test_a_universe_given_as_a_file_is_indexed_for_the_run(small_model: SmallModel, tmp_path: Path) -> None:
    some = small_model.rows()[:200]
    crm = write_crm(tmp_path / "crm.parquet", small_model.kind, some)
    universe = small_model.file("universe")

    from_universe = matched(small_model, tmp_path / "l.parquet", crm=crm, index=None, universe=universe)

    assert from_universe == answers_to(small_model, some)


def test_a_bad_row_is_rejected_by_its_number_and_the_others_are_matched(
    small_model: SmallModel, tmp_path: Path
) -> None:
    good = small_model.rows()[:3]
    crm = write_crm(tmp_path / "crm.parquet", small_model.kind, [good[0], {**good[1], "id": None}, good[0], good[2]])

    summary = match_file(request_of(small_model, tmp_path / "links.csv", crm=crm))

    with (tmp_path / "links.csv.rejects.csv").open() as file:
        rejects = list(csv.DictReader(file))
    assert (summary.n_records, summary.n_rejected) == (2, 2)
    assert [reject["row"] for reject in rejects] == ["2", "3"]
    assert [link.crm_id for link in read_links(tmp_path / "links.csv")] == [good[0]["id"], good[2]["id"]]
