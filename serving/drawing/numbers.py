"""How figures are written: as the reader's language does (CLDR), in English where nobody said."""

import re
from collections.abc import Mapping
from contextvars import ContextVar

STYLES: Mapping[str, str] = {
    language: signs
    for languages, signs in {
        "en ja ko zh th es-mx": ".,",
        "de da es ro sl": ",.\u00a0",
        "it nl pt id": ",.",
        "fr": ",\u202f\u202f",
        "sv nb no fi cs sk ru": ",\u00a0\u00a0",
        "de-ch": ".’",
    }.items()
    for language in languages.split()
}
"""The signs of a language, or of one in a country: before decimals, between thousands, before `%`."""
_TAG = re.compile(r"\b[a-z]{2}(?:-[a-z]{2})?\b")
_SIGN = re.compile(r"(?<=\d)(?:[.,](?=\d)|%)")
_ZERO = re.compile(r"(?<![\w.])[-+−](?=0(?:\.0+)?(?![.,]?\d))")
"""The sign of a figure that is zero, perhaps only as far as it is rounded."""
_READER: ContextVar[str] = ContextVar("reader", default=STYLES["en"])


def write_for(accepted: str) -> None:
    """Write the figures of this request as the first known language of an `Accept-Language` header does."""
    tags = [tag for name in _TAG.findall(accepted.lower()) for tag in (name, name[:2])]
    _READER.set(next((STYLES[tag] for tag in tags if tag in STYLES), STYLES["en"]))


def written(text: str) -> str:
    """Return a text with its figures, in English such as `1,234.5%`, in the reader's signs; zero has none."""
    signs = _READER.get()
    return _SIGN.sub(lambda sign: {".": signs[0], ",": signs[1]}.get(sign[0], f"{signs[2:]}%"), _ZERO.sub("", text))
