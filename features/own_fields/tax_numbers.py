"""Tax and VAT numbers of any country: one form for each number, null for a wrong check digit."""

from collections.abc import Callable
from functools import lru_cache

from stdnum import get_cc_module
from stdnum.eu import vat
from stdnum.exceptions import InvalidChecksum, ValidationError

from features.normalise.text import fold

FEWEST_SIGNS = 5
_FORMATS = ("vat", "tin", "uid", "businessid")
"""The names that python-stdnum gives a country's tax numbers."""
_ENDINGS = ("mwst", "tva", "iva")
"""What Swiss numbers end in, by language."""


def tax_number(text: str, country: str | None) -> str | None:
    """Return a tax or VAT number with its country before it, in small letters without signs.

    A number of a European state says which; else the record's country does. A number of a known format with a wrong
    check digit is null; one of no known format is kept as it is, with any other sign left out.
    """
    code = fold(text).replace(" ", "")
    if len(code) < FEWEST_SIGNS or not any(sign.isdigit() for sign in code):
        return None
    try:
        return str(vat.validate(code)).lower()
    except InvalidChecksum:
        return None
    except ValidationError:
        if country is None:
            return code
    code = next((code.removesuffix(end) for end in _ENDINGS if country == "ch" and code.endswith(end)), code)
    has_wrong_digit = False
    for validate in _validators(country):
        for tried in dict.fromkeys((code, code.removeprefix(country))):
            try:
                found = str(validate(tried.upper())).lower()
            except InvalidChecksum:
                has_wrong_digit = True
            except (ValidationError, ValueError, IndexError, KeyError):
                continue
            else:
                prefix = "el" if country == "gr" else country
                return found if found.startswith(prefix) else f"{prefix}{found}"
    return None if has_wrong_digit else code


@lru_cache(maxsize=300)
def _validators(country: str) -> tuple[Callable[[str], str], ...]:
    """Return the functions of python-stdnum that read a country's tax numbers, one for each format."""
    found = (get_cc_module(country, name) for name in _FORMATS)
    return tuple(one.validate for one in dict.fromkeys(found) if one is not None)
