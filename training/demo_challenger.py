"""The demo's challengers: the shipped bundles score beside the own models, for the console's page of models."""

import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import pyarrow.parquet as pq

from data.tables.work_folders import work_folder
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle, shipped_bundle
from serving.runtime.home import Home
from training.promotion.comparison.model_diff import DiffRequest, diff_models
from training.promotion.model_card import card_document
from training.promotion.promotion import check_pair, shadow_with
from training.promotion.registry import Registry, leave_versions
from training.promotion.tracked_run import TrainingRecord

SHADOW_LOADED_S = 3.0
"""Within this time the workers have loaded a new challenger."""
COMPARED = 400
COMPARED_AT_ONCE = 20
SHIPPED_SAYS = (
    "The shipped bundle, trained on public sets and on no record of this sample: a challenger to compare with."
)


def challenge_with_shipped(root: Path) -> list[Kind]:
    """Register the shipped bundle of each kind as the challenger of the sample's own model; it scores in the shadow.

    So that whoever opens the console's page of models has two to compare. Return the kinds that had none before.
    """
    home = Home(root)
    challenged = list[Kind]()
    registry = Registry(home)
    for kind in Kind:
        bundle = shipped_bundle(kind)
        if bundle is None or len(registry.versions(kind)) != 1:
            continue
        registry.log_training(TrainingRecord(kind, bundle, {}, {}, description=SHIPPED_SAYS), register=True)
        leave_versions(home, registry, kind, None)
        home.write(home.card_file(Bundle.open(bundle).version), card_document(bundle))
        shadow_with(home, registry, kind, ("challenger", None), check_pair)
        challenged.append(kind)
    return challenged


def compare_some(root: Path, kinds: Sequence[Kind]) -> None:
    """Compare the badges of challenger and champion on some of the sample's records, for the page of models."""
    for kind in kinds:
        with work_folder("demo") as folder:
            some = folder / "crm.parquet"
            pq.write_table(pq.read_table(root / "sample" / kind.value / "crm.parquet").slice(0, COMPARED), some)
            diff_models(DiffRequest(Home(root), kind, some))


def match_some(root: Path, address: str) -> None:
    """Let the service match some of the sample's records, so that the challenger has answers to compare."""
    time.sleep(SHADOW_LOADED_S)
    with httpx.Client(base_url=address, timeout=120) as http:
        for kind in Kind:
            table = pq.read_table(root / "sample" / kind.value / "crm.parquet").slice(0, COMPARED)
            rows = [{name: value for name, value in row.items() if value} for row in table.to_pylist()]
            for start in range(0, len(rows), COMPARED_AT_ONCE):
                some = rows[start : start + COMPARED_AT_ONCE]
                http.post("/v1/match", json={"kind": kind.value, "records": some}).raise_for_status()
