"""Type `date`: a day, such as of founding or birth; the same, or one or two edits apart, or of the same year."""

from features.normalise import dates
from features.own_fields.field_type import (
    FieldType,
    NormaliseOne,
    Options,
    OptionWrong,
    TypeParts,
    differs,
    edits,
    same,
    weight,
)
from features.schema.kinds import Field
from features.schema.own_field import Beside, OwnFeature, OwnKey, OwnLevel, Value

_ORDERS = {"day": "gb", "month": "us"}
DAY = len("2014-")
"""Where day and month begin in a date."""


def _one(options: Options) -> NormaliseOne:
    if "first" not in options:
        return dates.birth_date
    if options["first"] not in _ORDERS:
        raise OptionWrong("first", options["first"], "'day' or 'month'")
    country = _ORDERS[options["first"]]
    return lambda text, _: dates.birth_date(text, country)


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    year = f"{name}_year"

    def read(text: str, country: str | None) -> dict[str, Value]:
        day = one(text, country)
        return {name: day, year: dates.birth_year(text, day)}

    return TypeParts(
        (Field(name), Field(year)),
        read,
        (
            OwnLevel(same(name), f"same {name}", 0.7247, 9.3e-05),
            OwnLevel(edits(name, 1), f"{name} one edit apart", 0.0976, 0.00117),
            OwnLevel(f"{edits(name, 2)} OR {same(year)}", f"similar {name} or same year", 0.1101, 0.0306),
            differs(name, 0.0675, 0.968),
        ),
        (
            OwnKey(name, f"same {name}"),
            OwnKey(year, f"last name sounds alike, same year of {name}", beside=Beside.LAST),
            OwnKey(name, f"last name sounds alike, same day and month of {name}", 0.9, 0, Beside.LAST, DAY),
            OwnKey(year, f"first name sounds alike, same year of {name}", 0.8, beside=Beside.FIRST),
            OwnKey(name, f"first name sounds alike, same day and month of {name}", 0.8, 0, Beside.FIRST, DAY),
            OwnKey(year, f"same city and year of {name}", 0.7, beside=Beside.CITY),
        ),
        (
            OwnFeature("edits", "the edits between both values", "text", name, "edit_ratio"),
            OwnFeature("years", "the years between both values", "text", year, "years_near"),
            OwnFeature("digits", "the digits in any order", "text", name, "same_letters"),
            weight(name),
        ),
    )


DATE = FieldType(
    "date",
    "a day: the same, one or two edits apart, or of the same year",
    _one,
    _parts,
    "2014-03-01",
    {"first": "'day' or 'month', which of the two `03/04/2014` begins with; by default the record's country says"},
)
