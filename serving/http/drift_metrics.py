"""Drift for Prometheus, as the newest checks in the store found it: the worker that measures answers no requests."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest


def write_drift(checks: Mapping[tuple[str, str], Mapping[str, Any]]) -> bytes:
    """Write the largest PSI of each part and how much is beyond the alarm, by contract (or `all`) and kind."""
    registry = CollectorRegistry()
    labels = ["contract", "kind", "what"]
    largest = Gauge("onematch_drift_psi", "Largest PSI against the training", labels, registry=registry)
    alarms = Gauge("onematch_drift_alarms", "Distributions beyond the alarm", labels, registry=registry)
    for (contract, kind), found in checks.items():
        for what, value in found["psi"].items():
            largest.labels(contract, kind, what).set(value)
            beyond = sum(one[0] == what for one in found["alarms"])
            alarms.labels(contract, kind, what).set(beyond)
    return generate_latest(registry)
