"""The pair that a home serves, opened for a command or a call from Python."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

from features.schema.kinds import Kind
from serving.contract.network.universe_file import Receive, receive_audited
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.contract.reports.tables import REPORTS
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ModelNotReady, locate_bundle
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.store.store import Store
from training.feedback.stores import has_store, home_store


def open_served(kind: Kind) -> Matcher:
    """Open the pair that is served now; raises ModelNotReady where nothing was promoted."""
    pointer = load_settings().served(kind)
    if pointer is None:
        raise ModelNotReady(f"{kind}: nothing was promoted on this home")
    return Matcher.open(locate_bundle(pointer.bundle), pointer.index)


served_matcher = cache(open_served)
"""Opens the served pair of a kind once for a command."""


def services_on(store: Store) -> WrapperServices:
    """Return the services of the wrapper on a store, with the pairs that are served now, each opened once."""
    return WrapperServices(
        settings=load_settings(),
        store=store,
        matching=Matchers(cache(open_served)),
        clock=now_in_utc,
        listeners=LISTENERS,
        reports=REPORTS,
    )


@contextmanager
def network_of(kind: Kind, index: Path) -> Iterator[Receive | None]:
    """Yield what applies changes to the network that the home's service answers from; None for any other index."""
    settings = load_settings()
    pair = settings.served(kind)
    if pair is None or not has_store(settings) or pair.index.resolve() != index.resolve():
        yield None
        return
    with home_store() as store:
        yield partial(receive_audited, services_on(store), kind)
