"""Duplicates of one profile: why each lost it, what a merge would keep, and the CRM's own calls that merge."""

from collections.abc import Mapping, Set
from typing import Literal

from pydantic import BaseModel

from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.claims.duplicates import DuplicateGroup, Loser, calls_of, group_of, groups_of
from serving.contract.claims.rules import SurvivesBy, merge_preview
from serving.contract.records.calls import Call, PathId, ReportCall, ShownValue, answers, routes
from serving.contract.records.keys import visible_among
from serving.contract.records.link_answers import RecordName
from serving.contract.records.records import read_payloads, record_names
from serving.http.docs import read_examples
from serving.http.paging import Listing, PageWanted, WantedPage, next_cursor
from serving.http.wire.formats import JsonObject
from serving.store.contracts import NotHere, OpenScope
from serving.vocabulary.claims import LOST_BY_SENTENCES, LostBy
from serving.vocabulary.links import ProfileKey, RecordKey

_EXAMPLES = read_examples(__file__)


class LoserShown(BaseModel):
    """A record that lost its claim on the profile, and what decided; withheld where either record is hidden."""

    record: RecordName
    name: str | None
    lost_by: LostBy | None
    sentence: str | None
    probability: float | None
    claim_margin: float | None
    withheld: Literal["crm_permission"] | None


class DuplicatesShown(BaseModel):
    """The record that has the profile, and those that lost it; names of records that the user may not see are null."""

    kind: Kind
    profile_id: str
    winner: RecordName
    winner_name: str | None
    losers: list[LoserShown]


class CallShown(ShownValue):
    """A call of the CRM's API; the path is below the CRM's address. onematch never sends it."""

    method: str
    path: str
    body: JsonObject


class MergeProposed(ShownValue):
    """Which record to keep and which to merge into it; `left` are of another object, which no CRM merges.

    Without `calls` the CRM has none for these records: `keep` and `merge` are the list to merge by hand.
    """

    kind: Kind
    profile_id: str
    keep: RecordName
    merge: list[RecordName]
    left: list[RecordName]
    calls: list[CallShown]


class ValueLost(ShownValue):
    """A value that does not survive."""

    record: RecordName
    value: str


class FieldMerged(ShownValue):
    """A field of the merged record: whose value survives, by which rule, and which do not."""

    field: str
    value: str
    source: RecordName
    by: SurvivesBy
    lost: list[ValueLost]


class MergePreviewed(MergeProposed):
    """A proposal with the fields that the kept record would have; on Oracle the customer's own rules may differ.

    `fields` are null where the user may not see one of the records in the CRM: which of them differ is a value too.
    """

    winner: RecordName
    winner_name: str | None
    losers: list[LoserShown]
    fields: list[FieldMerged] | None
    withheld: Literal["crm_permission"] | None


router = routes("reports", "/duplicates")


@router.get("", summary="List duplicates", responses=answers(_EXAMPLES["group"]))
def duplicates(page: WantedPage, call: ReportCall) -> Listing[DuplicatesShown]:
    """List the profiles that several records claim, with the record that has each and why the others lost it."""
    groups, cursor = _page(call, page)
    with call.reading() as scope:
        readable = _readable(scope, call, groups)
    items = [
        DuplicatesShown(kind=group.kind, profile_id=group.profile_id, **_claims(group, readable)) for group in groups
    ]
    return Listing(items=items, next_cursor=cursor)


@router.get("/merges", summary="List proposed merges", responses=answers(_EXAMPLES["merge"]))
def merges(page: WantedPage, call: ReportCall) -> Listing[MergeProposed]:
    """List the merges of duplicates, each with the CRM's own calls where it has them; onematch merges nothing."""
    groups, cursor = _page(call, page)
    return Listing(
        items=[MergeProposed.of(_proposal(call, group)) for group in groups],
        next_cursor=cursor,
    )


@router.get("/{kind}/{profile_id}", summary="Preview a merge", responses=answers(_EXAMPLES["preview"]))
def preview(kind: Kind, profile_id: PathId, call: ReportCall) -> MergePreviewed:
    """Show what a merge of a profile's duplicates would keep, field by field."""
    with call.reading() as scope:
        group = group_of(scope, ProfileKey(kind, profile_id))
        if group is None:
            raise NotHere("the profile has no duplicates")
        _name(call, [group])
        readable = _readable(scope, call, [group])
        fields = _fields(scope, group, readable)
    shown = {"fields": fields, "withheld": "crm_permission" if fields is None else None}
    whole = {**_proposal(call, group), **_claims(group, readable), **shown}
    return MergePreviewed.of(whole)


def _page(call: Call, page: PageWanted) -> tuple[list[DuplicateGroup], str | None]:
    key = page.key(str, str)
    with call.reading() as scope:
        groups = groups_of(scope, None if key is None else (key[0], key[1]), page.fetch)
    shown = groups[: page.limit]
    _name(call, shown)
    return shown, next_cursor(groups, page, lambda group: [group.kind, group.profile_id])


def _name(call: Call, groups: list[DuplicateGroup]) -> None:
    call.name(records=[key.name for key in _keys(groups)], profiles=[group.profile_id for group in groups])


def _keys(groups: list[DuplicateGroup]) -> list[RecordKey]:
    return [key for group in groups for key in (group.winner, *(loser.link.key for loser in group.losers))]


@value_class
class _Readable:
    """The records that the acting user may see, and their names."""

    visible: Set[RecordKey]
    names: Mapping[RecordKey, str]


def _readable(scope: OpenScope, call: Call, groups: list[DuplicateGroup]) -> _Readable:
    keys = _keys(groups)
    visible = visible_among(scope, keys, call.acting_user)
    return _Readable(visible, record_names(scope, keys, call.acting_user))


def _claims(group: DuplicateGroup, readable: _Readable) -> JsonObject:
    losers = [_loser(loser, readable, is_visible=group.winner in readable.visible) for loser in group.losers]
    return {"winner": RecordName.of(group.winner), "winner_name": readable.names.get(group.winner), "losers": losers}


def _loser(loser: Loser, readable: _Readable, *, is_visible: bool) -> LoserShown:
    """Return a loser as it is shown; that the winner has more fields filled, say, tells something of both (S33)."""
    is_visible = is_visible and loser.link.key in readable.visible
    return LoserShown(
        record=RecordName.of(loser.link.key),
        name=readable.names.get(loser.link.key),
        lost_by=loser.lost_by if is_visible else None,
        sentence=wording(LOST_BY_SENTENCES[loser.lost_by]) if is_visible else None,
        probability=loser.link.probability if is_visible else None,
        claim_margin=loser.link.claim_margin if is_visible else None,
        withheld=None if is_visible else "crm_permission",
    )


def _proposal(call: Call, group: DuplicateGroup) -> JsonObject:
    left = [loser.link.key for loser in group.losers if loser.link.key not in group.mergeable]
    return {
        "kind": group.kind,
        "profile_id": group.profile_id,
        "keep": group.winner,
        "merge": group.mergeable,
        "left": left,
        "calls": calls_of(call.scope, group),
    }


def _fields(scope: OpenScope, group: DuplicateGroup, readable: _Readable) -> list[FieldMerged] | None:
    """Return the fields of the merged record, None where the user may not see one of its records (S33)."""
    keys = [group.winner, *group.mergeable]
    if not readable.visible >= set(keys):
        return None
    values = read_payloads(scope, keys)
    return [FieldMerged.of(field) for field in merge_preview(group.winner, group.mergeable, values)]
