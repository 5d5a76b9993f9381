"""The worst errors: each record beside the chosen profile and the right one."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

import numpy as np
from rapidfuzz.distance import JaroWinkler

from data.labels.links import Link
from features.normalise.text import word_set
from features.schema.array_types import Bools
from features.schema.value_class import value_class
from training.evaluation.judged import JudgedLinks
from training.evaluation.segments import Values
from training.evaluation.sources import Sources

CLOSE = 0.9
SEPARATORS = re.compile("[;|]")
WRONG_SHOWN = 15
MISSED_SHOWN = 5
UNFOUND_SHOWN = 5
NOT_COMPARED = word_set("id owner_id account_id visible_to modified_at")


class Agreement(StrEnum):
    """How a field of a profile agrees with that of the record; `absent` where either is empty."""

    SAME = "same"
    CLOSE = "close"
    DIFFERENT = "different"
    ABSENT = "absent"


@value_class
class FieldRow:
    """One field of an error: its values in record, chosen and right profile, and how the profiles agree."""

    name: str
    record: str | None
    chosen: str | None
    right: str | None
    chosen_agrees: Agreement
    right_agrees: Agreement


@value_class
class ErrorCase:
    """One error: its link, the right id if it is another one, and the fields side by side."""

    link: Link
    right_id: str | None
    fields: tuple[FieldRow, ...]


def worst_errors(judged: JudgedLinks, sources: Sources) -> list[tuple[str, int, list[ErrorCase]]]:
    """Return wrong links, then missed records: title, number and those of the highest probability of each sort."""
    has_candidate = judged.has_candidate
    answerable = judged.answerable
    linked = judged.linked
    wrong = has_candidate & ~judged.right
    missed = answerable & ~linked
    groups = (
        ("linked to a wrong profile, the universe holds a right one", linked & answerable & wrong, WRONG_SHOWN),
        ("linked, although no profile is right", linked & ~answerable, WRONG_SHOWN),
        ("not linked, a wrong profile came first", missed & wrong, MISSED_SHOWN),
        ("not linked, although the right profile came first", missed & judged.right, MISSED_SHOWN),
        ("not linked, no candidate was found", missed & ~has_candidate, UNFOUND_SHOWN),
    )
    return [
        (title, int(mask.sum()), [error_case(judged, row, sources) for row in _surest(judged, mask)[:shown]])
        for title, mask, shown in groups
        if mask.any()
    ]


def _surest(judged: JudgedLinks, mask: Bools) -> list[int]:
    rows = np.flatnonzero(mask)
    return sorted(rows.tolist(), key=lambda row: (-judged.probability[row], judged.links[row].crm_id))


def error_case(judged: JudgedLinks, row: int, sources: Sources) -> ErrorCase:
    """Return one record, the chosen profile and the right one, field by field."""
    link = judged.links[row]
    answers = judged.answers[row]
    right_id = min(answers) if answers and not judged.right[row] else None
    record = sources.shown.get(link.crm_id, {})
    chosen = sources.profiles.get(link.candidate_id or "", {})
    right = sources.profiles.get(right_id or "", {})
    return ErrorCase(link, right_id, field_rows(record, chosen, right))


def field_rows(record: Values, chosen: Values, right: Values) -> tuple[FieldRow, ...]:
    """Return three sets of values field by field, in the order of the record's fields, then the others."""
    names = [name for name in {**record, **chosen, **right} if name not in NOT_COMPARED]
    return tuple(
        FieldRow(
            name=name,
            record=record.get(name),
            chosen=chosen.get(name),
            right=right.get(name),
            chosen_agrees=agreement(_values(record, name), _values(chosen, name)),
            right_agrees=agreement(_values(record, name), _values(right, name)),
        )
        for name in names
    )


def agreement(left: list[str], right: list[str]) -> Agreement:
    """Compare two lists of folded values by their best pair."""
    if not left or not right:
        return Agreement.ABSENT
    best = max(JaroWinkler.similarity(a, b) for a in left for b in right)
    return Agreement.SAME if best == 1 else Agreement.CLOSE if best >= CLOSE else Agreement.DIFFERENT


def _values(fields: Mapping[str, str], name: str) -> list[str]:
    return [folded for part in SEPARATORS.split(fields.get(name, "")) if (folded := _folded(part))]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(
        "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char)).split()
    )
