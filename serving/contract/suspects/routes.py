"""Wrong-link radar: the links that most likely do harm, in groups by cause."""

from datetime import datetime
from typing import Annotated

from fastapi import Header, Query
from pydantic import BaseModel
from starlette.responses import Response

from features.schema.texts import wording
from serving.contract.records.calls import Call, ReportCall, routes
from serving.contract.records.link_answers import RecordName
from serving.contract.records.records import profile_names, record_names
from serving.contract.records.report import Format, ReportName, accepted_format
from serving.contract.records.report_answers import (
    ASYNC,
    AcceptedType,
    begin_report,
    is_long,
    table_or_job,
    whole_report,
)
from serving.contract.records.services import WrapperServices
from serving.contract.suspects.rules import CAUSE_SENTENCES, SuspectCause
from serving.contract.suspects.suspects import SUSPECTS_KEPT_FOR, kept_suspects, read_suspects, suspects_of
from serving.http.paging import Listing, PageWanted, WantedPage, next_cursor
from serving.store.contracts import InstanceScope
from serving.store.readings import KeptReading, Reading

_SENTENCE = CAUSE_SENTENCES[SuspectCause.NAMESAKE]
_EXAMPLE = {
    "items": [
        {
            "record": {"object": "contact", "id": "101"},
            "name": "Ann Lee",
            "profile_id": "M1",
            "profile_name": "ann lee",
            "probability": 0.9712,
            "wrong": 0.7088,
            "harm": 2.126,
            "cause": "namesake",
            "sentence": _SENTENCE,
            "causes": ["namesake", "account_disagrees"],
            "badges_seen": 4,
            "written": 1,
            "saves": 0,
            "since": "2026-02-11T08:00:00Z",
        }
    ],
    "next_cursor": None,
    "as_of": "2026-03-02T09:00:00Z",
    "links": 842,
    "groups": [{"cause": "namesake", "sentence": _SENTENCE, "links": 3, "expected_wrong": 1.94}],
}
_ANSWERS = table_or_job(_EXAMPLE)


class SuspectShown(BaseModel):
    """A link with the probability that it is wrong, times what hangs on it: the expected `harm`.

    `name` and `profile_name` are those of the record and of the profile.

    `badges_seen`: calls that showed its badge, of the newest 5,000; `written`: activities in the CRM; `saves`: users
    who have it saved.
    """

    record: RecordName
    name: str | None
    profile_id: str | None
    profile_name: str | None
    probability: float
    wrong: float
    harm: float
    cause: SuspectCause
    sentence: str
    causes: list[SuspectCause]
    badges_seen: int
    written: int
    saves: int
    since: datetime


class GroupShown(BaseModel):
    """The links of one cause, and how many of them are expected to be wrong."""

    cause: SuspectCause
    sentence: str
    links: int
    expected_wrong: float


class SuspectsShown(Listing[SuspectShown]):
    """Links by expected harm, the most harmful first; `links` were looked at, `groups` are of those that all may see.

    Links of records that the user may not see in the CRM are left out: place and figures follow from values (S33).

    `as_of`: when they were looked at, of a large contract at most a quarter of an hour ago and its first 5,000 links;
    null while a large contract's links are looked at for the first time. Links that changed since are left out.
    """

    as_of: datetime | None
    links: int
    groups: list[GroupShown]


router = routes("reports")


@router.get(
    "/reports/suspects",
    summary="List the links that are probably wrong",
    responses=_ANSWERS,
    response_model=SuspectsShown,
)
def suspects(
    page: WantedPage,
    call: ReportCall,
    cause: Annotated[SuspectCause | None, Query(description="only these")] = None,
    accept: AcceptedType = "application/json",
    prefer: Annotated[str, Header(description="respond-async: write it in a job")] = "",
) -> Response | SuspectsShown:
    """List the links that nobody stated by expected harm, with what may have made them wrong.

    CSV has all of them; a job writes more than 10,000 as CSV (202).
    """
    call.name(reports=[ReportName.SUSPECTS])
    format_ = accepted_format(accept)
    if ASYNC in prefer or (format_ is Format.CSV and is_long(call, ReportName.SUSPECTS)):
        return begin_report(call, ReportName.SUSPECTS, format_)
    if format_ is Format.CSV:
        return whole_report(call, ReportName.SUSPECTS, format_)
    reading = call.reading_of(
        suspects_source(call.services, call.scope),
        lambda opened: kept_suspects(suspects_of(opened, call.matching, call.acting_user)),
    )
    return _shown(call, reading, page, cause)


def suspects_source(parts: WrapperServices, scope: InstanceScope) -> Reading:
    """Return what is kept of the suspects, for no user in particular, and what makes it."""
    return Reading(
        scope,
        "suspects",
        lambda opened: kept_suspects(suspects_of(opened, parts.matching, None)),
        fresh_for=SUSPECTS_KEPT_FOR,
        waits=False,
    )


def _shown(call: Call, reading: KeptReading, page: PageWanted, cause: SuspectCause | None) -> SuspectsShown:
    if reading.body is None:
        return SuspectsShown(items=[], next_cursor=None, links=0, groups=[], as_of=None)
    key = page.key(float, str, str)
    with call.reading() as scope:
        after = None if key is None else (-key[0], key[1], key[2])
        rows = read_suspects(scope, reading.body, call.acting_user, limit=page.fetch, after=after, cause=cause)
        names = record_names(scope, [suspect.link.key for suspect in rows], call.acting_user)
    profiles = {
        kind: profile_names(
            call.matching, kind, [suspect.link.profile_id or "" for suspect in rows if suspect.link.kind is kind]
        )
        for kind in {suspect.link.kind for suspect in rows}
    }
    cursor = next_cursor(
        rows, page, lambda suspect: [suspect.suspicion.harm, suspect.link.key.object, suspect.link.key.id]
    )
    shown = [
        SuspectShown(
            record=RecordName.of(suspect.link.key),
            name=names.get(suspect.link.key),
            profile_name=profiles[suspect.link.kind].get(suspect.link.profile_id or ""),
            **suspect.figures,
        )
        for suspect in rows[: page.limit]
    ]
    groups = [
        GroupShown(cause=of, sentence=wording(CAUSE_SENTENCES[of]), links=links, expected_wrong=expected)
        for of, links, expected in reading.body["groups"]
    ]
    return SuspectsShown(
        items=shown, next_cursor=cursor, links=reading.body["links"], groups=groups, as_of=reading.made_at
    )
