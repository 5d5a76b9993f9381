"""Numbers and texts inside a comparison condition, compiled into functions over pairs.

The language is closed: a condition may compute nothing else. Null is NaN in a number and None in a text.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from sqlglot import exp

from features.comparisons.facts import Constant, Length, Number, Shared, TextMeasure, text_lengths
from features.pairs.pairs import Pairs
from features.pairs.text_measures import same_piece
from features.schema.array_types import Floats, Ints
from features.schema.errors import OnematchError
from features.schema.schema import Shape, schema_of
from features.schema.texts import wording
from features.schema.value_class import value_class

Text = Callable[[Pairs], list[str | None]]
Scope = Mapping[str, "OperandSide"]

DIGITS = 6
"""Similarities are rounded to this many digits in SQL: DuckDB and rapidfuzz differ in the last bit."""
SIMILARITIES = {"jaro_winkler_similarity": "jaro_winkler", "jaro_similarity": "jaro"}
DISTANCES = {"levenshtein": "levenshtein", "damerau_levenshtein": "damerau_levenshtein"}


class UnknownFragment(OnematchError):
    """A piece of SQL is outside the closed language; the message quotes it and names what was expected."""

    def __init__(self, node: exp.Expr, expected: str) -> None:
        self.fragment = node.sql(dialect="duckdb")
        super().__init__("`{fragment}` is not understood: {expected}", fragment=self.fragment, expected=expected)


@value_class
class OperandSide:
    """A field of one record of the pair: `first_l` is field `first` of side `l`."""

    name: str
    side: str
    plural: bool


def side_of(node: exp.Expr, kind: Shape) -> OperandSide:
    """Read a column such as `first_l`; raises UnknownFragment for a name that is no field of the kind."""
    name, _, side = node.name.lower().rpartition("_") if isinstance(node, exp.Column) else ("", "", "")
    plural = schema_of(kind).plural.get(name)
    if plural is None or side not in {"l", "r"} or node.text("table"):
        raise UnknownFragment(node, wording("expected a field of a {kind} followed by _l or _r", kind=kind))
    return OperandSide(name, side, plural)


def opposite(node: exp.Expr, first: OperandSide, second: OperandSide) -> tuple[str, str]:
    """Return the field names, left first; raises UnknownFragment for two fields of the same side."""
    if first.side == second.side:
        raise UnknownFragment(node, "expected one field of each side")
    return (first.name, second.name) if first.side == "l" else (second.name, first.name)


def plain(node: exp.Expr) -> exp.Expr:
    """Return an expression without its parentheses."""
    return node.unnest()


def call_of(node: exp.Expr) -> tuple[str, list[exp.Expr]]:
    """Return the DuckDB name and the arguments of a function call, ('', []) for anything else."""
    if isinstance(node, exp.Anonymous):
        return str(node.this).lower(), list(node.expressions)
    if isinstance(node, exp.JarowinklerSimilarity):
        return "jaro_winkler_similarity", [node.this, node.expression]
    if isinstance(node, exp.Levenshtein):
        return "levenshtein", [node.this, node.expression]
    return "", []


def number(node: exp.Expr, kind: Shape) -> Number:
    """Compile a number: a literal, a length, a distance, a rounded similarity, or their sums and differences."""
    node = plain(node)
    name, arguments = call_of(node)
    if isinstance(node, exp.Literal) and not node.is_string:
        return Constant(float(node.this))
    if isinstance(node, exp.Neg | exp.Abs):
        sign = np.negative if isinstance(node, exp.Neg) else np.abs
        operand = number(node.this, kind)
        return lambda pairs: sign(operand(pairs))
    if isinstance(node, exp.Add | exp.Sub):
        operation = np.add if isinstance(node, exp.Add) else np.subtract
        first = number(node.this, kind)
        second = number(node.expression, kind)
        return lambda pairs: operation(first(pairs), second(pairs))
    if isinstance(node, exp.Length | exp.ArraySize):
        return _length(plain(node.this), kind)
    if isinstance(node, exp.Round | exp.ArrayMax) or name in SIMILARITIES:
        return _similarity(node, kind)
    if name in DISTANCES and len(arguments) == 2:
        left, right = opposite(node, *(_text_side(argument, kind) for argument in arguments))
        return TextMeasure(DISTANCES[name], left, right)
    raise UnknownFragment(node, "expected a number, a length, a distance or a similarity rounded to 6 digits")


def _text_side(node: exp.Expr, kind: Shape) -> OperandSide:
    side = side_of(plain(node), kind)
    if side.plural:
        raise UnknownFragment(node, "expected a text, it is a list")
    return side


def list_side(node: exp.Expr, kind: Shape) -> OperandSide:
    """Read a column that holds a list."""
    side = side_of(plain(node), kind)
    if not side.plural:
        raise UnknownFragment(node, "expected a list, it is a text")
    return side


def _length(node: exp.Expr, kind: Shape) -> Number:
    name, arguments = call_of(node)
    if name == "list_intersect" and len(arguments) == 2:
        # In DuckDB a null first list gives null, a null second one gives 0.
        first, second = (list_side(argument, kind) for argument in arguments)
        return Shared(*opposite(node, first, second), first.side)
    if isinstance(node, exp.Column):
        side = side_of(node, kind)
        if side.plural:
            return lambda pairs: _list_lengths(pairs.lengths(side.side, side.name))
        return Length(side.side, side.name)
    measured = text(node, kind)
    return lambda pairs: text_lengths(measured(pairs))


def _list_lengths(lengths: Ints) -> Floats:
    return np.where(lengths > 0, lengths, np.nan)


def _similarity(node: exp.Expr, kind: Shape) -> Number:
    """Compile a similarity of two texts, or the best one over the items of one or two lists."""
    measure, first, second = _measured(node, kind, {}, rounded=False)
    return TextMeasure(measure, *opposite(node, first, second))


def _measured(node: exp.Expr, kind: Shape, scope: Scope, *, rounded: bool) -> tuple[str, OperandSide, OperandSide]:
    node = plain(node)
    if isinstance(node, exp.Round):
        if node.text("decimals") != str(DIGITS):
            raise UnknownFragment(node, wording("expected a rounding to {digits} digits", digits=DIGITS))
        return _measured(node.this, kind, scope, rounded=True)
    if isinstance(node, exp.ArrayMax):
        variable, items, body = _transform(node.this, kind)
        if variable in scope:
            raise UnknownFragment(node, wording("{variable} is used twice", variable=variable))
        return _measured(body, kind, {**scope, variable: items}, rounded=rounded)
    name, arguments = call_of(node)
    if name not in SIMILARITIES or len(arguments) != 2:
        raise UnknownFragment(node, "expected jaro_winkler_similarity or jaro_similarity of two texts")
    if not rounded:
        raise UnknownFragment(node, wording("expected round(..., {digits}) around a similarity", digits=DIGITS))
    first, second = (_item(argument, kind, scope) for argument in arguments)
    if {side for side in (first, second) if side.plural} != set(scope.values()):
        raise UnknownFragment(node, "expected every variable of a lambda to be compared")
    return SIMILARITIES[name], first, second


def _transform(node: exp.Expr, kind: Shape) -> tuple[str, OperandSide, exp.Expr]:
    body = node.expression if isinstance(node, exp.Transform) else None
    if not isinstance(body, exp.Lambda) or len(body.expressions) != 1:
        raise UnknownFragment(node, "expected list_transform(list, lambda x: ...)")
    return body.expressions[0].name, list_side(node.this, kind), body.this


def _item(node: exp.Expr, kind: Shape, scope: Scope) -> OperandSide:
    node = plain(node)
    variable = scope.get(node.name) if isinstance(node, exp.Identifier | exp.Column) else None
    return variable if variable is not None else _text_side(node, kind)


def is_text(node: exp.Expr) -> bool:
    node = plain(node)
    return isinstance(node, exp.Column | exp.Substring | exp.Left) or (isinstance(node, exp.Literal) and node.is_string)


def text(node: exp.Expr, kind: Shape) -> Text:
    """Compile a text: a field, a literal, or a piece of a text (`substr` or `left` with constant bounds)."""
    node = plain(node)
    if isinstance(node, exp.Literal) and node.is_string:
        literal = str(node.this)
        return lambda pairs: [literal] * len(pairs)
    if isinstance(node, exp.Substring):
        return _piece(node, kind, _whole(node, "start"), _whole(node, "length"))
    if isinstance(node, exp.Left):
        return _piece(node, kind, 1, _whole(node, "expression"))
    side = _text_side(node, kind)
    return lambda pairs: pairs.texts(side.side, side.name)


def _whole(node: exp.Expr, argument: str) -> int:
    value = node.args.get(argument)
    if not isinstance(value, exp.Literal) or value.is_string or not str(value.this).isdigit() or int(value.this) < 1:
        raise UnknownFragment(node, "expected constant bounds from 1 on")
    return int(value.this)


@value_class
class Piece:
    """The characters of a text field between two positions."""

    side: OperandSide
    cut: tuple[int, int]

    @property
    def measure(self) -> str:
        """The name of the measure that is 1 where two texts have the same piece."""
        return same_piece(*self.cut)


def piece_of(node: exp.Expr, kind: Shape) -> Piece | None:
    """Return the piece of a field that a text is, None for any other text."""
    whole = plain(node.this) if isinstance(node, exp.Substring | exp.Left) else None
    if not isinstance(whole, exp.Column):
        return None
    start = _whole(node, "start") if isinstance(node, exp.Substring) else 1
    length = _whole(node, "length" if isinstance(node, exp.Substring) else "expression")
    return Piece(_text_side(whole, kind), (start - 1, start - 1 + length))


def _piece(node: exp.Expr, kind: Shape, start: int, length: int) -> Text:
    whole = text(node.this, kind)
    cut = slice(start - 1, start - 1 + length)
    return lambda pairs: [value if value is None else value[cut] for value in whole(pairs)]


def same_texts(left: Sequence[str | None], right: Sequence[str | None]) -> Floats:
    """Return 1 where two texts are equal, 0 where they differ, NaN where either is null."""
    both = zip(left, right, strict=True)
    return np.array(
        [np.nan if first is None or second is None else first == second for first, second in both], np.float64
    )
