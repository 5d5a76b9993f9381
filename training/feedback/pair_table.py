"""A question of a review: a record beside its candidates, field by field, with differences marked. Pure."""

from collections.abc import Sequence

from features.normalise.records import normalise
from features.normalise.text import word_set
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from training.evaluation.report.errors import Agreement, field_rows
from training.evaluation.segments import Values
from training.evaluation.sources import raw_name

NAMES = ("full_name", "first_name", "middle_name", "last_name", "suffix")
"""Columns of a person's name; one side may have the whole and the other the parts, so they are one row."""
HIDDEN = word_set("id account_id owner_id visible_to modified_at")


@value_class
class CandidateShown:
    """A candidate with its values as the file has them; its probability where the model gave one."""

    id: str
    values: Values
    probability: float | None = None


@value_class
class PairQuestion:
    """A record and its best candidates; the question is about the first.

    `pending` says what is still being looked for.
    """

    name: str
    record: Values
    candidates: tuple[CandidateShown, ...]
    model_answer: str = ""
    pending: str = ""


@value_class
class ReviewCell:
    """A value as words; those that the other side lacks are True. `agrees` is None in the record's own column."""

    words: tuple[tuple[str, bool], ...]
    agrees: Agreement | None = None


@value_class
class ReviewRow:
    """One field: the record's value, and that of each candidate."""

    name: str
    record: ReviewCell
    candidates: tuple[ReviewCell, ...]


def pair_table(kind: Kind, record: Values, candidates: Sequence[Values]) -> list[ReviewRow]:
    """Return the filled fields of a record and its candidates; differences are to the record, its own to the first."""
    left = shown_values(kind, record)
    right = [shown_values(kind, candidate) for candidate in candidates]
    names = dict.fromkeys(name for values in (left, *right) for name in values)
    agreed = [{row.name: row.chosen_agrees for row in field_rows(left, values, {})} for values in right]
    rows = []
    for name in names:
        own = left.get(name, "")
        cells = [
            _cell(kind, name, (values.get(name, ""), own), of.get(name, Agreement.ABSENT))
            for values, of in zip(right, agreed, strict=True)
        ]
        first = right[0].get(name, "") if right else ""
        marked = bool(cells) and cells[0].agrees in {Agreement.CLOSE, Agreement.DIFFERENT}
        rows.append(ReviewRow(name, ReviewCell(_marked(own, first if marked else own)), tuple(cells)))
    return rows


def shown_values(kind: Kind, values: Values) -> dict[str, str]:
    """Return the values to show, without ids and dates of a CRM, a person's name in one piece."""
    shown = {name: value for name, value in values.items() if name not in HIDDEN and value}
    if kind is Kind.PERSON and any(name in shown for name in NAMES):
        name = " ".join(part for part in (raw_name(shown), shown.get("suffix")) if part)
        return {"name": name.strip(), **{key: value for key, value in shown.items() if key not in NAMES}}
    return shown


def _cell(kind: Kind, name: str, both: tuple[str, str], agrees: Agreement) -> ReviewCell:
    value, own = both
    if agrees in {Agreement.CLOSE, Agreement.DIFFERENT} and _reads_the_same(kind, name, value, own):
        agrees = Agreement.SAME
    return ReviewCell(_marked(value, own if agrees in {Agreement.CLOSE, Agreement.DIFFERENT} else value), agrees)


def _reads_the_same(kind: Kind, name: str, value: str, own: str) -> bool:
    """Return whether two ways of writing are one value, such as two forms of a phone number or of a country."""
    read = normalise(kind, {name: value})
    other = normalise(kind, {name: own})
    return any(read.values()) and read == other


def _marked(value: str, other: str) -> tuple[tuple[str, bool], ...]:
    """Return the words of a value, those that another value lacks marked; case and points do not count."""
    known = {_folded(word) for word in other.split()}
    return tuple((word, _folded(word) not in known) for word in value.split())


def _folded(word: str) -> str:
    return "".join(char for char in word.casefold() if char.isalnum())
