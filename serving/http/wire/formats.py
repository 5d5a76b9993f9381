"""The shapes that go over the wire, as callers read them in the documentation."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt


class MatchRequest(BaseModel):
    """Records to match; they are scored together and answered in their order."""

    model_config = ConfigDict(extra="forbid")

    kind: Annotated[Literal["person", "company"], Field(description="person or company")]
    records: Annotated[list[Any], Field(description="a list of 1 to 1000 records")]
    explain: Annotated[StrictBool, Field(description="true or false")] = False
    limit: Annotated[StrictInt, Field(ge=1, le=50, description="a whole number from 1 to 50")] = 5


class MatchedProfile(BaseModel):
    """The one profile that a record is linked to."""

    id: str
    probability: Annotated[float, Field(description="chance that this profile is a right answer, 6 digits")]
    match_weight: Annotated[float, Field(description="Fellegi-Sunter weight of the fields, log2")]


class AnsweredCandidate(MatchedProfile):
    """One profile that the record could be."""

    reasons: list[str]
    details: Annotated[dict[str, Any] | None, Field(description="every comparison and feature, with explain")] = None


class RecordAnswer(BaseModel):
    """The decision on one record."""

    record_id: str
    decision: Literal["linked", "review", "none"]
    match: Annotated[MatchedProfile | None, Field(description="only when linked")]
    margin: Annotated[float, Field(description="distance in probability to the second candidate")]
    candidates: list[AnsweredCandidate]
    reasons: list[str]
    basis: Annotated[str, Field(description="own_labels, shipped, em or forced")]
    model_version: Annotated[str, Field(description="<bundle hash>+<index hash>.<delta sequence>")]


class RecordError(BaseModel):
    """What is wrong with one record; the others have their answers."""

    record_id: str | None
    error: str


class MatchAnswer(BaseModel):
    """One result for each record, in the request's order."""

    results: list[RecordAnswer | RecordError]


class ProblemDetail(BaseModel):
    """An error (RFC 9457); `type` is stable."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None
