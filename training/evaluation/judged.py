"""Links compared with the truth: for each counted record, its link and whether it is right."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from data.labels.labels import Truth, number_entities
from data.labels.links import Basis, Link, LinkDecision, LinksTable
from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class


@value_class
class CandidateReach:
    """Whether a right answer was among the candidates of each record, before and after the cut; and the work."""

    before_cut: Mapping[str, bool]
    after_cut: Mapping[str, bool]
    work: float | None = None


@value_class
class JudgedLinks:
    """The counted records: all arrays have one element per record, in the order of `links`.

    `right` is false without a candidate and on every record whose answer is "nobody". `answerable` says which records
    have a right answer. `reached_*` are all false where the candidate sets are not known (`has_reach`).
    """

    links: tuple[Link, ...]
    answers: tuple[frozenset[str], ...]
    probability: Floats
    has_candidate: Bools
    right: Bools
    linked: Bools
    review: Bools
    answerable: Bools
    entity: Ints
    reached_before_cut: Bools
    reached_after_cut: Bools
    has_reach: bool

    def __len__(self) -> int:
        return len(self.links)

    def take(self, mask: Bools) -> "JudgedLinks":
        """Return some of the records, with their entities numbered anew."""
        rows = np.flatnonzero(mask)
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        parts: dict[str, Any] = {name: all_[rows] for name, all_ in values.items() if isinstance(all_, np.ndarray)}
        parts["entity"] = np.unique(parts["entity"], return_inverse=True)[1].astype(np.int64)
        for name in ("links", "answers"):
            parts[name] = tuple(values[name][row] for row in rows.tolist())
        return replace(self, **parts)


@value_class
class Counted:
    """The judged links, and apart from them forced links, partial records, and labels without a record."""

    judged: JudgedLinks
    forced: JudgedLinks
    n_partial: int
    n_without_record: int


def judge_links(
    links: LinksTable, truth: Truth, records: Collection[str] | None = None, reach: CandidateReach | None = None
) -> Counted:
    """Compare the link of each labelled record with its answers.

    `records` are the ids of the CRM file (all labelled ones if None): a label without a record is counted by number
    only, a record without a link is one without a candidate.
    """
    known = truth.answers.keys() if records is None else records
    answers = {crm_id: right for crm_id, right in truth.answers.items() if crm_id in known}
    everything = _judge(links, answers, reach)
    forced = np.array([link.basis == Basis.FORCED for link in everything.links], np.bool_)
    return Counted(
        judged=everything.take(~forced),
        forced=everything.take(forced),
        n_partial=len(truth.partial),
        n_without_record=len(truth.answers) - len(answers),
    )


def _judge(links: LinksTable, answers: Mapping[str, frozenset[str]], reach: CandidateReach | None) -> JudgedLinks:
    links_of_records = tuple(links.of(crm_id) for crm_id in answers)
    right_ids = tuple(answers.values())
    entities = number_entities(answers)
    before = reach.before_cut if reach else {}
    after = reach.after_cut if reach else {}
    return JudgedLinks(
        links=links_of_records,
        answers=right_ids,
        probability=np.array([link.probability for link in links_of_records], np.float64),
        has_candidate=_flags(link.candidate_id is not None for link in links_of_records),
        right=_flags(link.candidate_id in right for link, right in zip(links_of_records, right_ids, strict=True)),
        linked=_flags(link.decision == LinkDecision.LINKED for link in links_of_records),
        review=_flags(link.decision == LinkDecision.REVIEW for link in links_of_records),
        answerable=_flags(bool(right) for right in right_ids),
        entity=np.array(list(entities.values()), np.int64),
        reached_before_cut=_flags(before.get(crm_id, False) for crm_id in answers),
        reached_after_cut=_flags(after.get(crm_id, False) for crm_id in answers),
        has_reach=reach is not None,
    )


def _flags(values: Iterable[bool]) -> Bools:
    return np.fromiter(values, np.bool_)
