"""Type `identifier`: a number or code that names one entity, exact after its normaliser; tax numbers of any country."""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from types import ModuleType

import re2
from stdnum import get_cc_module
from stdnum.eu import vat
from stdnum.exceptions import InvalidChecksum, ValidationError

from features.normalise.text import fold
from features.own_fields.field_type import (
    SAME_KEY,
    WEIGHT,
    FieldType,
    NormaliseOne,
    Options,
    OptionWrong,
    differs,
    same,
)
from features.schema.own_field import OwnLevel
from features.schema.texts import wording

TAX = "tax"
"""The name of the format of the tax and VAT numbers of any country."""
LONGEST_IDENTIFIER = 80
_SEPARATORS = re.compile(r"[\s./-]+")
_STDNUM_NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")

Matches = Callable[[str], object | None]
"""Returns null where a whole text does not match a declared pattern."""
FEWEST_SIGNS = 5
_FORMATS = ("vat", "tin", "uid", "businessid")
"""The names that python-stdnum gives a country's tax numbers."""
_ENDINGS = ("mwst", "tva", "iva")
"""What Swiss numbers end in, by language."""


def _identifier(options: Options) -> NormaliseOne:
    matches = _pattern(options["pattern"]) if "pattern" in options else None
    read = _reader_of(options.get("number"))

    def normalise_one(text: str, country: str | None) -> str | None:
        code = read(text, country) if len(text) <= LONGEST_IDENTIFIER else None
        return code if code and (matches is None or matches(code)) else None

    return normalise_one


def _reader_of(number: str | None) -> NormaliseOne:
    """Return the function that reads codes of a named format, of any for None."""
    if number == TAX:
        return tax_number
    if number is None:
        return lambda text, _country: _letters_and_digits(text)
    module = _stdnum(number)
    is_bare = not hasattr(module, "compact")

    def read(text: str, _country: str | None) -> str | None:
        try:
            return _letters_and_digits(module.validate(_SEPARATORS.sub("", text) if is_bare else text))
        except (ValidationError, ValueError, IndexError, KeyError):
            return None

    return read


def _letters_and_digits(text: str) -> str:
    return text.lower() if text.isascii() and text.isalnum() else fold(text).replace(" ", "")


def _pattern(text: str) -> Matches:
    """Compile a pattern with RE2, which has neither lookaround nor backreferences and never backtracks."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        matches: Matches = re2.compile(text, options).fullmatch
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        expected = wording(
            "a regular expression that RE2 reads in linear time, without lookaround or backreference ({reason})",
            reason=reason,
        )
        raise OptionWrong("pattern", text, expected) from error
    return matches


def _stdnum(name: str) -> ModuleType:
    expected = wording("a format of python-stdnum, such as 'eu.vat', 'lei', 'isin', 'us.ein', or {tax!r}", tax=TAX)
    wrong = OptionWrong("number", name, expected)
    if not _STDNUM_NAME.fullmatch(name):
        raise wrong
    try:
        module = import_module(f"stdnum.{name}")
    except ImportError as error:
        raise wrong from error
    if not hasattr(module, "validate"):
        raise wrong
    return module


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
                number = str(validate(tried.upper())).lower()
            except InvalidChecksum:
                has_wrong_digit = True
            except (ValidationError, ValueError, IndexError, KeyError):
                continue
            else:
                prefix = "el" if country == "gr" else country
                return number if number.startswith(prefix) else f"{prefix}{number}"
    return None if has_wrong_digit else code


@lru_cache(maxsize=300)
def _validators(country: str) -> tuple[Callable[[str], str], ...]:
    """Return the functions of python-stdnum that read a country's tax numbers, one for each format."""
    modules = (get_cc_module(country, name) for name in _FORMATS)
    return tuple(module.validate for module in dict.fromkeys(modules) if module is not None)


IDENTIFIER = FieldType(
    name="identifier",
    sentence="a number or code that names one entity; exact, weighed by its rarity; "
    "wrong check digits are missing values",
    one=_identifier,
    example="529900T8BM49AURSDO55",
    levels=(OwnLevel(same(), "same {}", 0.85, 1e-6, "{}"), differs(0.15, 1 - 1e-6)),
    keys=(SAME_KEY,),
    features=(WEIGHT,),
    options={
        "number": "a format of python-stdnum, such as 'eu.vat', 'lei', 'us.ein'; 'tax': that of the record's country",
        "pattern": "a regular expression (RE2) for the whole code, of letters and digits alone",
    },
)
