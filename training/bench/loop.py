"""The loop: nights of `onematch work` with ten real trainings, of which two are killed, with drift and with poison."""

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import update

from data.index.index import UniverseIndex
from data.labels.label_rows import Verdict
from data.labels.links import LinkDecision
from data.tables.progress import Progress
from data.tables.records import read_records
from features.schema.kinds import Kind
from features.schema.schema import schema_of
from serving.contract.imports.pages import page_of, receive_page
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import author_of, state
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.listeners import LISTENERS
from serving.runtime.home import Home
from serving.runtime.settings import load_settings
from serving.runtime.turns import TurnState, line_of, read_turns
from serving.store.contracts import InstanceScope
from serving.store.opening import migrate_store, open_store
from serving.store.tables.contracts import contracts
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject, InstanceName, StatementSource
from serving.worker import Task, Worker, WorkTable
from training.bench.ground import GroundSize, draw_sample, indexed
from training.bench.harness import BenchTable
from training.bench.imports import NOW, connected_contract
from training.bench.machine import Row
from training.evaluation.workspace import bench_home
from training.feedback.golden.golden_set import Freezing, Origin
from training.feedback.golden.parts import AnsweredFiles, freeze_answered
from training.feedback.served import open_served
from training.parameters_file import read_parameters
from training.promotion.comparison.matching import match_table
from training.promotion.first_steps import note_training
from training.promotion.promotion import Promotion, check_pair, promote
from training.promotion.registry import Registry
from training.request import TrainRequest
from training.retraining.nightly import Nightly
from training.train import train
from training.worded_commands import option

KIND = Kind.COMPANY
HONEST = "honest"
POISONED = "poisoned"
KILLED_AFTER_S = 2.0
LOST = dict.fromkeys(("website", "email", "phone"))
PARAMETERS = {"trees": {"most": 80}, "splink": {"em": False, "u_pairs": 200_000.0}}
"""Small trainings, whose parameters each challenger takes over."""
SETTINGS = {"RETRAIN_AT": "02:00", "RETRAIN_PROMOTE": "true", "RETRAIN_SHADOW_DAYS": "1"}
NIGHTS = json.loads("""[
    ["right answers", "honest", 60, false, true], ["drift, its records frozen too", "honest", 80, true, false],
    ["drift", "honest", 60, true, false], ["drift", "honest", 60, true, true],
    ["poison", "poisoned", 200, false, false], ["more poison", "poisoned", 40, false, false],
    ["drift; consent to the poison withdrawn", "honest", 30, true, false], ["drift", "honest", 30, true, false],
    ["drift", "honest", 30, true, false], ["drift", "honest", 30, true, false],
    ["silence", "honest", 0, true, false], ["silence", "honest", 0, true, false]
]""")
"""What happens, whose answers come, how many, whether their records are drifted, and whether the training is killed."""
NOTE = (
    "The worker's own loop with time passed in; each training in a process of its own. drift: the CRM loses web pages, "
    "addresses and telephones, and writes initials for all words of a name but the last. Half of the test split is "
    "frozen, as before, and drifted too from the second night on. Precision and recall of the links of the model that "
    "answers in the morning, on the other half, which neither trainings nor gates saw: as before, and drifted."
)


def loop(
    progress: Progress,
    *,
    companies: Annotated[int, option("--companies", "Profiles of the universe.", min=200)] = 2_000,
    records: Annotated[int, option("--records", "Records of the sample.", min=800)] = 3_000,
) -> Iterator[BenchTable]:
    """Measure nights of retraining, of which some are killed: what follows drift, and what refuses poison."""
    sample = draw_sample(GroundSize(KIND, companies, records), progress)
    index = indexed(KIND, sample / "universe.parquet", sample.parent.parent / "indexed", progress) / "index"
    before = dict(os.environ)
    with TemporaryDirectory(dir=bench_home()) as folder:
        os.environ.update({f"ONEMATCH_{name}": value for name, value in SETTINGS.items()})
        os.environ.update({"ONEMATCH_HOME": folder, "BENTOML_HOME": f"{folder}/bentoml"})
        os.environ.pop("MLFLOW_TRACKING_URI", None)
        try:
            yield BenchTable("Nights", list(_nights(sample, index, Path(folder), progress)), NOTE)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _nights(sample: Path, index: Path, folder: Path, progress: Progress) -> Iterator[Row]:
    """Learn from a third of the train split; the other two are what contracts hold and answer."""
    labels = pq.read_table(sample / "truth.parquet")
    truth = {row["crm_id"]: row["universe_id"] for row in labels.to_pylist()}
    split = {row["crm_id"]: row["split"] for row in labels.to_pylist()}
    crm = pq.read_table(sample / "crm.parquet")
    trained, tested = ([row for row in crm.to_pylist() if split[row["id"]] == part] for part in ("train", "test"))
    known = len(trained) // 3
    tables = {"crm": trained[:known]}
    for part, rows in (("", tested[::2]), ("frozen_", tested[1::2])):
        tables |= {f"{part}before": rows, f"{part}drifted": [_drifted(row) for row in rows]}
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(rows, schema=crm.schema), folder / f"{name}.parquet")
    ids = pa.array([row["id"] for row in trained[:known]])
    pq.write_table(labels.filter(pa.compute.is_in(labels["crm_id"], ids)), folder / "labels.parquet")
    settings = load_settings()
    home = settings.home_layout
    _promote_first(home, folder, index, progress)
    freezing = partial(_freeze, home, folder, sample)
    freezing("before")
    figures = partial(_figures, folder, truth)
    yield {"night": 0, "what": "the first champion", **dict.fromkeys(_TURN), **figures()}
    migrate_store(settings)
    answered = iter(trained[known:])
    with closing(open_store(settings)) as store:
        scopes = {name: connected_contract(store, CrmObject.ACCOUNT, name) for name in (HONEST, POISONED)}
        allowed = set(scopes)
        for night, (what, contract, count, drifts, killed) in enumerate(NIGHTS, 1):
            now = NOW + timedelta(days=night)
            matching = Matchers({KIND: open_served(KIND)}.__getitem__)
            services = WrapperServices(settings, store, matching, partial(_at, now), LISTENERS)
            allowed -= {POISONED} if "withdrawn" in what else set()
            if "frozen" in what:
                freezing("drifted")
            with store.writing() as connection:
                for name in scopes:
                    switched = {InstanceName.PRODUCTION.value: {"training": name in allowed}}
                    connection.execute(update(contracts).where(contracts.c.id == name).values(settings=switched))
            rows = [_drifted(row) if drifts else row for row in islice(answered, count)]
            if rows:
                _answer(scopes[contract], night, rows, truth, services)
            began = time.monotonic()
            _work(services, home, killed=killed)
            turn = read_turns(home, KIND)[-1]
            shown = (turn.new_answers, turn.attempts, turn.version, line_of(turn)[len(KIND) + 2 :])
            seconds = round(time.monotonic() - began)
            yield {"night": night, "what": what, **dict(zip(_TURN, (*shown, seconds), strict=True)), **figures()}
            progress("nights", night, len(NIGHTS))


_TURN = ("new_answers", "attempts", "version", "line", "seconds")


def _at(moment: datetime) -> datetime:
    return moment


def _drifted(row: Mapping[str, Any]) -> dict[str, Any]:
    *first, last = row["name"].split() or [""]
    return {**row, **LOST, "name": " ".join(["".join(word[0] for word in first), last]).strip()}


def _freeze(home: Home, folder: Path, sample: Path, name: str) -> None:
    frozen = folder / f"frozen_{name}.parquet"
    files = AnsweredFiles(frozen, sample / "universe.parquet", sample / "truth.parquet")
    freeze_answered(home, KIND, files, (name, Origin.OPEN), Freezing("bench"))


def _promote_first(home: Home, folder: Path, index: Path, progress: Progress) -> None:
    read = {"crm": folder / "crm.parquet", "labels": folder / "labels.parquet"}
    few = read_parameters(schema_of(KIND), PARAMETERS)
    out = folder / "first.bundle"
    request = TrainRequest(KIND, read["crm"], out, index=index, labels=read["labels"], parameters=few)
    bundle = train(request, progress).bundle
    note_training(home, bundle, index, read)
    promote(home, Registry(home), Promotion(KIND, "challenger", index, "bench", "first"), check_pair)


def _answer(
    scope: InstanceScope,
    night: int,
    rows: Sequence[Mapping[str, Any]],
    truth: Mapping[str, str | None],
    services: WrapperServices,
) -> None:
    """Import the night's records, and answer each: by the truth, or by the profile of another record."""
    texts = [{name: str(value) for name, value in row.items() if value and name != "profile_url"} for row in rows]
    sent = page_of(night, [*texts], json.dumps(texts).encode())
    receive_page(scope, scope.contract.id, sent, services.clock(), services)
    others = [profile for profile in truth.values() if profile is not None]
    rights = others if scope.contract.id == POISONED else [truth[row["id"]] for row in rows]
    with scope.writing() as opened:
        work = Relinking.of_statement(opened, services.clock(), services)
        stated = [
            author_of(opened, "U1").states(
                work,
                StatementSource.REMATCH,
                Verdict.NOBODY if right is None else Verdict.MATCH,
                RecordKey(CrmObject.ACCOUNT, row["id"]),
                right,
            )
            for row, right in zip(rows, rights, strict=False)
        ]
        state(work, stated)


def _work(services: WrapperServices, home: Home, *, killed: bool) -> None:
    """Let the worker look; where its training is killed, two seconds after it began, once more."""
    nightly = Nightly()
    worker = Worker(services, WorkTable({}, [Task("retrain", 60, nightly.look)]))
    if killed:
        threading.Thread(target=_kill_next, args=(home, nightly, len(read_turns(home, KIND))), daemon=True).start()
        worker.turn()
    worker.turn()


def _kill_next(home: Home, nightly: Nightly, before: int) -> None:
    while nightly.process is None or [turn.state for turn in read_turns(home, KIND)[before:]] != [TurnState.TRAINING]:
        time.sleep(0.1)
    time.sleep(KILLED_AFTER_S)
    nightly.process.kill()


def _figures(folder: Path, truth: Mapping[str, str | None]) -> Row:
    """Measure the links of the model that answers, on both tables of the test split."""
    served = open_served(KIND)
    figures: dict[str, object] = {}
    for name in ("before", "drifted"):
        table = read_records(KIND, folder / f"{name}.parquet")
        decided = match_table(served.bundle.path, UniverseIndex.open(served.index.path), table)
        links = [link for link in decided if link.decision == LinkDecision.LINKED]
        right = sum(link.candidate_id == truth[link.crm_id] for link in links)
        figures[f"precision_{name}"] = round(right / max(len(links), 1), 4)
        figures[f"recall_{name}"] = round(right / sum(truth[id_] is not None for id_ in table.ids), 4)
    return figures
