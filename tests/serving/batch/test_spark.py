"""Batch on Spark has the links of one machine, and a task that fails loses nothing."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow.parquet import read_table, write_table

from data.index.index import UniverseIndex
from data.labels.links import read_links
from features.schema.kinds import Kind
from serving.batch.files import ONE_TO_ONE, FileMatchRequest, match_file
from serving.batch.spark import MasterUnknown, match_on_spark
from serving.matching.bundle import Bundle
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Problem
from tests.support.clustered_network import cluster_rows
from tests.support.java import java_version
from tests.support.paths import SHIPPED
from tests.support.small_collective import collective_by_lead
from tests.support.small_models import SmallModel, parts_of
from training.fitting.bundle import write_bundle

pytestmark = [
    pytest.mark.skipif(java_version() < 17, reason="Spark needs Java 17, none is on the path"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # py4j leaves its sockets to the garbage collection
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def company(small_models: dict[Kind, SmallModel], tmp_path_factory: pytest.TempPathFactory) -> SmallModel:
    """The small model of companies with fewer CRM records, which fill two partitions all the same."""
    model = small_models[Kind.COMPANY]
    files = tmp_path_factory.mktemp("few")
    write_table(read_table(model.file("crm")).slice(0, 300), files / "crm.parquet")
    return replace(model, files=files)


def request_of(model: SmallModel, out: Path) -> FileMatchRequest:
    """A request whose bundle has a collective pass."""
    bundle = Bundle.open(SHIPPED / model.kind)
    with_collective = out.parent.with_name(f"{out.parent.name}.bundle")
    if not with_collective.exists():
        write_bundle(
            replace(parts_of(bundle), collective=collective_by_lead(replace(bundle.policy, linked=0.6))),
            with_collective,
        )
    return FileMatchRequest(model.kind, model.file("crm"), with_collective, out, index=model.index, links=ONE_TO_ONE)


def with_clusters(model: SmallModel, folder: Path) -> Path:
    """Return a copy of the model's index in which the best two candidates of some records are one entity."""
    shutil.copytree(model.index, folder)
    index = UniverseIndex.open(folder)
    seen = set[str]()
    groups = list[list[str]]()
    for outcome in Matcher(Bundle.open(SHIPPED / model.kind), index).match_rows(model.rows()[:100], limit=2):
        best = [] if isinstance(outcome, Problem) else [one.id for one in outcome.candidates]
        if len(best) == 2 and seen.isdisjoint(best):
            groups.append(best)
            seen.update(best)
    return cluster_rows(index, groups).path


@pytest.mark.parametrize(
    ("independent", "some", "master"), [(False, "linked", "local[2]"), (True, "duplicate", "local[1]")]
)
def test_the_links_of_spark_are_those_of_one_machine(
    independent: bool, some: str, master: str, company: SmallModel, tmp_path: Path
) -> None:
    local = replace(request_of(company, tmp_path / "local.parquet"), explain=True, independent=independent)
    local = replace(local, index=with_clusters(company, tmp_path.with_name(f"{tmp_path.name}.index")))
    spark = replace(local, out=tmp_path / "spark.parquet")
    assert Bundle.open(local.bundle).collective is not None

    on_one = match_file(local)
    on_spark = match_on_spark(spark, master)

    assert list(read_links(spark.out)) == list(read_links(local.out))
    assert on_spark.decisions == on_one.decisions
    assert on_one.decisions[some] > 0
    assert any(link.cluster and link.decision == "linked" for link in read_links(spark.out))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "local.parquet",
        "local.parquet.rejects.csv",
        "spark.parquet",
        "spark.parquet.rejects.csv",
    ]


def test_a_malformed_master_is_named(company: SmallModel, tmp_path: Path) -> None:
    request = request_of(company, tmp_path / "links.parquet")

    with pytest.raises(MasterUnknown, match="got 'nowhere', expected"):
        match_on_spark(request, "nowhere")

    assert list(tmp_path.iterdir()) == []
