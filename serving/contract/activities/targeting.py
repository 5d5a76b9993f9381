"""The record that receives a profile's activities (D29, S57)."""

from collections.abc import Sequence

from features.normalise.text import fold
from features.normalise.written import name_parts
from features.schema.kinds import Kind
from serving.contract.records.keys import visible_among
from serving.contract.records.link_rows import linked_records, read_links
from serving.contract.records.locate import locate
from serving.contract.records.locate_names import RecordQuery
from serving.contract.records.matching import Matchers
from serving.contract.records.network_rows import opted_out_of_inmail
from serving.contract.records.records import read_live
from serving.contract.records.rulings import refusing
from serving.crm.requests import CrmRecord
from serving.crm.routing import MAX_SUGGESTIONS, Suggestion, Why, names_primary_account, objects_taking, suggest
from serving.crm.vendors import VENDORS
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.links import candidates
from serving.vocabulary.links import LinkRow, ProfileKey, RecordKey
from serving.vocabulary.terms import ActivityKind, CrmObject

_MAX_CANDIDATES = 200


def link_to(scope: OpenScope, profile: ProfileKey) -> LinkRow | None:
    """Return the link to a profile, None without a linked record."""
    return linked_records(scope, profile.kind, [profile.id]).get(profile.id)


def addressee(scope: OpenScope, key: RecordKey) -> CrmRecord | None:
    """Return a live record, None if it does not exist or was deleted."""
    for live in read_live(scope, [key]):
        return CrmRecord(key.object, key.id, account_id=live.account_id)
    return None


def named_account(scope: InstanceScope, kind: ActivityKind, record: CrmRecord) -> str | None:
    """Return the primary account that an activity references beside its record (S57)."""
    takes = VENDORS[scope.instance.crm].takes
    switched_on = scope.contract.settings.primary_account
    is_named = names_primary_account(kind, takes, record.object, switched_on=switched_on)
    return record.account_id if is_named else None


def suggestions_for(
    scope: OpenScope,
    kind: ActivityKind,
    profile: ProfileKey,
    user_id: str,
    matching: Matchers,
) -> tuple[Suggestion, ...]:
    """Return the records that support the activity, are linked to no other profile, and that the user may see (S33).

    An InMail to a member who opted out is suggested no record; whoever sent one before names it (D34).
    """
    if kind is ActivityKind.INMAIL and opted_out_of_inmail(scope.connection, profile.kind, [profile.id]):
        return ()
    allowed = objects_taking(kind, VENDORS[scope.instance.crm].takes, profile.kind)
    reviews = _reviews(scope, profile)
    visible = visible_among(scope, [review.record for review in reviews], user_id)
    reviews = [review for review in reviews if review.record in visible]
    same_names = _names_alike(scope, profile, user_id, allowed, matching)
    keys = {suggestion.record for suggestion in (*reviews, *same_names)}
    rejected = refusing(scope, keys, profile.id)
    links = read_links(scope, keys)
    taken = {key for key, link in links.items() if link.linked_profile not in (None, profile.id)}
    return suggest(reviews, same_names, allowed, rejected | taken)


def _reviews(scope: OpenScope, profile: ProfileKey) -> list[Suggestion]:
    """Return the records with the profile among their candidates, with its probability."""
    query = scope.own(candidates.c.object, candidates.c.record_id, candidates.c.probability)
    query = query.filter_by(kind=profile.kind, profile_id=profile.id)
    rows = scope.execute(query.order_by(candidates.c.probability.desc()).limit(_MAX_CANDIDATES))
    return [Suggestion(RecordKey.named_by(row), Why.REVIEW, row.probability) for row in rows]


def _names_alike(
    scope: OpenScope,
    profile: ProfileKey,
    user_id: str,
    allowed: Sequence[CrmObject],
    matching: Matchers,
) -> list[Suggestion]:
    """Return the records whose names have the first and last word of the profile's name (companies: all words)."""
    shown = matching.profiles(profile.kind, [profile.id]).get(profile.id, {})
    name = str(shown.get("name") or "")
    if profile.kind is Kind.PERSON:
        name = " ".join(name_parts({**shown, "full_name": name}))
    words = fold(name).split()
    if not words or not allowed:
        return []
    sought_words = words if profile.kind is Kind.COMPANY else [words[0], words[-1]]
    query = RecordQuery(objects=allowed, limit=2 * MAX_SUGGESTIONS, user_id=user_id)
    return [Suggestion(key, Why.SEARCH) for key in locate(scope, sought_words, query)]
