"""Small deliberate faults in the code of a module, one at a time: a condition turned, a filter dropped, no result.

What no test can or should tell apart is left out: annotations, docstrings, log lines and sentences for people, words of
vocabularies, what an OpenAPI document says, and figures that make something faster (sizes of batches and caches).
"""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Change = Callable[..., object]

_AT_THE_BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.Mod: ast.Mult,
}
_FILTERS = {"where", "filter", "having"}
_OF_SEVERAL = {*_FILTERS, "and_", "or_"}
_OTHER_NAMES = {"and_": "or_", "or_": "and_", "is_": "is_not", "is_not": "is_", "in_": "not_in", "not_in": "in_"}
_OTHER_WORDS = ((r"\band\b", "or"), (r"<>|!=", "="), (r"(?<![<>!])=", "<>"), (r"\bis null\b", "is not null"))
"""Faults of SQL text."""
_SQL = re.compile(r"^\s*(select|insert|update|delete|with)\s|\swhere\s", re.IGNORECASE)
_LOGS = {"debug", "info", "warning", "error", "exception", "critical", "log_event", "observe"}
_NOT_READ = {"annotation", "returns", "bases", "type_params"}
_FOR_READERS = {
    *(
        "description",
        "summary",
        "title",
        "detail",
        "tags",
        "responses",
        "examples",
        "example",
        "operation_id",
        "because",
    ),
    *("encoding", "errors", "strict", "stacklevel", "name", "help", "maxsize", "timeout", "scheme_name", "frozen"),
}
"""Keyword arguments that no behaviour follows from."""
_FOR_DOCUMENTS = {"example", "answers", "refusals"}
_DOCUMENTED = {"responses", "openapi_extra"}
_FOR_SPEED = re.compile(
    r"SIZE|CHUNK|BATCH|AT_ONCE|IN_A_TURN|FOR_EACH|PARALLEL|PIECE|KEPT_FROM|CONVERGED|"
    r"CACHE|WORKERS|PAUSE|EVERY|POOL|_MB$|_BYTES$|^_?MAX|TIMEOUT"
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault, its line and its description."""

    line: int
    fault: str
    tree: ast.Module


def mutants(source: str, *, only: int | None = None, at_boundaries: bool = True) -> Iterator[Mutant]:
    """Yield the module once with each fault, or with those of one line.

    `at_boundaries`: `<` becomes `<=`, as a rule's boundary needs a test of its own; otherwise it becomes `>=`.
    """
    tree = _parsed(source)
    for n, node in enumerate(_nodes(tree)):
        line = getattr(node, "lineno", 0)
        if only is not None and line != only:
            continue
        for fault, change in _faults(node, at_boundaries):
            mutated = copy.deepcopy(tree)
            change(list(_nodes(mutated))[n])
            yield Mutant(line, fault, ast.fix_missing_locations(mutated))


def lines_with_faults(source: str) -> list[int]:
    """Return the lines in which a fault can be made."""
    tree = _parsed(source)
    return sorted({getattr(node, "lineno", 0) for node in _nodes(tree) if any(True for _ in _faults(node, True))})


def _parsed(source: str) -> ast.Module:
    """Parse a module, with marks on what an OpenAPI document alone shows: `example(...)`, `answers({200: _SHOWN})`."""
    tree = ast.parse(source)
    constants = {_target(one): one for one in tree.body if isinstance(one, ast.Assign | ast.AnnAssign)}
    todo = [one for node in ast.walk(tree) for one in _shown(node)]
    todo += [one for name, one in constants.items() if name.endswith("_EXAMPLE")]
    while todo:
        one = todo.pop()
        if "is_shown" not in vars(one):
            vars(one)["is_shown"] = True
            names = [name.id for name in ast.walk(one) if isinstance(name, ast.Name)]
            todo += [constants[name] for name in names if name in constants]
    return tree


def _shown(node: ast.AST) -> list[ast.AST]:
    is_documented = isinstance(node, ast.keyword) and node.arg in _DOCUMENTED
    if is_documented or (isinstance(node, ast.Call) and _name(node.func) in _FOR_DOCUMENTS):
        return [node]
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return [value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "example"]
    return []


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Walk the deciding parts of the code, always in the same order."""
    for name, value in ast.iter_fields(node):
        if name in _NOT_READ:
            if name == "annotation" and value is not None:
                yield from _requirements(value)
            continue
        if name == "decorator_list":
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_passed_over(child):
                continue
            yield child
            yield from _nodes(child)


def _requirements(annotation: ast.AST) -> Iterator[ast.AST]:
    """Walk what a route needs of its caller, said in an annotation: `needs(parts, Scope.ADMIN, acting=True)`."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Call) and _name(node.func) == "needs":
            for keyword in node.keywords:
                yield from [keyword.value, *_nodes(keyword.value)]


def _is_passed_over(node: ast.AST) -> bool:
    if "is_shown" in vars(node):
        return True
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_log = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _name(node.value.func) in _LOGS
    is_vocabulary = isinstance(node, ast.ClassDef) and any("Enum" in _name(base) for base in node.bases)
    for_readers = isinstance(node, ast.keyword) and node.arg in _FOR_READERS
    is_for_speed = isinstance(node, ast.Assign | ast.AnnAssign) and all(map(_FOR_SPEED.search, _targets(node)))
    is_words = isinstance(node, ast.JoinedStr) and not any(_is_sql(one) for one in node.values)
    is_import = isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.Assert | ast.Global | ast.Nonlocal)
    return is_text or is_log or is_vocabulary or for_readers or is_for_speed or is_words or is_import


def _faults(node: ast.AST, at_boundaries: bool) -> Iterator[tuple[str, Change]]:
    yield from _other_conditions(node, at_boundaries)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS and not _is_text(node):
        operator = _OPERATORS[type(node.op)]
        yield f"{type(node.op).__name__} -> {operator.__name__}", lambda to: setattr(to, "op", operator())
    if isinstance(node, ast.Constant):
        yield from _other_constants(node)
    if isinstance(node, ast.Return) and node.value is not None and not _is_falsy(node.value):
        yield "return None", lambda to: setattr(to, "value", ast.Constant(None))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call left out", lambda to: setattr(to, "value", ast.Constant(None))
    if isinstance(node, ast.Call):
        yield from _other_calls(node)


def _other_conditions(node: ast.AST, at_boundaries: bool) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare):
        others = _TURNED | _AT_THE_BOUNDARY if at_boundaries else _TURNED
        for n, op in enumerate(node.ops):
            other = others[type(op)]
            yield f"{type(op).__name__} -> {other.__name__}", lambda to, n=n, o=other: to.ops.__setitem__(n, o())
    if isinstance(node, ast.BoolOp):
        joined = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"-> {joined.__name__}", lambda to: setattr(to, "op", joined())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", lambda to: setattr(to, "operand", ast.UnaryOp(ast.Not(), to.operand))
    if isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield "condition turned", lambda to: setattr(to, "test", ast.UnaryOp(ast.Not(), to.test))


def _other_calls(node: ast.Call) -> Iterator[tuple[str, Change]]:
    """Faults of SQLAlchemy's statements: a condition or an order dropped, another condition or direction."""
    name = _name(node.func)
    if name in _OF_SEVERAL and len(node.args) > 1:
        for n in range(len(node.args)):
            yield f"{name}: condition {n + 1} dropped", lambda to, n=n: to.args.pop(n)
    if name == "filter_by":
        for n, keyword in enumerate(node.keywords):
            dropped = keyword.arg or "conditions"
            yield f"{name}: {dropped} dropped", lambda to, n=n: to.keywords.pop(n)
    if name in _FILTERS and len(node.args) == 1 and isinstance(node.func, ast.Attribute):
        yield f"{name} dropped", lambda to: to.args.__setitem__(0, _always_true())
    if name in _OTHER_NAMES:
        other = _OTHER_NAMES[name]
        yield f"{name} -> {other}", lambda to: setattr(to, "func", _renamed(to.func, other))
    if name in {"desc", "asc"} and isinstance(node.func, ast.Attribute) and not node.args:
        other_way = "asc" if name == "desc" else "desc"
        yield f"{name} -> {other_way}", lambda to: setattr(to, "func", _renamed(to.func, other_way))


def _other_constants(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    value = node.value
    others = list[object]()
    if isinstance(value, bool):
        others.append(not value)
    elif isinstance(value, int | float):
        others.append(value + 1)
    elif isinstance(value, str) and _SQL.search(value):
        for word, instead in _OTHER_WORDS:
            found = re.finditer(word, value, re.IGNORECASE)
            others += [f"{value[: one.start()]}{instead}{value[one.end() :]}" for one in found]
    elif isinstance(value, str) and " " not in value.strip():
        others.append(f"{value}XX")
    for other in others:
        yield f"{value!r} -> {other!r}", lambda to, other=other: setattr(to, "value", other)


def _always_true() -> ast.expr:
    return ast.Call(_renamed(ast.Name("true"), "true"), [], [])


def _renamed(node: ast.expr, name: str) -> ast.expr:
    """Another method of the same object, or another function of SQLAlchemy, which the module need not have imported."""
    if isinstance(node, ast.Attribute):
        return ast.Attribute(node.value, name, ast.Load())
    return ast.parse(f"__import__('sqlalchemy').{name}", mode="eval").body


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    return _name(node.targets[0] if isinstance(node, ast.Assign) else node.target)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    """Return the names that are assigned: several of `READ_AT_ONCE, PAIRS_IN_A_TURN = 1_000, 2_000`."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return [_name(one) for one in (target.elts if isinstance(target, ast.Tuple) else [target])]


def _is_sql(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_SQL.search(node.value))


def _is_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(isinstance(one, ast.JoinedStr | ast.Constant) and not _is_number(one) for one in sides)


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def _is_falsy(node: ast.expr) -> bool:
    """Whether an expression is None, 0, False or an empty text, which callers hardly tell from None."""
    return isinstance(node, ast.Constant) and not node.value
