"""The services that the routes and the background work of the wrapper share."""

from collections.abc import Mapping
from dataclasses import field

from features.schema.value_class import value_class
from serving.contract.records.change_context import Listeners
from serving.contract.records.matching import Matchers
from serving.contract.records.report import Report, ReportName
from serving.runtime.process import Clock
from serving.runtime.settings import Settings
from serving.store.readings import Readings
from serving.store.store import Store


@value_class
class WrapperServices:
    """What the wrapper's routes and its background work call."""

    settings: Settings
    store: Store
    matching: Matchers
    clock: Clock
    listeners: Listeners
    reports: Mapping[ReportName, Report] = field(default_factory=dict)
    """The reports of a contract by name."""
    readings: Readings = field(default_factory=Readings)
    """What a large contract's pages show at once."""
