"""One label: its verdict on a record, read from a row, and the contradictions between rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from data.tables.mapping.vocabulary import FEEDBACK_COLUMNS, LABEL_COLUMNS, SPLITS
from data.tables.text_table import TextTable
from features.schema.errors import OnematchError
from features.schema.texts import wording
from features.schema.value_class import value_class

MAX_LISTED = 10


class UnusableLabels(OnematchError):
    """Labels contradict each other or hold an invalid value; the message lists the rows."""


class Verdict(StrEnum):
    """What a person states of a record: this profile, not this profile, no profile, or an earlier statement lifted.

    A label has one of LABEL_VERDICTS; a lifted statement is no label.
    """

    MATCH = "match"
    NOT_MATCH = "not_match"
    NOBODY = "nobody"
    LIFTED = "lifted"


LABEL_VERDICTS = (Verdict.MATCH, Verdict.NOT_MATCH, Verdict.NOBODY)


@value_class
class Label:
    """One row: `row` counts from 1 without the header; `feedback` holds the columns that only feedback has.

    `universe_id` is null for `nobody`, whatever profile was shown to the person.
    """

    row: int
    crm_id: str
    universe_id: str | None
    verdict: Verdict
    split: str | None = None
    weight: float = 1.0
    source: str | None = None
    feedback: Mapping[str, str] = field(default_factory=dict)

    @property
    def judged_at(self) -> str:
        return self.feedback.get("judged_at", "")

    @property
    def contract(self) -> str | None:
        """The contract that the judgement belongs to, None where it is not given."""
        return self.feedback.get("contract")

    @property
    def user(self) -> str | None:
        """The pseudonym of the person who judged."""
        return self.feedback.get("user")


def label_rows(table: TextTable) -> list[Label]:
    """Read every row of a table; raises UnusableLabels with the rows that are invalid."""
    labels = []
    problems = []
    feedback = [name for name in FEEDBACK_COLUMNS if name in table.columns]
    for position in range(table.n_rows):
        values = {name: table.column(name)[position] for name in LABEL_COLUMNS if name in table.columns}
        given = {name: value for name in feedback if (value := values[name]) is not None}
        try:
            labels.append(_label(position + 1, values, given))
        except UnusableLabels as error:
            problems.append(f"row {position + 1}: {error}")
    if problems:
        raise UnusableLabels(listed("rows that cannot be used", problems))
    return labels


def latest_labels(rows: Iterable[Label]) -> tuple[list[Label], dict[str, int]]:
    """Return rows without repetitions and without overruled judgements, and the number dropped, by reason."""
    rows = list(rows)
    newest = _newest(rows)
    kept: dict[object, Label] = {}
    dropped: Counter[str] = Counter()
    for label in rows:
        key = (label.crm_id, label.universe_id, label.verdict, label.split)
        if label.judged_at and any(
            newest.get(overruling_key, "") > label.judged_at for overruling_key in _overruled_by(label)
        ):
            dropped["replaced by a later judgement"] += 1
        elif key in kept:
            dropped["repeated"] += 1
        else:
            kept[key] = label
    return list(kept.values()), dict(dropped)


def _newest(rows: Iterable[Label]) -> dict[object, str]:
    """Return the time of the last judgement of each pair, and of each record's `match` and `nobody`."""
    newest: dict[object, str] = {}
    for label in rows:
        for key in ((label.crm_id, label.universe_id), (label.crm_id, label.verdict)):
            newest[key] = max(label.judged_at, newest.get(key, ""))
    return newest


def _overruled_by(label: Label) -> list[object]:
    """Return the keys whose later judgement overrules this one: the same pair, and the opposite verdict."""
    opposite = {Verdict.MATCH: Verdict.NOBODY, Verdict.NOBODY: Verdict.MATCH}.get(label.verdict)
    return [(label.crm_id, label.universe_id), *([(label.crm_id, opposite)] if opposite else [])]


def refuse_contradictions(labels: Iterable[Label]) -> None:
    """Raise UnusableLabels with the records whose rows contradict each other."""
    by_record: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_record[label.crm_id].append(label)
    problems = [problem for group in by_record.values() if len(group) > 1 and (problem := _contradiction(group))]
    if problems:
        raise UnusableLabels(listed("contradictory records", problems))


def listed(what: str, problems: list[str]) -> str:
    """Return a message with the first problems and the number of the others."""
    more = len(problems) - MAX_LISTED
    tail = wording("; and {more} more", more=more) if more > 0 else ""
    return f"{len(problems)} {what}: {'; '.join(problems[:MAX_LISTED])}{tail}"


def _label(row: int, values: Mapping[str, str | None], given: Mapping[str, str]) -> Label:
    crm_id = values["crm_id"]
    universe_id = values["universe_id"]
    split = values.get("split")
    if crm_id is None:
        raise UnusableLabels("crm_id is empty")
    if split is not None and split not in SPLITS:
        raise UnusableLabels("got the split {split!r}, expected one of {splits}", split=split, splits=", ".join(SPLITS))
    for name in ("probability_shown", "shown_alike"):
        _require_share(name, given.get(name))
    verdict = _verdict(values.get("verdict"), universe_id)
    answer = None if verdict is Verdict.NOBODY else universe_id
    weight = _weight(values.get("weight"))
    return Label(
        row=row,
        crm_id=crm_id,
        universe_id=answer,
        verdict=verdict,
        split=split,
        weight=weight,
        source=values.get("source"),
        feedback=given,
    )


def _verdict(text: str | None, universe_id: str | None) -> Verdict:
    if text is not None and text not in LABEL_VERDICTS:
        raise UnusableLabels(
            "got the verdict {text!r}, expected one of {label_verdicts}",
            text=text,
            label_verdicts=", ".join(LABEL_VERDICTS),
        )
    verdict = Verdict(text or Verdict.MATCH)
    if universe_id is None and verdict is Verdict.NOT_MATCH:
        raise UnusableLabels("the verdict not_match needs a universe_id")
    return Verdict.NOBODY if universe_id is None else verdict


def _weight(text: str | None) -> float:
    try:
        weight = 1.0 if text is None else float(text)
    except ValueError:
        weight = -1.0
    if not 0 <= weight < float("inf"):
        raise UnusableLabels("got the weight {text!r}, expected a number of at least 0", text=text)
    return weight


def _require_share(name: str, text: str | None) -> None:
    try:
        share = 0.0 if text is None else float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UnusableLabels("{name}: got {text!r}, expected a number between 0 and 1", name=name, text=text)


def _contradiction(group: list[Label]) -> str | None:
    where = f"{group[0].crm_id} (rows {', '.join(str(label.row) for label in group)})"
    verdicts: dict[Verdict, set[str | None]] = defaultdict(set)
    for label in group:
        verdicts[label.verdict].add(label.universe_id)
    if both := verdicts[Verdict.MATCH] & verdicts[Verdict.NOT_MATCH]:
        return wording("{where} has match and not_match of {both}", where=where, both=", ".join(sorted(map(str, both))))
    if verdicts[Verdict.NOBODY] and verdicts[Verdict.MATCH]:
        return wording("{where} has both nobody and match", where=where)
    if len(splits := {label.split for label in group}) > 1:
        return wording(
            "{where} is in several splits: {splits}", where=where, splits=", ".join(sorted(map(str, splits)))
        )
    return None
