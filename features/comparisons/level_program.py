"""All levels of all comparisons as one program for compiled code, equal to evaluating each level's condition."""

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from features.comparisons.facts import (
    Compare,
    Compared,
    Condition,
    Constant,
    Filled,
    Length,
    RememberedFact,
    Same,
    Shared,
    TextMeasure,
    terms_of,
)
from features.compiled import calls
from features.compiled.arguments import LeftCodes, LevelSteps, MeasuredFacts, int_rows, plain
from features.compiled.opcodes import (
    ABOVE,
    AT_LEAST,
    AT_MOST,
    BELOW,
    BEST,
    DAMERAU_LEVENSHTEIN,
    EQUAL_TO,
    JARO_WINKLER,
    LENGTH,
    MEASURE,
    MILLIONTHS,
    MISSING,
    OTHER,
    SAME,
    SHARED,
    numbered,
)
from features.pairs.pairs import Pairs, left_codes
from features.schema.array_types import Bools
from features.schema.schema import Shape, field_positions
from features.schema.value_class import value_class

K = TypeVar("K")
Term = tuple[Condition, ...]
RELATIONS: dict[Compare, int] = {
    np.greater: ABOVE,
    np.greater_equal: AT_LEAST,
    np.equal: EQUAL_TO,
    np.less: BELOW,
    np.less_equal: AT_MOST,
}


@value_class
class MissingText:
    """A text field is null on either side."""

    name: str

    def __call__(self, pairs: Pairs) -> Bools:
        return ~pairs.known(self.name, self.name)


@value_class
class LevelProgram:
    """Levels compiled together; `others` are the facts that only their own function computes.

    `sames` and `lists` are the fields whose left values are looked up in the right vocabularies.
    """

    sames: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...]
    asked: MeasuredFacts
    steps: LevelSteps
    others: tuple[Condition, ...]

    def first_levels(self, pairs: Pairs) -> tuple[NDArray[np.int8], LeftCodes]:
        """Return, for each comparison (row) and pair (column), the position of the first level that holds."""
        mapped = left_codes(pairs, self.sames, self.lists)
        others = np.empty((len(self.others), len(pairs)), np.bool_)
        for row, fact in enumerate(self.others):
            others[row] = fact(pairs)
        levels = np.empty((len(self.steps.last), len(pairs)), np.int8)
        rows = pairs.left_rows, pairs.right_rows, pairs.runs().of_pair
        calls.levels.first_levels(
            plain(pairs.right_side()),
            plain(pairs.left_side()),
            plain(mapped),
            plain(self.asked),
            plain(self.steps),
            others,
            rows,
            levels,
        )
        return levels, mapped


def compile_levels(comparisons: Sequence[Sequence[Condition | None]], kind: Shape) -> LevelProgram:
    """Compile the conditions of each comparison's levels, the last of which has none (ELSE)."""
    return _Compiler(comparisons, kind).program()


class _Compiler:
    """Numbers every distinct fact and every value that is measured for it."""

    def __init__(self, comparisons: Sequence[Sequence[Condition | None]], kind: Shape) -> None:
        self._texts, self._lists = field_positions(kind)
        self._levels = [[self._terms(condition) for condition in levels] for levels in comparisons]
        self._sames: dict[tuple[str, str], int] = {(name, name): row for name, row in self._texts.items()}
        self._shared: dict[tuple[str, str], int] = {}
        self._measures: dict[tuple[int, ...], int] = {}
        self._lengths: dict[tuple[int, ...], int] = {}
        self._bests: dict[tuple[int, ...], int] = {}
        self._others: list[Condition] = []
        self._far = max((_edits(fact) for fact in self._all_facts()), default=0)
        self._least: dict[TextMeasure, float] = {}
        for measure, number in filter(None, map(_compared_similarity, self._all_facts())):
            self._least[measure] = min(number, self._least.get(measure, number))
        self._facts: dict[object, tuple[int, int, int, float]] = {}
        for fact in self._all_facts():
            if _key(fact) not in self._facts:
                self._facts[_key(fact)] = self._numbered(fact)

    def program(self) -> LevelProgram:
        by_kind = sorted(self._facts.items(), key=lambda fact: fact[1][0])
        facts = [fact for _, fact in by_kind]
        number_of = {key: number for number, (key, _) in enumerate(by_kind)}
        measured_facts = MeasuredFacts(
            int_rows([(self._texts[left], self._texts[right]) for left, right in self._sames], 2),
            int_rows([(self._lists[left], self._lists[right]) for left, right in self._shared], 2),
            int_rows(list(self._measures), 6),
            int_rows(list(self._lengths), 2),
            int_rows(list(self._bests), 7),
        )
        term_facts: list[int] = []
        terms = [0]
        levels = [0]
        depth = max(len(each) for each in self._levels)
        for comparison in self._levels:
            for alternatives in [*comparison, *[()] * (depth - len(comparison))]:
                for term in alternatives:
                    own = {number_of[_key(fact)] for fact in term}
                    term_facts += sorted(own, key=lambda number: facts[number][0])
                    terms.append(len(term_facts))
                levels.append(len(terms) - 1)
        steps = LevelSteps(
            facts=int_rows([fact[:3] for fact in facts], 3),
            numbers=np.array([fact[3] for fact in facts], np.float64),
            term_facts=np.array(term_facts, np.int64),
            terms=np.array(terms, np.int64),
            levels=np.array(levels, np.int64),
            last=np.array([len(each) - 1 for each in self._levels], np.int64),
        )
        return LevelProgram(tuple(self._sames), tuple(self._shared), measured_facts, steps, tuple(self._others))

    def _terms(self, condition: Condition | None) -> tuple[Term, ...]:
        terms = () if condition is None else terms_of(condition)
        facts = [term[0] for term in terms if len(term) == 1]
        filled = [fact for fact in facts if isinstance(fact, Filled) and fact.nothing]
        if len(filled) == len(terms) == 2 and {fact.side for fact in filled} == {"l", "r"}:
            names = {fact.name for fact in filled}
            if len(names) == 1 and names <= self._texts.keys():
                return ((MissingText(names.pop()),),)
        return terms

    def _all_facts(self) -> Iterator[Condition]:
        return (fact for levels in self._levels for terms in levels for term in terms for fact in term)

    def _numbered(self, fact: Condition) -> tuple[int, int, int, float]:
        """Return a fact's kind, row, relation and number."""
        bare = fact.fact if isinstance(fact, RememberedFact) else fact
        if isinstance(bare, Same):
            return SAME, self._same(bare.left, bare.right), 0, 0.0
        if isinstance(bare, MissingText):
            return MISSING, self._texts[bare.name], 0, 0.0
        if isinstance(bare, Compared) and isinstance(bare.other, Constant) and bare.compare in RELATIONS:
            position = self._measured(bare, bare.other.value)
            if position is not None:
                return *position, RELATIONS[bare.compare], bare.other.value
        self._others.append(fact)
        return OTHER, len(self._others) - 1, 0, 0.0

    def _measured(self, fact: Compared, number: float) -> tuple[int, int] | None:
        """Return the kind and the row of the value that a fact compares; None where only a function computes it."""
        operand = fact.one
        if isinstance(operand, Length):
            return LENGTH, _row(self._lengths, (int(operand.side == "r"), self._texts[operand.name]))
        if isinstance(operand, Shared):
            lists = {operand.left, operand.right} <= self._lists.keys()
            rising = RELATIONS[fact.compare] in (ABOVE, AT_LEAST) and not fact.compare(0.0, number)
            return (SHARED, _row(self._shared, (operand.left, operand.right))) if lists and rising else None
        if not isinstance(operand, TextMeasure):
            return None
        measure = numbered(operand.measure)
        if operand in self._least:
            measure = measure[0], 0, floor(self._least[operand] * MILLIONTHS)
        if {operand.left, operand.right} <= self._texts.keys():
            if measure[0] == DAMERAU_LEVENSHTEIN:
                measure = measure[0], 0, self._far
            rows = self._texts[operand.left], self._texts[operand.right], self._same(operand.left, operand.right)
            return MEASURE, _row(self._measures, (*measure, *rows))
        return BEST, _row(self._bests, (*measure, *self._field(operand.left), *self._field(operand.right)))

    def _same(self, left: str, right: str) -> int:
        return _row(self._sames, (left, right))

    def _field(self, name: str) -> tuple[int, int]:
        return (self._texts[name], 0) if name in self._texts else (self._lists[name], 1)


def _edits(fact: Condition) -> int:
    """Return the number of edits that a fact compares a Damerau-Levenshtein distance with, 0 for another fact."""
    bare = fact.fact if isinstance(fact, RememberedFact) else fact
    if not (isinstance(bare, Compared) and isinstance(bare.one, TextMeasure) and isinstance(bare.other, Constant)):
        return 0
    return ceil(bare.other.value) if numbered(bare.one.measure) == (DAMERAU_LEVENSHTEIN, 0, 0) else 0


def _compared_similarity(fact: Condition) -> tuple[TextMeasure, float] | None:
    """Return the Jaro-Winkler similarity that a fact compares with a number, and that number; None for another fact."""
    bare = fact.fact if isinstance(fact, RememberedFact) else fact
    if not (isinstance(bare, Compared) and isinstance(bare.other, Constant)):
        return None
    operand = bare.one
    if not isinstance(operand, TextMeasure) or numbered(operand.measure) != (JARO_WINKLER, 0, 0):
        return None
    return operand, bare.other.value


def _row(rows: dict[K, int], key: K) -> int:
    return rows.setdefault(key, len(rows))


def _key(fact: Condition) -> object:
    return fact.key if isinstance(fact, RememberedFact) else fact
