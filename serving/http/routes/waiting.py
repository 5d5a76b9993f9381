"""Whether a caller waits for what is made for the first time: `Prefer: wait=0` of RFC 7240 says that it does not."""

from dataclasses import replace
from typing import Annotated

from fastapi import Header

from serving.http.routes.frame import Call
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.readings import KeptReading, ReadingBegun, ReadingSource
from serving.sync.services import WrapperServices

NO_WAIT = "wait=0"
Preference = Annotated[
    str, Header(alias="Prefer", description="wait=0: 503 at once where a large contract's answer must be made first")
]
PROBLEMS: Problems = {ReadingBegun: ProblemKind(503, "being-made", "The answer is being made", {"Retry-After": "1"})}


def read_preferred(parts: WrapperServices, call: Call, source: ReadingSource, prefer: str) -> KeptReading:
    """Return a reading; raises ReadingBegun where the caller does not wait for a first one."""
    does_wait = NO_WAIT not in prefer.replace(" ", "").lower()
    wanted = source.wanted if does_wait else replace(source.wanted, waits=False, may_be_none=False)
    return parts.readings.read(call.scope, wanted, call.now, source.make)
