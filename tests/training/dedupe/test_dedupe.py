"""A deduplication from file to CLUSTERS: quality, statements, order, chunks, processes and later runs."""

import csv
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.labels.clusters import ClusterFile, read_clusters
from data.sample.sample import SampleSize, write_sample
from data.tables.fields_file import read_fields
from features.compiled import ahead
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from serving.matching.bundle import Bundle, shipped_bundle
from tests.support.few_trees import fitting_splink_once
from tests.support.java import java_version
from training.dedupe.dedupe import DedupeRequest, DedupeSummary, dedupe_file
from training.evaluation.cluster_metrics import evaluate_clusters


@pytest.fixture(scope="module", autouse=True)
def equal_files_are_fitted_once() -> Iterator[None]:
    with fitting_splink_once():
        yield


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generated records of a CRM, some of which describe one person or company, with their true clusters."""
    folder = tmp_path_factory.mktemp("duplicates")
    write_sample(folder, SampleSize(people=280, companies=60, crm=480, own_fields=True), seed=3)
    return folder


@pytest.fixture(scope="module")
def request_(people: Path) -> DedupeRequest:
    bundle = shipped_bundle(Kind.PERSON)
    assert bundle is not None
    return DedupeRequest(
        Kind.PERSON, people / "person" / "crm.parquet", people / "out.parquet", bundle, kept_bundle=people / "kept"
    )


@pytest.fixture(scope="module")
def first(request_: DedupeRequest) -> tuple[DedupeSummary, ClusterFile]:
    """The first run, which keeps its bundle."""
    summary = dedupe_file(request_)
    return summary, read_clusters(request_.out)


def again(request: DedupeRequest, out: Path, **changed: object) -> ClusterFile:
    """Run once more with the kept bundle."""
    kept = request.kept_bundle
    assert kept is not None
    dedupe_file(replace(request, out=out, bundle=kept, kept_bundle=None, **changed))  # type: ignore[arg-type]
    return read_clusters(out)


def test_records_of_one_person_are_found_without_labels(first: tuple[DedupeSummary, ClusterFile], people: Path) -> None:
    figures = evaluate_clusters(first[1], read_clusters(people / "person" / "clusters.parquet")).figures

    assert figures["pair_precision"] > 0.75
    assert figures["pair_recall"] > 0.5
    assert figures["b3_f1"] > 0.9
    assert first[0].n_clusters == len(set(first[1].cluster_of.values()))
    assert first[0].expected_precision_95[0] <= figures["pair_precision"] <= first[0].expected_precision_95[1]


@pytest.mark.parametrize("pairs", [8, 0])
def test_few_duplicates_are_found_and_none_where_there_are_none(
    request_: DedupeRequest, tmp_path: Path, pairs: int
) -> None:
    write_sample(tmp_path, SampleSize(people=1200, companies=60, crm=10), seed=3)
    few, out = tmp_path / "few.parquet", tmp_path / "c.csv"
    duckdb.sql(f"""COPY (
        WITH people AS (
            SELECT id, first_name, last_name, city, id || '@gmail.com' email FROM '{tmp_path}/person/universe.parquet'
            WHERE first_name <> '' AND last_name <> '' AND city <> '' ORDER BY id)
        FROM people UNION ALL (SELECT id || '-2', first_name, last_name || 'x', city, email FROM people LIMIT {pairs})
    ) TO '{few}'""")

    summary = dedupe_file(replace(request_, records=few, out=out, kept_bundle=None, precision=0.99))

    of = read_clusters(out).cluster_of
    assert sum(of[name] == of.get(name + "-2") for name in of) == summary.n_duplicates == pairs
    assert [note.split()[0] for note in summary.notes] == ["few", "asked", "pairs"][: 1 + pairs]


@pytest.mark.usefixtures("first")
def test_chunks_change_neither_clusters_nor_ids(
    request_: DedupeRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serving.clusters.scoring.PAIRS_AT_ONCE", 700)
    monkeypatch.setattr("serving.clusters.scoring.ROWS_AT_ONCE", 97)
    monkeypatch.setattr("serving.clusters.pair_scorer.CHUNK", 301)

    again(request_, tmp_path / "out.parquet")

    assert pq.read_table(tmp_path / "out.parquet") == pq.read_table(request_.out)


@pytest.fixture
def workers_import_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers from a process that has imported training; each would do it for three seconds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["training.dedupe.teacher"])
    monkeypatch.setattr(multiprocessing, "get_context", lambda _method: context)


@pytest.mark.usefixtures("first", "workers_import_once")
def test_a_model_fitted_to_shuffled_rows_and_scored_by_two_processes_is_the_same(
    request_: DedupeRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where in ("serving.clusters.scoring", "training.dedupe.teacher"):
        monkeypatch.setattr(f"{where}.ROWS_AT_ONCE", 97)
        monkeypatch.setattr(f"{where}.PAIRS_AT_ONCE", 700)
    table = pq.read_table(request_.records)
    shuffled = tmp_path / "shuffled.parquet"
    pq.write_table(table.take(np.random.default_rng(2).permutation(len(table))), shuffled)
    out = tmp_path / "out.parquet"

    dedupe_file(replace(request_, records=shuffled, out=out, kept_bundle=None, processes=2))

    assert pq.read_table(out) == pq.read_table(request_.out)


def test_statements_hold_whatever_the_model_says(
    first: tuple[DedupeSummary, ClusterFile], request_: DedupeRequest, tmp_path: Path
) -> None:
    sizes = Counter(first[1].cluster_of.values())
    together = [record for record, cluster in first[1].cluster_of.items() if sizes[cluster] == 2]
    alone = [record for record, cluster in first[1].cluster_of.items() if sizes[cluster] == 1]
    parted = next(record for record in together[1:] if first[1].cluster_of[record] == first[1].cluster_of[together[0]])
    labels = tmp_path / "labels.csv"
    labels.write_text(
        f"id_a,id_b,verdict\n{together[0]},{parted},not_match\n{alone[0]},{alone[1]},match\n", encoding="utf-8"
    )

    found = again(request_, tmp_path / "out.csv", labels=labels).cluster_of

    assert found[together[0]] != found[parted]
    assert found[alone[0]] == found[alone[1]]


@pytest.mark.usefixtures("first")
def test_earlier_clusters_stay_and_new_records_join_them(request_: DedupeRequest, tmp_path: Path) -> None:
    table = pq.read_table(request_.records)
    before = again(request_, tmp_path / "before.parquet", records=_part(table, len(table) - 60, tmp_path))

    joined = again(request_, tmp_path / "joined.parquet", onto=tmp_path / "before.parquet")
    fresh = again(request_, tmp_path / "fresh.parquet", previous=tmp_path / "before.parquet")

    assert {record: joined.cluster_of[record] for record in before.cluster_of} == before.cluster_of
    agreement = evaluate_clusters(joined, fresh).figures["b3_f1"]
    assert agreement > 0.97
    with (tmp_path / "fresh.parquet.changes.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == ["change", "before", "now"]


@pytest.mark.parametrize("rows", [0, 1, 3, 400])
def test_a_file_without_enough_different_records_needs_no_fit(
    rows: int, request_: DedupeRequest, tmp_path: Path
) -> None:
    one = max(pq.read_table(request_.records).to_pylist(), key=lambda row: sum(map(bool, row.values())))
    table = pa.Table.from_pylist(
        [one | {"id": str(number)} for number in range(rows)], schema=pq.read_schema(request_.records)
    )
    pq.write_table(table, tmp_path / "few.parquet")

    summary = dedupe_file(
        replace(
            request_,
            records=tmp_path / "few.parquet",
            out=tmp_path / "out.csv",
            report=tmp_path / "report.html",
            kept_bundle=None,
        )
    )

    assert (summary.n_records, summary.n_clusters) == (rows, min(rows, 1))
    assert summary.basis == "shipped"


def test_labels_teach_and_the_basis_says_so(request_: DedupeRequest, people: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"

    summary = dedupe_file(replace(request_, labels=people / "person" / "clusters.parquet", out=out, kept_bundle=None))

    assert summary.basis == "own_labels"
    assert (
        evaluate_clusters(read_clusters(out), read_clusters(people / "person" / "clusters.parquet")).figures["pair_f1"]
        == 1.0
    )


@pytest.mark.skipif(java_version() < 17, reason="Spark needs Java 17, none is on the path")
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # py4j leaves its sockets to the garbage collection
@pytest.mark.timeout(300)
def test_spark_makes_the_clusters_of_one_machine(
    first: tuple[DedupeSummary, ClusterFile],
    request_: DedupeRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("serving.batch.spark.FEW_PAIRS", 500)

    found = again(request_, tmp_path / "spark.parquet", master="local[1]")

    assert found.cluster_of == first[1].cluster_of
    assert pq.read_table(tmp_path / "spark.parquet") == pq.read_table(request_.out)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["spark.parquet", "spark.parquet.rejects.csv"]


def _part(table: pa.Table, rows: int, folder: Path) -> Path:
    path = folder / "part.parquet"
    pq.write_table(table.slice(0, rows), path)
    return path


def test_own_fields_are_evidence_of_duplicates_and_the_kept_bundle_keeps_them(
    first: tuple[DedupeSummary, ClusterFile], request_: DedupeRequest, people: Path, tmp_path: Path
) -> None:
    fields = read_fields(people / "person" / "fields.toml")
    request = replace(request_, out=tmp_path / "own.parquet", kept_bundle=tmp_path / "kept", fields=fields)
    right = read_clusters(people / "person" / "clusters.parquet")

    dedupe_file(request)
    with_own = read_clusters(request.out)
    by_kept = again(replace(request, fields=None), tmp_path / "again.parquet")

    found = [evaluate_clusters(each, right).figures["b3_f1"] for each in (first[1], with_own)]
    assert found[1] > found[0]
    assert {one.name for one in Bundle.open(tmp_path / "kept").schema.own} == {"member_no", "segment", "interests"}
    assert by_kept.cluster_of == with_own.cluster_of


def test_own_fields_that_strangers_share_join_nobody(
    people: Path, request_: DedupeRequest, first: tuple[DedupeSummary, ClusterFile], tmp_path: Path
) -> None:
    """Groups of six records each, drawn at random, have a venue, a hall and a year of their own."""
    table = pq.read_table(request_.records)
    group = np.random.default_rng(0).permutation(len(table)) // 6
    shared = [Declaration(name, Kind.PERSON, "text", (name,), (name,)) for name in ("venue", "hall", "year")]
    for number, declared in enumerate(shared):
        values = [f"{declared.name} {(each + 1) * (number + 7919)}" for each in group.tolist()]
        table = table.append_column(declared.name, pa.array(values))
    pq.write_table(table, tmp_path / "crm.parquet")
    request = replace(request_, records=tmp_path / "crm.parquet", out=tmp_path / "out.parquet", kept_bundle=None)
    dedupe_file(replace(request, fields=tuple(shared)))

    right = read_clusters(people / "person" / "clusters.parquet")
    found = [evaluate_clusters(each, right).figures["pair_f1"] for each in (first[1], read_clusters(request.out))]
    assert found[1] >= found[0] - 0.03


def test_what_records_are_compared_with_is_compiled_first_as_a_stage_of_its_own(
    request_: DedupeRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages: list[str] = []

    def end(stage: str, _done: int, _total: int | None) -> None:
        stages.append(stage)
        raise KeyboardInterrupt

    monkeypatch.setattr(ahead, "is_cached", lambda _name: False)
    with pytest.raises(KeyboardInterrupt):
        dedupe_file(replace(request_, out=tmp_path / "clusters.csv"), end)

    assert stages == [ahead.COMPILING]
