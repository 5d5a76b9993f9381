"""The `q` parameter of Oracle's REST framework: query by example in version 1, row-match expressions from 2 on.

Version 1 takes `Attribute operator value` parted by semicolons; from version 2 on `and`, `or`, `not`, brackets, LIKE,
IN, BETWEEN and IS NULL, and semicolons are an error:
https://docs.oracle.com/en/cloud/paas/app-builder-cloud/consume-rest/framework-versions.html and
https://docs.oracle.com/en/cloud/saas/sales/faaps/ManageCollections.html ("queryable" in `describe` decides).
UNCONFIRMED: that version 1 refuses `and` between attributes, the words of the refusals, `%` beside `*` in LIKE, doubled
quotes in a literal, and UPPER and LOWER.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from tests.support.vendors.oracle_schema import AttributeType, OracleAttribute
from tests.support.vendors.oracle_state import Value, bad_request

Values = Mapping[str, Value]
Predicate = Callable[[Values], bool]
Key = float | str
Comparable = TypeVar("Comparable", float, str)

_TOKEN = re.compile(
    r"\s*(?:('(?:[^']|'')*')|(\"[^\"]*\")|(-?\d+(?:\.\d+)?(?![\w:-]))|([A-Za-z_]\w*)|(<>|!=|>=|<=|[=<>(),]))"
)
_EXAMPLE = re.compile(r"\s*([A-Za-z_]\w*)\s*(<>|!=|>=|<=|=|>|<|\blike\b|\bis\b)\s*(.*)", re.IGNORECASE | re.DOTALL)
_MORE = re.compile(r"\s+(and|or)\s+(<>|!=|>=|<=|=|>|<)\s*", re.IGNORECASE)


def parse_time(text: str) -> datetime | None:
    """Read an ISO date or time, in UTC where it names no zone; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC)


class QueryReader:
    """Read a `q` for the attributes of one resource; an attribute that cannot be queried is refused."""

    def __init__(self, attributes: Mapping[str, OracleAttribute], *, ignore_case: bool) -> None:
        self.attributes = attributes
        self.ignore_case = ignore_case

    def read(self, text: str, version: int) -> Predicate:
        return self._by_example(text) if version < 2 else _RowMatch(self, text).predicate()

    def attribute(self, name: str) -> OracleAttribute:
        known = self.attributes.get(name)
        if known is None:
            raise bad_request(f"URL request parameter q cannot be used: {name} is no attribute", path=f"/{name}")
        if not known.queryable:
            raise bad_request(f"The attribute {name} is not queryable", code="27500", path=f"/{name}")
        return known

    def _by_example(self, text: str) -> Predicate:
        tests = [self._example(part) for part in _split(text, ";") if part.strip()]
        return lambda values: all(test(values) for test in tests)

    def _example(self, text: str) -> Predicate:
        found = _EXAMPLE.fullmatch(text)
        if found is None:
            raise bad_request(f"URL request parameter q has an invalid expression: {text}")
        attribute = self.attribute(found[1])
        operator = found[2].lower()
        pieces = _MORE.split(found[3])
        predicate = self._one(attribute, operator, pieces[0])
        for joiner, next_operator, value in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            predicate = _joined(joiner.lower(), predicate, self._one(attribute, next_operator, value))
        return predicate

    def _one(self, attribute: OracleAttribute, operator: str, text: str) -> Predicate:
        value = text.strip()
        quoted = re.fullmatch(r"'(?:[^']|'')*'|\"[^\"]*\"", value) is not None
        if not quoted and re.search(r"\s(and|or)\s", value, re.IGNORECASE):
            raise bad_request(f"URL request parameter q has an invalid value for {attribute.name}: {value}")
        value = value[1:-1].replace("''", "'") if quoted else value
        if operator == "is":
            return self.null(attribute, wanted=value.lower() == "null")
        if operator == "like" or (operator == "=" and "*" in value):
            return self.like(attribute, value)
        return self.compare(attribute, operator, value)

    def null(self, attribute: OracleAttribute, *, wanted: bool) -> Predicate:
        return lambda values: (values.get(attribute.name) is None) is wanted

    def like(self, attribute: OracleAttribute, pattern: str, fold: str = "") -> Predicate:
        if attribute.type is not AttributeType.STRING:
            raise bad_request(f"LIKE cannot be used with {attribute.name}", path=f"/{attribute.name}")
        flags = re.DOTALL | (re.IGNORECASE if self.ignore_case else 0)
        regex = re.compile(".*".join(map(re.escape, re.split(r"[*%]", pattern))), flags)
        return lambda values: (
            values.get(attribute.name) is not None
            and (regex.fullmatch(_folded(str(values[attribute.name]), fold)) is not None)
        )

    def compare(self, attribute: OracleAttribute, operator: str, text: str, fold: str = "") -> Predicate:
        """Compare with a literal that must be of the attribute's type."""
        wanted = self.key(attribute, text)

        def holds(values: Values) -> bool:
            value = values.get(attribute.name)
            if value is None:
                return False
            held = self.key(attribute, _folded(_text(value), fold))
            if isinstance(held, str) or isinstance(wanted, str):
                return _compared(operator, str(held), str(wanted))
            return _compared(operator, held, wanted)

        return holds

    def key(self, attribute: OracleAttribute, text: str) -> Key:
        if attribute.type in {AttributeType.DATE, AttributeType.DATETIME}:
            at = parse_time(text)
            if at is None:
                raise bad_request(f"{text} is no date for {attribute.name}", path=f"/{attribute.name}")
            return at.timestamp()
        if attribute.type in {AttributeType.INTEGER, AttributeType.NUMBER}:
            if not re.fullmatch(r"-?\d+(\.\d+)?", text):
                raise bad_request(f"{text} is no number for {attribute.name}", path=f"/{attribute.name}")
            return float(text)
        if attribute.type is AttributeType.BOOLEAN:
            return text.lower()
        return text.lower() if self.ignore_case else text


class _RowMatch:
    """A reader of row-match expressions by recursive descent."""

    def __init__(self, reader: QueryReader, text: str) -> None:
        self.reader = reader
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0

    def predicate(self) -> Predicate:
        found = self._either()
        if self.at < len(self.tokens):
            raise self._wrong()
        return found

    def _wrong(self) -> Exception:
        rest = self.tokens[self.at] if self.at < len(self.tokens) else "the end"
        return bad_request(f"URL request parameter q has an invalid expression near {rest}: {self.text}")

    def _word(self, *words: str) -> bool:
        """Take the next token if it is one of the words."""
        if self.at < len(self.tokens) and self.tokens[self.at].lower() in words:
            self.at += 1
            return True
        return False

    def _take(self) -> str:
        if self.at >= len(self.tokens):
            raise self._wrong()
        self.at += 1
        return self.tokens[self.at - 1]

    def _either(self) -> Predicate:
        found = self._both()
        while self._word("or"):
            found = _joined("or", found, self._both())
        return found

    def _both(self) -> Predicate:
        found = self._single()
        while self._word("and"):
            found = _joined("and", found, self._single())
        return found

    def _single(self) -> Predicate:
        if self._word("not"):
            inner = self._single()
            return lambda values: not inner(values)
        if self._word("("):
            found = self._either()
            self._need(")")
            return found
        return self._comparison()

    def _need(self, word: str) -> None:
        if not self._word(word):
            raise self._wrong()

    def _comparison(self) -> Predicate:
        name = self._take()
        fold = ""
        if name.lower() in {"upper", "lower"} and self._word("("):
            fold = name.lower()
            name = self._take()
            self._need(")")
        if not re.fullmatch(r"[A-Za-z_]\w*", name):
            raise self._wrong()
        attribute = self.reader.attribute(name)
        if self._word("is"):
            wanted = not self._word("not")
            self._need("null")
            return self.reader.null(attribute, wanted=wanted)
        negative = self._word("not")
        found = self._tested(attribute, self._take().lower(), fold)
        return (lambda values: not found(values)) if negative else found

    def _tested(self, attribute: OracleAttribute, operator: str, fold: str) -> Predicate:
        if operator == "like":
            return self.reader.like(attribute, self._literal(), fold)
        if operator == "between":
            low = self.reader.compare(attribute, ">=", self._literal(), fold)
            self._need("and")
            return _joined("and", low, self.reader.compare(attribute, "<=", self._literal(), fold))
        if operator == "in":
            self._need("(")
            tests = [self.reader.compare(attribute, "=", self._literal(), fold)]
            while self._word(","):
                tests.append(self.reader.compare(attribute, "=", self._literal(), fold))
            self._need(")")
            return lambda values: any(test(values) for test in tests)
        if operator not in {"=", "!=", "<>", ">", ">=", "<", "<="}:
            raise self._wrong()
        return self.reader.compare(attribute, operator, self._literal(), fold)

    def _literal(self) -> str:
        """Take a quoted text, a number, or `true` and `false`; a bare word is no literal."""
        token = self._take()
        if token[0] in "'\"":
            return token[1:-1].replace("''", "'")
        if re.fullmatch(r"-?\d+(\.\d+)?", token) or token.lower() in {"true", "false"}:
            return token
        self.at -= 1
        raise self._wrong()


def _tokens(text: str) -> list[str]:
    tokens = []
    at = 0
    text = text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise bad_request(f"URL request parameter q has an invalid expression near {text[at:]}")
        tokens.append(found[0].strip())
        at = found.end()
    return tokens


def _split(text: str, separator: str) -> list[str]:
    """Split at separators outside of quotes."""
    return list(re.findall(rf"(?:'[^']*'|\"[^\"]*\"|[^{separator}'\"]|['\"])+", text))


def _joined(joiner: str, one: Predicate, other: Predicate) -> Predicate:
    if joiner == "and":
        return lambda values: one(values) and other(values)
    return lambda values: one(values) or other(values)


def _folded(text: str, fold: str) -> str:
    return {"upper": text.upper(), "lower": text.lower()}.get(fold, text)


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _compared(operator: str, held: Comparable, wanted: Comparable) -> bool:
    return {
        "=": held == wanted,
        "!=": held != wanted,
        "<>": held != wanted,
        ">": held > wanted,
        ">=": held >= wanted,
        "<": held < wanted,
        "<=": held <= wanted,
    }[operator]
