"""A console that is really served, on a contract with links of every kind, for tests in a real browser."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import uvicorn
from starlette.types import ASGIApp

from features.schema.kinds import Kind
from serving.application import ServiceParts, create_app
from serving.console.sessions import make_link
from serving.contract.records.matching import Matchers
from serving.http.scoring_queue import ScoringQueue
from serving.matching.matcher import Matcher
from serving.pages import with_console
from serving.runtime.home import Pointer, write_shadow
from serving.runtime.model_records import ChampionChange
from serving.runtime.settings import Settings
from serving.runtime.turns import Turn, TurnState, leave_turn
from serving.store.store import Store
from tests.support.console_visit import visitor_of
from tests.support.service_fakes import served
from tests.support.small_network import MEMBERS, account, contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, Clock, make_parts, make_tenant
from tests.support.wrapper_web import Web
from training.promotion.model_card import card_document
from training.promotion.promotion import appending

N_GENERATED = 50
DIFF: Mapping[str, Any] = {
    "at": "2026-03-02T09:00:00+00:00",
    "champion": "abc",
    "challenger": "onematch-person version 2",
    "bundle": "def",
    "totals": {"appears": 1, "moves": 0, "vanishes": 0, "stays": 8},
    "segments": [{"division": "script", "segment": "latin", "records": 9, "appear": 1, "move": 0, "vanish": 0}],
    "changed": [
        {
            "crm_id": "r1",
            "change": "appears",
            "before": None,
            "after": "M1",
            "probability_before": 0.1,
            "probability_after": 0.9,
            "reason": "same e-mail",
        }
    ],
}
TURN = Turn(
    id="3f2a9c01b7de",
    kind=Kind.PERSON,
    state=TurnState.REFUSED,
    began_at="2026-03-02T02:00:00+00:00",
    because=("new_answers",),
    new_answers=9,
    by="onematch work",
    version=4,
    said="segments",
)
CHANGE = ChampionChange(
    at=TURN.began_at,
    kind=Kind.PERSON,
    action="",
    model="onematch-person",
    version=4,
    bundle="def",
    index="members.index",
    by="ann",
    reason="better",
)
HOSTILE = "<script>alert('x')</script>\" onload=\"1\u202e"


@dataclass(frozen=True, slots=True)
class Live:
    """A served console: its address and the tenant behind it."""

    address: str
    sync: Sync

    def link(self, user_id: str | None = ADMIN) -> str:
        """Return a link that opens the console for a user, once; None: for the operator."""
        tenant = self.sync.tenant
        with tenant.store.writing() as connection:
            token = make_link(connection, visitor_of(tenant, user_id), tenant.clock())
        return f"{self.address}/console/enter?link={token}&at_once"

    def stored(self, crm_object: str, record_id: str) -> dict[str, object]:
        """Return a record's link as the API shows it to the admin."""
        return dict(self.sync.tenant.good("GET", f"/records/{crm_object}/{record_id}", acting=ADMIN)["link"])


class ServedWeb(Web):
    """Calls a served application over HTTP: a browser's driver keeps this thread's event loop."""

    def __init__(self, app: ASGIApp, address: str) -> None:
        super().__init__(app)
        self.address = address
        self._http = httpx.Client(base_url=address, timeout=60)

    def call(self, method: str, url: str, **request: Any) -> httpx.Response:
        return self._http.request(method, url, **request)

    def close(self) -> None:
        self._http.close()


@contextmanager
def listening(app: ASGIApp, host: str = "127.0.0.1", **options: Any) -> Iterator[int]:
    """Serve an application as BentoML does, and yield its port."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port = int(probe.getsockname()[1])
    config = uvicorn.Config(app, host=host, port=port, log_level="error", lifespan="off", **options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 300
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join(30)


@contextmanager
def served_console(matchers: dict[Kind, Matcher], store: Store, folder: Path) -> Iterator[Live]:
    """Serve the console on a tenant with linked records and questions."""
    clock = Clock()
    matching = Matchers(matchers.__getitem__)
    parts = make_parts(store, matching, clock, folder)
    app = create_app(ServiceParts(Settings(), served(matchers), ScoringQueue(8), wrapper=parts))
    with listening(with_console(app, store, clock)) as port:
        web = ServedWeb(app, f"http://127.0.0.1:{port}")
        sync = Sync(make_tenant(parts, web, clock))
        sync.put("account", id="A1", **account("C1"))
        sync.bulk("contact", _records(matching))
        home = parts.settings.home_layout
        home.write(home.diff_file(Kind.PERSON), DIFF)
        leave_turn(home, TURN)
        home.write(home.card_file("def"), card_document(Path("serving/shipped/person")))
        write_shadow(home, Kind.PERSON, Pointer(home.root / "def", home.root / "i"))
        for action in ("promote", "rollback"):
            with appending(home.history_file, replace(CHANGE, action=action)):
                pass
        yield Live(web.address, sync)
        web.close()


def _records(matching: Matchers) -> list[dict[str, object]]:
    """Return contacts: of every named member, of generated members as the network has them, hostile and vague ones."""
    found: list[dict[str, object]] = [{"id": "P1", **contact("M1", city="Dallas")}, {"id": "H1", "full_name": HOSTILE}]
    found += [
        {"id": f"Q{n}", "full_name": words["full_name"], "title": "<b>Buyer</b> \u05d0\u05d1\u05d2"}
        for n, words in enumerate(MEMBERS.values(), 1)
    ]
    matcher = matching.matcher(Kind.PERSON)
    ids = [one for one in matcher.index.ids(np.arange(N_GENERATED + len(MEMBERS))) if one not in MEMBERS]
    for profile_id, shown in matching.profiles(Kind.PERSON, ids).items():
        known = {name: str(shown[name]) for name in ("title", "company", "city", "country") if shown.get(name)}
        found.append({"id": f"G-{profile_id}", "full_name": str(shown["name"]), **known})
    return found
