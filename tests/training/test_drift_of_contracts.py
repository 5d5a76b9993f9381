"""`onematch work` measures every contract's drift against what the served model was trained on."""

from features.kinds import Kind
from serving.observability import DRIFT, DRIFT_ALARMS
from serving.routes.frame import WrapperParts
from serving.settings import load_settings
from serving.sync.drift import drift_rows, watch_drift, watch_imports
from serving.sync.matching import Matchers
from tests.serving.store_place import START, Clock
from tests.small_models import SmallModel
from tests.training.judged_store import JudgedStore, judged_store, scope_of

__all__ = ["judged_store"]


def measured(contract: str, what: str) -> float:
    return float(DRIFT.labels(contract, "company", what)._value.get())


def test_records_like_those_of_the_training_have_not_drifted_and_the_metrics_say_so(
    small_models: dict[Kind, SmallModel], judged_store: JudgedStore
) -> None:
    model = small_models[Kind.COMPANY]
    judged_store.add("acme", model, range(0, 1000, 4), training=False)
    store = judged_store.opened()
    matchers = {kind: small.matcher() for kind, small in small_models.items()}
    parts = WrapperParts(load_settings(), store, Matchers(matchers.__getitem__, store), Clock())

    watch_drift(parts, START)
    watch_imports(parts, START)

    with store.reading() as connection:
        rows = list(drift_rows(connection, scope_of(store, "acme"), parts.matching))
    assert {row[0] for row in rows} == {"company"}
    assert 0 < measured("acme", "feature") < 0.25
    assert measured("all", "score") == measured("acme", "score")
    assert [row[2] for row in rows if row[4] == "yes" and row[1] != "decisions"] == []
    assert DRIFT_ALARMS.labels("acme", "company", "feature")._value.get() == 0
    store.close()
