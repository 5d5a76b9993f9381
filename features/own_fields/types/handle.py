"""Type `handle`: the name of an account at a social network, such as `@jo_doe` or the page of that name."""

import re

from features.normalise.text import fold
from features.own_fields.field_type import FieldType, NormaliseOne, Options, TypeParts, differs, same, weight
from features.schema.kinds import Field
from features.schema.own_field import OwnKey, OwnLevel, Value

LONGEST = 300
_HANDLE = re.compile(r"[a-z0-9][a-z0-9_.-]{1,59}")
_NETWORK = re.compile(r"(https?:)?//|(www\.)?[a-z0-9-]+(\.[a-z0-9-]+)+/")
_AFTER = re.compile(r"[?#].*")
_PAGES = frozenset({"about", "posts", "videos", "photos", "details"})
"""Steps of a page below an account's own."""


def _one(_: Options) -> NormaliseOne:
    return lambda text, _country: _handle(text[:LONGEST])


def _handle(text: str) -> str | None:
    """Return the account's name in small letters; of the address of a page its last step."""
    written = _AFTER.sub("", text.strip().lower())
    if _NETWORK.match(written):
        _, *steps = (written.partition("//")[2] or written).split("/")
        named = [step for step in steps if step and step not in _PAGES]
        if not named:
            return None
        written = named[-1]
    name = written.removeprefix("@").partition("@")[0]
    plain = name if name.isascii() else fold(name).replace(" ", "")
    return plain if _HANDLE.fullmatch(plain) else None


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    return TypeParts(
        (Field(name),),
        lambda text, country: _read(name, one(text, country)),
        (OwnLevel(same(name), f"same {name}", 0.7, 1e-5, tf_column=name), differs(name, 0.3, 0.99999)),
        (OwnKey(name, f"same {name}"),),
        (weight(name),),
    )


def _read(name: str, value: str | None) -> dict[str, Value]:
    return {name: value}


HANDLE = FieldType(
    "handle", "the name of an account at a social network, or the address of its page", _one, _parts, "@jo_doe"
)
