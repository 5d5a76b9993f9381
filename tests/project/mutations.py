"""Small deliberate faults in the code of a module: another comparison, `and` for `or`, another number, no result."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Mod: ast.Mult,
}  # fmt: skip
_WORDS_FOR_PEOPLE = (ast.Raise, ast.JoinedStr)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault, its line and its description."""

    line: int
    fault: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Yield the module once with each fault; annotations, docstrings, decorators, words of enums and messages stay."""
    tree = ast.parse(source)
    places = list(_places(tree))
    for n, node in enumerate(places):
        for fault, change in _faults(node):
            mutated = copy.deepcopy(tree)
            change(list(_places(mutated))[n])
            yield Mutant(getattr(node, "lineno", 0), fault, ast.fix_missing_locations(mutated))


def _places(node: ast.AST) -> Iterator[ast.AST]:
    """Walk the deciding parts of the code, always in the same order."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "bases", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_passed_over(child):
                continue
            yield child
            yield from _places(child)


def _is_passed_over(node: ast.AST) -> bool:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_vocabulary = isinstance(node, ast.ClassDef) and any(
        isinstance(b, ast.Name) and b.id == "StrEnum" for b in node.bases
    )
    return is_text or is_vocabulary or isinstance(node, (*_WORDS_FOR_PEOPLE, ast.Import, ast.ImportFrom))


def _faults(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    if isinstance(node, ast.Compare):
        for n, op in enumerate(node.ops):
            other = _COMPARISONS[type(op)]
            yield f"{type(op).__name__} -> {other.__name__}", _set(lambda to, n=n, o=other: to.ops.__setitem__(n, o()))
    if isinstance(node, ast.BoolOp):
        joined = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"-> {joined.__name__}", _set(lambda to: setattr(to, "op", joined()))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        operator = _OPERATORS[type(node.op)]
        yield f"{type(node.op).__name__} -> {operator.__name__}", _set(lambda to: setattr(to, "op", operator()))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", _set(lambda to: setattr(to, "operand", ast.UnaryOp(ast.Not(), to.operand)))
    if isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield "condition turned", _set(lambda to: setattr(to, "test", ast.UnaryOp(ast.Not(), to.test)))
    if isinstance(node, ast.Constant):
        yield from _other_constants(node)
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return None", _set(lambda to: setattr(to, "value", ast.Constant(None)))


def _other_constants(node: ast.Constant) -> Iterator[tuple[str, Callable[[ast.AST], None]]]:
    other: object = None
    if isinstance(node.value, bool):
        other = not node.value
    elif isinstance(node.value, int | float):
        other = node.value + 1
    elif isinstance(node.value, str):
        other = f"{node.value}XX"
    if other is not None:
        yield f"{node.value!r} -> {other!r}", _set(lambda to: setattr(to, "value", other))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _set(change: Callable[..., object]) -> Callable[[ast.AST], None]:
    def apply(node: ast.AST) -> None:
        change(node)

    return apply
