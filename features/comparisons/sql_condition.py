"""Comparison conditions: the SQL text of one level becomes a function over pairs, with SQL's three-valued logic.

A level holds where its condition is true. Each piece is compiled into a function that returns where it is true or,
under a `not`, where it is false; null is neither. `not (a and b)` is true where a or b is false (Kleene's logic).
"""

from functools import lru_cache

import numpy as np
import sqlglot
from sqlglot import exp

from features.comparisons.facts import (
    Both,
    Compare,
    Compared,
    Condition,
    Constant,
    Either,
    Filled,
    RememberedFact,
    Same,
    Shared,
    TextMeasure,
    unequal,
)
from features.comparisons.sql_operand import (
    UnknownFragment,
    is_text,
    list_side,
    number,
    opposite,
    piece_of,
    plain,
    same_texts,
    side_of,
    text,
)
from features.schema.schema import Shape

_OPPOSITES: dict[type[exp.Expr], tuple[Compare, Compare]] = {
    exp.EQ: (np.equal, unequal),
    exp.NEQ: (unequal, np.equal),
    exp.LT: (np.less, np.greater_equal),
    exp.LTE: (np.less_equal, np.greater),
    exp.GT: (np.greater, np.less_equal),
    exp.GTE: (np.greater_equal, np.less),
}
"""The functions for a true and for a false comparison of numbers; all are false on NaN, which is null."""


def parse_condition(sql: str) -> exp.Expr:
    """Parse a condition in DuckDB's dialect; raises UnknownFragment for text that is no SQL."""
    try:
        return sqlglot.parse_one(sql, dialect="duckdb")
    except sqlglot.ParseError as error:
        raise UnknownFragment(exp.var(sql), "expected a condition in SQL") from error


@lru_cache(maxsize=2048)
def compile_condition(sql: str, kind: Shape) -> Condition:
    """Compile a condition over the fields of a kind into a function that returns for which pairs it is true.

    Raises UnknownFragment where it is outside the language.
    """
    return _condition(parse_condition(sql), kind, negated=False)


def _condition(node: exp.Expr, kind: Shape, *, negated: bool) -> Condition:
    node = plain(node)
    if isinstance(node, exp.Not):
        return _condition(node.this, kind, negated=not negated)
    if isinstance(node, exp.And | exp.Or):
        join = Both if isinstance(node, exp.And) != negated else Either
        return join(*(_condition(side, kind, negated=negated) for side in (node.left, node.right)))
    leaf = _leaf(node, kind, negated=negated)
    return leaf if isinstance(node, exp.Is) else RememberedFact((node.sql(dialect="duckdb"), negated), leaf)


def _leaf(node: exp.Expr, kind: Shape, *, negated: bool) -> Condition:
    if isinstance(node, exp.Boolean):
        holds = bool(node.this) != negated
        return lambda pairs: np.full(len(pairs), holds)
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
        return _is_null(node, kind, negated=negated)
    if type(node) in _OPPOSITES:
        return _comparison(node, kind, negated=negated)
    if isinstance(node, exp.ArrayOverlaps):
        sides = list_side(node.this, kind), list_side(node.expression, kind)
        return _overlaps(*opposite(node, *sides), negated=negated)
    if isinstance(node, exp.ArrayContains):
        item = side_of(plain(node.expression), kind)
        if item.plural:
            raise UnknownFragment(node, "expected list_contains(list, text)")
        return _overlaps(*opposite(node, list_side(node.this, kind), item), negated=negated)
    raise UnknownFragment(node, "expected and, or, not, a comparison, `is null`, list_contains or list_has_any")


def _is_null(node: exp.Expr, kind: Shape, *, negated: bool) -> Condition:
    side = side_of(plain(node.this), kind)
    return Filled(side.side, side.name, not negated)


def _comparison(node: exp.Expr, kind: Shape, *, negated: bool) -> Condition:
    left = plain(node.this)
    right = plain(node.expression)
    if is_text(left) and is_text(right):
        if not isinstance(node, exp.EQ | exp.NEQ):
            raise UnknownFragment(node, "expected = or <> between texts")
        return _texts_compared(left, right, kind, equal=isinstance(node, exp.EQ) != negated)
    return Compared(_OPPOSITES[type(node)][negated], number(left, kind), number(right, kind))


def _texts_compared(left: exp.Expr, right: exp.Expr, kind: Shape, *, equal: bool) -> Condition:
    compare = np.equal if equal else unequal
    first = text(left, kind)
    second = text(right, kind)
    if isinstance(left, exp.Column) and isinstance(right, exp.Column):
        left_side = side_of(left, kind)
        right_side = side_of(right, kind)
        if left_side.side != right_side.side:
            return _fields_compared(*opposite(left, left_side, right_side), equal=equal)
    one_piece = piece_of(left, kind)
    other_piece = piece_of(right, kind)
    if one_piece and other_piece and one_piece.cut == other_piece.cut and one_piece.side != other_piece.side:
        names = opposite(left, one_piece.side, other_piece.side)
        return Compared(compare, TextMeasure(one_piece.measure, *names), Constant(1.0))
    return lambda pairs: compare(same_texts(first(pairs), second(pairs)), np.asarray(1.0))


def _fields_compared(left: str, right: str, *, equal: bool) -> Condition:
    if equal:
        return Same(left, right)
    return lambda pairs: pairs.known(left, right) & ~pairs.same(left, right)


def _overlaps(left: str, right: str, *, negated: bool) -> Condition:
    if negated:
        return lambda pairs: pairs.known(left, right) & (pairs.list_overlap(left, right) == 0)
    return Compared(np.greater, Shared(left, right, ""), Constant(0.0))
