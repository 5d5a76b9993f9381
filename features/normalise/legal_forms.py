"""Legal forms in names of organisations, after rigour's table (ISO 20275 and others)."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from rigour.names.org_types import extract_org_types
from rigour.text.normalize import Cleanup, Normalize

from features.normalise.organisation_words import (
    EXTRA_LEGAL_FORMS,
    FORMS_ANYWHERE,
    FORMS_BEFORE,
    NATIVE_LEGAL_FORMS,
    NO_LEGAL_FORMS,
    SHORT_LEGAL_FORMS,
    UNSPACED_LEGAL_FORMS,
)
from features.normalise.readings import is_other_script
from features.normalise.text import fold

_FLAGS = Normalize.CASEFOLD | Normalize.SQUASH_SPACES
FORM_WORDS = {form.rpartition(" ")[2] for form in EXTRA_LEGAL_FORMS} | FORMS_ANYWHERE | FORMS_BEFORE | {"and"}
"""Words that may begin or end a legal form, beside those of rigour's table."""
_UNSPACED_FORMS = {unicodedata.normalize("NFKC", form): short for form, short in UNSPACED_LEGAL_FORMS.items()}
_STOPS = re.compile("[.\"'״׳”“»«]")
LONGEST_FORM = 5
"""Number of words of the longest legal form."""


@lru_cache(maxsize=200_000)
def legal_form(words: str) -> str | None:
    """Return the short form if the folded words are one legal form and nothing else, or null."""
    if words in EXTRA_LEGAL_FORMS:
        return EXTRA_LEGAL_FORMS[words]
    if words in NO_LEGAL_FORMS or (len(words) == 2 and words not in SHORT_LEGAL_FORMS):
        return None
    forms = _forms_in(words)
    return forms[0][1].strip(". ") if len(forms) == 1 and forms[0][0] == words else None


def _forms_in(words: str, cleanup: Cleanup = Cleanup.Strong) -> list[tuple[str, str]]:
    """Return the legal forms that rigour finds in folded words, each with its short form."""
    forms: list[tuple[str, str]] = extract_org_types(words, normalize_flags=_FLAGS, cleanup=cleanup)
    return forms


def has_legal_form(words: list[str]) -> bool:
    """Return whether rigour finds a legal form among folded words."""
    return bool(_forms_in(" ".join(words)))


def strip_legal_forms(words: list[str]) -> tuple[list[str], str | None]:
    """Return folded words without legal forms, from the second word on, and the last of these forms."""
    known = has_legal_form(words)
    if not known and FORM_WORDS.isdisjoint(words):
        return words, None
    forms: list[str] = []
    words = _strip_behind(words, forms, known)
    words = _strip_inside(words, forms)
    words = _strip_before(words, forms)
    return words, forms[0] if forms else None


def _strip_before(words: list[str], forms: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in FORMS_BEFORE:
        forms.append(words[0])
        words = words[1:]
    return words


def _strip_behind(words: list[str], forms: list[str], known: bool) -> list[str]:
    """Return words without the forms at their end; without forms `known` to rigour, our own table alone is used."""
    while len(words) > 1:
        if words[-1] == "and":
            words = words[:-1]
            continue
        if not known and words[-1] not in FORM_WORDS:
            break
        size, form = _form_behind(words)
        if not form:
            break
        forms.append(form)
        words = words[:-size]
    return words


def _form_behind(words: list[str]) -> tuple[int, str | None]:
    for size in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if form := legal_form(" ".join(words[-size:])):
            return size, form
    return 0, None


def _strip_inside(words: list[str], forms: list[str]) -> list[str]:
    inside = [word for word in words[1:] if word in FORMS_ANYWHERE]
    forms.extend(filter(None, map(legal_form, reversed(inside))))
    return [words[0], *(word for word in words[1:] if word not in FORMS_ANYWHERE)] if inside else words


def without_native_forms(raw: str) -> tuple[str, str | None]:
    """Return a raw name without the legal forms in its own script that folding would hide, and one of these forms.

    Forms that are written together with the name are removed anywhere, others where it begins and ends. Something
    remains of the name; the form is a short one in Latin letters.
    """
    if raw.isascii() or not is_other_script(raw):
        return raw, None
    text = unicodedata.normalize("NFKC", raw)
    forms = [short for form, short in _UNSPACED_FORMS.items() if form in text]
    for form in _UNSPACED_FORMS:
        text = text.replace(form, " ")
    words = text.split() or raw.split()
    while size := _size_of_form([words[-at - 1 :] for at in range(min(LONGEST_FORM, len(words) - 1))]):
        forms.append(_short_form(words[-size:]))
        words = words[:-size]
    while size := _size_of_form([words[: at + 1] for at in range(min(LONGEST_FORM, len(words) - 1))], FORMS_BEFORE):
        forms.append(_short_form(words[:size]))
        words = words[size:]
    return " ".join(words), next(iter(forms), None)


def _size_of_form(runs: list[list[str]], kept: Collection[str] = ()) -> int:
    """Return how many words the longest run has that is a form which `strip_legal_forms` leaves, 0 where none is."""
    sizes = [len(run) for run in runs if _is_native_form(" ".join(run)) and _folded_form(run, kept) is None]
    return max(sizes, default=0)


def _folded_form(run: list[str], kept: Collection[str]) -> str | None:
    folded = "".join(fold(" ".join(run)).split())
    return folded if folded in kept or (not kept and legal_form(folded)) else None


def _short_form(run: list[str]) -> str:
    plain = _STOPS.sub("", " ".join(run).casefold())
    latin = (short for _, short in _forms_in(plain, Cleanup.Noop) if short.isascii())
    return next(latin, "".join(fold(plain).split()))


@lru_cache(maxsize=200_000)
def _is_native_form(words: str) -> bool:
    """Return whether some words in another script are one legal form and nothing else."""
    plain = _STOPS.sub("", words.casefold())
    if words.isascii() or fold(plain) in NO_LEGAL_FORMS:
        return False
    return plain in NATIVE_LEGAL_FORMS or [form for form, _ in _forms_in(plain, Cleanup.Noop)] == [plain]
