"""The `q` parameter of Oracle's REST framework: query by example in version 1, row-match expressions from 2 on.

Version 1 takes `Attribute operator value` parted by semicolons; from version 2 on semicolons are an error, texts are
quoted, and `and`, IN and LIKE are words:
https://docs.oracle.com/en/cloud/paas/app-builder-cloud/consume-rest/framework-versions.html and
https://docs.oracle.com/en/cloud/saas/sales/faaps/ManageCollections.html ("queryable" in `describe` decides).
UNCONFIRMED: the words of the refusals, `%` beside `*` in LIKE, doubled quotes in a literal.
Not played: `or`, `not`, brackets, BETWEEN, IS NULL, UPPER and LOWER; they are refused.
"""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.support.vendors.oracle_schema import AttributeType, OracleAttribute
from tests.support.vendors.oracle_state import Value, bad_request

Values = Mapping[str, Value]
Predicate = Callable[[Values], bool]

_LITERAL = r"'(?:[^']|'')*'|\"[^\"]*\"|-?\d+(?:\.\d+)?|true|false"
_OPERATOR = r"<>|!=|>=|<=|=|>|<|\blike\b"
_EXAMPLE = re.compile(rf"\s*([A-Za-z_]\w*)\s*({_OPERATOR})\s*(.*)", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(rf"\s*([A-Za-z_]\w*)\s*({_OPERATOR})\s*({_LITERAL})\s*", re.IGNORECASE)
_IN = re.compile(rf"\s*([A-Za-z_]\w*)\s+in\s*\(\s*((?:{_LITERAL})(?:\s*,\s*(?:{_LITERAL}))*)\s*\)\s*", re.IGNORECASE)
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<>": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def parse_time(text: str) -> datetime | None:
    """Read an ISO date or time, in UTC where it names no zone; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)


def read_query(attributes: Mapping[str, OracleAttribute], text: str, version: int) -> Predicate:
    """Read a `q` for the attributes of one resource; an attribute that cannot be queried is refused."""
    if version < 2:
        tests = [_by_example(attributes, part) for part in _split(text, ";") if part.strip()]
    else:
        tests = [_row_match(attributes, part) for part in _split(text, r"\s+and\s+")]
    return lambda values: all(test(values) for test in tests)


def _split(text: str, separator: str) -> list[str]:
    """Split at separators outside of quotes."""
    parts = [""]
    for piece in re.split(rf"('[^']*'|\"[^\"]*\"|{separator})", text, flags=re.IGNORECASE):
        if re.fullmatch(separator, piece, re.IGNORECASE):
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _by_example(attributes: Mapping[str, OracleAttribute], text: str) -> Predicate:
    found = _EXAMPLE.fullmatch(text)
    if found is None:
        raise _wrong(text)
    value = found[3].strip()
    quoted = re.fullmatch(r"'(?:[^']|'')*'|\"[^\"]*\"", value) is not None
    if not quoted and (not value or re.search(r"['\"]|\s(and|or)\s", value, re.IGNORECASE)):
        raise _wrong(text)
    plain = _unquoted(value) if quoted else value
    is_pattern = found[2].lower() == "like" or (found[2] == "=" and "*" in plain)
    return _tested(_attribute(attributes, found[1]), "like" if is_pattern else found[2], plain)


def _row_match(attributes: Mapping[str, OracleAttribute], text: str) -> Predicate:
    listed = _IN.fullmatch(text)
    if listed is not None:
        attribute = _attribute(attributes, listed[1])
        tests = [_tested(attribute, "=", _unquoted(one)) for one in re.findall(_LITERAL, listed[2])]
        return lambda values: any(test(values) for test in tests)
    found = _ROW.fullmatch(text)
    if found is None:
        raise _wrong(text)
    return _tested(_attribute(attributes, found[1]), found[2].lower(), _unquoted(found[3]))


def _wrong(text: str) -> Exception:
    return bad_request(f"URL request parameter q has an invalid expression: {text}")


def _unquoted(literal: str) -> str:
    return literal[1:-1].replace("''", "'") if literal[0] in "'\"" else literal


def _attribute(attributes: Mapping[str, OracleAttribute], name: str) -> OracleAttribute:
    known = attributes.get(name)
    if known is None:
        raise bad_request(f"URL request parameter q cannot be used: {name} is no attribute")
    if not known.queryable:
        raise bad_request(f"The attribute {name} is not queryable")
    return known


def _tested(attribute: OracleAttribute, comparison: str, text: str) -> Predicate:
    if comparison == "like":
        return _like(attribute, text)
    wanted = _key(attribute, text)
    compare = _COMPARISONS[comparison]

    def holds(values: Values) -> bool:
        value = values.get(attribute.name)
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        return value is not None and compare(_key(attribute, shown), wanted)

    return holds


def _like(attribute: OracleAttribute, pattern: str) -> Predicate:
    if attribute.type is not AttributeType.STRING:
        raise bad_request(f"LIKE cannot be used with {attribute.name}")
    regex = re.compile(".*".join(map(re.escape, re.split(r"[*%]", pattern))), re.DOTALL)
    return lambda values: regex.fullmatch(str(values.get(attribute.name) or "")) is not None


def _key(attribute: OracleAttribute, text: str) -> float | str:
    if attribute.type in {AttributeType.DATE, AttributeType.DATETIME}:
        at = parse_time(text)
        if at is None:
            raise bad_request(f"{text} is no date for {attribute.name}")
        return at.timestamp()
    if attribute.type in {AttributeType.INTEGER, AttributeType.NUMBER}:
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            raise bad_request(f"{text} is no number for {attribute.name}")
        return float(text)
    return text
