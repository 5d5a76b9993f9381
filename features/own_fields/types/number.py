"""Type `number`: an amount, such as capital or a headcount; the same, or apart by relative steps.

Steps are cells of a logarithmic scale, in two grids that are shifted by half a cell: two numbers in one cell of either
are at most a cell apart, and two that are half a cell apart always share one.
"""

import math
import re
from decimal import Decimal, InvalidOperation

from features.own_fields.field_type import (
    FieldType,
    NormaliseOne,
    Options,
    TypeParts,
    differs,
    same,
    shared,
    weight,
)
from features.schema.kinds import Field
from features.schema.own_field import OwnFeature, OwnKey, OwnLevel, Value

STEPS = (("near", 0.01), ("close", 0.1), ("rough", 1.0))
"""The width of a cell of each step, as a share of the smaller number."""
MOST_DIGITS = 30
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,' \u00a0\u202f]*")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})*")


def _one(_: Options) -> NormaliseOne:
    return lambda text, _country: _canonical(text)


def _canonical(text: str) -> str | None:
    """Return the first number of a text without separators of thousands, `1234.5` for `EUR 1.234,50`."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    digits = re.sub(r"[' \u00a0\u202f]", "", found.group()).rstrip(".,")
    try:
        value = Decimal(_with_point(digits))
    except InvalidOperation:
        return None
    plain = f"{value.normalize():f}"
    return None if len(plain) > MOST_DIGITS else "0" if value == 0 else plain


def _with_point(digits: str) -> str:
    """Return digits with a point before the decimals and no other separator."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    separator = digits[last]
    other = "," if separator == "." else "."
    repeated = digits.count(separator) > 1
    grouped = bool(_THOUSANDS.fullmatch(digits)) and (repeated or separator == ",")
    if grouped or repeated:
        return digits.replace(".", "").replace(",", "")
    return digits.replace(other, "").replace(separator, ".")


def cells(value: float, width: float) -> tuple[str, ...]:
    """Return the cells of a number: one of each grid, or the only cell of zero."""
    if value == 0:
        return ("0",)
    sign, at = "-" if value < 0 else "", math.log(abs(value)) / math.log1p(width)
    return f"{sign}a{math.floor(at)}", f"{sign}b{math.floor(at + 0.5)}"


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    near, close, rough = fields = tuple(f"{name}_{step}" for step, _ in STEPS)
    empty: dict[str, Value] = dict.fromkeys((name, *fields))

    def read(text: str, country: str | None) -> dict[str, Value]:
        value = one(text, country)
        if value is None:
            return empty
        number = float(value)
        return {name: value, **{f: cells(number, width) for f, (_, width) in zip(fields, STEPS, strict=True)}}

    return TypeParts(
        (Field(name), *(Field(each, plural=True) for each in fields)),
        read,
        (
            OwnLevel(same(name), f"same {name}", 0.55, 0.005, tf_column=name),
            OwnLevel(shared(near), f"{name} at most 1 % apart", 0.1, 0.005),
            OwnLevel(shared(close), f"{name} at most 10 % apart", 0.12, 0.03),
            OwnLevel(shared(rough), f"{name} at most twice as much", 0.13, 0.16),
            differs(name, 0.1, 0.8),
        ),
        (OwnKey(name, f"same {name}", factor=0.7),),
        (
            OwnFeature("same", "the equality", "text", name, "equal"),
            OwnFeature("near", "the closeness", "shared", close),
            weight(name),
        ),
    )


NUMBER = FieldType("number", "an amount: the same, or apart by relative steps", _one, _parts, "EUR 1,250,000")
