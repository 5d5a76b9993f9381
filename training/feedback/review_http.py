"""The review queue of a running service: questions with the fields of both sides, answers posted as judgements."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from data.labels.label_rows import Verdict
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.access.bearer import is_loopback
from serving.access.tls import secure_context
from serving.rules.linking.review import Risk
from training.feedback.client_credentials import CLIENT_ID, auth_of_environment
from training.feedback.review_session import CandidateShown, PairQuestion, ShownReasons
from training.terminal import OptionsWrong

SCOPE = "app"
MOST = 100
"""The most questions in one answer of the service."""
TIMEOUT_S = 30.0
TRIES = 3


class ServiceRefused(OnematchError):
    """The service was not reached, or refused a request."""


@dataclass(frozen=True, slots=True)
class ServiceQuestion:
    """A record and its candidate; `link` is the answer of the model, None in a blind review."""

    object: str
    record_id: str
    profile_id: str | None
    link: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The next questions, whether a person may stop, and the risk that is left."""

    questions: tuple[ServiceQuestion, ...]
    may_stop: bool
    risk: Risk


class ReviewService:
    """The queue of one contract for one of its users; it uses the HTTP API alone."""

    def __init__(self, url: str, contract: str, user: str, http: httpx.Client | None = None) -> None:
        self._base = f"{url.rstrip('/')}/v1/contracts/{contract}"
        self._headers = {"Acting-User": user}
        self._http = http or http_to(url.rstrip("/"))

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def next_questions(self, kind: Kind, limit: int, *, blind: bool) -> ReviewPage:
        """Return the next questions in the order of the service."""
        asked = {"kind": kind.value, "limit": min(limit, MOST), "blind": blind}
        page = self._call("GET", "/review-queue", params=asked)
        return ReviewPage(tuple(map(_question, page["items"])), page["may_stop"], Risk(**page["risk"]))

    def record(self, question: ServiceQuestion) -> dict[str, str]:
        """Return the record's columns as the CRM sent them; none where the user may not see them."""
        name = quote(question.record_id, safe="")
        return _texts(self._call("GET", f"/records/{question.object}/{name}")["columns"] or {})

    def profile(self, kind: Kind, profile_id: str) -> dict[str, str]:
        """Return what the user may see of a profile."""
        found = self._call("GET", "/profiles", params={"kind": kind.value, "q": profile_id})["items"]
        return _texts(next((one["shown"] for one in found if one["id"] == profile_id), {}))

    def answer(self, question: ServiceQuestion, verdict: Verdict, profile_id: str | None) -> None:
        """Post a verdict; a request without an answer is repeated under the same idempotency key and counts once."""
        body = {"object": question.object, "record_id": question.record_id, "verdict": verdict.value}
        if profile_id is not None:
            body["profile_id"] = profile_id
        self._call("POST", "/judgements", json=body, key=uuid.uuid4().hex)

    def _call(self, method: str, path: str, *, key: str | None = None, **sent: Any) -> Any:
        headers = self._headers | ({} if key is None else {"Idempotency-Key": key})
        again = Retrying(
            retry=retry_if_exception_type(httpx.TransportError), stop=stop_after_attempt(TRIES), reraise=True
        )
        try:
            answer = again(self._http.request, method, self._base + path, headers=headers, **sent)
        except httpx.TransportError as error:
            raise ServiceRefused(f"{self._base}: not reached ({type(error).__name__})") from error
        if answer.status_code >= 400:
            raise ServiceRefused(f"{method} {self._base}{path}: {_refusal(answer)}")
        return answer.json()


class ServiceQueue:
    """The questions of a page of the service; every answer is posted at once."""

    def __init__(self, service: ReviewService, kind: Kind, page: ReviewPage) -> None:
        self._service, self._kind, self._page = service, kind, page
        self._shown: dict[int, PairQuestion] = {}
        self._answered: dict[int, str | None] = {}

    def __len__(self) -> int:
        return len(self._page.questions)

    def question(self, position: int) -> PairQuestion:
        """Return a question with the fields of both sides, asked for when it is first shown."""
        if position not in self._shown:
            self._shown[position] = self._read(self._page.questions[position])
        return self._shown[position]

    def answer(self, position: int, verdict: Verdict, candidate: int | None) -> None:
        """Post an answer."""
        profile = None if candidate is None else self.question(position).candidates[candidate].id
        self._service.answer(self._page.questions[position], verdict, profile)
        self._answered[position] = profile

    def undo(self, position: int) -> None:
        """Withdraw an answer of this sitting."""
        self._service.answer(self._page.questions[position], Verdict.LIFTED, self._answered.pop(position))

    def why(self, position: int, candidate: int) -> ShownReasons:
        """Return the reasons that the service gives; it explains no pair in full."""
        link = self._page.questions[position].link
        reasons = "; ".join(link["reasons"]) if link and not candidate else ""
        return ShownReasons(
            self.question(position).candidates[candidate].id, note=reasons or "the service gives no reasons here"
        )

    def risk(self) -> Risk:
        """Return the risk that was left when the questions were asked for."""
        return self._page.risk

    def _read(self, question: ServiceQuestion) -> PairQuestion:
        link = question.link or {}
        wanted = {question.profile_id: link.get("probability"), link.get("runner_up_id"): None}
        shown = tuple(
            CandidateShown(one, self._service.profile(self._kind, one), probability)
            for one, probability in wanted.items()
            if one is not None
        )
        answer = f"{link['state']}, probability {link['probability']:.4f}: {'; '.join(link['reasons'])}" if link else ""
        name = f"{question.object} {question.record_id}"
        return PairQuestion(name, self._service.record(question), shown, answer)


def _question(item: Mapping[str, Any]) -> ServiceQuestion:
    link = item.get("link")
    profile = (link or item.get("asked") or {}).get("profile_id")
    return ServiceQuestion(item["record"]["object"], item["record"]["id"], profile, link)


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the filled fields as text, lists joined by `; `."""
    lists = {name: one if isinstance(one, list) else [one] for name, one in values.items() if one}
    return {name: "; ".join(map(str, one)) for name, one in lists.items()}


def http_to(url: str) -> httpx.Client:
    """Return an authenticated HTTP client of a service. Raises OptionsWrong."""
    refuse_unsafe(url)
    auth = auth_of_environment(f"{url}/v1/oauth/token", SCOPE)
    return httpx.Client(timeout=TIMEOUT_S, verify=secure_context(), auth=auth)


def refuse_unsafe(url: str) -> None:
    """Raise OptionsWrong where credentials would cross the network unencrypted (S76)."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise OptionsWrong(f"--url: got {url}, expected https, or http to this machine")


def _refusal(answer: httpx.Response) -> str:
    """Return the reason of a refusal; a token lives fifteen minutes."""
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return f"401, the client or its token is unknown or expired ({CLIENT_ID}); what was answered so far is kept"
    try:
        problem = answer.json()
    except ValueError:
        return str(answer.status_code)
    return f"{answer.status_code} {problem.get('title', '')}: {problem.get('detail', '')}"
