"""The first pass over CRM records: what each one asks the matcher, and what came of it."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from features.pairs.columns import Record
from features.schema.kinds import Kind
from serving.matching.collective import CANDIDATES
from serving.matching.matcher import Answering, Matcher
from serving.matching.outcomes import Outcome
from serving.rules.linking.links import NO_RULING, RecordKey, Ruling
from serving.rules.linking.provisional_links import IndependentPass, independent_of
from serving.rules.vocabulary import CrmObject
from serving.store.tables.records import records
from serving.store.upserts import among
from serving.sync.linking.independent_rows import named
from serving.sync.records.employers import linked_companies
from serving.sync.records.matching import WrapperMatching
from serving.sync.records.records import LiveRecord
from serving.sync.records.rulings import rulings_of

_PEOPLE = (CrmObject.CONTACT.value, CrmObject.LEAD.value)
_ANSWERING = Answering(limit=CANDIDATES)


@dataclass(frozen=True, slots=True)
class Asking:
    """All that decides what the first pass says of a record.

    `mark` is the same as long as nothing of it changes; `company_id` is the company of the record's account.
    """

    live: LiveRecord
    word: Ruling
    company_id: str | None
    mark: str

    @property
    def key(self) -> RecordKey:
        return self.live.key


def askings(connection: Connection, instance_id: str, live: Sequence[LiveRecord]) -> list[Asking]:
    """Join records with what was said of them and with the companies of their accounts."""
    words = rulings_of(connection, instance_id, [record.key for record in live])
    companies = employers_of(connection, instance_id, live)
    found = []
    for record in live:
        word, company = words.get(record.key, NO_RULING), companies.get(record.key)
        found.append(Asking(record, word, company, _mark(record, word, company)))
    return found


def employers_of(connection: Connection, instance_id: str, live: Sequence[LiveRecord]) -> dict[RecordKey, str]:
    """Return the companies that the accounts of people are linked to, by person."""
    accounts = {record.key: record.account_id for record in live if record.kind is Kind.PERSON and record.account_id}
    companies = linked_companies(connection, instance_id, set(accounts.values()))
    return {key: companies[account] for key, account in accounts.items() if account in companies}


def people_of_accounts(connection: Connection, instance_id: str, account_ids: Collection[str]) -> set[RecordKey]:
    """Return the live contacts and leads of some accounts."""
    if not account_ids:
        return set()
    wanted = select(records.c.object, records.c.id).where(
        records.c.instance_id == instance_id,
        among(connection, records.c.account_id, sorted(account_ids)),
        records.c.object.in_(_PEOPLE),
        records.c.deleted_at.is_(None),
    )
    return {RecordKey(CrmObject(row.object), row.id) for row in connection.execute(wanted)}


def normalised(record: LiveRecord, company_id: str | None, *, heeds_address: bool = True) -> Record:
    """Return a record's fields as the matcher reads them.

    A person's company is the one that the account is linked to, never the CRM's own id; an address that people have
    overruled is not read.
    """
    fields = record.fields
    if record.kind is Kind.PERSON:
        fields["company_id"] = company_id
    if not heeds_address:
        fields["profile_url"] = None
    return fields


def score(matching: WrapperMatching, asked: Iterable[Asking]) -> dict[RecordKey, IndependentPass]:
    """Run the first pass; costs about half a millisecond a record."""
    by_kind: defaultdict[Kind, list[Asking]] = defaultdict(list)
    for one in asked:
        by_kind[one.live.kind].append(one)
    found: dict[RecordKey, IndependentPass] = {}
    for kind, ones in by_kind.items():
        with matching.turn():
            outcomes = _outcomes(matching.matcher(kind), ones)
        found |= {
            one.key: independent_of(outcome, one.word, one.live.named_at)
            for one, outcome in zip(ones, outcomes, strict=True)
        }
    return found


def _outcomes(matcher: Matcher, asked: Sequence[Asking]) -> list[Outcome]:
    matcher.index.refresh()
    names = [named(one.key) for one in asked]
    fields = [normalised(one.live, one.company_id, heeds_address=_heeds_address(one)) for one in asked]
    without: Mapping[str, Collection[str]] = {
        name: _without(matcher, one, record)
        for name, one, record in zip(names, asked, fields, strict=True)
        if one.word.rejected
    }
    return matcher.match_records(names, fields, _ANSWERING, without)


def _heeds_address(asked: Asking) -> bool:
    return asked.word.said is None or asked.word.yields_to(asked.live.named_at)


def _without(matcher: Matcher, asked: Asking, record: Record) -> frozenset[str]:
    address = record.get("profile_url")
    profile = matcher.profile_named(address) if isinstance(address, str) else None
    return asked.word.without(profile, asked.live.named_at)


def _mark(record: LiveRecord, word: Ruling, company_id: str | None) -> str:
    said = word.said
    parts = (
        record.content_hash,
        company_id or "",
        record.named_at.isoformat() if record.named_at else "",
        "" if said is None else f"{said.seq}:{said.profile_id}",
        *(f"{profile}@{at.isoformat()}" for profile, at in sorted(word.rejected.items())),
    )
    return hashlib.blake2b("|".join(parts).encode(), digest_size=12).hexdigest()
