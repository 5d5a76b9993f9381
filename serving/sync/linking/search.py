"""Profiles found by an id, a name, or a name with a company."""

from dataclasses import dataclass

from features.schema.kinds import Kind
from serving.matching.outcomes import Outcome
from serving.rules.linking.links import RecordKey
from serving.store.contracts import OpenScope
from serving.sync.records.links import linked_records
from serving.sync.records.matching import Shown, WrapperMatching
from serving.sync.records.network_rows import opted_out_of_inmail

_NAME = {Kind.PERSON: "full_name", Kind.COMPANY: "name"}
MOST_FOUND = 50
"""The largest number of profiles that a search returns; a filter chooses among so many."""


@dataclass(frozen=True, slots=True)
class FoundProfile:
    """A profile with the record that it is linked to, if it is."""

    id: str
    shown: Shown
    record: RecordKey | None
    inmail_allowed: bool


def search_profiles(
    scope: OpenScope,
    matching: WrapperMatching,
    kind: Kind,
    text: str,
    *,
    company: str | None,
    limit: int,
    in_crm: bool | None,
) -> list[FoundProfile]:
    """Return profiles, the most probable first; an id returns its profile alone.

    `company` is where a member works. `in_crm` keeps those in the CRM, or the others, of all that are found, and
    the limit counts what it keeps (S39); None: all.
    """
    found = _ids(matching, kind, text, company, limit if in_crm is None else MOST_FOUND)
    linked = linked_records(scope.connection, scope.instance_id, kind, found)
    ids = [one for one in found if in_crm is None or (one in linked) is in_crm][:limit]
    shown = matching.profiles(kind, ids)
    opted_out = opted_out_of_inmail(scope.connection, kind, ids)
    return [
        FoundProfile(one, shown[one], linked[one].key if one in linked else None, one not in opted_out)
        for one in ids
        if one in shown
    ]


def _ids(matching: WrapperMatching, kind: Kind, text: str, company: str | None, limit: int) -> list[str]:
    matcher = matching.matcher(kind)
    with matching.turn():
        matcher.index.refresh()
        if matcher.index.row_of(text) is not None:
            return [text]
        row = {"id": "q", _NAME[kind]: text}
        if company and kind is Kind.PERSON:
            row["company"] = company
        outcome = matcher.match_rows([row], limit=limit)[0]
    return [one.id for one in outcome.candidates] if isinstance(outcome, Outcome) else []
