"""Profiles found by an id, a name, or a name with a company."""

from dataclasses import dataclass

from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.matching.outcomes import Outcome
from serving.rules.badges.filters import CrmFilter, keeps
from serving.rules.linking.links import RecordKey
from serving.store.contracts import InstanceScope
from serving.sync.records.links import linked_records
from serving.sync.records.matching import Shown, WrapperMatching
from serving.sync.records.network_rows import opted_out_of_inmail

_NAME = {Kind.PERSON: "full_name", Kind.COMPANY: "name"}
MOST_FOUND = 50
"""The largest number of profiles that a search returns; a filter chooses among so many."""


@dataclass(frozen=True, slots=True)
class ProfileQuery:
    """A user's search."""

    kind: Kind
    text: str
    company: str | None = None
    limit: int = 20
    kept: CrmFilter | None = None
    """None: without a filter."""


@dataclass(frozen=True, slots=True)
class FoundProfile:
    """A profile with the record that it is linked to, if it is."""

    id: str
    shown: Shown
    record: RecordKey | None
    inmail_allowed: bool


def search_profiles(
    connection: Connection, scope: InstanceScope, sought: ProfileQuery, matching: WrapperMatching
) -> list[FoundProfile]:
    """Return profiles, the most probable first; an id returns its profile alone.

    A filter keeps those in the CRM, or the others, of all that are found, and the limit counts what it keeps (S39).
    """
    found = _ids(sought, matching)
    linked = linked_records(connection, scope.instance_id, sought.kind, found)
    ids = [one for one in found if sought.kept is None or keeps(sought.kept, one, linked)][: sought.limit]
    shown = matching.profiles(sought.kind, ids)
    opted_out = opted_out_of_inmail(connection, sought.kind, ids)
    return [
        FoundProfile(one, shown[one], linked[one].key if one in linked else None, one not in opted_out)
        for one in ids
        if one in shown
    ]


def _ids(sought: ProfileQuery, matching: WrapperMatching) -> list[str]:
    matcher = matching.matcher(sought.kind)
    with matching.turn():
        matcher.index.refresh()
        if matcher.index.row_of(sought.text) is not None:
            return [sought.text]
        row = {"id": "q", _NAME[sought.kind]: sought.text}
        if sought.company and sought.kind is Kind.PERSON:
            row["company"] = sought.company
        outcome = matcher.match_rows([row], limit=sought.limit if sought.kept is None else MOST_FOUND)[0]
    return [one.id for one in outcome.candidates] if isinstance(outcome, Outcome) else []
