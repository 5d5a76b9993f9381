"""The blocking rules of a company: names and parts of names, their words and letters, acronyms, domains and places.

A new rule is a declaration in `COMPANY_BLOCKING_RULES`, beside the rules of its group.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from features.blocking.blocking_rule import BlockingRule, KeyTexts
from features.normalise.organisation_words import STOP_WORDS
from features.normalise.text import word_set
from features.pairs.columns import Record, items_of

GENERIC_WORDS = word_set(
    """
    university college school faculty department institute center hospital clinic laboratory academy society
    association foundation national international state research science technology medical medicine group holding
    company corporation systems services solution industries enterprises bank capital global energy
    """
)
"""Words that many organisations of one branch share; a name without them is its distinctive core."""
LONGEST_WINDOW = 6
"""Most consecutive words of a record's name that may be the whole name of a profile."""
LONGEST_CORE = 3
MAX_CITY_WORDS = 16
GRAM = 5
STEM = 5
PREFIXES = (3, 4, 5)
MAX_GRAM_WORDS = 7
"""A record's name of more words gets no keys of letters, which would outnumber those of its words."""
LONGEST_ACRONYM = 6

IsTown = Callable[[str], bool]
"""A function that says whether any profile is in a town."""


class Company(NamedTuple):
    """What a rule reads of a company: its record, all names and their words, and the domain's name.

    With `lookup` it is a record whose candidates are looked up: its name may contain another's, and anywhere in it the
    city that the record does not state. With `is_town` words and pairs of words that are no town of any profile make
    no keys with the record's other words, but for one key, which keeps the budget of rows the same.
    """

    record: Record
    names: tuple[str, ...]
    words: tuple[str, ...]
    labels: tuple[str, ...]
    lookup: bool
    is_town: IsTown | None
    parts: tuple[str, ...] = ()
    """The parts of a name that rules may need, as of a `Person`: a company has one name, and none."""

    @classmethod
    def of(cls, record: Record, *, lookup: bool, is_town: IsTown | None = None) -> "Company":
        label = record.get("domain_label")
        return cls(
            record=record,
            names=items_of(record, "names"),
            words=items_of(record, "all_words"),
            labels=(label,) if isinstance(label, str) else (),
            lookup=lookup,
            is_town=is_town,
        )

    @property
    def acronyms(self) -> tuple[str, ...]:
        short = [word for word in self.words if len(word) <= LONGEST_ACRONYM] if self.lookup else ()
        return (*items_of(self.record, "acronyms"), *short)

    @property
    def towns(self) -> list[str]:
        """The city; of a record to look up that has none, all words and pairs of words of its name."""
        city = self.record.get("city")
        if isinstance(city, str):
            return [city]
        own = items_of(self.record, "name_words") if self.lookup else ()
        return [*own, *(f"{a} {b}" for a, b in pairwise(own))]


def _value(field: str) -> KeyTexts:
    """Return the function to the text of a field."""

    def keys(company: Company) -> Iterable[str]:
        value = company.record.get(field)
        return (str(value),) if value is not None else ()

    return keys


def _labels(company: Company) -> list[str]:
    return [*(name.replace(" ", "") for name in company.names), *company.labels]


def _segments(company: Company) -> Iterable[str]:
    return items_of(company.record, "segments") if company.lookup else ()


def _name_starts(company: Company) -> list[str]:
    split = [name.split() for name in company.names]
    return [f"{words[0]} {words[1][:3]}" for words in split if len(words) > 1]


def _name_prefixes(company: Company) -> list[str]:
    squashed = [name.replace(" ", "") for name in company.names]
    return [name[:length] for name in squashed for length in PREFIXES if len(name) >= length]


def _inside(company: Company) -> list[str]:
    if company.lookup:
        return _windows(items_of(company.record, "name_words"), LONGEST_WINDOW)
    return [_sorted(words) for words in _words_of_names(company) if words]


def _core(company: Company) -> list[str]:
    if company.lookup:
        return _windows(_distinctive(items_of(company.record, "name_words")), LONGEST_CORE)
    cores = map(_distinctive, _words_of_names(company))
    return [_sorted(core) for core in cores if 0 < len(core) <= LONGEST_CORE]


def _words_of_names(company: Company) -> list[list[str]]:
    return [[word for word in name.split() if word not in STOP_WORDS] for name in company.names]


def _distinctive(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in GENERIC_WORDS]


def _windows(words: Sequence[str], longest: int) -> list[str]:
    """Return every run of words, each run sorted, so that `university of x` equals `x university`; short ones first."""
    by_size: list[list[str]] = [[] for _ in words[:longest]]
    for start in range(len(words)):
        run: list[str] = []
        for runs, word in zip(by_size, words[start : start + longest], strict=False):
            if word not in run:
                insort(run, word)
            runs.append(" ".join(run))
    return [*chain.from_iterable(by_size)]


def _sorted(words: list[str]) -> str:
    return words[0] if len(words) == 1 else " ".join(sorted(set(words)))


def _pairs(company: Company) -> list[str]:
    return [f"{a} {b}" for name in company.names for a, b in pairwise(name.split())]


def _stems(company: Company) -> list[str]:
    return [word[:STEM] for word in company.words if len(word) >= STEM - 1]


def _respelt_words(_company: Company) -> Iterable[str]:
    """Return nothing: the keys are the universe's spellings of a word, see `keys.similar_keys`."""
    return ()


def _acronyms_with_country(company: Company) -> list[str]:
    named = items_of(company.record, "name_countries") if company.lookup else ()
    codes = [code for code in (company.record.get("country"), *named) if code]
    return [f"{acronym} {code}" for code in codes for acronym in company.acronyms]


def _street(company: Company) -> Iterable[str]:
    street = company.record.get("street")
    return (f"{street} {company.record.get('house') or ''}",) if street is not None else ()


def _words_with_city(company: Company) -> Iterator[str]:
    has_unknown = False
    joined = company.words[:MAX_CITY_WORDS]
    for town in company.towns:
        is_known = company.is_town is None or company.is_town(town)
        if is_known or not has_unknown:
            with_words = [f"{word} {town}" for word in joined if word != town]
            has_unknown = has_unknown or (not is_known and bool(with_words))
            yield from with_words if is_known else with_words[:1]


def _grams(company: Company) -> list[str]:
    if company.lookup and len(company.words) > MAX_GRAM_WORDS:
        return []
    texts = (*company.words, *company.labels)
    return [text[i : i + GRAM] for text in texts for i in range(len(text) - GRAM + 1)]


COMPANY_BLOCKING_RULES = (
    BlockingRule("domain", "same website or e-mail domain", "domain", _value("domain")),
    BlockingRule("label", "the domain's name agrees with the other's domain or name", "domain", _labels),
    BlockingRule("profile_url", "same profile address", "profile", _value("profile_url")),
    BlockingRule("phone", "same phone number", "phone", _value("phone")),
    BlockingRule("ticker", "same stock symbol", "ticker", _value("ticker"), factor=0.7),
    BlockingRule("name", "same name", "name", lambda company: company.names),
    BlockingRule("segment", "a part of the name is the other's name", "name", _segments, space="name"),
    BlockingRule("name_start", "the name starts alike", "name", _name_starts, factor=0.7),
    BlockingRule("name_prefix", "the first letters of the name agree", "name", _name_prefixes, factor=0.5),
    BlockingRule("inside", "the other's whole name stands inside the name", "inside", _inside),
    BlockingRule("core", "the distinctive words of a name agree", "inside", _core, factor=0.8),
    BlockingRule("words", "a rare word of the name agrees", "words", lambda company: company.words),
    BlockingRule("pairs", "two words in a row agree", "pairs", _pairs, factor=0.5),
    BlockingRule("stems", "words start alike", "stems", _stems, factor=0.4),
    BlockingRule(
        "similar_words",
        "a rare word of the name is spelt alike",
        "similar_words",
        _respelt_words,
        factor=0.8,
        space="words",
    ),
    BlockingRule("acronym", "an acronym agrees", "acronym", lambda company: company.acronyms, factor=0.8),
    BlockingRule("acronym_country", "an acronym and the country agree", "acronym", _acronyms_with_country, factor=1.2),
    BlockingRule("street", "same street and house", "street", _street),
    BlockingRule("city", "the other's city is named", "place", lambda company: company.towns, factor=0.8),
    BlockingRule("word_city", "a word of the name and the city agree", "place", _words_with_city),
    BlockingRule("grams", "letters in a row agree", "grams", _grams, factor=0.25),
)
