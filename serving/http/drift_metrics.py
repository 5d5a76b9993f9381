"""Drift for Prometheus, from the newest checks in the store, since the measuring worker answers no requests."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from serving.sync.reports.drift import EVERYBODY


def write_drift(checks: Mapping[tuple[str, str], Mapping[str, Any]]) -> bytes:
    """Return the largest PSI of each part over all contracts, and the number of alarms and of contracts with one.

    `checks` are by contract (or EVERYBODY) and kind. No contract is named; `GET .../reports/drift` shows which.
    """
    registry = CollectorRegistry()
    labels = ["kind", "what"]
    largest = Gauge("onematch_drift_psi", "Largest PSI against the training", labels, registry=registry)
    alarms = Gauge("onematch_drift_alarms", "Distributions beyond the alarm", labels, registry=registry)
    contracts = Gauge("onematch_drift_contracts", "Contracts with an alarm of their own", labels, registry=registry)
    for (contract, kind), found in checks.items():
        beyond = Counter(one[0] for one in found["alarms"])
        for what, value in found["psi"].items():
            if contract == EVERYBODY:
                largest.labels(kind, what).set(value)
                alarms.labels(kind, what).set(beyond[what])
            else:
                contracts.labels(kind, what).inc(beyond[what] > 0)
    return generate_latest(registry)
