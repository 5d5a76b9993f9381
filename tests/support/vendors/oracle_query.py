"""The `q` parameter of Oracle's REST framework: query by example in version 1, row-match expressions from 2 on.

Version 1 takes `Attribute operator value` parted by semicolons; from version 2 on semicolons are an error, texts are
quoted, and `and`, IN and LIKE are words:
https://docs.oracle.com/en/cloud/paas/app-builder-cloud/consume-rest/framework-versions.html and
https://docs.oracle.com/en/cloud/saas/sales/faaps/ManageCollections.html ("queryable" in `describe` decides).
UNCONFIRMED: the words of the refusals, doubled quotes in a literal.
Not played: what nobody sends, such as `or`, `and`, `<>`, `<` and bare texts; it is refused.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from tests.support.vendors.oracle_schema import AttributeType, OracleAttribute
from tests.support.vendors.oracle_state import Value, bad_request

Predicate = Callable[[Mapping[str, Value]], bool]

_LITERAL = r"'(?:[^']|'')*'|\d+"
_TIME = r"\d{4}-\d\d-\d\dT[\d:.]+Z"
_TEST = re.compile(rf"\s*(\w+)\s*(=|>=|\blike\b)\s*({_TIME}|{_LITERAL})\s*", re.IGNORECASE)
_IN = re.compile(rf"(\w+) IN \(((?:{_LITERAL})(?:, (?:{_LITERAL}))*)\)")


def parse_time(text: str) -> datetime | None:
    """Read an ISO time; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)


def read_query(attributes: Mapping[str, OracleAttribute], text: str, version: int) -> Predicate:
    """Read a `q` for the attributes of one resource; an attribute that cannot be queried is refused."""
    listed = _IN.fullmatch(text) if version > 1 else None
    if listed is not None:
        any_of = [_tested(attributes, listed[1], "=", one) for one in re.findall(_LITERAL, listed[2])]
        return lambda values: any(test(values) for test in any_of)
    parts = re.findall(r"(?:[^;']|'[^']*')+", text) if version == 1 else [text]
    found = [_TEST.fullmatch(part) for part in parts]
    if None in found or (version > 1 and re.search(rf"=\s*{_TIME}", text)):
        raise bad_request(f"URL request parameter q has an invalid expression: {text}")
    tests = [_tested(attributes, *test.groups()) for test in found if test is not None]
    return lambda values: all(test(values) for test in tests)


def _tested(attributes: Mapping[str, OracleAttribute], name: str, comparison: str, literal: str) -> Predicate:
    attribute = attributes.get(name)
    if attribute is None or attribute.type is AttributeType.LOB:
        raise bad_request(f"URL request parameter q cannot be used: {name} is no attribute that is queryable")
    text = literal[1:-1].replace("''", "'") if literal[0] == "'" else literal
    if comparison.lower() == "like":
        if attribute.type is not AttributeType.STRING:
            raise bad_request(f"LIKE cannot be used with {name}")
        pattern = re.compile(".*".join(map(re.escape, text.split("*"))), re.DOTALL)
        return lambda values: pattern.fullmatch(str(values.get(name) or "")) is not None
    expected = _key(attribute, text)
    if comparison == "=":
        return lambda values: values.get(name) is not None and _key(attribute, str(values[name])) == expected
    return lambda values: values.get(name) is not None and _key(attribute, str(values[name])) >= expected  # type: ignore[operator]


def _key(attribute: OracleAttribute, text: str) -> float | str:
    if attribute.type is AttributeType.TIME:
        at = parse_time(text)
        if at is None:
            raise bad_request(f"{text} is no date for {attribute.name}")
        return at.timestamp()
    if attribute.type is AttributeType.NUMBER:
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            raise bad_request(f"{text} is no number for {attribute.name}")
        return float(text)
    return text
