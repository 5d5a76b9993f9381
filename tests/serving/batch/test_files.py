"""A file has the same results as the matcher, in any number of processes; rejected rows are listed."""

import csv
import json
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.labels.links import Link, LinkDecision, LinksTable, read_links, write_links
from features.schema.kinds import COLUMNS, Kind
from serving.batch.files import ONE_TO_ONE, FileMatchRequest, MatchSummary, match_file
from serving.matching.decisions import CLAIM_MARGIN
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


def test_the_summary_counts_the_written_rows(whole: WholeFile) -> None:
    written = Counter(link.decision for link in read_links(whole.out))

    assert whole.summary == MatchSummary(RECORDS, 0, {str(d): written[d] for d in LinkDecision}, whole.summary.seconds)
    assert whole.out.with_name("links.parquet.rejects.csv").exists()


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


def test_one_to_one_links_no_profile_twice_and_names_the_winner(
    small_model: SmallModel, whole: WholeFile, tmp_path: Path
) -> None:
    independent = whole.deciding
    request = request_of(small_model, tmp_path / "links.parquet", links=ONE_TO_ONE)

    match_file(request)

    by_record: dict[str, Link] = {link.crm_id: link for link in read_links(request.out)}
    linked = Counter(link.candidate_id for link in by_record.values() if link.decision == LinkDecision.LINKED)
    duplicates = [link for link in by_record.values() if link.decision == LinkDecision.DUPLICATE]
    assert set(linked.values()) == {1}
    assert duplicates
    for link in duplicates:
        winner = by_record[link.winner_id or ""]
        assert (winner.decision, winner.candidate_id) == (LinkDecision.LINKED, link.candidate_id)
        assert winner.probability >= link.probability - CLAIM_MARGIN
        assert independent[link.crm_id] == (link.candidate_id, LinkDecision.LINKED, link.probability)


def test_one_to_one_changes_nothing_where_no_profile_is_claimed_twice(
    small_model: SmallModel, whole: WholeFile, tmp_path: Path
) -> None:
    independent = whole.deciding
    first_of = {candidate: crm_id for crm_id, (candidate, *_) in reversed(independent.items())}
    lone = [row for row in small_model.rows() if row["id"] in first_of.values()][:300]
    crm = write_crm(tmp_path / "crm.parquet", small_model.kind, lone)

    one_to_one = matched(small_model, tmp_path / "links.parquet", crm=crm, links=ONE_TO_ONE)

    assert one_to_one == {row["id"]: independent[row["id"]] for row in lone}
    assert any(decision == LinkDecision.LINKED for _, decision, _ in one_to_one.values())


def test_explaining_adds_every_comparison_and_feature_of_the_best_candidate(
    small_model: SmallModel, tmp_path: Path
) -> None:
    crm = write_crm(tmp_path / "crm.parquet", small_model.kind, small_model.rows()[:20])
    request = request_of(small_model, tmp_path / "links.parquet", crm=crm, explain=True)

    match_file(request)

    for link in read_links(request.out):
        assert (link.details is not None) == (link.candidate_id is not None)
        assert link.details is None or {"comparisons", "features"} == set(json.loads(link.details))


def test_people_are_matched_with_the_company_that_their_account_is_linked_to(
    models: dict[Kind, SmallModel], tmp_path: Path
) -> None:
    people = models[Kind.PERSON]
    members = [{**row, "company_id": f"C{place}"} for place, row in enumerate(people.rows("universe")[:6])]
    contacts = [{**row, "id": f"r{place}", "account_id": f"a{place}"} for place, row in enumerate(members)]
    linked = [Link(f"a{place}", f"C{place}", 0.99, LinkDecision.LINKED) for place in range(3)]
    unlinked = [Link(f"a{place}", f"C{place}", 0.5, LinkDecision.REVIEW) for place in range(3, 6)]
    write_links(LinksTable([*linked, *unlinked]), tmp_path / "accounts.parquet")
    request = request_of(
        people,
        tmp_path / "links.parquet",
        crm=write_crm(tmp_path / "crm.parquet", Kind.PERSON, contacts),
        universe=write_crm(tmp_path / "members.parquet", Kind.PERSON, members),
        index=None,
        account_links=tmp_path / "accounts.parquet",
        explain=True,
    )

    match_file(request)

    details = {link.crm_id: json.loads(link.details or "") for link in read_links(request.out)}
    same_company = [details[f"r{place}"]["features"]["company_same@1"]["value"] for place in range(6)]
    assert same_company == [1, 1, 1, None, None, None]
