"""The independent pass over CRM records: its inputs, its results, and these in the store with the claims they make."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Table, bindparam, delete

from features.normalise.records import normalise
from features.pairs.columns import Record
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.value_class import value_class
from serving.contract.linking.provisional_links import IndependentPass, Passes, independent_of
from serving.contract.records.keys import of_records
from serving.contract.records.link_rows import linked_companies
from serving.contract.records.matching import Matchers
from serving.contract.records.records import LiveRecord, read_live
from serving.contract.records.rulings import rulings_of
from serving.matching.collective import CANDIDATES, claimed_candidates
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Outcome
from serving.store.contracts import OpenScope
from serving.store.tables.links import candidates, independent_passes
from serving.store.tables.records import records
from serving.store.upserts import among, insert_rows, upsert
from serving.vocabulary.links import NO_RULING, RecordKey, Ruling
from serving.vocabulary.terms import KIND_OF, CrmObject

_PEOPLE = (CrmObject.CONTACT, CrmObject.LEAD)
_ANSWERING = Answering(limit=CANDIDATES)


@value_class
class PassInput:
    """The inputs of a record's independent pass.

    `fingerprint` changes whenever an input changes; `company_id` is the company of the record's account.
    """

    live: LiveRecord
    ruling: Ruling
    company_id: str | None
    fingerprint: str

    @property
    def key(self) -> RecordKey:
        return self.live.key


def pass_inputs(scope: OpenScope, live: Sequence[LiveRecord]) -> list[PassInput]:
    """Join records with their rulings and with the companies of their accounts."""
    rulings = rulings_of(scope, [record.key for record in live])
    companies = employers_of(scope, live)
    inputs = []
    for record in live:
        ruling = rulings.get(record.key, NO_RULING)
        company = companies.get(record.key)
        inputs.append(PassInput(record, ruling, company, _fingerprint(record, ruling, company)))
    return inputs


def employers_of(scope: OpenScope, live: Sequence[LiveRecord]) -> dict[RecordKey, str]:
    """Return the companies that the accounts of people are linked to, by person."""
    accounts = {record.key: record.account_id for record in live if record.kind is Kind.PERSON and record.account_id}
    companies = linked_companies(scope, set(accounts.values()))
    return {key: companies[account] for key, account in accounts.items() if account in companies}


def people_of_accounts(scope: OpenScope, account_ids: Collection[str]) -> set[RecordKey]:
    """Return the live contacts and leads of some accounts."""
    if not account_ids:
        return set()
    query = (
        scope.own(records.c.object, records.c.id)
        .filter_by(deleted_at=None)
        .where(among(records.c.account_id, sorted(account_ids)), records.c.object.in_(_PEOPLE))
    )
    return {RecordKey.of(row) for row in scope.execute(query)}


def normalised(
    record: LiveRecord, company_id: str | None, schema: Schema | None = None, *, reads_address: bool = True
) -> Record:
    """Return a record's fields as the matcher reads them.

    A person's company is the one that the account is linked to, never the CRM's own id; without `reads_address` the
    profile address is left out, because a newer statement overrules it. `schema` is the matcher's, with own fields.
    """
    fields = normalise(schema or record.kind, record.values)
    if record.kind is Kind.PERSON:
        fields["company_id"] = company_id
    if not reads_address:
        fields["profile_url"] = None
    return fields


def read_fields(scope: OpenScope, keys: Collection[RecordKey], schema: Schema | None = None) -> dict[RecordKey, Record]:
    """Return the fields of live records as the matcher reads them."""
    live = list(read_live(scope, keys))
    companies = employers_of(scope, live)
    return {record.key: normalised(record, companies.get(record.key), schema) for record in live}


def score(matching: Matchers, inputs: Iterable[PassInput], known: Passes) -> dict[RecordKey, IndependentPass]:
    """Run the independent pass of records, kind by kind, but for those with a known one of the same inputs."""
    by_kind: defaultdict[Kind, list[PassInput]] = defaultdict(list)
    for pass_input in inputs:
        if pass_input.key not in known or known[pass_input.key].fingerprint != pass_input.fingerprint:
            by_kind[pass_input.live.kind].append(pass_input)
    passes: dict[RecordKey, IndependentPass] = {}
    for kind, of_kind in by_kind.items():
        with matching.turn():
            outcomes = _outcomes(matching.matcher(kind), of_kind)
        passes |= {
            pass_input.key: replace(
                independent_of(outcome, pass_input.ruling, pass_input.live.named_at), fingerprint=pass_input.fingerprint
            )
            for pass_input, outcome in zip(of_kind, outcomes, strict=True)
        }
    return passes


def _outcomes(matcher: Matcher, inputs: Sequence[PassInput]) -> list[Outcome]:
    matcher.index.refresh()
    names = [pass_input.key.name for pass_input in inputs]
    fields = [
        normalised(pass_input.live, pass_input.company_id, matcher.schema, reads_address=reads_address(pass_input))
        for pass_input in inputs
    ]
    excluded: Mapping[str, Collection[str]] = {
        name: excluded_profiles(matcher, pass_input, record)
        for name, pass_input, record in zip(names, inputs, fields, strict=True)
        if pass_input.ruling.rejected
    }
    return matcher.match_records(names, fields, _ANSWERING, excluded)


def reads_address(inputs: PassInput) -> bool:
    """Whether the record's profile address counts: no newer statement overrules it."""
    return inputs.ruling.deciding is None or inputs.ruling.yields_to(inputs.live.named_at)


def excluded_profiles(matcher: Matcher, inputs: PassInput, record: Record) -> frozenset[str]:
    """Return the profiles that users rejected, except one that the record named later (D21).

    Whoever rejects a profile rejects the others of its cluster, but for one that the record names or a user confirmed.
    """
    address = record.get("profile_url")
    profile = matcher.profile_named(address) if isinstance(address, str) else None
    rejected = inputs.ruling.excluded(profile, inputs.live.named_at)
    confirmed = inputs.ruling.confirmed
    meant = {profile, None if confirmed is None else confirmed.profile_id}
    same = {member for members in matcher.index.one_entity(rejected).values() for member in members}
    return rejected | frozenset(same - meant)


def _fingerprint(record: LiveRecord, ruling: Ruling, company_id: str | None) -> str:
    deciding = ruling.deciding
    parts = (
        record.content_hash,
        company_id or "",
        record.named_at.isoformat() if record.named_at else "",
        "" if deciding is None else f"{deciding.seq}:{deciding.profile_id}",
        *(f"{profile}@{at.isoformat()}" for profile, at in sorted(ruling.rejected.items())),
    )
    return hashlib.blake2b("|".join(parts).encode(), digest_size=12).hexdigest()


@value_class
class PairRow:
    """One record's claim on one profile."""

    key: RecordKey
    profile_id: str
    probability: float
    match_weight: float


def read_independent(
    scope: OpenScope, keys: Collection[RecordKey], table: Table = independent_passes
) -> dict[RecordKey, IndependentPass]:
    """Return the stored independent passes of records, those in force or those that are staged."""
    if not keys:
        return {}
    rows = scope.execute(scope.own(table).where(of_records(table, keys)))
    return {
        (key := RecordKey.named_by(row)): IndependentPass.from_json(key.name, row.outcome, row.model_version, row.asked)
        for row in rows
    }


def read_pairs(scope: OpenScope, kind: Kind, profiles: Collection[str]) -> list[PairRow]:
    """Return all claims on some profiles, those on one profile together."""
    if not profiles:
        return []
    query = (
        scope.own(
            candidates.c.object,
            candidates.c.record_id,
            candidates.c.profile_id,
            candidates.c.probability,
            candidates.c.match_weight,
        )
        .filter_by(kind=kind)
        .where(among(candidates.c.profile_id, sorted(profiles)))
    )
    pairs = (PairRow(RecordKey.named_by(row), row[2], row[3], row[4]) for row in scope.execute(query))
    return sorted(pairs, key=attrgetter("profile_id"))


def replace_independent(
    scope: OpenScope,
    before: Passes,
    after: Passes,
) -> None:
    """Replace the independent passes of records; a record that is not in `after` has none from now on."""
    former, claimed = _claims(scope.instance_id, before), _claims(scope.instance_id, after)
    if ended := [row for pair, row in former.items() if claimed.get(pair) != row]:
        scope.execute(_DELETE, ended)
    if gone := before.keys() - after.keys():
        scope.delete(independent_passes, of_records(independent_passes, gone))
    write_independent(scope, after)
    new = [row for pair, row in claimed.items() if former.get(pair) != row]
    insert_rows(scope.connection, candidates, sorted(new, key=itemgetter("profile_id", "record_id")))


def write_independent(
    scope: OpenScope,
    passes: Passes,
    table: Table = independent_passes,
) -> None:
    """Store independent passes without their claims."""
    rows = [
        {
            "instance_id": scope.instance_id,
            **key.columns,
            "kind": KIND_OF[key.object],
            "outcome": independent.as_json(),
            "asked": independent.fingerprint,
            "model_version": independent.outcome.model_version,
        }
        for key, independent in passes.items()
    ]
    upsert(scope.connection, table, rows)


_DELETE = delete(candidates).where(*(column == bindparam(column.name) for column in candidates.primary_key))


def _claims(instance_id: str, passes: Passes) -> dict[tuple[RecordKey, str], dict[str, Any]]:
    """Return the rows of all claims, by record and profile."""
    return {
        (key, candidate.claimed): {
            "instance_id": instance_id,
            "kind": KIND_OF[key.object],
            "profile_id": candidate.claimed,
            **key.columns,
            "probability": candidate.probability,
            "match_weight": candidate.match_weight,
        }
        for key, independent in passes.items()
        for candidate in claimed_candidates(independent.outcome)
    }
