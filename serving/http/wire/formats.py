"""The request and answer of `/v1/match` and the problem, as the OpenAPI document describes them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StrictBool, StrictInt

MATCH = "/v1/match"


class MatchRequest(BaseModel, extra="forbid"):
    """Records to match; the results have the same order."""

    kind: Annotated[Literal["person", "company"], Field(description="person or company")]
    records: Annotated[list[Any], Field(description="a list of 1 to 1000 records")]
    explain: Annotated[StrictBool, Field(description="true or false")] = False
    limit: Annotated[StrictInt, Field(ge=1, le=50, description="a whole number from 1 to 50")] = 5
    show: Annotated[
        list[Literal["name", "title", "company", "city", "region", "country", "profile_url"]],
        Field(description="a list of name, title, company, city, region, country, profile_url"),
    ] = []


class MatchedProfile(BaseModel):
    """The one profile that a record is linked to."""

    id: str
    probability: Annotated[float, Field(description="calibrated probability that this candidate is right, 6 digits")]
    match_weight: Annotated[float, Field(description="Fellegi-Sunter match weight, log2")]
    shown: Annotated[dict[str, str] | None, Field(description="the fields of `show`, as the profile has them")] = None
    cluster: Annotated[
        list[str] | None,
        Field(description="profiles that are one entity with this one, the first one first; absent without clusters"),
    ] = None


class AnsweredCandidate(MatchedProfile):
    """A candidate of the record."""

    reasons: list[str]
    details: Annotated[dict[str, Any] | None, Field(description="every comparison and feature, with explain")] = None


class RecordAnswer(BaseModel):
    """The decision on one record."""

    record_id: str
    decision: Literal["linked", "review", "none"]
    match: Annotated[MatchedProfile | None, Field(description="only when linked")]
    margin: Annotated[float, Field(description="difference of probability to the second candidate")]
    candidates: list[AnsweredCandidate]
    reasons: list[str]
    basis: Annotated[str, Field(description="own_labels, shipped, em or forced")]
    model_version: Annotated[str, Field(description="<bundle hash>+<index hash>.<delta sequence>")]
    part_of: Annotated[
        str | None,
        Field(description="the profile of the company that the record names as its parent; absent without one"),
    ] = None


class RecordError(BaseModel):
    """The error of one record; the others are answered."""

    record_id: str | None
    error: str


class MatchAnswer(BaseModel):
    """A result for each record, in the request's order."""

    results: list[RecordAnswer | RecordError]


class ProblemDetail(BaseModel):
    """An error (RFC 9457); `type` is stable."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None
