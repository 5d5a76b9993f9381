"""A file has the same results as the matcher, in any number of processes; rejected rows are listed."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.labels.links import LinkDecision, read_links
from features.schema.kinds import COLUMNS, Kind
from serving.batch.files import FileMatchRequest, MatchSummary, match_file
from serving.matching.outcomes import Outcome, link_of
from tests.support.small_models import SmallModel

CHUNK = 16
RECORDS = 50
"""More than a chunk, which is smaller than in use, so that two processes share them."""


def request_of(model: SmallModel, rows: list[dict[str, Any]], out: Path, processes: int = 1) -> FileMatchRequest:
    crm = out.with_name("crm.parquet")
    schema = pa.schema([(name, pa.string()) for name in COLUMNS[model.kind]])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), crm)
    return FileMatchRequest(
        model.kind, crm, model.bundle, out, index=model.index, independent=True, processes=processes
    )


def test_a_file_has_the_results_of_the_matcher_and_a_summary_of_them(
    small_model: SmallModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serving.batch.files.CHUNK", CHUNK)
    rows = small_model.rows()[:RECORDS]
    expected = [link_of(one) for one in small_model.matcher().match_rows(rows) if isinstance(one, Outcome)]

    for processes in (1, 2) if small_model.kind is Kind.PERSON else (1,):
        request = request_of(small_model, rows, tmp_path / "links.parquet", processes)
        summary = match_file(request)

        links = list(read_links(request.out))
        written = Counter(link.decision for link in links)
        assert [(one.crm_id, one.candidate_id, one.decision, one.probability) for one in links] == [
            (one.crm_id, one.candidate_id, one.decision, one.probability) for one in expected
        ]
        assert summary == MatchSummary(RECORDS, 0, {str(one): written[one] for one in LinkDecision}, summary.seconds)


def test_a_bad_row_is_rejected_by_its_number_and_the_others_are_matched(
    small_model: SmallModel, tmp_path: Path
) -> None:
    good = small_model.rows()[:3]
    rows = [good[0], {**good[1], "id": None}, good[0], good[2]]

    summary = match_file(request_of(small_model, rows, tmp_path / "links.csv"))

    with (tmp_path / "links.csv.rejects.csv").open() as file:
        rejects = list(csv.DictReader(file))
    assert (summary.n_records, summary.n_rejected) == (2, 2)
    assert [reject["row"] for reject in rejects] == ["2", "3"]
    assert [link.crm_id for link in read_links(tmp_path / "links.csv")] == [good[0]["id"], good[2]["id"]]
