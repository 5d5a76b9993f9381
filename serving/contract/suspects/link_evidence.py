"""The evidence against links: records beside their profiles, rivals, mailboxes, accounts, days, corrections."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import inf
from typing import Any

import numpy as np
from rapidfuzz.distance import JaroWinkler

from data.index.index import records_of
from features.normalise.text import word_set
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.linking.independent import read_independent
from serving.contract.records.keys import batched, columns_of_records
from serving.contract.records.link_rows import linked_companies
from serving.contract.records.matching import Matchers
from serving.contract.records.records import read_live
from serving.contract.suspects.rules import LinkEvidence, Rivals
from serving.matching.matcher import Matcher
from serving.store.contracts import OpenScope
from serving.store.tables.records import records
from serving.vocabulary.links import LinkRow, RecordKey

ALIKE = 0.88
"""The Jaro-Winkler similarity from which on two words of a name count as one."""
Fields = Mapping[str, Any]
CHUNK = 5_000
RIVALS = 4
"""How many other candidates of a record are compared."""
MIN_DAY = 30
DAY_RATIO = 3.0
"""Links of a day from which on it is compared with the others, and how often it must disagree for an alarm."""
ROLES = word_set(
    "accounts admin billing contact hello help hr info kontakt mail marketing office orders purchasing sales "
    "service support team"
)
"""Mailboxes of a role and not of a person, without punctuation."""
_COMPARED = {Kind.PERSON: ("email", "phone", "title", "city"), Kind.COMPANY: ("domain", "phone", "city", "country")}
_NAMES = ("first", "last", "name_words", "first_forms", "last_words")


@value_class
class _Compared:
    """What is kept of one link: its own evidence, and what is compared with other links."""

    link: LinkRow
    evidence: LinkEvidence
    record: Fields
    day: date
    disagreements: tuple[str, ...]


def evidence_of(
    scope: OpenScope, rows: Sequence[LinkRow], matching: Matchers, visible: Collection[RecordKey]
) -> dict[tuple[RecordKey, str], LinkEvidence]:
    """Return the evidence against links by record and profile; a link whose record or profile is gone has none.

    That two records share a mailbox says something of both: of a visible record only visible ones count (S33).
    Raises ModelNotReady for a kind of a link.
    """
    evidence: dict[tuple[RecordKey, str], LinkEvidence] = {}
    for kind in Kind:
        of_kind = [link for link in rows if link.kind is kind]
        compared = [case for part in batched(of_kind, CHUNK) for case in _compared(scope, part, matching.matcher(kind))]
        shared = _shared_mailboxes(compared)
        shared_visibly = _shared_mailboxes([case for case in compared if case.link.key in visible])
        drifting = _drifting(compared)
        for case in compared:
            key = case.link.key
            is_shared = case.record["email"] in (shared_visibly if key in visible else shared)
            evidence[key, case.link.profile_id or ""] = replace(
                case.evidence,
                mailbox_is_shared=case.evidence.mailbox_is_shared or is_shared,
                drifts=any((case.day, name) in drifting for name in case.disagreements),
            )
    return evidence


def _compared(scope: OpenScope, rows: Sequence[LinkRow], matcher: Matcher) -> Iterator[_Compared]:
    """Compare links of one kind: records with their profiles, and with the best other candidates."""
    kind = matcher.kind
    keys = [link.key for link in rows]
    live = {record.key: record for record in read_live(scope, keys)}
    others = _candidates(scope, rows)
    linked = {link.profile_id for link in rows if link.profile_id is not None}
    profiles = profile_fields(matcher, sorted(linked.union(*(some.rivals for some in others.values()))))
    companies = linked_companies(scope, [record.account_id for record in live.values()])
    received = columns_of_records(scope, keys, records.c.received_at)
    several = profiles_in_clusters(matcher, linked)
    for link in rows:
        if link.key not in live or link.profile_id not in profiles:
            continue
        record: Fields = live[link.key].fields
        profile = profiles[link.profile_id]
        company = companies.get(live[link.key].account_id)
        candidates = [profiles[profile_id] for profile_id in others[link.key].rivals if profile_id in profiles]
        disagreements = _disagreements(kind, record, profile)
        evidence = LinkEvidence(
            probability=link.probability,
            names_differ="names" in disagreements,
            mailbox_is_shared=record.get("email_name") in ROLES,
            company_differs=_differ(record.get("company"), profile.get("company")),
            worked_there=_was_at(profile, record.get("company")),
            account_differs=bool(company and profile.get("company_id")) and company != profile["company_id"],
            rivals=_rivals(kind, record, profile, candidates, company),
            overtaken=others[link.key].overtakes,
            is_in_cluster=link.profile_id in several,
        )
        kept = {name: record.get(name) for name in ("email", *_NAMES)}
        yield _Compared(link, evidence, kept, received[link.key].received_at.date(), disagreements)


@value_class
class _Others:
    """The best other candidates of a record, and by how many bits the heaviest of all overtakes the linked one."""

    rivals: Sequence[str] = ()
    overtakes: float = 0.0


def _candidates(scope: OpenScope, rows: Sequence[LinkRow]) -> defaultdict[RecordKey, _Others]:
    """Return the other candidates of each record, by its independent pass."""
    linked = {link.key: link.profile_id for link in rows}
    found: defaultdict[RecordKey, _Others] = defaultdict(_Others)
    for key, independent in read_independent(scope, linked).items():
        weights = {candidate.id: candidate.match_weight for candidate in independent.outcome.candidates}
        own = weights.pop(linked[key] or "", None)
        heaviest = max(weights.values(), default=-inf)
        found[key] = _Others([*weights][:RIVALS], 0.0 if own is None else max(0.0, heaviest - own))
    return found


def profiles_in_clusters(matcher: Matcher, ids: Collection[str]) -> set[str]:
    """Return the profiles that are one entity with another one that the network holds."""
    clusters = matcher.index.one_entity(ids)
    members = sorted({member for some in clusters.values() for member in some})
    held = {member for member, row in zip(members, matcher.index.rows_of(members), strict=True) if row is not None}
    return {profile_id for profile_id, some in clusters.items() if len(held.intersection(some)) > 1}


def profile_fields(matcher: Matcher, ids: Sequence[str]) -> dict[str, Fields]:
    """Return the normalised fields of profiles by id, as the index holds them."""
    matcher.index.refresh()
    rows = {profile_id: row for profile_id, row in zip(ids, matcher.index.rows_of(ids), strict=True) if row is not None}
    held = records_of(matcher.index.take(np.array(list(rows.values()), np.int64)))
    return dict(zip(rows, held, strict=True))


def _shared_mailboxes(compared: Sequence[_Compared]) -> set[str]:
    """Return the e-mails that linked records of different names share."""
    holders: defaultdict[str, list[Fields]] = defaultdict(list)
    for case in compared:
        if case.record["email"]:
            holders[case.record["email"]].append(case.record)
    return {
        email
        for email, theirs in holders.items()
        if any(names_differ(Kind.PERSON, theirs[0], names) for names in theirs[1:])
    }


def _rivals(
    kind: Kind, record: Fields, profile: Fields, candidates: Sequence[Fields], account_company: str | None
) -> Rivals:
    named = [rival for rival in candidates if not names_differ(kind, record, rival)]
    if kind is Kind.COMPANY:
        return Rivals(at_the_company=bool(named))
    beside = [rival for rival in named if _same(profile.get("company"), rival.get("company"))]
    company = record.get("company")
    return Rivals(
        at_the_company=bool(beside),
        was_at_the_record_s_company=any(
            _was_at(rival, company) and not _same(rival.get("company"), company) for rival in named
        ),
        at_the_account_s_company=bool(account_company)
        and any(rival.get("company_id") == account_company for rival in named),
    )


def _drifting(compared: Sequence[_Compared]) -> set[tuple[date, str]]:
    """Return the days and fields in which far more links of the day disagree than of others."""
    days = Counter(case.day for case in compared)
    counts = Counter((case.day, name) for case in compared for name in case.disagreements)
    totals = Counter(name for case in compared for name in case.disagreements)
    drifting = set()
    for (day, name), count in counts.items():
        others = len(compared) - days[day]
        usual = (totals[name] - count + 0.5) / (others + 1)
        if min(days[day], others) >= MIN_DAY and count / days[day] > DAY_RATIO * usual:
            drifting.add((day, name))
    return drifting


def _disagreements(kind: Kind, record: Fields, profile: Fields) -> tuple[str, ...]:
    fields = [name for name in _COMPARED[kind] if _differ(record.get(name), profile.get(name))]
    return (*fields, "names") if names_differ(kind, record, profile) else tuple(fields)


def names_differ(kind: Kind, record: Fields, other: Fields) -> bool:
    """Whether two names are those of different people or companies; a missing name never differs."""
    if kind is Kind.COMPANY:
        return not _alike(record.get("name"), other.get("name")) and not _common(record, other, "names")
    last = _alike(record.get("last"), other.get("last")) or _common(record, other, "last_words")
    first = _alike(record.get("first"), other.get("first")) or _common(record, other, "first_forms")
    if first and last:
        return False
    ours = set(record.get("name_words") or ())
    theirs = set(other.get("name_words") or ())
    return len(ours & theirs) < 2 and not _is_initial(record.get("first"), other.get("first"), is_last_alike=last)


def _is_initial(name: str | None, other: str | None, *, is_last_alike: bool) -> bool:
    """Whether one first name may be the initial of the other, beside the same last name."""
    return bool(is_last_alike and name and other and name[0] == other[0] and min(len(name), len(other)) == 1)


def _common(record: Fields, other: Fields, name: str) -> bool:
    return not set(record.get(name) or ()).isdisjoint(other.get(name) or ())


def _alike(value: str | None, other: str | None) -> bool:
    """Whether two values are equal or nearly; a missing one counts as equal."""
    return not value or not other or value == other or JaroWinkler.similarity(value, other) >= ALIKE


def _differ(value: str | None, other: str | None) -> bool:
    return bool(value and other) and not _alike(value, other)


def _same(value: str | None, other: str | None) -> bool:
    return bool(value and other) and _alike(value, other)


def _was_at(profile: Fields, company: str | None) -> bool:
    """Whether a company is a profile's, now or before."""
    return bool(company) and any(_same(company, employer) for employer in (profile.get("companies") or ()))
