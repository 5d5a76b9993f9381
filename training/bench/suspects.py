"""The wrong-link radar on sets with known answers: expected over true wrong links, and where planted ones stand."""

import json
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
from sqlalchemy import update

from data.tables.progress import Progress
from features.pairs.columns import hash_text
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.imports.imports import complete_import
from serving.contract.imports.pages import page_of, receive_page
from serving.contract.linking.guarantees import deciding_policy
from serving.contract.linking.independent import read_independent
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.contract.suspects.link_evidence import evidence_of
from serving.contract.suspects.rules import AnsweredLink, LinkEvidence, Suspicion, held_out_ratio, suspicions
from serving.contract.suspects.suspects import unstated_links
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope, load_contract
from serving.store.opening import migrate_store, open_store
from serving.store.tables.contracts import contracts
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject, InstanceName
from training.bench.ground import bundle_for, index_of_set
from training.bench.harness import BenchTable, DataOption, SetsOption, read_names
from training.bench.imports import BENCH, NOW, connected_contract
from training.bench.machine import Row
from training.evaluation.data_sets import QualitySet, data_folder, find_sets, sample_sets
from training.evaluation.exact_intervals import exact_interval
from training.evaluation.workspace import bench_home

PRECISIONS = (0.998, 0.99, 0.9)
"""What contracts want: of 1,000 links 2, 10 or 100 may be wrong."""
DRAWN = 1_000
CASES = ((0.0, 0), (0.0, 100), (0.002, 0), (0.02, 0), (0.1, 0))
"""The shares of the links that are planted wrong ones, and how many links people answered."""
RECORDS = 2_000
SEEDS = 20
ALL = "all"
FIGURES = ("links", "wrong", "stated", "first_50", "first_100")
PAGE = 1_000
NOTE = (
    "Links of the shipped bundle in a contract, split=test; means over 20 seeds, each draws at most 1,000 links of the "
    "precision in `asked`. planted: the share that was moved to the record's best other candidate, with another link's "
    "probability; answered: links that people judged, which are not counted. stated: the expected wrong links; "
    "first_50: wrong links among the first 50; first_100: planted ones among the first 100. wrong_from, wrong_to: the "
    "exact 95 % interval of wrong; inside: stated lies between half its lower and twice its upper end."
)


@value_class
class _Linked:
    """The evidence on each link of a set's records, which are wrong, and what planting makes of each."""

    evidence: Mapping[RecordKey, LinkEvidence]
    planted: Mapping[RecordKey, LinkEvidence]
    wrong: AbstractSet[RecordKey]
    matcher: Matcher


def suspects(progress: Progress, *, data: DataOption = None, sets: SetsOption = "") -> Iterator[BenchTable]:
    """Measure whether the wrong-link radar expects as many wrong links as there are, and shows them first."""
    chosen = [*find_sets(data_folder(data), read_names(sets)), *([] if sets else sample_sets(progress))]
    rows = []
    for done, of in enumerate(chosen, 1):
        linked = _linked(of, progress)
        rows += [{"set": of.name, **row} for asked in PRECISIONS for row in _rows(linked, asked)]
        progress("sets", done, len(chosen))
    yield BenchTable("Expected and true wrong links", rows, NOTE)


def _linked(of: QualitySet, progress: Progress) -> _Linked:
    """Import records of a set into a contract that wants the least precision."""
    truth: defaultdict[str, set[str | None]] = defaultdict(set)
    for row in pq.read_table(of.file("truth"), filters=[("split", "=", "test")]).to_pylist():
        truth[row["crm_id"]].add(row["universe_id"])
    every = [row for row in pq.read_table(of.file("crm")).to_pylist() if row["id"] in truth]
    texts = [{name: str(value) for name, value in row.items() if value is not None} for row in every]
    drawn = sorted(texts, key=lambda row: hash_text(row["id"]))[:RECORDS]
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
    return _Linked(by_key[0], by_key[1], wrong, matcher)


def _rows(linked: _Linked, asked: float) -> Iterator[Row]:
    """Yield the means over the seeds at one precision, of all links and by cause; none where nothing is linked."""
    policy = deciding_policy(linked.matcher).at_precision(asked)
    least = 1.0 if policy.linked is None else policy.linked
    ratio = held_out_ratio(policy.curve, least)
    strict = [key for key, case in linked.evidence.items() if case.probability >= least]
    for planted, answered in CASES:
        sums: defaultdict[tuple[str, str], float] = defaultdict(float)
        for seed in range(SEEDS):
            _count(sums, linked, random.Random(seed), strict, ratio, planted=planted, answered=answered)
        for cause in sorted({cause for cause, _ in sums}):
            means = {name: round(sums[cause, name] / SEEDS, 2) for name in FIGURES}
            links = round(means["links"])
            low, high = (round(links * end, 1) for end in exact_interval(round(means["wrong"]), links))
            inside = low / 2 <= means["stated"] <= 2 * high
            case = {"asked": asked, "planted": planted, "answered": answered, "cause": cause}
            yield {**case, **means, "wrong_from": low, "wrong_to": high, "inside": inside}


def _count(
    sums: defaultdict[tuple[str, str], float],
    linked: _Linked,
    draw: random.Random,
    strict: Sequence[RecordKey],
    ratio: float,
    planted: float,
    answered: int,
) -> None:
    """Draw links, plant wrong ones among them, answer some; count the others by cause and figure."""
    some = {key: linked.evidence[key] for key in draw.sample(strict, min(DRAWN, len(strict)))}
    free = [key for key in some if key in linked.planted and key not in linked.wrong]
    moved = {
        key: replace(linked.planted[key], probability=some[draw.choice(free)].probability)
        for key in draw.sample(free, min(round(planted * len(some)), len(free)))
    }
    some |= moved
    wrong = linked.wrong | moved.keys()
    judged = draw.sample([*some], min(answered, len(some)))
    answers = [AnsweredLink(some.pop(key), key in wrong, is_unasked=False) for key in judged]
    found = suspicions(some, answers, ratio)
    for key, suspicion in found.items():
        for cause in (ALL, suspicion.cause.value):
            sums[cause, "links"] += 1
            sums[cause, "wrong"] += key in wrong
            sums[cause, "stated"] += suspicion.wrong
    sums[ALL, "first_50"] += len(_first(found, 50) & wrong)
    sums[ALL, "first_100"] += len(_first(found, 100) & moved.keys())


def _first(found: Mapping[RecordKey, Suspicion], count: int) -> set[RecordKey]:
    return set(sorted(found, key=lambda key: (-found[key].wrong, hash_text(key.name)))[:count])
