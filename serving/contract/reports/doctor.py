"""What an installation lacks, one sentence each with what to do."""

import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select

from data.index.format import MANIFEST
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.imports.freshness_rules import FRESH_WITHIN
from serving.contract.reports.installation import Figures, read_figures
from serving.runtime.model_source import locate_bundle
from serving.runtime.settings import Settings
from serving.store.contracts import CONNECTED
from serving.store.opening import open_store
from serving.store.store import Store
from serving.store.tables.contracts import instances
from serving.store.tables.work import audit

LEAST_FREE = 0.1
"""Share of a disk."""
OLDEST_INDEX = timedelta(days=35)
LONGEST_WAIT = timedelta(hours=1)
LARGEST_SKEW = timedelta(minutes=1)
RESERVED = ".example"
"""Names that nobody can own (RFC 2606): the demo's connector has one."""
_WITHIN_S = 3.0
_CRMS_ASKED = 20


@value_class
class Finding:
    """Something that an installation lacks."""

    check: str
    found: str
    to_do: str


def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Examine an installation from its command line, also one whose store does not open."""
    found = [*_settings(settings), *_ports(settings)]
    try:
        store = open_store(settings)
    except OnematchError as error:
        return [
            *found,
            *_models(settings),
            Finding("store", str(error), wording("put right what it names, and look again")),
        ]
    with closing(store):
        return found + examine_open(settings, store, now)


def examine_open(settings: Settings, store: Store, now: datetime) -> list[Finding]:
    """Examine an installation whose store is open."""
    with store.reading() as connection:
        figures = read_figures(connection, settings, now)
        crms = connection.execute(select(instances.c.urls).filter_by(state=CONNECTED).limit(_CRMS_ASKED)).scalars()
        hosts = sorted({str(urls["api"]) for urls in crms if "api" in urls})
        clock = list(_clock(connection, now))
    return [*_models(settings), *_figures(figures), *clock, *(finding for url in hosts for finding in _crm(url))]


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.token is None and not settings.open:
        yield Finding(
            "settings", wording("ONEMATCH_TOKEN is not set"), wording("set it: the service does not start without one")
        )


def _ports(settings: Settings) -> Iterator[Finding]:
    """Look whether the service answers, and ready; on a free port it does not run."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}"
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=_WITHIN_S):
            return
    except urllib.error.HTTPError as error:
        detail = error.read(400).decode(errors="replace")
        to_do = wording(
            "read its log" if "urn:onematch" in detail else "another program has the port: set ONEMATCH_PORT"
        )
        found = wording("{address} answers {code}: {detail}", address=address, code=error.code, detail=detail)
    except OSError as error:
        found, to_do = (
            wording("{address} does not answer ({error})", address=address, error=error),
            wording("start it: onematch serve"),
        )
    yield Finding("service", found, to_do)


def _models(settings: Settings) -> Iterator[Finding]:
    served = 0
    for kind in Kind:
        try:
            pair = settings.served(kind)
            folders = [] if pair is None else [locate_bundle(pair.bundle), pair.index]
        except (OnematchError, OSError) as error:
            yield Finding("models", f"{kind}: {error}", wording("promote the model again: onematch models promote"))
            continue
        served += bool(folders)
        for folder in folders:
            if not (folder / MANIFEST).is_file():
                yield Finding(
                    "models",
                    wording("{kind}: {folder_name} is named, and not there", kind=kind, folder_name=folder.name),
                    wording("put it back, or promote another"),
                )
    if not served:
        yield Finding(
            "models",
            wording("no kind has a model and an index"),
            wording("onematch models promote --kind person --index DIR"),
        )


def _figures(figures: Figures) -> Iterator[Finding]:
    if not figures["onematch_lease_held"]["work"]:
        yield Finding("worker", wording("no worker holds the lease"), wording("start it: onematch work"))
    for folder, share in figures["onematch_disk_free_ratio"].items():
        if share < LEAST_FREE:
            yield Finding(
                "disk",
                wording("the disk of {folder} has {share:.0%} free", folder=folder, share=share),
                wording("make room: on a full one nothing is saved"),
            )
    for kind, age in figures["onematch_index_age_seconds"].items():
        if age > OLDEST_INDEX.total_seconds():
            yield Finding(
                "index",
                wording("the {kind} index is {age:.0f} days old", kind=kind, age=age / 86400),
                wording("build and promote a newer one"),
            )
    for state, age in figures["onematch_outbox_oldest_seconds"].items():
        if age > LONGEST_WAIT.total_seconds():
            yield Finding(
                "outbox",
                wording("an activity is {state} for {age:.0f} hours", state=state, age=age / 3600),
                wording("GET .../activities says why; see the log"),
            )
    for age in figures["onematch_sync_oldest_seconds"].values():
        if age > FRESH_WITHIN.total_seconds():
            yield Finding(
                "sync",
                wording("a connected CRM is out of sync for {age:.0f} hours", age=age / 3600),
                wording("look at onematch sync, or the sender"),
            )


def _clock(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Compare this clock with the database's and with the newest entry of the audit."""
    newest = connection.execute(select(func.max(audit.c.at))).scalar()
    if connection.dialect.name == "postgresql":
        newest = max(filter(None, (newest, connection.execute(select(func.now())).scalar_one())))
    if newest is not None and newest - now > LARGEST_SKEW:
        behind = (newest - now).total_seconds()
        yield Finding(
            "clock",
            wording("this clock is {behind:.0f} s behind the store's", behind=behind),
            wording("set it by NTP: tokens end by it"),
        )


def _crm(url: str) -> Iterator[Finding]:
    parts = urlsplit(url)
    if str(parts.hostname).endswith(RESERVED):
        return
    try:
        where = (str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80))
        with socket.create_connection(where, timeout=_WITHIN_S):
            return
    except OSError as error:
        yield Finding(
            "crm",
            wording("{hostname} does not answer ({error})", hostname=parts.hostname, error=error),
            wording("open the way from this machine to it"),
        )
