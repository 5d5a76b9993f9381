"""Personal names by locale and real frequency, drawn once from Faker's providers, then sampled by code."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from anyascii import anyascii

from data.sample.draws import Pool, stream, zipf
from data.sample.locales import Locale, locales
from features.schema.array_types import Floats

_VOWELS = "aeiouyäöüéèáíóúаеиоуыэюяєії" + "αεηιουωάέήίόύώ"
_TAIL_MASS = 0.22
_PROVIDER = {"en_AU": "en_US"}
"""Locales without a person provider in Faker, each with the one whose frequencies replace it."""


@dataclass(slots=True)
class Names:
    """All personal names in one list; pools hold the codes that a locale draws for a first or a last name."""

    native: list[str]
    latin: list[str]
    feminine: dict[int, tuple[str, str]]
    first: dict[tuple[int, bool], Pool]
    last: dict[int, Pool]
    patronymic: dict[int, Pool]

    def forms(self) -> pa.Array:
        """Return the four forms of each code one after the other: native, Latin, feminine native and Latin."""
        female = [self.feminine.get(code) for code in range(len(self.native))]
        native = [own if form is None else form[0] for own, form in zip(self.native, female, strict=True)]
        latin = [own if form is None else form[1] for own, form in zip(self.latin, female, strict=True)]
        return pa.array(self.native + self.latin + native + latin, pa.string())


def romanised(text: str) -> str:
    """Return a name in Latin letters, each word with one capital; a Latin name keeps its spelling."""
    if text.isascii() or all(ord(letter) < 0x250 for letter in text):
        return text
    return " ".join(word[:1].upper() + word[1:].lower() for word in anyascii(text).replace("'", "").split())


@lru_cache(maxsize=6)
def draw_names(seed: int) -> Names:
    """Draw the name lists of all locales, with a tail of rare family names formed from the known ones."""
    names = Names(native=[], latin=[], feminine={}, first={}, last={}, patronymic={})
    english = _weights(_person("en_US").last_names)
    for number, locale in enumerate(locales()):
        rng = stream(seed, f"names {locale.code}")
        provider = _person(_PROVIDER.get(locale.code, locale.code))
        for female in (False, True):
            names.first[number, female] = _add(names, _first_names(provider, locale, female, rng), _pairs(provider))
        last = _last_names(provider, locale, rng)
        if locale.diverse > 0.1:
            last = _blend(last, _elsewhere(rng), locale.diverse)
        elif locale.script == "Latin":
            last = _blend(last, english, locale.diverse)
        names.last[number] = _add(names, last, _pairs(provider))
        if locale.language in {"ru", "uk"}:
            _add_slavic_forms(names, names.last[number], _feminine)
            middle = {name: 1.0 for name in provider.middle_names if name.endswith("ич")}
            names.patronymic[number] = _add(names, middle, {})
            _add_slavic_forms(names, names.patronymic[number], lambda name: name[:-2] + "на")
    return names


def _person(code: str) -> Any:
    return import_module(f"faker.providers.person.{code}").Provider


def _weights(values: Any, rng: np.random.Generator | None = None) -> dict[str, float]:
    """Return names with their shares: Faker's own where it has them, else falling by rank."""
    if isinstance(values, Mapping):
        total = float(sum(values.values()))
        return {name.strip(): float(weight) / total for name, weight in values.items()}
    listed = list(dict.fromkeys(value.strip() for value in values))
    if rng is not None and _is_alphabetical(listed):
        listed = [listed[i] for i in rng.permutation(len(listed)).tolist()]
    shares = zipf(len(listed), 0.9)
    return dict(zip(listed, (shares / shares.sum()).tolist(), strict=True))


def _is_alphabetical(listed: list[str]) -> bool:
    """Return whether a list is alphabetical, hence not by frequency (names with accents may be out of order)."""
    rising = sum(a <= b for a, b in pairwise(listed))
    return rising > 0.8 * len(listed)


def _first_names(provider: Any, locale: Locale, female: bool, rng: np.random.Generator) -> dict[str, float]:
    known = _weights(provider.first_names_female if female else provider.first_names_male, rng)
    if locale.code != "zh_CN":
        return known
    # Most Chinese given names have two characters; the provider lists mostly single ones.
    single = [name for name in known if len(name) == 1]
    pairs = {a + b: 1.0 for a in single for b in single}
    tail = dict(zip(pairs, rng.permutation(zipf(len(pairs), 0.7)).tolist(), strict=True))
    return _blend(known, tail, 0.6)


def _last_names(provider: Any, locale: Locale, rng: np.random.Generator) -> dict[str, float]:
    source = getattr(provider, "last_names_male", None) or provider.last_names
    known = _weights(source, rng)
    if locale.script in {"Han", "Hangul"}:
        return known
    return _blend(known, formed_words(list(known), rng, 6000), _TAIL_MASS)


def formed_words(known: list[str], rng: np.random.Generator, size: int) -> dict[str, float]:
    """Return rare names: the beginning of one name and the end of another, split after a vowel."""
    parts = [(name[:cut], name[cut:]) for name in known if (cut := _cut(name)) and " " not in name]
    heads = [head for head, _ in parts]
    ends = [end for _, end in parts]
    first, second = rng.integers(len(parts), size=(2, size)).tolist()
    formed = dict.fromkeys(heads[a] + ends[b] for a, b in zip(first, second, strict=True))
    return dict(zip(formed, zipf(len(formed), 0.4).tolist(), strict=True))


def _cut(name: str) -> int:
    """Return the position of the second syllable's consonant, or 0."""
    for position in range(2, len(name) - 2):
        if name[position - 1].lower() in _VOWELS and name[position].lower() not in _VOWELS and name[position].isalpha():
            return position
    return 0


def _elsewhere(rng: np.random.Generator) -> dict[str, float]:
    """Return the family names of people of other origins."""
    names: dict[str, float] = {}
    for code in ("en_IE", "es_MX", "it_IT", "de_DE", "en_IN", "fr_FR", "nl_NL", "tr_TR", "sv_SE"):
        names.update(_weights(_person(code).last_names, rng))
    for code in ("zh_CN", "ja_JP", "ru_RU", "el_GR", "ko_KR"):
        names.update({romanised(name): share for name, share in _weights(_person(code).last_names, rng).items()})
    return names


def _blend(main: dict[str, float], second: dict[str, float], share: float) -> dict[str, float]:
    """Return two lists as one, with `share` of the weight on the second one."""
    a = sum(main.values())
    b = sum(second.values())
    mixed = {name: weight / a * (1.0 - share) for name, weight in main.items()}
    for name, weight in second.items():
        mixed[name] = mixed.get(name, 0.0) + weight / b * share
    return mixed


def _pairs(provider: Any) -> dict[str, str]:
    """Return the readings that the Japanese provider lists; anyascii would give the Chinese ones."""
    triples = (*getattr(provider, "first_name_pairs", ()), *getattr(provider, "last_name_pairs", ()))
    return {written: reading for written, _, reading in triples}


def _add(names: Names, weights: dict[str, float], readings: dict[str, str]) -> Pool:
    start = len(names.native)
    names.native.extend(weights)
    names.latin.extend(readings.get(name) or romanised(name) for name in weights)
    shares: Floats = np.fromiter(weights.values(), np.float64, len(weights))
    return Pool.of(start, shares)


def _add_slavic_forms(names: Names, pool: Pool, form: Any) -> None:
    for code in range(pool.start, pool.start + len(pool.cumulative)):
        feminine = form(names.native[code])
        names.feminine[code] = (feminine, romanised(feminine))


def _feminine(name: str) -> str:
    if name.endswith(("ов", "ев", "ин", "ын", "ёв")):
        return name + "а"
    return name[:-2] + "ая" if name.endswith(("ий", "ый", "ой")) else name
