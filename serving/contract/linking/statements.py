"""Users' statements on records, which apply at once to all users of the contract (S23 to S28, D2, D6, D7, D21).

One action of a user appends one or more statements and relinks their records in one transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from data.labels.label_rows import Verdict
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.contract.linking.record_pairs import PairStatement, RecordPairKey, pair_of
from serving.contract.linking.relink import Relinking, relink
from serving.contract.records.keys import of_records
from serving.contract.records.link_rows import link_of, linked_records, read_links
from serving.contract.records.network_rows import NO_PROFILE, ProfileUnknown, Topic, unknown_profiles
from serving.contract.records.records import read_aliases
from serving.store.contracts import OpenScope
from serving.store.tables.links import record_judgements, statements
from serving.store.upserts import insert_rows
from serving.vocabulary.links import LinkChange, LinkRow, RecordKey, Statement
from serving.vocabulary.terms import KIND_OF, CrmObject, InstanceName, MadeBy, StatementSource

Links = Mapping[RecordKey, LinkRow]


class RecordUnknown(OnematchError):
    """The instance has no such live record."""


class NothingLinked(OnematchError):
    """There is no link that could be rejected."""


class ProfileMissing(OnematchError):
    """A verdict on a pair names no profile."""


class KindsDiffer(OnematchError):
    """A record and a profile are of different kinds."""


class Because(StrEnum):
    """Why a record loses its link: it was wrong, or another record is the better one (D7)."""

    WRONG_PERSON = "wrong_person"
    BETTER_RECORD = "better_record"


@value_class
class Author:
    """The author of a statement: the acting user's pseudonym, and whether the statement is a label (S28, D19)."""

    user_pseudonym: str
    is_label: bool = True

    def states(
        self, work: Relinking, source: StatementSource, verdict: Verdict, key: RecordKey, profile_id: str | None
    ) -> Statement:
        """Return a statement on a record and a profile; no profile with `nobody`."""
        return Statement(
            key=key,
            kind=KIND_OF[key.object],
            verdict=verdict,
            source=source,
            profile_id=None if verdict is Verdict.NOBODY else profile_id,
            at=work.context.now,
            user_pseudonym=self.user_pseudonym,
            is_label=self.is_label,
            weight=0.0 if source is StatementSource.CREATE_RECORD else 1.0,
        )


def author_of(scope: OpenScope, user_id: str) -> Author:
    """Return an acting user as an author; in a sandbox no statement is a label (D19).

    The pseudonym names nobody once the instance's key is destroyed (D18).
    """
    key = scope.data_key
    return Author(key.identity_hash(f"user {user_id}"), is_label=scope.instance.name is InstanceName.PRODUCTION)


def state(work: Relinking, stated: Sequence[Statement], read: Links | None = None) -> list[LinkChange]:
    """Append statements and relink their records; the numbers of statements follow their order.

    A statement on a merged record, which has no link, counts for the surviving one. `read`: links that are at hand.
    """
    if not stated:
        return []
    links = dict(read or {})
    links |= read_links(work.scope, {statement.key for statement in stated} - links.keys())
    aliases = read_aliases(work.scope, {statement.key for statement in stated} - links.keys())
    links |= read_links(work.scope, set(aliases.values()))
    stated = [replace(statement, key=aliases.get(statement.key, statement.key)) for statement in stated]
    keys = {statement.key for statement in stated}
    rows = [_row(work.scope.instance_id, statement, links.get(statement.key)) for statement in stated]
    insert_rows(work.scope.connection, statements, rows)
    return relink(work, keys)


def rematch(
    work: Relinking, key: RecordKey, profile_id: str, author: Author, because: Because | None = None
) -> list[LinkChange]:
    """Link a record to the profile that a user chose, or a profile to the record (S25, S27, D6, D7).

    The record's former profile is rejected. The profile's former record becomes a duplicate; only `wrong_person` states
    that it was wrong. Raises RecordUnknown, ProfileUnknown.
    """
    chosen = author.states(work, StatementSource.REMATCH, Verdict.MATCH, key, profile_id)
    live = _require(work, chosen)
    link = live[key]
    if link.linked_profile == profile_id and link.made_by is MadeBy.USER:  # stated before
        return []
    stated = _former_rejected(work, key, link, profile_id, author)
    if because is Because.WRONG_PERSON:
        holders = linked_records(work.scope, chosen.kind, [profile_id])
        former = holders.get(profile_id)
        if former is not None and former.key != key:
            wrong = author.states(work, chosen.source, Verdict.NOT_MATCH, former.key, profile_id)
            stated = [replace(wrong, because=because), *stated]
    return state(work, [*stated, replace(chosen, because=because)], live)


def reject(work: Relinking, key: RecordKey, author: Author) -> list[LinkChange]:
    """State that a record is not the profile that it is linked to. Raises RecordUnknown, NothingLinked."""
    link = link_of(work.scope, key)
    if link is None:
        raise RecordUnknown(_no_record(key))
    if link.linked_profile is None:
        raise NothingLinked("got a record that is not linked, expected one that is: {key_name}", key_name=key.name)
    return state(work, [author.states(work, StatementSource.REJECTION, Verdict.NOT_MATCH, key, link.linked_profile)])


def judge(
    work: Relinking, key: RecordKey, verdict: Verdict, profile_id: str | None, author: Author
) -> list[LinkChange]:
    """Store the answer to a question of the review queue. Raises RecordUnknown, ProfileUnknown, ProfileMissing."""
    return _state_one(work, author.states(work, StatementSource.REVIEW, verdict, key, profile_id))


def confirm(work: Relinking, key: RecordKey, profile_id: str, author: Author) -> list[LinkChange]:
    """State that a record is a profile, and nothing of other profiles (D29). Raises RecordUnknown, ProfileUnknown."""
    return _state_one(work, author.states(work, StatementSource.CONFIRMATION, Verdict.MATCH, key, profile_id))


def created(work: Relinking, key: RecordKey, profile_id: str, author: Author) -> list[LinkChange]:
    """State that a record was created from a profile (S23, S28); the statement has no weight as a label.

    The record may be missing until its import adds it (D30).
    """
    return state(work, [author.states(work, StatementSource.CREATE_RECORD, Verdict.MATCH, key, profile_id)])


def refusals_of(work: Relinking, stated: Sequence[Statement], live: Links) -> dict[int, OnematchError]:
    """Return why statements cannot be made, by their position: each needs a live record, most need a profile.

    A profile that closed can still be rejected. `live`: the links of all that are named.
    """
    matches = [statement for statement in stated if statement.verdict is Verdict.MATCH]
    unknown = {
        kind: unknown_profiles(
            work.scope.connection,
            work.matching,
            kind,
            {statement.profile_id for statement in matches if statement.kind is kind and statement.profile_id},
            Topic.LINKS,
        )
        for kind in Kind
    }
    refusals: dict[int, OnematchError] = {}
    for position, statement in enumerate(stated):
        if statement.key not in live:
            refusals[position] = RecordUnknown(_no_record(statement.key))
        elif statement.profile_id is None and statement.verdict in {Verdict.MATCH, Verdict.NOT_MATCH}:
            got = wording("profile_id: got nothing with {verdict}", verdict=statement.verdict)
            refusals[position] = ProfileMissing("{got}, expected a profile's id", got=got)
        elif statement.verdict is Verdict.MATCH and statement.profile_id in unknown[statement.kind]:
            refusals[position] = ProfileUnknown(NO_PROFILE)
    return refusals


def _require(work: Relinking, statement: Statement) -> Links:
    """Return the link of a statement's record; raise why it cannot be made."""
    live = read_links(work.scope, [statement.key])
    for refusal in refusals_of(work, [statement], live).values():
        raise refusal
    return live


def _state_one(work: Relinking, statement: Statement) -> list[LinkChange]:
    return state(work, [statement], _require(work, statement))


def _no_record(key: RecordKey) -> str:
    return wording("got {key_name}, which this instance does not hold", key_name=key.name)


def _former_rejected(
    work: Relinking, key: RecordKey, link: LinkRow, profile_id: str, author: Author
) -> list[Statement]:
    """Return the rejection of the profile that a record is linked to, none if that is the chosen one."""
    former = link.linked_profile
    if former is None or former == profile_id:
        return []
    return [author.states(work, StatementSource.REMATCH, Verdict.NOT_MATCH, key, former)]


def _row(instance_id: str, statement: Statement, shown: LinkRow | None) -> dict[str, Any]:
    return {
        "instance_id": instance_id,
        **statement.key.columns,
        "kind": statement.kind,
        "profile_id": statement.profile_id,
        "verdict": statement.verdict,
        "source": statement.source,
        "because": statement.because,
        "user_pseudonym": statement.user_pseudonym,
        "is_label": statement.is_label,
        "weight": statement.weight,
        "shown": _shown(shown),
        "at": statement.at,
    }


def _shown(link: LinkRow | None) -> Mapping[str, Any]:
    """Return the link that the user saw: the statement's provenance."""
    if link is None:
        return {}
    return {
        "profile_id": link.profile_id,
        "state": link.state,
        "probability": link.probability,
        "model_version": link.model_version,
        "made_by": link.made_by,
        "reasons": list(link.reasons),
        "hindrance": link.hindrance,
    }


def judge_records(work: Relinking, pair: RecordPairKey, verdict: Verdict, author: Author) -> None:
    """Store the answer to the question whether two records are one. Raises RecordUnknown."""
    live = read_links(work.scope, pair)
    for key in pair:
        if key not in live:
            raise RecordUnknown(_no_record(key))
    first, second = pair
    row = {
        "instance_id": work.scope.instance_id,
        **first.columns,
        "other_object": second.object,
        "other_id": second.id,
        "verdict": verdict,
        "user_pseudonym": author.user_pseudonym,
        "at": work.context.now,
    }
    work.scope.execute(record_judgements.insert().values(**row))


def stated_among(scope: OpenScope, keys: Collection[RecordKey]) -> list[PairStatement]:
    """Return the statements on pairs of which both records are among some; a merge made some pairs one record."""
    if not keys:
        return []
    query = scope.own(record_judgements).where(of_records(record_judgements, keys))
    among = set(keys)
    stated = []
    for row in scope.execute(query.order_by(record_judgements.c.seq)):
        key = RecordKey.named_by(row)
        other = RecordKey(CrmObject(row.other_object), row.other_id)
        if key != other and other in among:
            stated.append(PairStatement(pair_of(key, other), Verdict(row.verdict), row.at, row.seq))
    return stated
