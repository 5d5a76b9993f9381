"""Type `identifier`: a number or code that names one entity, such as a tax number; exact after its normaliser."""

import re
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

import re2
from stdnum.exceptions import ValidationError

from features.normalise.text import fold
from features.own_fields.field_type import (
    FieldType,
    NormaliseOne,
    Options,
    OptionWrong,
    TypeParts,
    differs,
    same,
    weight,
)
from features.own_fields.tax_numbers import tax_number
from features.schema.kinds import Field
from features.schema.own_field import OwnKey, OwnLevel, Value

TAX = "tax"
"""The name of the format that `features.own_fields.tax_numbers` reads."""
LONGEST = 80
"""Characters of an identifier; a longer text is none."""
_SEPARATORS = re.compile(r"[\s./-]+")
_STDNUM_NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")

Matches = Callable[[str], object | None]
"""Returns null where a whole text does not match a declared pattern."""


def _one(options: Options) -> NormaliseOne:
    matches = _pattern(options["pattern"]) if "pattern" in options else None
    if options.get("number") == TAX:
        return _matching(matches)
    module = _stdnum(options["number"]) if "number" in options else None
    validate: Callable[[str], str] | None = None if module is None else module.validate
    is_bare = module is not None and not hasattr(module, "compact")

    def normalise_one(text: str, _country: str | None) -> str | None:
        if len(text) > LONGEST:
            return None
        if validate is not None:
            try:
                text = validate(_SEPARATORS.sub("", text) if is_bare else text)
            except (ValidationError, ValueError, IndexError, KeyError):
                return None
        code = text.lower() if text.isascii() and text.isalnum() else fold(text).replace(" ", "")
        if not code or (matches is not None and not matches(code)):
            return None
        return code

    return normalise_one


def _matching(matches: Matches | None) -> NormaliseOne:
    """Return the normaliser of tax numbers, of those alone that match a pattern where there is one."""

    def normalise_tax(text: str, country: str | None) -> str | None:
        code = tax_number(text, country) if len(text) <= LONGEST else None
        return code if code is not None and (matches is None or matches(code)) else None

    return normalise_tax


def _pattern(text: str) -> Matches:
    """Compile a pattern with RE2, which has neither lookaround nor backreferences and never backtracks."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        matches: Matches = re2.compile(text, options).fullmatch
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        expected = f"a regular expression that RE2 reads in linear time, without lookaround or backreference ({reason})"
        raise OptionWrong("pattern", text, expected) from error
    return matches


def _stdnum(name: str) -> ModuleType:
    expected = f"a format of python-stdnum, such as 'eu.vat', 'lei', 'isin', 'us.ein', or {TAX!r}"
    if not _STDNUM_NAME.fullmatch(name):
        raise OptionWrong("number", name, expected)
    try:
        module = import_module(f"stdnum.{name}")
    except ImportError as error:
        raise OptionWrong("number", name, expected) from error
    if not hasattr(module, "validate"):
        raise OptionWrong("number", name, expected)
    return module


def _parts(name: str, one: NormaliseOne) -> TypeParts:
    def read(text: str, country: str | None) -> dict[str, Value]:
        return {name: one(text, country)}

    return TypeParts(
        (Field(name),),
        read,
        (OwnLevel(same(name), f"same {name}", 0.85, 1e-6, tf_column=name), differs(name, 0.15, 1 - 1e-6)),
        (OwnKey(name, f"same {name}"),),
        (weight(name),),
    )


IDENTIFIER = FieldType(
    "identifier",
    "a number or code that names one entity; exact, weighed by its rarity; wrong check digits are missing values",
    _one,
    _parts,
    "529900T8BM49AURSDO55",
    {
        "number": "a format of python-stdnum, such as 'eu.vat', 'lei', 'us.ein'; 'tax': that of the record's country",
        "pattern": "a regular expression (RE2) for the whole code, of letters and digits alone",
    },
)
