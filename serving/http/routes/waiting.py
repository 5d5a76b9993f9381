"""Whether a caller waits for what is made for the first time: `Prefer: wait=0` of RFC 7240 says that it does not."""

from dataclasses import replace
from typing import Annotated

from fastapi import Header

from serving.http.wire.problems import ProblemKind, Problems
from serving.store.readings import ReadingBegun, WantedReading

NO_WAIT = "wait=0"
Preference = Annotated[
    str, Header(alias="Prefer", description="wait=0: 503 at once where a large contract's answer must be made first")
]
PROBLEMS: Problems = {ReadingBegun: ProblemKind(503, "being-made", "The answer is being made", {"Retry-After": "1"})}


def preferred(wanted: WantedReading, prefer: str) -> WantedReading:
    """Return a reading as the caller prefers it."""
    does_wait = NO_WAIT not in prefer.replace(" ", "").lower()
    return wanted if does_wait else replace(wanted, waits=False, may_be_none=False)
