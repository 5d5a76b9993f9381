"""The proposal of a mapping: which column of a file is which canonical one, what is uncertain, what is left."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.tables.mapping.meanings import (
    EXACT,
    MIN_QUESTION,
    PLAIN,
    Meaning,
    holds_foreign_words,
    meaning_of,
    objects_named,
    other_meaning,
)
from data.tables.mapping.samples import ColumnSample
from data.tables.mapping.shapes import (
    CLEAR_SHARE,
    GUESSED_BY_VALUES,
    MIN_SHARE,
    are_profile_addresses,
    are_unique,
    share_read,
)
from data.tables.mapping.vocabulary import SPLITS
from features.own_fields.optional import OPTIONAL
from features.schema.kinds import COLUMNS, Kind
from features.schema.texts import wording
from features.schema.value_class import value_class

_OF_PEOPLE = frozenset({"first_name", "last_name", "middle_name", "birth_date", "title", "suffix", "nickname"})
_NAMES_OF_PEOPLE = frozenset({"full_name", "first_name", "last_name"})
_OF_COMPANIES = frozenset({"employees", "stock_symbol", "industry", "aliases"})
KEY = "each value occurs once"
SURELY_REPEAT = 200
"""The rows from which on postal codes repeat: a country has some thousands of them."""
NOTHING_SETTLED: Mapping[str, str] = {}


@value_class
class MappingQuestion:
    """A column that may be a canonical one, and why that is uncertain."""

    header: str
    column: str
    reason: str


@value_class
class MappingProposal:
    """The proposal for one file of a kind (None: labels), each part in the order of the file's columns.

    No column is taken twice, and no question is about a header that is taken. A user decided to ignore what is
    `dropped`. `open_columns` are the canonical columns that have questions and no header.
    """

    kind: Kind | None
    taken: Mapping[str, str]
    questions: tuple[MappingQuestion, ...] = ()
    ignored: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def open_columns(self) -> tuple[str, ...]:
        mapped = set(self.taken.values())
        return tuple(dict.fromkeys(question.column for question in self.questions if question.column not in mapped))


@dataclass(slots=True)
class _Draft:
    """What is taken and asked so far, by header."""

    taken: dict[str, str] = field(default_factory=dict)
    questions: list[MappingQuestion] = field(default_factory=list)

    @property
    def mentioned(self) -> frozenset[str]:
        return frozenset({*self.taken, *(question.header for question in self.questions)})

    def ask(self, column: str, names: Sequence[str], reason: str) -> None:
        self.questions += [MappingQuestion(name, column, reason) for name in names]

    def forget(self, names: Sequence[str]) -> None:
        self.questions = [question for question in self.questions if question.header not in names]


def propose(kind: Kind | None, sample: ColumnSample, settled: Mapping[str, str] = NOTHING_SETTLED) -> MappingProposal:
    """Propose a mapping by headers and values; `settled` are mappings of a user, which stay as they are.

    A header is taken for a column where its words say so plainly, its values have the shape of the column, and no
    other header is as near. The order of the columns does not matter.
    """
    fixed = {name: column for name, column in settled.items() if name in sample.values}
    draft = _Draft(taken={name: column for name, column in fixed.items() if column})
    for column, candidates in _candidates(kind, sample, fixed).items():
        _choose(draft, column, candidates, sample)
    if kind is not None:
        _guess_by_values(draft, kind, sample, fixed)
    else:
        _split_by_values(draft, sample, fixed)
    return MappingProposal(
        kind,
        {name: draft.taken[name] for name in sample.header if name in draft.taken},
        tuple(sorted(draft.questions, key=lambda question: sample.header.index(question.header))),
        tuple(name for name in sample.header if name not in draft.mentioned and name not in fixed),
        tuple(name for name in sample.header if fixed.get(name) == ""),
    )


def guess_kind(sample: ColumnSample) -> Kind | None:
    """Return the kind of a file's records by its header; None where that does not say it."""
    columns = {kind: {m.column for name in sample.header if (m := meaning_of(kind, name))} for kind in Kind}
    if {"first_name", "last_name"} & columns[Kind.PERSON] or {"title", "birth_date"} <= columns[Kind.PERSON]:
        return Kind.PERSON
    if _OF_COMPANIES & columns[Kind.COMPANY]:
        return Kind.COMPANY
    if "company" in columns[Kind.PERSON] and not _NAMES_OF_PEOPLE & columns[Kind.PERSON]:
        return Kind.COMPANY
    if _OF_PEOPLE & columns[Kind.PERSON]:
        return Kind.PERSON
    named = {kind for name in sample.header for kind in objects_named(name)}
    return next(iter(named)) if len(named) == 1 else None


def looks_like_labels(sample: ColumnSample) -> bool:
    """Return whether a file names two ids a row and no field of a record."""
    columns = {m.column for name in sample.header if (m := meaning_of(None, name))}
    fields = {m.column for kind in Kind for name in sample.header if (m := meaning_of(kind, name)) and not m.is_vague}
    return {"crm_id", "universe_id"} <= columns and not fields & {"name", "last_name", "email", "city", "company"}


def _candidates(
    kind: Kind | None, sample: ColumnSample, fixed: Mapping[str, str]
) -> Mapping[str, list[tuple[int, str]]]:
    """Return, for each column, the headers that may be it with their distances, the nearest first.

    Headers without any value count only where no other header is left, and the plain name of the column is theirs.
    """
    by_column: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in sample.header:
        for meaning in () if name in fixed else _meanings(kind, name, sample):
            by_column[meaning.column].append((meaning.distance, name))
    filled = {
        column: [candidate for candidate in candidates if not sample.is_empty(candidate[1])]
        or [candidate for candidate in candidates if candidate[0] <= PLAIN]
        for column, candidates in by_column.items()
    }
    return {column: sorted(candidates) for column, candidates in filled.items() if candidates}


def _meanings(kind: Kind | None, name: str, sample: ColumnSample) -> Sequence[Meaning]:
    """Return the meaning of a header: of several the one that its values allow, all as vague ones where two are left.

    A web address whose values are profiles of a network is the profile's.
    """
    meaning, other = meaning_of(kind, name), other_meaning(kind, name)
    if meaning is None:
        return ()
    if meaning.column == "website" and meaning.distance != EXACT and are_profile_addresses(sample.filled(name)):
        return (Meaning("profile_url", meaning.distance),)
    if other is None:
        return (meaning,)
    fitting = [each for each in (meaning, other) if not _contradiction(each.column, (each.distance, name), sample)]
    if [each.column for each in fitting] == ["id", "postal_code"] and len(sample.values[name]) >= SURELY_REPEAT:
        return (fitting[0],)
    if len(fitting) == 2:
        return [Meaning(each.column, MIN_QUESTION) for each in fitting]
    return fitting or (meaning, other)


def _choose(draft: _Draft, column: str, candidates: Sequence[tuple[int, str]], sample: ColumnSample) -> None:
    """Take the nearest header of a column, and ask about the others; ask about all where two are as near."""
    fitting = [candidate for candidate in candidates if not _contradiction(column, candidate, sample)]
    plain = [candidate for candidate in fitting if candidate[0] < MIN_QUESTION]
    near = [name for distance, name in plain if distance == plain[0][0]]
    if near and column not in draft.taken.values() and (len(near) == 1 or _say_the_same(near, sample)):
        draft.taken[near[0]] = column
        plain = [candidate for candidate in plain if candidate[1] not in near]
    holder = next((name for name, taken in draft.taken.items() if taken == column), None)
    if holder is not None:
        draft.ask(column, [name for _, name in plain], wording("instead of {holder}", holder=quoted(holder)))
    elif plain:
        draft.ask(column, [name for _, name in plain], "one of " + ", ".join(quoted(name) for _, name in plain))
    else:
        vague = [(candidate[1], _seen(sample.filled(candidate[1]))) for candidate in fitting]
        unlike = [
            (candidate[1], _contradiction(column, candidate, sample))
            for candidate in candidates
            if candidate[0] < MIN_QUESTION
        ]
        for name, reason in vague or unlike:
            draft.ask(column, [name], reason)


def _seen(values: Sequence[str]) -> str:
    """Return the reason of a question about a vague name; without values, since people share the file of a mapping."""
    return wording(
        "its name says it vaguely; {n_values} values, {n_distinct} of them different",
        n_values=len(values),
        n_distinct=len(set(values)),
    )


def _contradiction(column: str, candidate: tuple[int, str], sample: ColumnSample) -> str:
    """Return what the values of a header say against a column, empty where they say nothing against it."""
    distance, name = candidate
    if distance == EXACT:
        return ""
    values = sample.values[name]
    if column == "id" and values and not are_unique(values):
        return wording(
            "{values} values are missing, {n_values} repeat",
            values=sum(not value for value in values),
            n_values=len(values) - len(set(values)),
        )
    share = share_read(column, sample.filled(name))
    return (
        wording("{share:.0%} of its values read as {column}", share=share, column=column)
        if share is not None and share < MIN_SHARE
        else ""
    )


def _say_the_same(names: Sequence[str], sample: ColumnSample) -> bool:
    """Return whether columns hold equal values, so that it does not matter which is taken."""
    return len({sample.values[name] for name in names}) == 1 and not sample.is_empty(names[0])


def _split_by_values(draft: _Draft, sample: ColumnSample, fixed: Mapping[str, str]) -> None:
    """Take the only column of labels that holds the names of splits and nothing else, whatever its header."""
    free = [name for name in sample.header if name not in draft.taken and name not in fixed]
    named = [name for name in free if {*sample.filled(name)} == {*SPLITS}]
    if len(named) == 1 and "split" not in draft.taken.values():
        draft.taken[named[0]] = "split"
        draft.forget(named)


def _guess_by_values(draft: _Draft, kind: Kind, sample: ColumnSample, fixed: Mapping[str, str]) -> None:
    """Ask about columns whose names say nothing, by their values."""
    named = {*draft.taken.values(), *(question.column for question in draft.questions)}
    rest = [name for name in sorted(sample.header) if name not in draft.mentioned and name not in fixed]
    rest = [name for name in rest if not holds_foreign_words(name) and meaning_of(kind, name) is None]
    for column in (guessed for guessed in GUESSED_BY_VALUES if guessed in COLUMNS[kind] and guessed not in named):
        alike = [name for name in rest if (share_read(column, sample.filled(name)) or 0) >= CLEAR_SHARE]
        draft.ask(column, [name for name in alike if name not in draft.mentioned], "by its values")
    if "id" not in named:
        numbers = {declaration.name for declaration in OPTIONAL[kind] if declaration.type == "identifier"}
        numbered = [question.header for question in draft.questions if question.column in numbers]
        free = [*numbered, *(name for name in rest if name not in draft.mentioned)]
        keys = [name for name in free if are_unique(sample.values[name]) and len(sample.values[name]) > 1]
        keys = [name for name in keys if share_read("id", sample.values[name]) in {None, 1}]
        draft.forget(keys)
        draft.ask("id", keys, KEY)


def quoted(name: str) -> str:
    """Return the name of a column in quotes."""
    return f'"{name}"'
