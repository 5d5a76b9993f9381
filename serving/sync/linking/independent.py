"""The independent pass over CRM records: its inputs and its results."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from features.normalise.records import add_own
from features.pairs.columns import Record
from features.schema.kinds import Kind
from features.schema.schema import Schema
from serving.matching.collective import CANDIDATES
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Outcome
from serving.rules.linking.links import NO_RULING, RecordKey, Ruling
from serving.rules.linking.provisional_links import IndependentPass, independent_of
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import OpenScope
from serving.store.tables.records import records
from serving.store.upserts import among
from serving.sync.records.employers import linked_companies
from serving.sync.records.matching import WrapperMatching
from serving.sync.records.records import LiveRecord
from serving.sync.records.rulings import rulings_of

_PEOPLE = (CrmObject.CONTACT.value, CrmObject.LEAD.value)
_ANSWERING = Answering(limit=CANDIDATES)


@dataclass(frozen=True, slots=True)
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
    found = []
    for record in live:
        ruling = rulings.get(record.key, NO_RULING)
        company = companies.get(record.key)
        found.append(PassInput(record, ruling, company, _fingerprint(record, ruling, company)))
    return found


def employers_of(scope: OpenScope, live: Sequence[LiveRecord]) -> dict[RecordKey, str]:
    """Return the companies that the accounts of people are linked to, by person."""
    accounts = {record.key: record.account_id for record in live if record.kind is Kind.PERSON and record.account_id}
    companies = linked_companies(scope, set(accounts.values()))
    return {key: companies[account] for key, account in accounts.items() if account in companies}


def people_of_accounts(scope: OpenScope, account_ids: Collection[str]) -> set[RecordKey]:
    """Return the live contacts and leads of some accounts."""
    if not account_ids:
        return set()
    wanted = (
        scope.own(records.c.object, records.c.id)
        .filter_by(deleted_at=None)
        .where(among(records.c.account_id, sorted(account_ids)), records.c.object.in_(_PEOPLE))
    )
    return {RecordKey.of(row) for row in scope.execute(wanted)}


def normalised(
    record: LiveRecord, company_id: str | None, schema: Schema | None = None, *, reads_address: bool = True
) -> Record:
    """Return a record's fields as the matcher reads them.

    A person's company is the one that the account is linked to, never the CRM's own id; without `reads_address` the
    profile address is left out, because a newer statement overrules it. `schema` is the matcher's, with own fields.
    """
    fields = record.fields
    if schema is not None and schema.own:
        add_own(fields, schema, record.values)
    if record.kind is Kind.PERSON:
        fields["company_id"] = company_id
    if not reads_address:
        fields["profile_url"] = None
    return fields


def score(matching: WrapperMatching, inputs: Iterable[PassInput]) -> dict[RecordKey, IndependentPass]:
    """Run the independent pass of records, kind by kind."""
    by_kind: defaultdict[Kind, list[PassInput]] = defaultdict(list)
    for one in inputs:
        by_kind[one.live.kind].append(one)
    found: dict[RecordKey, IndependentPass] = {}
    for kind, ones in by_kind.items():
        with matching.turn():
            outcomes = _outcomes(matching.matcher(kind), ones)
        found |= {
            one.key: independent_of(outcome, one.ruling, one.live.named_at)
            for one, outcome in zip(ones, outcomes, strict=True)
        }
    return found


def _outcomes(matcher: Matcher, inputs: Sequence[PassInput]) -> list[Outcome]:
    matcher.index.refresh()
    names = [one.key.name for one in inputs]
    fields = [normalised(one.live, one.company_id, matcher.schema, reads_address=reads_address(one)) for one in inputs]
    excluded: Mapping[str, Collection[str]] = {
        name: excluded_profiles(matcher, one, record)
        for name, one, record in zip(names, inputs, fields, strict=True)
        if one.ruling.rejected
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
