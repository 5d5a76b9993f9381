"""How many wrong links the radar shows among the first, against the order by probability; and its time."""

import random
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, delete, select, update

from data.index.build import build_index
from data.tables.progress import Progress, silent
from features.schema.kinds import COLUMNS, Kind
from serving.matching.matcher import Matcher
from serving.rules.linking.suspects import SuspectCause
from serving.rules.vocabulary import CrmObject
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.store.tables.links import links, saves
from serving.store.upgrade import migrate
from serving.sync.records.matching import Matchers
from serving.sync.reports.gain import gain_rows
from serving.sync.reports.suspects import Suspect, suspects_of
from training.bench.ground import SEED, GroundSize, draw_sample
from training.bench.live import bundle_for
from training.bench.results import BenchResult, BenchTable, Row
from training.bench.wrapper.contract import (
    CONTRACT,
    INSTANCE,
    NOW,
    USER,
    BenchContract,
    import_rows,
    make_contract,
    rows_of_file,
)
from training.bench.wrapper.wrong_links import CAUSES, Tampered, tamper
from training.evaluation.workspace import bench_home

LATER = timedelta(days=3)
SAVED_SHARE = 0.2
"""The share of linked profiles that a seller has saved, drawn at random: harm must not help to find what is wrong."""
FOUND_NOTE = (
    "Wrong links among the first ones, of each cause and of all (those of the model's own included). by probability: "
    "the least probable first; by harm: as the radar orders. ratio: how many times as many. confident: the wrong links "
    "have the probabilities of the model's right links at random, so that probability says nothing about them; "
    "calibrated: drawn in proportion to what the probability itself says is wrong, so that it says what it can."
)
TIME_NOTE = (
    "Seconds of the whole report as its job computes it: links by harm under both draws, then the gain plan; cpu: "
    "processor time, which does not grow with other load."
)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class SuspectBench:
    """The contacts, the members, the wrong links of each cause, how many of the first are looked at, and the seed."""

    records: int = 10_000
    people: int = 20_000
    each: int = 100
    first: int = 500
    seed: int = SEED


def bench_suspects(request: SuspectBench, load_before: float, progress: Progress) -> BenchResult:
    """Make a contract with wrong links, and count those that each order shows first."""
    files = draw_sample(GroundSize(Kind.PERSON, request.people, request.records, request.seed), progress)
    truth = {row["crm_id"]: row["universe_id"] for row in rows_of_file(files / "truth.parquet") if "universe_id" in row}
    accounts, people = _with_one_account_each(files)
    made = tamper(people, rows_of_file(files / "universe.parquet"), truth, request.each, request.seed)
    bench_home().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bench_home()) as folder:
        matchers = _matchers(Path(folder), files.parent, made, progress)
        settings = Settings(home=Path(folder), workers=1)
        migrate(settings.store_url)
        with closing(open_store(settings)) as store:
            contract = BenchContract(make_contract(store), Matchers(matchers.__getitem__, store))
            _import_all(contract, accounts, made, progress)
            tables = _measure(contract, made, truth, request)
    asked = {"records": request.records, "people": request.people, "each": request.each, "seed": request.seed}
    return BenchResult("suspects", asked, tables, load_before)


def _with_one_account_each(files: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return one account for each company of the network, and the contacts, who belong to these or to none.

    A sample's CRM has several accounts for most companies, of which one can be linked.
    """
    company = files.parent / "company"
    truth = {row["crm_id"]: row.get("universe_id") for row in rows_of_file(company / "truth.parquet")}
    first: dict[str, str] = {}
    for account_id, company_id in truth.items():
        if company_id is not None:
            first.setdefault(company_id, account_id)
    kept = set(first.values())
    accounts = [row for row in rows_of_file(company / "crm.parquet") if row["id"] in kept]
    people = rows_of_file(files / "crm.parquet")
    for row in people:
        own = first.get(truth.get(row.pop("account_id", "")) or "")
        if own is not None:
            row["account_id"] = own
    return accounts, people


def _matchers(folder: Path, sample: Path, made: Tampered, progress: Progress) -> dict[Kind, Matcher]:
    members = folder / "members.parquet"
    columns = {name: [row.get(name) for row in made.members.values()] for name in COLUMNS[Kind.PERSON]}
    pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), members)
    found = {}
    for kind, universe in ((Kind.PERSON, members), (Kind.COMPANY, sample / "company" / "universe.parquet")):
        build_index(kind, universe, folder / f"{kind}.index", progress)
        found[kind] = Matcher.open(bundle_for(kind, None), folder / f"{kind}.index")
        found[kind].replay_golden()
    return found


def _import_all(
    contract: BenchContract, accounts: Sequence[Mapping[str, str]], made: Tampered, progress: Progress = silent
) -> None:
    late = set(made.late)
    first = [row for record_id, row in made.records.items() if record_id not in late]
    import_rows(contract, CrmObject.ACCOUNT, accounts, NOW)
    progress("import", len(accounts), len(accounts) + len(made.records))
    import_rows(contract, CrmObject.CONTACT, first, NOW)
    import_rows(contract, CrmObject.CONTACT, [made.records[one] for one in made.late], NOW + LATER)


def _measure(
    contract: BenchContract, made: Tampered, truth: Mapping[str, str], request: SuspectBench
) -> tuple[BenchTable, ...]:
    draw = random.Random(request.seed)
    honest = _probabilities(contract, made)
    _save_some(contract, draw)
    found: list[Row] = []
    seconds: list[Row] = []
    for name, weights in (("confident", [1.0] * len(honest)), ("calibrated", [1 - one for one in honest])):
        _link_wrongly(contract, made, _drawn(draw, honest, weights))
        with contract.store.reading() as connection:
            suspects, row = _timed(
                "suspects", lambda at: suspects_of(at, contract.scope, contract.matching, USER), connection
            )
        seconds.append(row)
        found += _compared(name, suspects, (made, truth), request.first)
    with contract.store.reading() as connection:
        _, row = _timed("gain", lambda at: list(gain_rows(at, contract.scope, contract.matching)), connection)
    seconds.append(row)
    return BenchTable(f"Wrong links among the first {request.first}", found, FOUND_NOTE), BenchTable(
        "Time", seconds, TIME_NOTE
    )


def _timed(job: str, report: Callable[[Connection], list[Made]], connection: Connection) -> tuple[list[Made], Row]:
    began, busy = time.perf_counter(), time.process_time()
    rows = report(connection)
    took, cpu = time.perf_counter() - began, time.process_time() - busy
    return rows, {"job": job, "rows": len(rows), "seconds": round(took, 2), "cpu_s": round(cpu, 2)}


def _probabilities(contract: BenchContract, made: Tampered) -> list[float]:
    """Return the probabilities of the model's links of untouched contacts."""
    wanted = select(links.c.record_id, links.c.probability).where(
        links.c.kind == Kind.PERSON.value, links.c.state == "linked"
    )
    with contract.store.reading() as connection:
        return [row.probability for row in connection.execute(wanted) if row.record_id not in made.wrong]


def _drawn(draw: random.Random, values: Sequence[float], weights: Sequence[float]) -> Iterator[float]:
    ends = list(accumulate(weights))
    while True:
        yield values[min(bisect_left(ends, draw.random() * ends[-1]), len(values) - 1)]


def _link_wrongly(contract: BenchContract, made: Tampered, probabilities: Iterator[float]) -> None:
    """Link each tampered record to its wrong profile, in place of whatever the model decided."""
    of_person = links.c.kind == Kind.PERSON.value
    taken = {profile_id for profile_id, _ in made.wrong.values()}
    with contract.scope.writing() as connection:
        for row in connection.execute(select(links.c.record_id, links.c.profile_id).where(of_person)).all():
            if row.record_id in made.wrong or row.profile_id in taken:
                mine = update(links).where(of_person, links.c.record_id == row.record_id)
                connection.execute(mine.values(state="unmatched", profile_id=None))
        for record_id, (profile_id, _) in made.wrong.items():
            linked = {"state": "linked", "profile_id": profile_id, "probability": next(probabilities)}
            mine = update(links).where(of_person, links.c.record_id == record_id)
            connection.execute(mine.values(**linked, made_by="model", winner_object=None, winner_id=None))


def _save_some(contract: BenchContract, draw: random.Random) -> None:
    wanted = select(links.c.profile_id, links.c.kind, links.c.object).where(links.c.state == "linked")
    with contract.scope.writing() as connection:
        connection.execute(delete(saves))
        rows = [row for row in connection.execute(wanted).all() if draw.random() < SAVED_SHARE]
        entry = {"contract_id": CONTRACT, "instance_id": INSTANCE, "user_id": USER, "opportunity_id": "o1"}
        entry |= {"state": "saved", "reason": "open_opportunity"}
        if rows:
            connection.execute(saves.insert(), [
                {**entry, **row._mapping, "made_at": NOW, "changed_at": NOW} for row in rows
            ])  # fmt: skip


def _compared(
    name: str, suspects: Sequence[Suspect], known: tuple[Tampered, Mapping[str, str]], first: int
) -> Iterator[Row]:
    by_probability = sorted(suspects, key=lambda one: (one.link.probability, one.link.key))
    plain, radar = (_counted(order[:first], known) for order in (by_probability, suspects))
    everything = _counted(suspects, known)
    for cause in (*CAUSES, None):
        counts = (everything[cause], plain[cause], radar[cause])
        yield {
            "draw": name, "cause": "all" if cause is None else cause.value, "wrong": counts[0],
            "by_probability": counts[1], "by_harm": counts[2], "ratio": round(counts[2] / max(counts[1], 1), 1),
        }  # fmt: skip


def _counted(some: Sequence[Suspect], known: tuple[Tampered, Mapping[str, str]]) -> Counter[SuspectCause | None]:
    """Count wrong links of contacts by their cause; None counts all of them."""
    made, truth = known
    counts: Counter[SuspectCause | None] = Counter()
    for one in some:
        record_id = one.link.key.id
        if one.link.kind is Kind.PERSON and one.link.profile_id != truth.get(record_id):
            counts[None] += 1
            if record_id in made.wrong:
                counts[made.wrong[record_id][1]] += 1
    return counts
