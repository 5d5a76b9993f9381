"""Clerical review of a LINKS file: questions in the order of the review queue, and the answers as labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp2
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex, records_of
from data.labels.judgements import write_judgements
from data.labels.label_rows import Label, Verdict
from data.labels.links import Basis, Link, LinkDecision, LinksTable, read_links
from data.tables.records import read_records
from features.schema.kinds import Kind
from serving.rules.linking.review import ReviewCase, Risk, in_order, risk_left, should_stop
from training.evaluation.report.errors import FieldRow, field_rows
from training.evaluation.sources import shown_fields
from training.feedback.feedback import read_feedback

USUAL_LINK = 0.9


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """One question: a record and its candidate, field by field."""

    link: Link
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewFiles:
    """LINKS with their records and index; `answered` holds the judgements of earlier sessions."""

    kind: Kind
    links: LinksTable
    records: Mapping[str, Mapping[str, str]]
    index: UniverseIndex
    answered: tuple[Label, ...] = ()

    @classmethod
    def open(cls, kind: Kind, links: Path, crm: Path, index: Path, out: Path) -> "ReviewFiles":
        """Read all files; `out` holds the answers of earlier sessions, if it exists."""
        table = read_records(kind, crm)
        records = {id_: shown_fields(record) for id_, record in zip(table.ids, table.records, strict=True)}
        earlier = read_feedback(kind, str(out)) if out.is_file() else None
        rows = () if earlier is None else (*earlier.labels.rows, *earlier.held_out.rows)
        return cls(kind, read_links(links), records, UniverseIndex.open(index), rows)

    def next_questions(self, limit: int) -> tuple[list[FileQuestion], bool, Risk]:
        """Return the next unanswered questions, whether a person may stop, and the risk that is left."""
        answered = {label.crm_id for label in self.answered}
        open_links = [
            link
            for link in self.links
            if link.candidate_id is not None and link.basis != Basis.FORCED and link.crm_id not in answered
        ]
        cases = cases_of(open_links)
        by_name = {link.crm_id: link for link in open_links}
        chosen = [by_name[case.name] for case in in_order(cases)[:limit]]
        wrong, of = _found_wrong(self.links, self.answered)
        return [self._asked(link) for link in chosen], should_stop(cases), risk_left(cases, wrong, of)

    def _asked(self, link: Link) -> FileQuestion:
        row = self.index.row_of(link.candidate_id or "")
        profile = {} if row is None else shown_fields(records_of(self.index.take(np.array([row], np.int64)))[0])
        return FileQuestion(link, field_rows(self.records.get(link.crm_id, {}), profile, {}))


def cases_of(found: Sequence[Link]) -> list[ReviewCase]:
    """Return links as cases of the review queue; the threshold is the least probability that was linked."""
    linked = [link.probability for link in found if link.decision == LinkDecision.LINKED]
    threshold = min(linked, default=USUAL_LINK)
    return [
        ReviewCase(link.crm_id, link.probability, threshold, link.decision == LinkDecision.LINKED, _by_weight(link))
        for link in found
    ]


def label_of(link: Link, verdict: Verdict, user: str, at: datetime) -> Label:
    """Return an answer as a label, with what was shown."""
    context = {
        "judged_at": at.isoformat(timespec="seconds"),
        "user": user,
        "model_version": link.model_version,
        "probability_shown": f"{link.probability:.6f}",
        "decision_shown": str(link.decision),
        "reason_shown": "; ".join(link.reasons),
    }
    profile = None if verdict is Verdict.NOBODY else link.candidate_id
    known = {name: value for name, value in context.items() if value}
    return Label(1, link.crm_id, profile, verdict, None, 1.0, "review", known)


def keep(answers: Sequence[Label], out: Path) -> None:
    """Write all answers, whole or not at all."""
    write_judgements(sorted(answers, key=lambda label: (label.judged_at, label.crm_id)), out)


def _by_weight(link: Link) -> float | None:
    """Return the probability of the match weight alone, at even prior odds."""
    return None if link.match_weight is None else 1 / (1 + exp2(-min(max(link.match_weight, -60.0), 60.0)))


def _found_wrong(links: LinksTable, answers: Sequence[Label]) -> tuple[int, int]:
    of_links = [label for label in answers if links.of(label.crm_id).decision == LinkDecision.LINKED]
    wrong = [
        label
        for label in of_links
        if label.verdict is not Verdict.MATCH or label.universe_id != links.of(label.crm_id).candidate_id
    ]
    return len(wrong), len(of_links)
