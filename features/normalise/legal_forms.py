"""Legal forms in names of organisations, after rigour's table (ISO 20275 and others)."""

import re
from functools import lru_cache

from rigour.names.org_types import extract_org_types
from rigour.text.normalize import Cleanup, Normalize

from features.normalise.organisation_words import (
    CJK_LEGAL_FORMS,
    EXTRA_LEGAL_FORMS,
    FORMS_ANYWHERE,
    FORMS_BEFORE,
    NO_LEGAL_FORMS,
    SHORT_LEGAL_FORMS,
)

_FLAGS = Normalize.CASEFOLD | Normalize.SQUASH_SPACES
FORM_WORDS = {form.rpartition(" ")[2] for form in EXTRA_LEGAL_FORMS} | FORMS_ANYWHERE | FORMS_BEFORE | {"and"}
"""Words that may begin or end a legal form, beside those of rigour's table."""
_SIGNS_OF_CJK_FORMS = re.compile("[公株社사주㈱㈜]")
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


def _forms_in(words: str) -> list[tuple[str, str]]:
    """Return the legal forms that rigour finds in folded words, each with its short form."""
    forms: list[tuple[str, str]] = extract_org_types(words, normalize_flags=_FLAGS, cleanup=Cleanup.Strong)
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


def part_cjk_forms(raw: str) -> str:
    """Return a raw name with a space for each Chinese, Japanese or Korean legal form, unless nothing would remain."""
    if raw.isascii() or not _SIGNS_OF_CJK_FORMS.search(raw):
        return raw
    text = raw
    for form in CJK_LEGAL_FORMS:
        text = text.replace(form, " ")
    return text if text.strip() else raw
