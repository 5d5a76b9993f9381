"""How organisations of each kind and language are named, abbreviated, renamed and translated."""

import random
from functools import lru_cache
from importlib import import_module

from anyascii import anyascii

from data.sample.draws import stream
from data.sample.locales import FAMILY_NAME_FIRST, locales, word_list, word_table
from data.sample.places import draw_places
from data.sample.vocabulary import draw_names, formed_words, romanised
from features.normalise.text import word_set
from features.schema.value_class import value_class

_KINDS = (
    ("firm", 0.56),
    ("local", 0.17),
    ("university", 0.08),
    ("hospital", 0.05),
    ("bank", 0.04),
    ("institute", 0.06),
    ("government", 0.04),
)
_SMALL = word_set("of the and de di da des du la le für degli & -")
_NATIVE_SECTORS = {
    "zh": ("科技", "电子", "实业", "贸易", "医药", "传媒", "能源"),
    "ko": ("전자", "건설", "화학", "식품", "제약"),
}


@value_class
class FirmName:
    """A name with its parts: `short` is `full` without the legal form, `latin` and `native` its other scripts."""

    full: str
    short: str
    legal: str | None
    latin: str
    native: str | None = None

    @property
    def words(self) -> list[str]:
        return [word for word in self.latin.replace("-", " ").split() if word.lower() not in _SMALL]

    @property
    def acronym(self) -> str:
        """Return the initials of the words without articles and prepositions, in Latin capitals."""
        return "".join(anyascii(word)[:1] for word in self.words if word[:1].isalpha()).upper()

    @property
    def squashed(self) -> str:
        return "".join(letter for letter in anyascii(self.latin).lower() if letter.isalnum())

    @property
    def first_word(self) -> str:
        return (self.words or [self.latin])[0].lower()


@lru_cache(maxsize=6)
def _coined_words(seed: int) -> list[str]:
    names = draw_names(seed)
    known = [word for word in _plain_words() if len(word) > 4]
    known += [names.latin[code] for code in range(0, len(names.latin), 40) if names.latin[code].isascii()]
    formed = formed_words(known, stream(seed, "coined words"), 12_000)
    return [word.capitalize() for word in formed if word.isalpha() and 4 <= len(word) <= 10]


@lru_cache(maxsize=1)
def _plain_words() -> list[str]:
    words = import_module("faker.providers.lorem.en_US").Provider.word_list
    return [word.capitalize() for word in dict.fromkeys(words) if len(word) > 3 and word.isalpha()]


class NameMaker:
    """Forms random names from the vocabularies of one seed."""

    def __init__(self, seed: int, dice: random.Random) -> None:
        self.dice = dice
        self._names = draw_names(seed)
        self._places = draw_places(seed)
        self._coined = _coined_words(seed)
        self._colours = [word.capitalize() for word in import_module("faker.providers.color").Provider.safe_colors]
        self._colours += ["Golden", "Little", "Old", "Royal", "Happy"]
        self._zh = import_module("faker.providers.company.zh_CN").Provider.company_prefixes
        self._ja = import_module("faker.providers.company.ja_JP").Provider.company_categories
        self._ko = import_module("faker.providers.company.ko_KR").Provider.company_name_words
        self._person = stream(seed, "names in firm names")

    def kind(self) -> str:
        kinds, weights = zip(*_KINDS, strict=True)
        return str(self.dice.choices(kinds, weights)[0])

    def coined(self) -> str:
        """Return an invented word; some of them occur in many names."""
        return self._coined[int(self.dice.random() ** 1.5 * len(self._coined))]

    def another_city(self, locale: int) -> int:
        return int(self._places.city[locale].draw(self._person, 1)[0])

    def name(self, kind: str, locale: int, city: int) -> tuple[FirmName, str]:
        """Return a new name of an organisation and its industry."""
        if kind == "firm":
            return self._firm_name(locale, city)
        return self._institution_name(kind, locale, city)

    def child_name(self, kind: str, parent: FirmName, locale: int, city: int) -> FirmName:
        """Return the name of a branch or a subsidiary: the parent's with a place, a trade or another legal form."""
        customs = locales()[locale]
        pick = self.dice.random()
        if pick < (0.3 if kind in {"firm", "bank"} else 0.05):
            latin = f"{parent.latin} {customs.country_name}"
        elif pick < 0.6 or kind != "firm":
            town = self._places.city_name[city]
            latin = self.dice.choice(("{} {}", "{} - {}", "{}, {}", "{} ({})", "{} {}")).format(parent.latin, town)
        elif pick < 0.85:
            latin = f"{parent.latin} {self._sector()[1]}"
        else:
            latin = parent.latin
        legal = self.dice.choice(customs.legal_forms) if parent.legal and customs.script != "Han" else None
        return FirmName(f"{latin} {legal}" if legal else latin, latin, legal, latin)

    def aliases(self, name: FirmName, former: str | None) -> list[str]:
        """Return the other names of an organisation."""
        aliases = [former] if former else []
        if len(name.acronym) >= 3 and self.dice.random() < 0.5:
            aliases.append(name.acronym)
        if name.native and name.native != name.short:
            aliases.append(name.native)
        if name.latin != name.short:
            aliases.append(name.latin)
        if name.legal and self.dice.random() < 0.2:
            aliases.append(name.short)
        return [alias for alias in dict.fromkeys(aliases) if alias != name.full]

    def _sector(self) -> tuple[str, str]:
        industry = self.dice.choice(list(word_table("sectors")))
        return industry, self.dice.choice(word_table("sectors")[industry])

    def _family(self, locale: int) -> tuple[str, str]:
        code = int(self._names.last[locale].draw(self._person, 1)[0])
        return self._names.native[code], self._names.latin[code]

    def _given(self, locale: int) -> tuple[str, str]:
        code = int(self._names.first[locale, self.dice.random() < 0.4].draw(self._person, 1)[0])
        return self._names.native[code], self._names.latin[code]

    def _firm_name(self, locale: int, city: int) -> tuple[FirmName, str]:
        customs = locales()[locale]
        industry, sector = self._sector()
        latin = self._latin_firm(locale, city, sector)
        legal = self.dice.choice(customs.legal_forms) if self.dice.random() < 0.85 else None
        if customs.script == "Latin" or self.dice.random() < 0.45:
            if customs.script != "Latin":
                legal = self.dice.choice(("Co., Ltd.", "Ltd", "LLC", "JSC"))
            return FirmName(f"{latin} {legal}" if legal else latin, latin, legal, latin), industry
        native, reading = self._native_firm(locale, city)
        if legal is None:
            return FirmName(native, native, None, reading, native), industry
        before = customs.language in {"ru", "uk"} or (customs.language in {"ja", "ko"} and self.dice.random() < 0.6)
        quoted = f"«{native}»" if customs.language in {"ru", "uk"} else native
        space = "" if customs.language in FAMILY_NAME_FIRST else " "
        full = f"{legal}{space}{quoted}" if before else f"{native}{space}{legal}"
        return FirmName(full, native, legal, reading, native), industry

    def _latin_firm(self, locale: int, city: int, sector: str) -> str:
        pick = self.dice.random()
        coined = self.coined()
        family = self._family(locale)[1]
        if pick < 0.34:
            return f"{coined} {sector}"
        if pick < 0.46:
            return coined
        if pick < 0.58:
            return f"{family} {sector}"
        if pick < 0.66:
            return f"{family} & {self._family(locale)[1]}"
        if pick < 0.72:
            return f"{self._places.city_name[city]} {sector}"
        if pick < 0.82:
            return f"{self.dice.choice(_plain_words())} {self.dice.choice(_plain_words())} {sector}"
        if pick < 0.9:
            return f"{coined} {self._sector()[1]} {sector}"
        letters = "".join(self.dice.choices("ABCDEFGHIKLMNOPRSTUVW", k=self.dice.choice((2, 3, 3, 4))))
        return f"{letters} {sector}" if pick < 0.96 else f"The {coined} {sector} Company"

    def _native_firm(self, locale: int, city: int) -> tuple[str, str]:
        """Return a name in the locale's own script and its reading in Latin letters."""
        language = locales()[locale].language
        family = self._family(locale)
        town = self._places.city_native[city]
        if language == "zh":
            native = town + self.dice.choice(self._zh) + self.dice.choice(_NATIVE_SECTORS["zh"])
        elif language == "ja":
            native = family[0] + self.dice.choice(self._ja)
            return native, f"{family[1]} {romanised(native[len(family[0]) :])}"
        elif language == "ko":
            native = self.dice.choice(self._ko) + self.dice.choice(_NATIVE_SECTORS["ko"])
        else:
            native = family[0] if self.dice.random() < 0.5 else f"{family[0]}-{self._family(locale)[0]}"
        return native, romanised(native)

    def _institution_name(self, kind: str, locale: int, city: int) -> tuple[FirmName, str]:
        customs = locales()[locale]
        local = word_table("institutions").get(customs.language, word_table("institutions")["en"])
        english = word_table("institutions")["en"][kind]
        fill, industries = self._fillings(kind, locale, city)
        pattern = self.dice.choice(local[kind])
        industry = industries["trade" if "{trade}" in pattern else "venue"]
        own = self._fill(pattern, fill, native=customs.script != "Latin")
        # Each language's first pattern translates the English first one: University of X, Universität X, ...
        translated = self._fill(english[0], fill, native=False)
        if local is word_table("institutions")["en"]:
            return FirmName(own, own, None, own), industry
        if kind == "local":
            return FirmName(own, own, None, romanised(own)), industry
        if self.dice.random() < 0.55:
            return FirmName(translated, translated, None, translated, own), industry
        return FirmName(own, own, None, translated if customs.script != "Latin" else own, own), industry

    def _fillings(self, kind: str, locale: int, city: int) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
        places = self._places
        venue_industry = self.dice.choice(list(word_table("venues")))
        trade_industry = self.dice.choice(list(word_table("trades")))
        town = places.city_name[city]
        fill = {
            "city": (town, town),
            "native": (places.city_native[city], town),
            "region": (places.region_name[city] or town,) * 2,
            "country": (locales()[locale].country_name,) * 2,
            "last": self._family(locale),
            "last2": self._family(locale),
            "first": self._given(locale),
            "field": (self.dice.choice(word_list("fields")),) * 2,
            "coined": (self.coined(),) * 2,
            "venue": (self.dice.choice(word_table("venues")[venue_industry]),) * 2,
            "trade": (self.dice.choice(word_table("trades")[trade_industry]),) * 2,
            "adjective": (self.dice.choice(self._colours),) * 2,
            "noun": (self.dice.choice(_plain_words()),) * 2,
        }
        known = word_table("kind_industry").get(kind)
        return fill, {"venue": known or venue_industry, "trade": known or trade_industry}

    def _fill(self, pattern: str, fill: dict[str, tuple[str, str]], *, native: bool) -> str:
        return pattern.format(**{key: pair[0] if native else pair[1] for key, pair in fill.items()})
