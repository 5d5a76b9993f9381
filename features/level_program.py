"""All levels of all comparisons as one program over blocks of facts: what each level's condition says one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.facts import (
    Compare,
    Compared,
    Condition,
    Constant,
    Filled,
    Length,
    Remembered,
    Same,
    Shared,
    TextMeasure,
    terms_of,
)
from features.kinds import FIELDS, Kind
from features.pair_blocks import BlockPlan, Blocks, measure_blocks
from features.pairs import Bools, Pairs

Rows = NDArray[np.intp]
Term = tuple[Condition, ...]
ALWAYS, NEVER = 0, 1
"""The first two rows of the table of facts."""
AT_LEAST = (np.greater, np.greater_equal)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A text field is null on either side."""

    name: str

    def __call__(self, pairs: Pairs) -> Bools:
        return ~pairs.known(self.name, self.name)


@dataclass(frozen=True, slots=True)
class _Read:
    """Facts that stand next to each other in the table: rows of a block, compared with a number each.

    Without `compare` the rows are taken as they are.
    """

    block: str
    compare: Compare | None
    rows: Rows
    numbers: NDArray[np.float64]
    to: slice

    def write(self, blocks: Blocks, table: Bools) -> None:
        values = blocks[self.block].take(self.rows, axis=0)
        if self.compare is None:
            table[self.to] = values
        else:
            table[self.to] = self.compare(values, self.numbers)


@dataclass(frozen=True, slots=True)
class LevelProgram:
    """Levels compiled for blocks; `first_levels` numbers the first level that holds, by its place in the comparison.

    The table of facts has one row per distinct fact, then one per conjunction of facts (`joined`, whose columns name
    the rows of what is joined). `alternatives` says which rows make which level hold: the first for all levels, the
    next ones for those that have several.
    """

    plan: BlockPlan
    reads: tuple[_Read, ...]
    others: tuple[tuple[int, Condition], ...]
    joined: Rows
    table_rows: int
    first: Rows
    alternatives: tuple[tuple[Rows, Rows], ...]
    last_level: NDArray[np.int8]

    def first_levels(self, pairs: Pairs) -> tuple[NDArray[np.int8], Blocks]:
        """Return the level of each comparison (rows) and pair (columns), and what was measured for it."""
        blocks = measure_blocks(pairs, self.plan)
        table = self._facts(pairs, blocks)
        holds = table.take(self.first, axis=0)
        for levels, rows in self.alternatives:
            holds[levels] |= table.take(rows, axis=0)
        comparisons = len(self.last_level)
        level = self.last_level.repeat(len(pairs)).reshape(comparisons, -1)
        for depth in range(len(holds) // comparisons - 1, -1, -1):
            np.putmask(level, holds[depth * comparisons : (depth + 1) * comparisons], depth)
        return level, blocks

    def _facts(self, pairs: Pairs, blocks: Blocks) -> Bools:
        table = np.empty((self.table_rows, len(pairs)), np.bool_)
        table[ALWAYS], table[NEVER] = True, False
        for read in self.reads:
            read.write(blocks, table)
        for row, fact in self.others:
            table[row] = fact(pairs)
        if len(self.joined):
            together = table.take(self.joined[:, 0], axis=0)
            for column in range(1, self.joined.shape[1]):
                together &= table.take(self.joined[:, column], axis=0)
            table[self.table_rows - len(self.joined) :] = together
        return table


def compile_levels(comparisons: Sequence[Sequence[Condition | None]], kind: Kind) -> LevelProgram:
    """Compile the conditions of each comparison's levels, the last of which has none (ELSE)."""
    return _Compiler(comparisons, kind).program()


class _Compiler:
    """Gives every distinct fact its row, those that are computed alike next to each other."""

    def __init__(self, comparisons: Sequence[Sequence[Condition | None]], kind: Kind) -> None:
        self._kind = kind
        self._texts = {field.name for field in FIELDS[kind] if not field.plural}
        self._levels = [[self._terms(condition) for condition in levels] for levels in comparisons]
        self._facts: dict[object, Condition] = {}
        for term in self._all_terms():
            for fact in term:
                self._facts.setdefault(_key(fact), _bare(fact))

    def _terms(self, condition: Condition | None) -> tuple[Term, ...]:
        terms = () if condition is None else terms_of(condition)
        facts = [term[0] for term in terms if len(term) == 1]
        if len(facts) == len(terms) == 2 and all(isinstance(f, Filled) and f.nothing for f in facts):
            names = {f.name for f in facts if isinstance(f, Filled)}
            if (
                len(names) == 1
                and names <= self._texts
                and {f.side for f in facts if isinstance(f, Filled)} == {"l", "r"}
            ):
                return ((Lacking(names.pop()),),)
        return terms

    def _all_terms(self) -> Iterator[Term]:
        return (term for levels in self._levels for terms in levels for term in terms)

    def program(self) -> LevelProgram:
        bare = list(self._facts.values())
        measures = [each for fact in bare if isinstance(each := _measured(fact), TextMeasure)]
        lists = [each for fact in bare if isinstance(each := _measured(fact), Shared) and self._counts_lists(each)]
        plan = BlockPlan.of(
            self._kind,
            [(each.left, each.right) for each in bare if isinstance(each, Same)]
            + [(each.left, each.right) for each in measures],
            [(each.left, each.right) for each in lists],
            [(each.measure, each.left, each.right) for each in measures],
            [(each.side, each.name) for fact in bare if isinstance(each := _measured(fact), Length)],
        )
        return self._laid_out(plan)

    def _laid_out(self, plan: BlockPlan) -> LevelProgram:
        families: dict[tuple[str, Compare | None] | None, list[object]] = {}
        for key, fact in self._facts.items():
            place = self._place(fact, plan)
            families.setdefault(None if place is None else (place[0], place[1]), []).append(key)
        row_of: dict[object, int] = {}
        reads: list[_Read] = []
        for family, keys in families.items():
            begin = NEVER + 1 + len(row_of)
            row_of |= {key: begin + at for at, key in enumerate(keys)}
            if family is not None:
                places = [place for key in keys if (place := self._place(self._facts[key], plan)) is not None]
                rows, numbers = np.array([p[2] for p in places], np.intp), np.array([[p[3]] for p in places])
                reads.append(_Read(*family, rows, numbers, slice(begin, begin + len(keys))))
        others = tuple((row_of[key], self._facts[key]) for key in families.get(None, []))
        return self._with_levels(plan, tuple(reads), others, row_of)

    def _with_levels(
        self,
        plan: BlockPlan,
        reads: tuple[_Read, ...],
        others: tuple[tuple[int, Condition], ...],
        row_of: dict[object, int],
    ) -> LevelProgram:
        joined: dict[tuple[int, ...], int] = {}
        n_rows = NEVER + 1 + len(self._facts)

        def row(term: Term) -> int:
            rows = tuple(dict.fromkeys(row_of[_key(fact)] for fact in term))
            return rows[0] if len(rows) == 1 else joined.setdefault(rows, n_rows + len(joined))

        depth = max(len(levels) for levels in self._levels)
        first = np.full((depth, len(self._levels)), NEVER, np.intp)
        further: dict[int, list[tuple[int, int]]] = {}
        for column, levels in enumerate(self._levels):
            for place, terms in enumerate(levels):
                for number, term in enumerate(terms):
                    if number:
                        further.setdefault(number, []).append((place * len(self._levels) + column, row(term)))
                    else:
                        first[place, column] = row(term)
        widest = max(map(len, joined), default=1)
        padded = [[*rows, *[ALWAYS] * (widest - len(rows))] for rows in joined]
        return LevelProgram(
            plan,
            reads,
            others,
            np.array(padded, np.intp).reshape(-1, widest),
            n_rows + len(joined),
            first.ravel(),
            tuple((np.array([a for a, _ in each]), np.array([b for _, b in each])) for each in further.values()),
            np.array([len(levels) - 1 for levels in self._levels], np.int8),
        )

    def _counts_lists(self, shared: Shared) -> bool:
        return not self._texts.intersection((shared.left, shared.right))

    def _place(self, fact: Condition, plan: BlockPlan) -> tuple[str, Compare | None, int, float] | None:
        """Return block, relation, row and number of a fact that blocks hold, None for any other."""
        if isinstance(fact, Same):
            return "same", None, plan.row_of[fact.left, fact.right], 0.0
        if isinstance(fact, Lacking):
            return "known", np.less, plan.row_of[fact.name, fact.name], 1.0
        measured = _measured(fact)
        if not isinstance(fact, Compared) or measured is None or not isinstance(fact.other, Constant):
            return None
        number = fact.other.value
        if isinstance(measured, TextMeasure):
            return (
                "measures",
                fact.compare,
                plan.measures.index((measured.measure, measured.left, measured.right)),
                number,
            )
        if isinstance(measured, Length):
            return "lengths", fact.compare, plan.lengths.index((measured.side, measured.name)), number
        if self._counts_lists(measured) and fact.compare in AT_LEAST and not fact.compare(0.0, number):
            return "shared", fact.compare, plan.shared.index((measured.left, measured.right)), number
        return None


def _key(fact: Condition) -> object:
    return fact.key if isinstance(fact, Remembered) else fact


def _bare(fact: Condition) -> Condition:
    """Return what a fact says; one that only a function says keeps its memory."""
    if isinstance(fact, Remembered) and (isinstance(fact.fact, Same) or _measured(fact.fact) is not None):
        return fact.fact
    return fact


def _measured(fact: Condition) -> TextMeasure | Shared | Length | None:
    """Return the measure that a fact compares with a constant, None where it does none such thing."""
    if not isinstance(fact, Compared) or not isinstance(fact.other, Constant) or not isinstance(fact.compare, np.ufunc):
        return None
    return fact.one if isinstance(fact.one, TextMeasure | Shared | Length) else None
