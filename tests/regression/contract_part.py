"""A contract that is in use: its service and worker, its CRM, its records and links, for the parts that look at it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.regression.crm_double import CrmDouble
from tests.regression.recording import Normaliser, Recording
from tests.regression.scenario import connect, new_contract, operator_of, rows_of
from tests.regression.scenario_links import Links, import_all
from tests.regression.service import Caller, Service, running_service
from tests.regression.sources import SHIPPED, Sources
from tests.regression.stage import Stage
from tests.support.vendors.server import VendorServer

N_ROWS = 60
APP_SECRET = "the-secret-of-the-app"
KINDS = ("person", "company")


@dataclass(frozen=True, slots=True)
class InUse:
    """One contract with links, whoever asks for what."""

    stage: Stage
    operator: Caller
    links: Links

    @property
    def service(self) -> Service:
        return self.operator.service

    @property
    def contract_id(self) -> str:
        return self.stage.caller.contract_id


@contextmanager
def contract_in_use(
    sources: Sources,
    found: Recording,
    name: str,
    more: Mapping[str, str] | None = None,
    home: Path | None = None,
) -> Iterator[InUse]:
    """Serve the shipped bundles on the sample; yield a contract of HubSpot whose first records are imported."""
    rows = {kind: rows_of(sources, kind)[:N_ROWS] for kind in KINDS}
    environment = {"ONEMATCH_HUBSPOT_APP_SECRET": APP_SECRET, **(more or {})}
    models = shipped_models(sources)
    serving = running_service(sources.side, name, models, n_of_jobs=1, home=home, more=environment)
    with VendorServer(CrmDouble().answer) as crm, serving as service:
        operator = operator_of(service)
        stage = Stage(new_contract(operator, "acme"), found, Normaliser(folder=str(sources.side.folder)))
        connect(stage, "hubspot", {"api": crm.address, "portal_id": "62515"})
        yield InUse(stage, operator, import_all(stage, rows))


def shipped_models(sources: Sources) -> dict[str, tuple[str, Path]]:
    """Return the shipped bundles with the indexes of the sample."""
    return {kind: (SHIPPED, sources.index(f"sample_{kind}")) for kind in KINDS}
