"""Type `geo`: a point on earth, such as of a site; the same, or within 100 m, 1 km or 10 km.

Steps are cells of four grids that are shifted by half a cell: two points in one cell of any are at most a step apart,
and two that are a third of a step apart always share one.
"""

import math
import re

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

STEPS = (("100m", 0.1), ("1km", 1.0), ("10km", 10.0))
"""The diagonal of a cell of each step in kilometres."""
KM_PER_DEGREE = 111.2
_POINT = re.compile(r"([-+]?[0-9]{1,3}(?:\.[0-9]+)?)\s*[,;/\s]\s*([-+]?[0-9]{1,3}(?:\.[0-9]+)?)")
_WKT = re.compile(r"\s*point\s*\(", re.IGNORECASE)


def _one(_: Options) -> NormaliseOne:
    return lambda text, _country: _canonical(text)


def _canonical(text: str) -> str | None:
    """Return `latitude,longitude` with five digits, of a text such as `52.52, 13.405` or `POINT(13.405 52.52)`."""
    found = _POINT.search(text)
    if found is None:
        return None
    latitude, longitude = map(float, reversed(found.groups()) if _WKT.match(text) else found.groups())
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or latitude == longitude == 0:
        return None
    return f"{latitude:.5f},{longitude:.5f}"


def cells(latitude: float, longitude: float, diagonal: float) -> tuple[str, ...]:
    """Return the cell of a point in each of the four grids."""
    side = diagonal / math.sqrt(2) / KM_PER_DEGREE
    found = []
    for grid, (down, across) in enumerate(((0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5))):
        row = math.floor(latitude / side + down)
        shrunk = math.cos(math.radians(min((abs(row - down) - 1) * side, 89.0))) if row else 1.0
        found.append(f"{grid}:{row}:{math.floor(longitude * shrunk / side + across)}")
    return tuple(found)


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    close, near, around = fields = tuple(f"{name}_{step}" for step, _ in STEPS)
    empty: dict[str, Value] = dict.fromkeys((name, *fields))

    def read(text: str, country: str | None) -> dict[str, Value]:
        value = one(text, country)
        if value is None:
            return empty
        latitude, longitude = map(float, value.split(","))
        return {name: value, **{f: cells(latitude, longitude, km) for f, (_, km) in zip(fields, STEPS, strict=True)}}

    return TypeParts(
        (Field(name), *(Field(each, plural=True) for each in fields)),
        read,
        (
            OwnLevel(same(name), f"same {name}", 0.4, 1e-4, tf_column=name),
            OwnLevel(shared(close), f"{name} within 100 m", 0.25, 2e-4),
            OwnLevel(shared(near), f"{name} within 1 km", 0.15, 2e-3),
            OwnLevel(shared(around), f"{name} within 10 km", 0.1, 0.02),
            differs(name, 0.1, 0.9777),
        ),
        (OwnKey(near, f"{name} within 1 km", factor=0.8),),
        (
            OwnFeature("near", "the closeness", "shared", near),
            OwnFeature("around", "the wider closeness", "shared", around),
            weight(name),
        ),
    )


GEO = FieldType("geo", "a point on earth: the same, or within 100 m, 1 km or 10 km", _one, _parts, "52.5200, 13.4050")
