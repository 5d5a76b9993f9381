"""A small matcher and a caller for the service's tests."""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from pydantic import SecretStr
from starlette.types import ASGIApp

from data.labels.links import LinkDecision
from features.schema.kinds import COLUMNS, Kind
from serving.application import ServiceParts, create_app
from serving.http.scoring_queue import ScoringQueue
from serving.matching.outcomes import Candidate, Outcome
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings

TOKEN = "a-token"


@dataclass
class FakeMatcher:
    """Links every record to `p-<id>`; waits for `gate` first, keeps what it was asked."""

    model_version: str = "b1+i1.0"
    calls: list[list[dict[str, object]]] = field(default_factory=list)
    asked: dict[str, object] = field(default_factory=dict)
    gate: threading.Event | None = None
    bug: Exception | None = None
    threads: set[str] = field(default_factory=set)

    @property
    def is_at_hand(self) -> bool:
        return self.gate is None

    def match_rows(
        self, rows: Sequence[Mapping[str, object]], *, limit: int = 5, explain: bool = False
    ) -> list[Outcome]:
        self.threads.add(threading.current_thread().name)
        self.calls.append([dict(row) for row in rows])
        self.asked = {"limit": limit, "explain": explain}
        if self.gate is not None:
            self.gate.wait(300)
        if self.bug is not None:
            raise self.bug
        return [self._outcome(str(row["id"])) for row in rows]

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS[Kind.PERSON]

    def replay_golden(self) -> None:
        pass

    def _outcome(self, record_id: str) -> Outcome:
        best = Candidate(f"p-{record_id}", 0.98765432, 12.3456789, ("same e-mail",))
        return Outcome(
            record_id=record_id,
            decision=LinkDecision.LINKED,
            match=best,
            margin=0.9,
            runner_up_id=None,
            candidates=(best,),
            reasons=("same e-mail",),
            basis="own_labels",
            model_version=self.model_version,
        )


@dataclass(frozen=True, slots=True)
class FakeOfKind:
    """A fake matcher as the one of a kind, with that kind's columns."""

    fake: FakeMatcher
    kind: Kind

    @property
    def model_version(self) -> str:
        return self.fake.model_version

    @property
    def is_at_hand(self) -> bool:
        return self.fake.is_at_hand

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS[self.kind]

    def match_rows(
        self, rows: Sequence[Mapping[str, object]], *, limit: int = 5, explain: bool = False
    ) -> list[Outcome]:
        return self.fake.match_rows(rows, limit=limit, explain=explain)

    def replay_golden(self) -> None:
        self.fake.replay_golden()


def served(matchers: Mapping[Kind, Any]) -> ServedModels:
    """Return matchers as a service has loaded them."""
    models = ServedModels()
    for kind, matcher in matchers.items():
        models.replace(kind, kind, matcher)
    models.is_ready = True
    return models


@dataclass
class Face:
    """Calls the service's application in process; gives httpx's response."""

    app: ASGIApp
    base_url: str = "http://127.0.0.1"

    def call(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return asyncio.run(self.call_async(method, path, body, headers or {}))

    async def call_async(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url=self.base_url) as client:
            return await client.request(method, path, content=body, headers=dict(headers))

    def match(self, body: bytes, **headers: str) -> httpx.Response:
        sent = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        renamed = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.call("POST", "/v1/match", body, sent | renamed)


def face_of(
    matcher: FakeMatcher, *, waiting: int = 8, timeout_s: float = 20.0, settings: Settings | None = None
) -> Face:
    """The application as a worker makes it, with both kinds served by one fake."""
    models = served({kind: FakeOfKind(matcher, kind) for kind in Kind})
    chosen = settings or Settings(token=SecretStr(TOKEN))
    return Face(create_app(ServiceParts(chosen, models, ScoringQueue(waiting), timeout_s)))
