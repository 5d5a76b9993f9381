"""The evidence against links: records beside their profiles, rivals, mailboxes, accounts, days, corrections."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from rapidfuzz.distance import JaroWinkler

from features.schema.kinds import Kind
from serving.contract.linking.independent import read_independent
from serving.contract.records.keys import batched, columns_of_records
from serving.contract.records.link_rows import linked_companies
from serving.contract.records.matching import Matchers
from serving.contract.records.records import read_live
from serving.contract.review.review import count_corrections, reason_group
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
ROLES = frozenset(
    {
        "accounts",
        "admin",
        "billing",
        "contact",
        "hello",
        "help",
        "hr",
        "info",
        "kontakt",
        "mail",
        "marketing",
        "office",
        "orders",
        "purchasing",
        "sales",
        "service",
        "support",
        "team",
    }
)
"""Mailboxes of a role and not of a person, without punctuation."""
_TEXTS = {
    Kind.PERSON: ("name", "first", "last", "email", "company", "company_id", "title", "city", "phone"),
    Kind.COMPANY: ("name", "domain", "city", "country", "phone"),
}
_LISTS = {Kind.PERSON: ("name_words", "first_forms", "last_words", "companies"), Kind.COMPANY: ("names",)}
_COMPARED = {Kind.PERSON: ("email", "phone", "title", "city"), Kind.COMPANY: ("domain", "phone", "city", "country")}
_NAMES = ("first", "last", "name_words", "first_forms", "last_words")
_DRIFTING = {"names": 0.7, "email": 0.15, "phone": 0.1, "city": 0.05, "title": 0.05, "domain": 0.3, "country": 0.1}
"""The rate of wrong links among those that disagree in a field only because of the day on which they arrived."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One link with its record's fields, its profile's, and those of the best other candidates."""

    link: LinkRow
    record: Fields
    profile: Fields
    rivals: tuple[Fields, ...]
    account_company: str | None
    day: date
    has_duplicates: bool


@dataclass(frozen=True, slots=True)
class _Compared:
    """What is kept of a case: its own evidence, and what is compared with other links."""

    link: LinkRow
    evidence: LinkEvidence
    email: str | None
    names: Fields
    day: date
    disagreements: tuple[str, ...]


def evidence_of(
    scope: OpenScope,
    rows: Sequence[LinkRow],
    matching: Matchers,
    visible: Collection[RecordKey],
) -> dict[RecordKey, LinkEvidence]:
    """Return the evidence against links of any kind; a link whose record or profile is gone has none.

    That two records share a mailbox says something of both: of a visible record only visible ones count (S33).
    Raises ModelNotReady for a kind of a link, before any work is done.
    """
    for kind in {link.kind for link in rows}:
        matching.matcher(kind)
    evidence: dict[RecordKey, LinkEvidence] = {}
    for kind in Kind:
        of_kind = [link for link in rows if link.kind is kind]
        if of_kind:
            evidence |= _of_kind(scope, of_kind, matching, visible)
    return evidence


def _of_kind(
    scope: OpenScope,
    rows: Sequence[LinkRow],
    matching: Matchers,
    visible: Collection[RecordKey],
) -> dict[RecordKey, LinkEvidence]:
    compared = [_compared(case) for part in batched(rows, CHUNK) for case in _cases(scope, part, matching)]
    judged, corrected = count_corrections(scope, rows)
    shared = _shared_mailboxes(compared)
    drifts = _drifts(compared)
    shared_visibly = _shared_mailboxes([case for case in compared if case.link.key in visible])
    return {
        case.link.key: replace(
            case.evidence,
            mailbox_is_shared=case.evidence.mailbox_is_shared
            or case.email in (shared_visibly if case.link.key in visible else shared),
            drift=drifts.get(case.link.key, 0.0),
            corrected=corrected[reason_group(case.link)],
            judged=judged[reason_group(case.link)],
        )
        for case in compared
    }


def _compared(case: _Case) -> _Compared:
    kind = case.link.kind
    record = case.record
    profile = case.profile
    evidence = LinkEvidence(
        probability=case.link.probability,
        names_differ=names_differ(kind, record, profile),
        mailbox_is_shared=record.get("email_name") in ROLES,
        company_differs=_differ(record.get("company"), profile.get("company")),
        worked_there=_was_at(profile, record.get("company")),
        account_differs=_differ_by_id(case.account_company, profile.get("company_id")),
        rivals=_rivals(case),
        has_duplicates=case.has_duplicates,
    )
    names = {name: record.get(name) for name in _NAMES}
    return _Compared(case.link, evidence, record.get("email"), names, case.day, _disagreements(case))


def _cases(scope: OpenScope, rows: Sequence[LinkRow], matching: Matchers) -> list[_Case]:
    kind = rows[0].kind
    keys = [link.key for link in rows]
    matcher = matching.matcher(kind)
    live = {record.key: record for record in read_live(scope, keys)}
    others = _candidates(scope, rows)
    linked = {link.profile_id for link in rows if link.profile_id is not None}
    profiles = profile_fields(matcher, sorted(linked.union(*others.values())))
    companies = linked_companies(scope, [record.account_id for record in live.values()])
    days = _days(scope, keys)
    several = profiles_with_duplicates(matcher, linked)
    return [
        _Case(
            link,
            live[link.key].fields,
            profiles[link.profile_id or ""],
            tuple(profiles[profile_id] for profile_id in others.get(link.key, ()) if profile_id in profiles),
            companies.get(live[link.key].account_id),
            days[link.key],
            link.profile_id in several,
        )
        for link in rows
        if link.key in live and link.profile_id in profiles
    ]


def _candidates(scope: OpenScope, rows: Sequence[LinkRow]) -> dict[RecordKey, list[str]]:
    """Return the best other candidates of each record, by its independent pass."""
    linked = {link.key: link.profile_id for link in rows}
    passes = read_independent(scope, linked)
    return {
        key: [candidate.id for candidate in stored.independent.outcome.candidates if candidate.id != linked[key]][
            :RIVALS
        ]
        for key, stored in passes.items()
    }


def profiles_with_duplicates(matcher: Matcher, ids: Collection[str]) -> set[str]:
    """Return the profiles that are one entity with another one that the network holds."""
    clusters = matcher.index.one_entity(ids)
    members = sorted({member for some in clusters.values() for member in some})
    held = {member for member, row in zip(members, matcher.index.rows_of(members), strict=True) if row is not None}
    return {profile_id for profile_id, some in clusters.items() if len(held.intersection(some)) > 1}


def profile_fields(matcher: Matcher, ids: Sequence[str]) -> dict[str, Fields]:
    """Return the normalised fields of profiles that are compared, by id, as the index holds them."""
    matcher.index.refresh()
    rows = {profile_id: row for profile_id, row in zip(ids, matcher.index.rows_of(ids), strict=True) if row is not None}
    if not rows:
        return {}
    columns = matcher.index.take(np.array(list(rows.values()), np.int64))
    fields_by_profile: dict[str, dict[str, Any]] = {profile_id: {} for profile_id in rows}
    for name in (*_TEXTS[matcher.kind], *_LISTS[matcher.kind]):
        values: Iterable[Any] = columns[name].values()
        for fields, value in zip(fields_by_profile.values(), values, strict=True):
            fields[name] = value
    return dict(fields_by_profile)


def _days(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, date]:
    received = columns_of_records(scope, keys, records.c.received_at)
    return {key: row.received_at.date() for key, row in received.items()}


def _shared_mailboxes(compared: Sequence[_Compared]) -> set[str]:
    """Return the e-mails that linked records of different names share."""
    holders: defaultdict[str, list[Fields]] = defaultdict(list)
    for case in compared:
        if case.email:
            holders[case.email].append(case.names)
    return {
        email
        for email, theirs in holders.items()
        if any(names_differ(Kind.PERSON, theirs[0], names) for names in theirs[1:])
    }


def _rivals(case: _Case) -> Rivals:
    kind = case.link.kind
    record = case.record
    named = [rival for rival in case.rivals if not names_differ(kind, record, rival)]
    if kind is Kind.COMPANY:
        better = any(_agreements(kind, record, rival) > _agreements(kind, record, case.profile) for rival in named)
        return Rivals(at_the_company=bool(named), fits_better=better)
    beside = [rival for rival in named if _same(case.profile.get("company"), rival.get("company"))]
    own = _agreements(kind, record, case.profile)
    company = record.get("company")
    return Rivals(
        at_the_company=bool(beside),
        fits_better=any(_agreements(kind, record, rival) > own for rival in beside),
        was_at_the_record_s_company=any(
            _was_at(rival, company) and not _same(rival.get("company"), company) for rival in named
        ),
        at_the_account_s_company=bool(case.account_company)
        and any(rival.get("company_id") == case.account_company for rival in named),
    )


def _agreements(kind: Kind, record: Fields, other: Fields) -> int:
    return sum(_same(record.get(name), other.get(name)) for name in _COMPARED[kind])


def _drifts(compared: Sequence[_Compared]) -> dict[RecordKey, float]:
    """Return for links of a day that disagrees far more often than the others the share that only the day explains."""
    excess = _excess(compared)
    drifts: dict[RecordKey, float] = {}
    for case in compared:
        rates = [_DRIFTING[name] * excess.get((case.day, name), 0.0) for name in case.disagreements]
        if any(rates):
            drifts[case.link.key] = max(rates)
    return drifts


def _excess(compared: Sequence[_Compared]) -> dict[tuple[date, str], float]:
    """Return by day and field the share of disagreements beyond the usual rate, where there are far more."""
    days = Counter(case.day for case in compared)
    counts = Counter((case.day, name) for case in compared for name in case.disagreements)
    totals = Counter(name for case in compared for name in case.disagreements)
    excess: dict[tuple[date, str], float] = {}
    for (day, name), count in counts.items():
        others = len(compared) - days[day]
        usual = (totals[name] - count + 0.5) / (others + 1)
        rate = count / days[day]
        if min(days[day], others) >= MIN_DAY and rate > DAY_RATIO * usual:
            excess[day, name] = 1 - usual / rate
    return excess


def _disagreements(case: _Case) -> tuple[str, ...]:
    kind = case.link.kind
    fields = [name for name in _COMPARED[kind] if _differ(case.record.get(name), case.profile.get(name))]
    return (*fields, "names") if names_differ(kind, case.record, case.profile) else tuple(fields)


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


def _differ_by_id(value: str | None, other: str | None) -> bool:
    return bool(value and other) and value != other


def _differ(value: str | None, other: str | None) -> bool:
    return bool(value and other) and not _alike(value, other)


def _same(value: str | None, other: str | None) -> bool:
    return bool(value and other) and _alike(value, other)


def _was_at(profile: Fields, company: str | None) -> bool:
    """Whether a company is a profile's, now or before."""
    return bool(company) and any(_same(company, employer) for employer in (profile.get("companies") or ()))
