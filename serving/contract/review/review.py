"""The review queue: the next records to review, the evidence for each, and what is missed without further review."""

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from math import exp2
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Function, Table, func

from data.labels.label_rows import Verdict
from features.pairs.columns import hash_text
from features.schema.kinds import Kind
from serving.contract.badges.movers import Left, left_of
from serving.contract.linking.guarantees import bundle_of, cut_policies, find_guarantee, links_at_stake, own_answers
from serving.contract.linking.independent import read_independent
from serving.contract.records.keys import columns_of_records
from serving.contract.records.link_rows import first_seen, link_row, linked_companies, read_links
from serving.contract.records.matching import Matchers
from serving.contract.records.rulings import HOLDS
from serving.contract.review.rules import ReviewCase, in_order, probability_of_error, should_stop
from serving.matching.guarantees.answers_needed import AnswersSoFar, why_nothing_is_linked
from serving.matching.guarantees.precision_guarantee import upper_bound
from serving.store.contracts import OpenScope
from serving.store.tables.links import links, statements
from serving.store.tables.records import records
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject, MadeBy, RecordState, StatementSource

MAX_QUEUED = 2_000
"""Of more open links so many are ordered that are nearest to the threshold, and so many that are drawn from all."""
_KEY = (links.c.object, links.c.record_id)
_ANSWERS = (statements.c.source == StatementSource.REVIEW, statements.c.is_label, HOLDS)
_OPEN = (RecordState.REVIEW, RecordState.LINKED)
_IN_REVIEW = links.c.state == RecordState.REVIEW


class ReviewProgress(NamedTuple):
    """The open questions, which are the records in review, and the records with answers that hold; by kind."""

    questions: dict[Kind, int]
    answered: dict[Kind, int]


def ordered_queue(scope: OpenScope, kind: Kind, matching: Matchers) -> dict[str, Any]:
    """Return the order of the records, whether review may stop, and a bound: values of JSON, without field values."""
    threshold = link_threshold(scope, matching, kind)
    cases = _cases(scope, queued_links(scope, kind, threshold), threshold, matching)
    wrong, answered, answers = _answers(scope, kind)
    names = [list(RecordKey.parse(case.name)) for case in in_order(cases, answers)]
    upper = upper_bound(wrong, answered) if answered else None
    needed = _needed(scope, kind, matching) if threshold >= 1.0 else None
    error = max((round(probability_of_error(case), 6) for case in cases), default=None)
    return {
        "records": names,
        "may_stop": should_stop(cases),
        "upper": upper,
        "max_error": error,
        "at_stake": links_at_stake(scope, matching.matcher(kind)),
        "needed": needed,
    }


def queue_from(
    scope: OpenScope,
    ordered: Mapping[str, Any],
    limit: int,
    matching: Matchers,
    user_id: str | None = None,
) -> list[tuple[LinkRow, Left | None]]:
    """Return the first links of an order that are open still, of records that the user may see (S33).

    Beside each stands the probability that this person left the record's company.
    """
    keys = [RecordKey(CrmObject(of), record_id) for of, record_id in ordered["records"]]
    open_links = first_seen(scope, keys, user_id, limit, _is_open)
    left = left_of(scope, open_links, matching, user_id)
    return [(link, left.get(link.key)) for link in open_links]


def _is_open(link: LinkRow) -> bool:
    return link.state in _OPEN and link.made_by is MadeBy.MODEL


def link_threshold(scope: OpenScope, matching: Matchers, kind: Kind) -> float:
    """Return the least probability that links; 1 where no guarantee holds."""
    linked = cut_policies(scope, matching.matcher(kind))[1].linked
    return 1.0 if linked is None else linked


def _needed(scope: OpenScope, kind: Kind, matching: Matchers) -> str:
    """Return why no link can be promised, and how many more answers would probably change that."""
    matcher = matching.matcher(kind)
    settings = scope.contract.settings
    if settings.one_wrong_in is not None:
        return find_guarantee(scope, matcher, settings.one_wrong_in).sentence
    query = scope.own(links.c.profile_id.is_not(None), links.c.probability)
    rows = scope.execute(query.filter_by(kind=kind, made_by=MadeBy.MODEL)).all()
    best = np.array([probability for has_one, probability in rows if has_one], np.float64)
    answers = own_answers(scope, kind, bundle_of(matcher)).asked
    further = AnswersSoFar(len(answers), sum(answer.right for answer in answers))
    return why_nothing_is_linked(best, len(rows), matcher.bundle, settings.precision, further)


def review_progress(scope: OpenScope) -> ReviewProgress:
    """Count the questions and the answers as they are now, for every page that names them."""
    of_records = func.count(func.distinct(statements.c.object + "/" + statements.c.record_id))
    questions = _by_kind(scope, func.count(), links, _IN_REVIEW)
    return ReviewProgress(questions, _by_kind(scope, of_records, statements, *_ANSWERS))


def missed_of(scope: OpenScope, kind: Kind) -> float:
    """Return how many of a kind's open questions are about the right profile, by its probability."""
    of_kind = scope.own(func.sum(links.c.probability)).where(links.c.kind == kind, _IN_REVIEW)
    return scope.execute(of_kind).scalar_one() or 0.0


def _by_kind(scope: OpenScope, figure: Function[Any], table: Table, *where: ColumnElement[bool]) -> dict[Kind, Any]:
    """Return a figure of rows by kind; all kinds are named, so that an index on kind and state counts them alone."""
    rows = scope.execute(scope.own(table.c.kind, figure).where(table.c.kind.in_(Kind), *where).group_by(table.c.kind))
    return dict.fromkeys(Kind, 0) | {Kind(kind): value for kind, value in rows}


def guaranteed(scope: OpenScope, kind: Kind, matching: Matchers) -> int | None:
    """Return the N of the guarantee that the contract wants if it is in force: then review has reached its aim."""
    return scope.contract.settings.one_wrong_in if link_threshold(scope, matching, kind) < 1.0 else None


def queued_links(scope: OpenScope, kind: Kind, threshold: float, most: int = MAX_QUEUED) -> list[LinkRow]:
    """Return the open links nearest to the threshold, and those drawn by hash from all (D21, S28); each at most `most`.

    The order draws by the same hash, so that what it draws is a sample of all, as long as it draws no more than `most`.
    """
    of_kind = (links.c.kind == kind, links.c.made_by == MadeBy.MODEL, links.c.state.in_(_OPEN))
    nearest = scope.own(links).where(*of_kind).order_by(func.abs(links.c.probability - threshold), *_KEY).limit(most)
    queued = {link.key: link for link in map(link_row, scope.execute(nearest))}
    if len(queued) == most:
        keys = map(RecordKey.named_by, scope.execute(scope.own(*_KEY).where(*of_kind)))
        drawn = nsmallest(most, keys, key=lambda key: (hash_text(key.name), key.name))
        queued |= read_links(scope, drawn)
    return list(queued.values())


def _cases(scope: OpenScope, open_links: Sequence[LinkRow], threshold: float, matching: Matchers) -> list[ReviewCase]:
    rivals = _rivals(scope, open_links)
    contradicting = _contradicting(scope, open_links, matching)
    judged, corrected = count_corrections(scope, open_links)
    return [
        ReviewCase(
            name=link.key.name,
            probability=link.probability,
            threshold=threshold,
            linked=link.state is RecordState.LINKED,
            rival=rivals.get(link.key),
            contradicts=link.key in contradicting,
            corrected=corrected[reason_group(link)],
            judged=judged[reason_group(link)],
        )
        for link in open_links
    ]


def _rivals(scope: OpenScope, open_links: Sequence[LinkRow]) -> dict[RecordKey, float]:
    """Return the share of each record's profile among its candidates by Fellegi-Sunter weights alone."""
    shares: dict[RecordKey, float] = {}
    profiles = {link.key: link.profile_id for link in open_links}
    for key, independent in read_independent(scope, profiles).items():
        weights = {candidate.id: candidate.match_weight for candidate in independent.outcome.candidates}
        if profiles[key] in weights:
            best = max(0.0, *weights.values())
            total = exp2(-best) + sum(exp2(weight - best) for weight in weights.values())
            shares[key] = exp2(weights[profiles[key] or ""] - best) / total
    return shares


def _contradicting(scope: OpenScope, open_links: Sequence[LinkRow], matching: Matchers) -> set[RecordKey]:
    """Return the people whose account is linked to another company than their profile's."""
    people = {link.key: link.profile_id for link in open_links if link.kind is Kind.PERSON and link.profile_id}
    if not people:
        return set()
    rows = columns_of_records(scope, people, records.c.account_id)
    accounts = {key: row.account_id for key, row in rows.items() if row.account_id is not None}
    companies = linked_companies(scope, set(accounts.values()))
    shown = matching.profiles(Kind.PERSON, [people[key] for key in people if key in accounts])
    employers = {key: (shown.get(people[key], {}).get("company_id"), companies.get(accounts[key])) for key in accounts}
    return {key for key, (theirs, ours) in employers.items() if theirs and ours and theirs != ours}


def count_corrections(
    scope: OpenScope, links_counted: Sequence[LinkRow]
) -> tuple[Mapping[object, int], Mapping[object, int]]:
    """Count, by group, the links that people judged and those that they corrected."""
    judged: Counter[object] = Counter()
    corrected: Counter[object] = Counter()
    kinds = {link.kind for link in links_counted}
    query = scope.own(statements.c.kind, statements.c.verdict, statements.c.profile_id, statements.c.shown).where(
        statements.c.kind.in_(kinds), statements.c.is_label, HOLDS
    )
    for row in scope.execute(query):
        shown = row.shown
        if shown.get("made_by") == MadeBy.MODEL:
            group = (row.kind, shown["state"], tuple(shown.get("reasons", ()))[:1])
            judged[group] += 1
            agrees = row.verdict == Verdict.MATCH and row.profile_id == shown["profile_id"]
            corrected[group] += not agrees
    return judged, corrected


def reason_group(link: LinkRow) -> object:
    """Return the group of a link for counting corrections: kind, state and first reason."""
    return link.kind, link.state, tuple(link.reasons)[:1]


def _answers(scope: OpenScope, kind: Kind) -> tuple[int, int, int]:
    """Count the model's links that were answered as wrong in the queue, those that were answered, and all answers."""
    query = scope.own(statements.c.verdict, statements.c.profile_id, statements.c.shown).filter_by(kind=kind)
    everything = scope.execute(query.where(*_ANSWERS)).all()
    rows = [row for row in everything if row.shown.get("state") == RecordState.LINKED]
    agreed = sum(row.verdict == Verdict.MATCH and row.profile_id == row.shown.get("profile_id") for row in rows)
    return len(rows) - agreed, len(rows), len(everything)
