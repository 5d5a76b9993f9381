"""Types of own fields that have a distance: `number`, `date` and `geo`.

The steps of numbers and points are cells of grids that are shifted by half a cell: two values in one cell of any grid
are at most a step apart, and two that are a fraction of a step apart (half of one for numbers, a third for points)
always share one.
"""

import math
import re
from decimal import Decimal, InvalidOperation

from features.normalise import dates
from features.own_fields.field_type import (
    SAME,
    SAME_KEY,
    WEIGHT,
    FieldType,
    NormaliseOne,
    Options,
    OptionWrong,
    differs,
    edits,
    of_value,
    same,
    shared,
)
from features.schema.kinds import Field
from features.schema.own_field import Beside, OwnFeature, OwnKey, OwnLevel, Value

NUMBER_STEPS = (0.01, 0.1, 1.0)
"""The width of a cell of each step, as a share of the smaller number."""
MAX_DIGITS = 30
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,' \u00a0\u202f]*")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})*")
GEO_STEPS = (0.1, 1.0, 10.0)
"""The diagonal of a cell of each step in kilometres."""
KM_PER_DEGREE = 111.2
_POINT = re.compile(r"([-+]?[0-9]{1,3}(?:\.[0-9]+)?)\s*[,;/\s]\s*([-+]?[0-9]{1,3}(?:\.[0-9]+)?)")
_WKT = re.compile(r"\s*point\s*\(", re.IGNORECASE)
_COUNTRY_OF_ORDER = {"day": "gb", "month": "us"}
DAY = len("2014-")
"""Where day and month begin in a date."""


def _number(options: Options) -> NormaliseOne:
    decimal = options.get("decimal")
    if decimal not in (None, ",", "."):
        raise OptionWrong("decimal", decimal, "',' or '.'")
    return lambda text, _country: _plain_number(text, decimal)


def _plain_number(text: str, decimal: str | None = None) -> str | None:
    """Return the first number of a text without separators of thousands, `1234.5` for `EUR 1.234,50`.

    `decimal` is the sign before decimals in a number that reads either way, such as `1.250`.
    """
    match = _NUMBER.search(text)
    if match is None:
        return None
    digits = re.sub(r"[' \u00a0\u202f]", "", match.group()).rstrip(".,")
    try:
        value = Decimal(_with_point(digits, decimal))
    except InvalidOperation:
        return None
    plain = f"{value.normalize():f}"
    if decimal == "," and _THOUSANDS.fullmatch(plain):
        plain += "0"  # else it would be read as thousands when it is read again
    return None if len(plain) > MAX_DIGITS else "0" if value == 0 else plain


def _with_point(digits: str, decimal: str | None) -> str:
    """Return digits with a point before the decimals and no other separator."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    separator = digits[last]
    other_separator = "," if separator == "." else "."
    repeated = digits.count(separator) > 1
    grouped = bool(_THOUSANDS.fullmatch(digits)) and (repeated or separator != (decimal or "."))
    if grouped or repeated:
        return digits.replace(".", "").replace(",", "")
    return digits.replace(other_separator, "").replace(separator, ".")


def _cells_of_number(text: str) -> list[Value]:
    value = float(text)
    return [_cells_of_width(value, width) for width in NUMBER_STEPS]


def _cells_of_width(value: float, width: float) -> tuple[str, ...]:
    """Return the cells of a number: one of each grid of a logarithmic scale, or the only cell of zero."""
    if value == 0:
        return ("0",)
    sign = "-" if value < 0 else ""
    at = math.log(abs(value)) / math.log1p(width)
    return f"{sign}a{math.floor(at)}", f"{sign}b{math.floor(at + 0.5)}"


def _plain_point(text: str) -> str | None:
    """Return `latitude,longitude` with five digits, of a text such as `52.52, 13.405` or `POINT(13.405 52.52)`."""
    match = _POINT.search(text)
    if match is None:
        return None
    latitude, longitude = map(float, reversed(match.groups()) if _WKT.match(text) else match.groups())
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or latitude == longitude == 0:
        return None
    return f"{latitude:.5f},{longitude:.5f}"


def _cells_of_point(text: str) -> list[Value]:
    latitude, longitude = map(float, text.split(","))
    return [_cells_of_diagonal(latitude, longitude, diagonal) for diagonal in GEO_STEPS]


def _cells_of_diagonal(latitude: float, longitude: float, diagonal: float) -> tuple[str, ...]:
    """Return the cell of a point in each of the four grids."""
    side = diagonal / math.sqrt(2) / KM_PER_DEGREE
    cells = []
    for grid, (down, across) in enumerate(((0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5))):
        row = math.floor(latitude / side + down)
        shrunk = math.cos(math.radians(min((abs(row - down) - 1) * side, 89.0))) if row else 1.0
        cells.append(f"{grid}:{row}:{math.floor(longitude * shrunk / side + across)}")
    return tuple(cells)


def _date(options: Options) -> NormaliseOne:
    if "first" not in options:
        return dates.birth_date
    if options["first"] not in _COUNTRY_OF_ORDER:
        raise OptionWrong("first", options["first"], "'day' or 'month'")
    country = _COUNTRY_OF_ORDER[options["first"]]
    return lambda text, _: dates.birth_date(text, country)


def _year(day: str | None, text: str) -> tuple[Value]:
    return (dates.birth_year(text, day),)


NUMBER = FieldType(
    name="number",
    sentence="an amount: the same, or apart by relative steps",
    one=_number,
    example="EUR 1,250,000",
    levels=(
        OwnLevel(same(), "same {}", 0.55, 0.005, "{}"),
        OwnLevel(shared("_near"), "{} at most 1 % apart", 0.1, 0.005),
        OwnLevel(shared("_close"), "{} at most 10 % apart", 0.12, 0.03),
        OwnLevel(shared("_rough"), "{} at most twice as much", 0.13, 0.16),
        differs(0.1, 0.8),
    ),
    keys=(OwnKey("{}", "same {}", factor=0.7),),
    features=(SAME, OwnFeature("near", "the closeness", "shared", "{}_close"), WEIGHT),
    further=(Field("{}_near", plural=True), Field("{}_close", plural=True), Field("{}_rough", plural=True)),
    split=of_value(_cells_of_number),
    options={"decimal": "',' or '.': what stands before decimals, for numbers such as 1.250 that read either way"},
)
GEO = FieldType(
    name="geo",
    sentence="a point on earth: the same, or within 100 m, 1 km or 10 km",
    one=lambda _: lambda text, _country: _plain_point(text),
    example="52.5200, 13.4050",
    levels=(
        OwnLevel(same(), "same {}", 0.4, 1e-4, "{}"),
        OwnLevel(shared("_100m"), "{} within 100 m", 0.25, 2e-4),
        OwnLevel(shared("_1km"), "{} within 1 km", 0.15, 2e-3),
        OwnLevel(shared("_10km"), "{} within 10 km", 0.1, 0.02),
        differs(0.1, 0.9777),
    ),
    keys=(OwnKey("{}_1km", "{} within 1 km", factor=0.8),),
    features=(
        OwnFeature("near", "the closeness", "shared", "{}_1km"),
        OwnFeature("around", "the wider closeness", "shared", "{}_10km"),
        WEIGHT,
    ),
    further=(Field("{}_100m", plural=True), Field("{}_1km", plural=True), Field("{}_10km", plural=True)),
    split=of_value(_cells_of_point),
)
DATE = FieldType(
    name="date",
    sentence="a day: the same, one or two edits apart, or of the same year",
    one=_date,
    example="2014-03-01",
    levels=(
        OwnLevel(same(), "same {}", 0.7247, 9.3e-05),
        OwnLevel(edits(1), "{} one edit apart", 0.0976, 0.00117),
        OwnLevel(f"{edits(2)} OR {same('_year')}", "similar {} or same year", 0.1101, 0.0306),
        differs(0.0675, 0.968),
    ),
    keys=(
        SAME_KEY,
        OwnKey("{}_year", "last name sounds alike, same year of {}", beside=Beside.LAST),
        OwnKey(
            field="{}",
            sentence="last name sounds alike, same day and month of {}",
            factor=0.9,
            most=0,
            beside=Beside.LAST,
            start=DAY,
        ),
        OwnKey("{}_year", "first name sounds alike, same year of {}", 0.8, beside=Beside.FIRST),
        OwnKey(
            field="{}",
            sentence="first name sounds alike, same day and month of {}",
            factor=0.8,
            most=0,
            beside=Beside.FIRST,
            start=DAY,
        ),
        OwnKey("{}_year", "same city and year of {}", 0.7, beside=Beside.CITY),
    ),
    features=(
        OwnFeature("edits", "the edits between both values", "text", "{}", "edit_ratio"),
        OwnFeature("years", "the years between both values", "text", "{}_year", "years_near"),
        OwnFeature("digits", "the digits in any order", "text", "{}", "same_letters"),
        WEIGHT,
    ),
    further=(Field("{}_year"),),
    split=_year,
    options={
        "first": "'day' or 'month', which of the two `03/04/2014` begins with; by default the record's country says"
    },
)
