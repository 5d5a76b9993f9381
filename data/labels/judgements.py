"""Judgements as labels: repeated ones count once, later ones replace earlier ones, contradictory ones are listed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import field
from pathlib import Path

from data.labels.label_rows import Label, Verdict
from data.tables.mapping.vocabulary import FEEDBACK_COLUMNS, LABEL_COLUMNS
from data.tables.text_table import write_csv
from features.schema.value_class import value_class

STATED = tuple(name for name in LABEL_COLUMNS if name not in FEEDBACK_COLUMNS)
COLUMNS = tuple(name for name in LABEL_COLUMNS if name != "split")
"""The columns of judgements; `split` is written where a row has one."""


@value_class
class LabelContradiction:
    """Contradictory judgements of different people on one record."""

    crm_id: str
    contract: str | None
    rows: tuple[Label, ...]

    @property
    def summary(self) -> str:
        """Who judged what, in the order of time."""
        in_order = sorted(self.rows, key=lambda row: (row.judged_at, str(row.user)))
        return "; ".join(
            f"{row.user or 'somebody'}: {row.verdict} {row.universe_id or ''}".rstrip() for row in in_order
        )


@value_class
class ConsolidatedJudgements:
    """Judgements to learn from, sorted; the others are listed or counted by the reason for leaving them out."""

    labels: tuple[Label, ...]
    contradictions: tuple[LabelContradiction, ...] = ()
    dropped: dict[str, int] = field(default_factory=dict)


def consolidate(judgements: Iterable[Label]) -> ConsolidatedJudgements:
    """Return judgements without repetitions, without those that the same person replaced later, and consistent.

    The result does not depend on the order of the rows.
    """
    by_record: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in judgements:
        by_record[label.contract or "", label.crm_id].append(label)
    kept: list[Label] = []
    contradictions: list[LabelContradiction] = []
    dropped: Counter[str] = Counter()
    for (_, crm_id), rows in sorted(by_record.items()):
        own = _latest_judgements(rows, dropped)
        distinct = _once(own, dropped)
        if _disagree(own):
            contradictions.append(LabelContradiction(crm_id, rows[0].contract, tuple(own)))
            dropped["contradictory"] += len(distinct)
        else:
            kept.extend(distinct)
    return ConsolidatedJudgements(tuple(sorted(kept, key=_order)), tuple(contradictions), dict(sorted(dropped.items())))


def write_judgements(labels: Sequence[Label], path: Path) -> None:
    """Write judgements as CSV, with the time, the author and the circumstances of each."""
    columns = LABEL_COLUMNS if any(label.split for label in labels) else COLUMNS
    rows = [
        {**{name: getattr(label, name) for name in STATED}, "weight": str(label.weight), **label.feedback}
        for label in labels
    ]
    write_csv(path, columns, [[row.get(name) for name in columns] for row in rows])


def _latest_judgements(rows: Sequence[Label], dropped: Counter[str]) -> list[Label]:
    """Return each person's latest judgement on each profile, and on whether the record has a profile at all."""
    newest: dict[object, Label] = {}
    for row in sorted(rows, key=_order):
        newest[row.user, row.universe_id] = row
    by_user: defaultdict[str | None, list[Label]] = defaultdict(list)
    for row in newest.values():
        by_user[row.user].append(row)
    kept = []
    for own in by_user.values():
        last = {verdict: max((w.judged_at for w in own if w.verdict is verdict), default="") for verdict in Verdict}
        for label in own:
            opposite = {Verdict.MATCH: Verdict.NOBODY, Verdict.NOBODY: Verdict.MATCH}.get(label.verdict)
            if opposite is None or last[opposite] <= label.judged_at:
                kept.append(label)
    replaced = len({(r.user, r.universe_id, r.verdict) for r in rows}) - len(kept)
    if replaced:
        dropped["replaced by a later judgement"] += replaced
    return sorted(kept, key=_order)


def _once(rows: Sequence[Label], dropped: Counter[str]) -> list[Label]:
    """Return the newest judgement of each (profile, verdict)."""
    newest = {(row.universe_id, row.verdict): row for row in rows}
    if len(rows) > len(newest):
        dropped["repeated"] += len(rows) - len(newest)
    return list(newest.values())


def _disagree(rows: Sequence[Label]) -> bool:
    verdicts: defaultdict[Verdict, set[str | None]] = defaultdict(set)
    for row in rows:
        verdicts[row.verdict].add(row.universe_id)
    both = verdicts[Verdict.MATCH] & verdicts[Verdict.NOT_MATCH]
    return bool(both) or bool(verdicts[Verdict.NOBODY] and verdicts[Verdict.MATCH])


def _order(label: Label) -> tuple[str, str, str, str, str, str]:
    return (
        label.contract or "",
        label.crm_id,
        label.judged_at,
        label.user or "",
        label.universe_id or "",
        label.verdict.value,
    )
