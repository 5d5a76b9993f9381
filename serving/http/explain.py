"""`POST /v1/explain`: why the matcher decides a record as it does, for every token that may match records."""

from dataclasses import dataclass, field
from typing import cast

from anyio import CapacityLimiter, to_thread
from starlette.types import Receive, Scope

from serving.access.bearer import is_of_contract, require_token
from serving.access.body_limits import OTHER_BODY
from serving.explanation.explained_record import by_itself
from serving.explanation.explanation import EditEffort, WantedExplanation, explain
from serving.explanation.private_numbers import equal_alone
from serving.http.scoring_queue import QueueFull
from serving.http.wire.requests import ExplainCall, read_body, read_explain_call
from serving.matching.matcher import Matcher
from serving.runtime.event_log import log_event
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings

MOST_WAITING = 64


def _one_at_a_time() -> CapacityLimiter:
    return CapacityLimiter(1)


@dataclass(frozen=True, slots=True)
class ExplainEndpoint:
    """Token check, body limit and explanation, one at a time: matching has the rest of the processor."""

    settings: Settings
    models: ServedModels
    limiter: CapacityLimiter = field(default_factory=_one_at_a_time)

    async def answer(self, scope: Scope, receive: Receive) -> bytes:
        """Return the body of the answer; raises the error that refuses the request."""
        require_token(scope, self.settings)
        if self.limiter.statistics().tasks_waiting >= MOST_WAITING:
            raise QueueFull(f"got one request more than the {MOST_WAITING} that may wait, expected a retry")
        call = read_explain_call(await read_body(scope, receive, OTHER_BODY), self.models.columns)
        asked = call, scope["state"]["request_id"], is_of_contract(scope)
        return await to_thread.run_sync(self._explain, *asked, limiter=self.limiter)

    def _explain(self, call: ExplainCall, request_id: str, of_contract: bool) -> bytes:
        matcher = cast("Matcher", self.models.matcher(call.kind))
        row = call.row
        if of_contract:
            named = [one for one in (call.profile_id, call.against) if one is not None]
            row = equal_alone(matcher, row, named)
        effort = EditEffort.WITHIN_LIMIT if call.edits else EditEffort.NONE
        found = explain(matcher, by_itself(matcher, row), WantedExplanation(call.profile_id, call.against, effort))
        log_event(
            "explanation",
            request_id=request_id,
            kind=call.kind.value,
            record_id=found.record_id,
            profile_id=found.pair.profile_id,
            probability=found.pair.probability,
            model_version=found.model_version,
        )
        return found.model_dump_json().encode()
