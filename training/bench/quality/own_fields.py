"""What own fields cost and reach: three beside none, and a column of a set that is declared under an unknown name."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow.parquet as pq

from data.index.build import build_index
from data.labels.labels import read_labels
from data.labels.links import read_links
from data.sample.own_columns import FIELDS_FILE
from data.sample.sample import SampleSize, write_sample
from data.tables.fields_file import read_declared
from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.batch.files import FileMatchRequest, match_file
from serving.matching.fields_agree import Declarations, agreed_schema
from serving.matching.matcher import Matcher
from serving.runtime.garbage import settle
from training.bench.http import HttpBench, match_request, send_all
from training.bench.live import Moment, RawRow, answer_seconds, between, moment
from training.bench.quality.trials import NONE, Trial, left_out_bundle
from training.bench.results import BenchResult, BenchTable, Row
from training.bench.service import PairToServe, Serving, serving
from training.evaluation.data_sets import FILES, QualitySet
from training.evaluation.figures import measure
from training.evaluation.judged import judge_links
from training.evaluation.workspace import without_runs
from training.request import TrainRequest
from training.train import train

RENAMED: Mapping[str, tuple[str, str]] = {
    "fodors_zagats": ("phone", "phone"),
    "febrl4": ("birth_date", "date"),
    "historical_50k": ("birth_date", "date"),
}
"""The informative column of a set, and the type that it is declared as."""
OWN_NAME, IN_RECORDS, IN_PROFILES = "detail", "Detail A", "Detail B"
"""The declared field, and the names that no canonical column resembles."""
WITHOUT, WITH_LABELS = "none", "train split"
AT_ONCE, HTTP_SECONDS = 512, 3.0
NOTE = (
    "Both sides take turns on the same records, so that other load hits both; medians over turns. cpu: time on the "
    "processor, which does not grow when others use the machine. slower: of the median, in percent."
)
HTTP_NOTE = (
    "Single records to POST /v1/match on one connection; two services of two workers each take turns of three seconds "
    "on the same records. slower: of the median, in percent."
)
QUALITY_NOTE = (
    "Best F1 on split=test with its interval by resampling entities, best candidate per record. The base model was "
    "made without the set; it never saw the declared field."
)


@dataclass(frozen=True, slots=True)
class OwnFieldsRequest:
    """The sets, those that base models learn from, the size of the sample, and how long is measured."""

    sets: Sequence[QualitySet]
    known: Sequence[QualitySet] = ()
    people: int = 20_000
    records: int = 1_000
    turns: int = 10
    start_from: Path | None = None


@dataclass(frozen=True, slots=True)
class SetWithFields:
    """One way to declare a set: its files, its own fields, and where index and bundle of them are."""

    of: QualitySet
    fields: Declarations
    index: Path
    bundle: Path

    @classmethod
    def within(cls, home: Path, of: QualitySet, fields: Declarations) -> "SetWithFields":
        """Return a side that lies below a folder."""
        return cls(of, fields, home / "index", home / "bundle")


def bench_own_fields(request: OwnFieldsRequest, load_before: float, progress: Progress) -> BenchResult:
    """Measure three own fields beside none, and each set with its column built in and declared."""
    with TemporaryDirectory(prefix="onematch-own-") as folder:
        three, over_http = _three_fields(request, Path(folder), progress) if request.people else ([], [])
        quality: list[Row] = []
        speed: list[Row] = []
        for of in request.sets:
            found = _renamed(request, of, Path(folder) / of.name, progress)
            quality += found[0]
            speed += found[1]
    tables = [
        BenchTable("Three own fields beside none", three, NOTE),
        BenchTable("Three own fields beside none, over HTTP", over_http, HTTP_NOTE),
        BenchTable("A column declared under another name", quality, QUALITY_NOTE),
        BenchTable("Time of a column declared under another name", speed, NOTE),
    ]
    settings = {"people": request.people, "records": request.records, "turns": request.turns}
    return BenchResult("own-fields", settings, [table for table in tables if table.rows], load_before)


def _three_fields(request: OwnFieldsRequest, folder: Path, progress: Progress) -> tuple[list[Row], list[Row]]:
    """Train the sample's people without labels, with an identifier, a category and a list, and without them.

    Return the times in this process, and those of requests to the service.
    """
    size = SampleSize(request.people, max(20, request.people // 4), request.records, own_fields=True)
    write_sample(folder / "sample", size, 0, progress)
    of = QualitySet("sample", Kind.PERSON, folder / "sample" / Kind.PERSON)
    sides = [
        prepared(SetWithFields.within(folder / name, of, fields), WITHOUT, request.start_from, progress)
        for name, fields in (("plain", None), ("own", read_declared(of.folder / FIELDS_FILE)))
    ]
    named = {"set": of.name, "own_fields": 3}
    in_process = in_turns(named, sides, request.turns, request.records)
    with ExitStack() as stack:
        pairs = [PairToServe(side.of.kind, side.bundle, side.index) for side in sides]
        services = [stack.enter_context(serving([pair])) for pair in pairs]
        loads = [_load_on(*each, request.records) for each in zip(services, sides, strict=True)]
        return in_process, [{**named, **over_http(loads, request.turns)}]


def over_http(loads: Sequence[HttpBench], turns: int) -> dict[str, object]:
    """Send single records to the services of two sides in turns; return the milliseconds of a request."""
    for load in loads:
        asyncio.run(send_all(load, _requests(load)))
    seconds: tuple[list[float], list[float]] = ([], [])
    for turn in range(turns):
        for at in (0, 1) if turn % 2 == 0 else (1, 0):
            seconds[at].extend(asyncio.run(send_all(loads[at], _requests(loads[at]))))
    (plain, own), (plain_95, own_95) = (
        [float(np.percentile(np.array(one), rank)) * 1000 for one in seconds] for rank in (50, 95)
    )
    return {
        "requests": len(seconds[1]), "built_in_p50_ms": round(plain, 3), "own_p50_ms": round(own, 3),
        "slower_percent": round(100 * (own / plain - 1), 1), "built_in_p95_ms": round(plain_95, 3),
        "own_p95_ms": round(own_95, 3),
    }  # fmt: skip


def _load_on(service: Serving, side: SetWithFields, most: int) -> HttpBench:
    return HttpBench(service.address, side.of.kind, _raw_rows(side)[:most], connections=1, seconds=HTTP_SECONDS)


def _requests(load: HttpBench) -> list[bytes]:
    return [match_request(load, [row]) for row in load.rows]


def _renamed(
    request: OwnFieldsRequest, of: QualitySet, folder: Path, progress: Progress
) -> tuple[list[Row], list[Row]]:
    base = request.start_from or left_out_bundle(Trial(of, NONE, 0, request.known), progress)
    quality: list[Row] = []
    speed: list[Row] = []
    for labels in (WITHOUT, WITH_LABELS):
        home = folder / labels.replace(" ", "-")
        built_in = prepared(SetWithFields.within(home / "built-in", of, None), labels, base, progress)
        declared = prepared(renamed_side(of, home / "declared"), labels, base, progress)
        named: dict[str, object] = {"set": of.name, "column": RENAMED[of.name][0], "labels": labels}
        (ours, ours_95), (theirs, theirs_95) = best_f1(built_in, progress), best_f1(declared, progress)
        quality.append({
            **named, "built_in": round(ours, 4), "built_in_95": ours_95, "declared": round(theirs, 4),
            "declared_95": theirs_95, "difference": round(theirs - ours, 4),
        })  # fmt: skip
        speed += in_turns(named, [built_in, declared], request.turns, request.records)
    return quality, speed


def renamed_side(of: QualitySet, home: Path) -> SetWithFields:
    """Write a set whose informative column has a name that nothing knows, and declare it as an own field."""
    column, its_type = RENAMED[of.name]
    home.mkdir(parents=True)
    for name in FILES:
        table = pq.read_table(of.file(name))
        new = {"crm": IN_RECORDS, "universe": IN_PROFILES}.get(name, column)
        renamed = table.rename_columns([new if one == column else one for one in table.column_names])
        pq.write_table(renamed, home / f"{name}.parquet")
    section = {"name": OWN_NAME, "kind": str(of.kind), "type": its_type}
    fields = read_declared([{**section, "records": IN_RECORDS, "profiles": IN_PROFILES}])
    return SetWithFields.within(home, replace(of, folder=home), fields)


def prepared(side: SetWithFields, labels: str, start_from: Path | None, progress: Progress) -> SetWithFields:
    """Build the index of a side and train on it."""
    of = side.of
    build_index(agreed_schema(of.kind, side.fields), of.file("universe"), side.index, progress)
    request = TrainRequest(of.kind, of.file("crm"), side.bundle, index=side.index, register=False, fields=side.fields)
    request = replace(request, start_from=start_from)
    if labels == WITH_LABELS:
        request = replace(request, labels=of.file("truth"), labels_split="train")
    with without_runs():
        train(request, progress)
    return side


def best_f1(side: SetWithFields, progress: Progress) -> tuple[float, str]:
    """Return the best F1 of a side's bundle on the test split, and its interval."""
    of, out = side.of, side.bundle.with_name("links.parquet")
    match_file(FileMatchRequest(of.kind, of.file("crm"), side.bundle, out, index=side.index, processes=1), progress)
    ids = set(pq.read_table(of.file("crm"), columns=["id"]).column("id").to_pylist())
    measured = measure(judge_links(read_links(out), read_labels(of.file("truth")).for_split("test"), ids, None))
    best, interval = measured.figures["best_f1"], measured.intervals["best_f1"]
    return float(best or 0.0), "" if interval is None else " to ".join(f"{end:.4f}" for end in interval)


def in_turns(named: Mapping[str, object], sides: Sequence[SetWithFields], turns: int, most: int) -> list[Row]:
    """Match the same records by two sides in turns, one by one and all at once; return milliseconds a record."""
    plain, own = sides
    timed = [(Matcher.open(side.bundle, side.index), _raw_rows(side)[:most]) for side in (plain, own)]
    settle()
    for matcher, rows in timed:
        matcher.match_rows(rows)
    return [
        {**named, "way": way, **_compared(*_medians(timed, measure_rows, turns))} for way, measure_rows in WAYS.items()
    ]


def _one_by_one(matcher: Matcher, rows: Sequence[RawRow]) -> list[Moment]:
    return answer_seconds(matcher, rows)


def _all_at_once(matcher: Matcher, rows: Sequence[RawRow]) -> list[Moment]:
    """Return the seconds a record of matching in chunks, as `onematch match` does in one process."""
    began = moment()
    started = time.process_time()
    for start in range(0, len(rows), AT_ONCE):
        matcher.match_rows(rows[start : start + AT_ONCE], limit=1)
    wall, _ = between(began, moment())
    return [(wall / len(rows), (time.process_time() - started) / len(rows))]


Measuring = Callable[[Matcher, Sequence[RawRow]], list[Moment]]
WAYS: Mapping[str, Measuring] = {"one at a time": _one_by_one, "all at once": _all_at_once}


def _medians(
    timed: Sequence[tuple[Matcher, Sequence[RawRow]]], measure_rows: Measuring, turns: int
) -> tuple[Moment, Moment]:
    """Return the median wall and processor time of each side; who begins changes from turn to turn."""
    seconds: tuple[list[Moment], list[Moment]] = ([], [])
    for turn in range(turns):
        for at in (0, 1) if turn % 2 == 0 else (1, 0):
            seconds[at].extend(measure_rows(*timed[at]))
    (plain_wall, plain_cpu), (own_wall, own_cpu) = (np.median(np.array(one), axis=0) for one in seconds)
    return (float(plain_wall), float(plain_cpu)), (float(own_wall), float(own_cpu))


def _compared(plain: Moment, own: Moment) -> dict[str, object]:
    row: dict[str, object] = {}
    for name, ours, theirs in zip(("", "cpu_"), plain, own, strict=True):
        row |= {f"{name}built_in_ms": round(ours * 1000, 4), f"{name}own_ms": round(theirs * 1000, 4)}
        row[f"{name}slower_percent"] = round(100 * (theirs / ours - 1), 1)
    return row


def _raw_rows(side: SetWithFields) -> list[RawRow]:
    """Return the filled columns of the CRM file as a caller sends them: own fields by their names."""
    names = {column: one.name for one in side.fields or () for column in one.records}
    rows = pq.read_table(side.of.file("crm")).to_pylist()
    known = {*agreed_schema(side.of.kind, side.fields).columns, *names}
    return [{names.get(key, key): value for key, value in row.items() if value and key in known} for row in rows]
