"""The figures that rules and pages promise: who changes one changes what callers rely on."""

from datetime import timedelta
from pkgutil import resolve_name

import pytest

from serving.vocabulary.settings import ContractSettings
from tests.project.rules_page import TITLES
from tests.support.paths import ROOT

MIB = 1_048_576
STATED = [
    ("serving.contract.imports.freshness_rules:FRESH_WITHIN", timedelta(hours=12), "S11"),
    ("serving.vocabulary.held_imports:TAKEN_BACK_WITHIN", timedelta(days=7), "D9"),
    ("serving.contract.leaving.rules:DELETED_WITHIN", timedelta(days=30), "S78"),
    ("serving.contract.leaving.rules:TIME_TO_ASK", timedelta(days=7), "crm-reference.md"),
    ("serving.contract.leaving.rules:TIME_TO_RETRY", timedelta(days=7), "crm-reference.md"),
    ("serving.contract.leaving.workbook:ROWS_OF_A_SHEET", 1_048_576, "S80"),
    ("serving.crm.retries:ACTIVITIES_KEPT_FOR", timedelta(days=30), "D18, D27"),
    ("serving.crm.retries:SETTLING", timedelta(seconds=30), "crm-reference.md"),
    ("serving.crm.retries:USUAL_LAG", timedelta(seconds=150), "crm-reference.md"),
    ("serving.crm.retries:LONGEST_LAG", timedelta(minutes=10), "crm-reference.md"),
    ("serving.contract.reports.roi_rules:SOURCED_WITHIN", timedelta(days=90), "S71"),
    ("serving.vocabulary.versions:AHEAD", timedelta(days=1), "crm-reference.md"),
    ("serving.vocabulary.versions:TOMBSTONES_KEPT", timedelta(days=30), "D22"),
    ("serving.contract.imports.row_warnings:MAX_NAMED", 20, "crm-reference.md"),
    ("serving.contract.events.events:KEPT", timedelta(days=30), "data-map.md"),
    ("serving.contract.network.universe:MAX_CHANGES", 1_000, "universe.md"),
    ("serving.contract.review.judgement_batches:MAX_ROWS", 1_000, "crm-repair.md"),
    ("serving.contract.records.blind_index:SHORTEST_BEGINNING", 3, "crm-reference.md"),
    ("serving.contract.records.blind_index:_BITS", 63, "threat-model.md"),
    ("serving.contract.records.blind_index:_BITS_A_WORD", 3, "threat-model.md"),
    ("serving.contract.reports.drift:SHOWN_FOR", timedelta(days=2), "learning.md"),
    ("serving.contract.suspects.suspects:SUSPECTS_KEPT_FOR", timedelta(minutes=15), "console.md"),
    ("serving.contract.suspects.link_evidence:DAY_RATIO", 3.0, "crm-repair.md"),
    ("serving.contract.reports.overview:SAMPLE", 2_000, "crm-repair.md"),
    ("serving.contract.clusters.record_clusters:MAX_ASKED_ABOUT", 1_000, "crm-repair.md"),
    ("serving.contract.suspects.suspects:CALLS", 5_000, "crm-repair.md"),
    ("serving.store.readings:LARGE", 2_000, "console.md"),
    ("serving.store.readings:FORGOTTEN_AFTER", timedelta(days=1), "data-map.md"),
    ("serving.store.vault:_HASH_BYTES", 16, "threat-model.md"),
    ("serving.store.vault:_NUMBER_BYTES", 8, "threat-model.md"),
    (
        "serving.access.body_limits:LIMITS",
        {
            "/v1/match": 8 * MIB,
            "/v1/oauth/token": 16_384,
            "/v1/contracts": 16 * MIB,
            "/v1/contracts/{contract_id}": 16 * MIB,
            "/v1/contracts/{contract_id}/imports/{import_id}/pages/{number}": 32 * MIB,
            "/v1/contracts/{contract_id}/changes": 8 * MIB,
            "/v1/contracts/{contract_id}/activities/backfill": 16 * MIB,
            "/v1/universe/changes": 8 * MIB,
        },
        "threat-model.md",
    ),
    ("serving.access.body_limits:OTHER_BODY", MIB, "threat-model.md"),
    ("serving.access.idempotency:KEPT", timedelta(days=30), "crm-reference.md"),
    ("serving.access.rate_limits:BURST_S", 10, "operating.md"),
    ("serving.access.tokens:LIFE", timedelta(minutes=15), "threat-model.md"),
    ("serving.contract.badges.routes:MAX_PROFILES", 1_000, "crm-reference.md"),
    ("serving.kept_readings:SETTLED", timedelta(minutes=10), "console.md"),
    ("serving.contract.reports.overview_routes:GAIN_KEPT_FOR", timedelta(hours=1), "console.md"),
    ("serving.contract.records.report_answers:MAX_ROWS", 10_000, "crm-repair.md"),
]
"""The place of a figure, its value, and the rule or the page of `docs/` that states it."""


@pytest.mark.parametrize(("place", "value", "stated_in"), STATED, ids=[place for place, *_ in STATED])
def test_a_figure_is_the_one_that_its_rule_or_page_states(place: str, value: object, stated_in: str) -> None:
    pages = {path.name for path in (ROOT / "docs").glob("*.md")}

    assert resolve_name(place) == value, stated_in
    assert set(stated_in.split(", ")) <= pages | TITLES.keys()


def test_d4_d22_the_switches_with_figures_begin_with_the_stated_ones() -> None:
    """D4, D22: a claim margin; more than 5 % and more than 20 records, or half of an object."""
    figures = {"claim_margin": 0.02, "hold_above_share": 0.05, "hold_above_records": 20, "hold_from_share": 0.5}

    assert ContractSettings().model_dump(include=set(figures)) == figures
