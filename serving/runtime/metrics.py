"""The Prometheus metrics of all workers of the service."""

import os
from collections.abc import Sequence

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.runtime.metrics_files import SHARED, share_counts_safely

share_counts_safely()  # each metric below opens its file when it is made

_SECONDS = (0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)

REQUESTS = Counter("onematch_requests", "HTTP requests answered", ["method", "route", "status"])
LATENCY = Histogram("onematch_request_seconds", "Time from request to answer", ["route"], buckets=_SECONDS)
RECORDS = Counter("onematch_records", "Records in match requests", ["kind", "outcome"])
DECISIONS = Counter("onematch_decisions", "Decisions on records in match requests", ["kind", "decision"])
WAITING = Gauge("onematch_waiting_requests", "Match requests that run or wait", multiprocess_mode="livesum")
MODEL = Gauge("onematch_model", "1 for the model that answers", ["kind", "model_version"], multiprocess_mode="livemax")
INDEX_AS_OF = Gauge(
    "onematch_index_as_of_timestamp_seconds",
    "When the universe was written",
    ["kind"],
    multiprocess_mode="livemin",
)
LOAD_FAILURES = Counter("onematch_model_load_failures", "Pairs of bundle and index that were refused", ["kind"])
SHADOWED = Counter("onematch_shadow_records", "Records scored by the challenger too", ["kind", "change"])
LOG_LOST = Counter("onematch_log_events_lost", "Log events that could not be written")
UNKNOWN_PROFILES = Counter("onematch_unknown_profiles", "Ids of no profile in requests", ["topic", "kind"])
SHADOWED_DROPPED = Counter("onematch_shadow_dropped_requests", "Requests that the challenger left out", ["kind"])


class ModelGauge:
    """Holds exactly one model version of each kind at 1."""

    def __init__(self) -> None:
        self._shown: dict[Kind, str] = {}

    def show(self, kind: Kind, model_version: str) -> None:
        """Set the version that answers now to 1, without the delta's sequence, which changes with every profile."""
        version = model_version.rpartition(".")[0] or model_version
        old = self._shown.get(kind)
        if old is not None and old != version:
            MODEL.labels(kind, old).set(0)
        MODEL.labels(kind, version).set(1)
        self._shown[kind] = version


@value_class
class ReadGauges:
    """Gauges that are read for one answer. A `Gauge` would keep their values in the files that the workers share."""

    gauges: Sequence[GaugeMetricFamily]

    def collect(self) -> Sequence[GaugeMetricFamily]:
        """Return the gauges."""
        return self.gauges


def write_metrics() -> bytes:
    """Return the metrics of all workers in Prometheus' text format."""
    if not _is_shared():
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def forget_this_worker() -> None:
    """Remove the live gauges of this worker, which ends, from the sums."""
    if _is_shared():
        multiprocess.mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]


def _is_shared() -> bool:
    return SHARED in os.environ
