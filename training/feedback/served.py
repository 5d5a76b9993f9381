"""The pair that a home serves, opened for a command or a call from Python."""

from functools import cache

from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.contract.reports.tables import REPORTS
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ModelNotReady, locate_bundle
from serving.runtime.process import now_in_utc
from serving.runtime.settings import load_settings
from serving.store.store import Store


def open_served(kind: Kind) -> Matcher:
    """Open the pair that is served now; raises ModelNotReady where nothing was promoted."""
    pointer = load_settings().served(kind)
    if pointer is None:
        raise ModelNotReady("{kind}: nothing was promoted on this home", kind=kind)
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
