"""The request and answer of `/v1/match` and the problem, as the OpenAPI document describes them."""

from typing import Any, Literal

from pydantic import BaseModel, Field, StrictBool, StrictInt

MATCH = "/v1/match"
JsonObject = dict[str, Any]
"""A JSON object, such as a route answers."""
NO_WAIT = "wait=0"
"""RFC 7240: the caller does not wait for what is made for the first time."""


class MatchRequest(BaseModel, extra="forbid"):
    """Records to match; the results have the same order."""

    kind: Literal["person", "company"] = Field(description="person or company")
    records: list[Any] = Field(description="a list of 1 to 1000 records")
    explain: StrictBool = Field(default=False, description="true or false")
    limit: StrictInt = Field(default=5, ge=1, le=50, description="a whole number from 1 to 50")
    show: list[Literal["name", "title", "company", "city", "region", "country", "profile_url"]] = Field(
        default=[], description="a list of name, title, company, city, region, country, profile_url"
    )


class MatchedProfile(BaseModel):
    """The one profile that a record is linked to."""

    id: str
    probability: float = Field(description="calibrated probability that this candidate is right, 6 digits")
    match_weight: float = Field(description="Fellegi-Sunter match weight, log2")
    shown: dict[str, str] | None = Field(default=None, description="the fields of `show`, as the profile has them")
    cluster: list[str] | None = Field(
        default=None,
        description="profiles that are one entity with this one, the first one first; absent without clusters",
    )


class AnsweredCandidate(MatchedProfile):
    """A candidate of the record."""

    reasons: list[str]
    details: dict[str, Any] | None = Field(default=None, description="every comparison and feature, with explain")


class RecordAnswer(BaseModel):
    """The decision on one record."""

    record_id: str
    decision: Literal["linked", "review", "none"]
    match: MatchedProfile | None = Field(description="only when linked")
    margin: float = Field(description="difference of probability to the second candidate")
    candidates: list[AnsweredCandidate]
    reasons: list[str]
    basis: str = Field(description="own_labels, shipped, em or forced")
    model_version: str = Field(description="<bundle hash>+<index hash>.<delta sequence>")
    part_of: str | None = Field(
        default=None, description="the profile of the company that the record names as its parent; absent without one"
    )


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
