"""The wrong-link radar on sets with known answers: expected over true wrong links, and where planted ones stand."""

import json
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import pyarrow.parquet as pq
import typer
from sqlalchemy import update

from data.tables.progress import Progress
from features.pairs.columns import hash_text
from features.schema.kinds import Kind
from serving.contract.imports.imports import complete_import
from serving.contract.imports.pages import page_of, receive_page
from serving.contract.linking.guarantees import deciding_policy
from serving.contract.linking.independent import read_independent
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.contract.suspects.link_evidence import evidence_of
from serving.contract.suspects.rules import LinkEvidence, Suspicion, held_out_ratio, suspicions
from serving.contract.suspects.suspects import unstated_links
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope, load_contract
from serving.store.opening import migrate_store, open_store
from serving.store.tables.contracts import contracts
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject, InstanceName
from training.bench.ground import bundle_for, index_of_set
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.imports import BENCH, NOW, connected_contract
from training.bench.plots import Row
from training.evaluation.data_sets import QualitySet, data_folder, find_sets, sample_sets
from training.evaluation.workspace import bench_home

PRECISIONS = (0.998, 0.99, 0.9)
"""What contracts want: of 1,000 links 2, 10 or 100 may be wrong."""
DRAWN = 1_000
PLANTED = 20
FIRST = 50
SHOWN = 100
PAGE = 1_000
NOTE = (
    "Links of the shipped bundle in a contract, split=test; means over the seeds, each draws at most 1,000 links "
    "of the precision in `asked`. stated: the expected wrong links; first_50: right suspicions among the first 50; "
    "planted: of 20 links moved to the record's best other candidate, with another link's probability, those among the "
    "first 100."
)


@dataclass(frozen=True, slots=True)
class _Linked:
    """The links of a set's records, the evidence on each, which are wrong, and what planting makes of each."""

    links: Mapping[RecordKey, LinkRow]
    evidence: Mapping[RecordKey, LinkEvidence]
    planted: Mapping[RecordKey, LinkEvidence]
    wrong: Collection[RecordKey]
    matcher: Matcher


def suspects(
    progress: Progress,
    *,
    data: DataOption = None,
    sets: SetsOption = "",
    records: Annotated[int, typer.Option("--records", min=100, help="Records of each set.")] = 2_000,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="Draws of links.")] = 20,
    sample: Annotated[bool, typer.Option("--sample/--no-sample", help="Measure the generated sample too.")] = True,
) -> Iterator[BenchTable]:
    """Measure whether the wrong-link radar expects as many wrong links as there are, and shows them first."""
    rows: list[Row] = []
    causes: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    chosen = [*find_sets(data_folder(data), read_names(sets)), *(sample_sets(progress) if sample else [])]
    for done, of in enumerate(chosen, 1):
        linked = _linked(of, records, progress)
        rows += [row for asked in PRECISIONS if (row := _measured(of.name, linked, asked, seeds, causes)) is not None]
        progress("sets", done, len(chosen))
    yield BenchTable("Expected and true wrong links", rows, NOTE)
    by_cause = [
        {"cause": cause, "links": round(n), "wrong": round(wrong, 1), "stated": round(stated, 1)}
        | {"stated_over_true": round(stated / wrong, 2) if wrong else None}
        for cause, (n, wrong, stated) in sorted(causes.items())
    ]
    yield BenchTable("By cause, all sets and precisions", by_cause)


def _linked(of: QualitySet, records: int, progress: Progress) -> _Linked:
    """Import records of a set into a contract that wants the least precision."""
    truth: defaultdict[str, set[str | None]] = defaultdict(set)
    for row in pq.read_table(of.file("truth"), filters=[("split", "=", "test")]).to_pylist():
        truth[row["crm_id"]].add(row["universe_id"])
    every = [row for row in pq.read_table(of.file("crm")).to_pylist() if row["id"] in truth]
    texts = [{name: str(value) for name, value in row.items() if value is not None} for row in every]
    drawn = sorted(texts, key=lambda row: hash_text(row["id"]))[:records]
    bench_home().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bench_home()) as folder:
        settings = Settings(home=Path(folder), workers=1)
        migrate_store(settings)
        with closing(open_store(settings)) as store:
            matcher = Matcher.open(bundle_for(of.kind, None), index_of_set(of, progress))
            matcher.replay_golden()
            matching = Matchers(lambda _: matcher)
            crm_object = CrmObject.CONTACT if of.kind is Kind.PERSON else CrmObject.ACCOUNT
            scope = connected_contract(store, crm_object)
            with store.writing() as connection:
                wanted = {InstanceName.PRODUCTION.value: {"precision": PRECISIONS[-1]}}
                connection.execute(update(contracts).values(settings=wanted))
                contract = load_contract(connection, BENCH) or scope.contract
            scope = replace(scope, contract=contract)
            services = WrapperServices(settings, store, matching, lambda: NOW, LISTENERS)
            for number, start in enumerate(range(0, len(drawn), PAGE), 1):
                some = drawn[start : start + PAGE]
                receive_page(scope, BENCH, page_of(number, some, json.dumps(some).encode()), NOW, services)
            complete_import(scope, BENCH, NOW, services)
            return _read(scope, matching, matcher, truth)


def _read(
    scope: InstanceScope, matching: Matchers, matcher: Matcher, truth: Mapping[str, Collection[str | None]]
) -> _Linked:
    with scope.reading() as opened:
        links = {link.key: link for link in unstated_links(opened)}
        passes = read_independent(opened, links)
        moved = [
            replace(links[key], profile_id=others[0])
            for key, independent in passes.items()
            if (others := [c.id for c in independent.outcome.candidates if c.id != links[key].profile_id])
        ]
        evidence, planted = (evidence_of(opened, some, matching, ()) for some in ([*links.values()], moved))
    wrong = {key for key, link in links.items() if link.profile_id not in truth[key.id]}
    by_key = [{key: case for (key, _), case in some.items()} for some in (evidence, planted)]
    return _Linked(links, by_key[0], by_key[1], wrong, matcher)


def _measured(
    name: str, linked: _Linked, asked: float, seeds: int, causes: defaultdict[str, list[float]]
) -> Row | None:
    """Return the means over the seeds at one precision, None where nothing is linked; add them up by cause."""
    policy = deciding_policy(linked.matcher).at_precision(asked)
    if policy.linked is None:
        return None
    ratio = held_out_ratio(policy.curve, policy.linked)
    strict = [key for key, case in linked.evidence.items() if case.probability >= policy.linked]
    sums: defaultdict[str, float] = defaultdict(float)
    for seed in range(seeds):
        draw = random.Random(seed)
        some = {key: linked.evidence[key] for key in draw.sample(strict, min(DRAWN, len(strict)))}
        found = suspicions(some, (), ratio)
        first = _in_order(found)[:FIRST]
        sums["links"] += len(some) / seeds
        sums["wrong"] += len(some.keys() & linked.wrong) / seeds
        sums["stated"] += sum(suspicion.wrong for suspicion in found.values()) / seeds
        sums["first_50"] += sum(key in linked.wrong for key in first) / max(len(first), 1) / seeds
        sums["planted"] += _planted(linked, some, ratio, draw) / seeds
        for key, suspicion in found.items():
            added = (1.0, float(key in linked.wrong), suspicion.wrong)
            totals = causes[suspicion.cause.value]
            causes[suspicion.cause.value] = [one + more / seeds for one, more in zip(totals, added, strict=True)]
    over = round(sums["stated"] / sums["wrong"], 2) if sums["wrong"] else None
    return {
        "set": name,
        "asked": asked,
        **{key: round(value, 2) for key, value in sums.items()},
        "stated_over_true": over,
    }


def _in_order(found: Mapping[RecordKey, Suspicion]) -> Sequence[RecordKey]:
    return sorted(found, key=lambda key: (-found[key].wrong, hash_text(key.name)))


def _planted(linked: _Linked, some: Mapping[RecordKey, LinkEvidence], ratio: float, draw: random.Random) -> int:
    """Count the planted wrong links among the first that are shown."""
    free = [key for key in some if key in linked.planted and key not in linked.wrong]
    moved = draw.sample(free, min(PLANTED, len(free)))
    others = [case.probability for case in some.values()]
    changed = {key: replace(linked.planted[key], probability=draw.choice(others)) for key in moved}
    return len(changed.keys() & set(_in_order(suspicions({**some, **changed}, (), ratio))[:SHOWN]))
