"""The Fellegi-Sunter comparisons of each kind: levels as SQL text, from the strongest agreement to none.

This text is the single definition of a comparison: Splink fits m and u for it, and the kernel compiles it.
"""

from collections.abc import Mapping
from functools import lru_cache

from features.normalise.text import read_sentences
from features.schema.kinds import Kind
from features.schema.own_field import OwnField
from features.schema.schema import Shape, schema_of
from features.schema.value_class import value_class

SWITCHED_OFF = "TRUE"
"""The null condition of a comparison that is switched off: it is missing evidence for every pair."""
_WORDS = read_sentences(
    """
    first: first name
    last: last name
    middle: middle name
    email: e-mail
    postal: postal code
    birth_date: birth date
    reading: name in Latin letters
    """
)


def field_words(name: str) -> str:
    """Return a field's name as people read it."""
    return _WORDS.get(name, name)


def label_in_words(name: str, label: str) -> str:
    """Return the label of a comparison's level: that of no agreement or no value begins with the field's name."""
    said = label.removeprefix(f"{name} ")
    return f"{field_words(name)} {said}" if said in ("differs", "is missing") else label


@value_class
class Level:
    """One level: its SQL condition, its label for charts and, for a term frequency adjustment, the tf's column."""

    sql: str
    label: str
    tf_column: str | None = None


@value_class
class Comparison:
    """One comparison: the fields that it reads on both sides (null where `nulls` holds) and its levels."""

    name: str
    fields: tuple[str, ...]
    levels: tuple[Level, ...]
    nulls: str

    def splink(self) -> dict[str, object]:
        """Return the comparison as an entry of Splink's settings, without m and u."""
        why = "not compared" if self.nulls == SWITCHED_OFF else "missing"
        levels: list[dict[str, object]] = [
            {"sql_condition": self.nulls, "label_for_charts": f"{self.name} is {why}", "is_null_level": True}
        ]
        for level in self.levels:
            entry: dict[str, object] = {"sql_condition": level.sql, "label_for_charts": level.label}
            if level.tf_column is not None:
                entry |= {"tf_adjustment_column": level.tf_column, "tf_adjustment_weight": 1.0}
                entry |= {"tf_minimum_u_value": 1e-6}
            levels.append(entry)
        levels.append({"sql_condition": "ELSE", "label_for_charts": f"{self.name} differs"})
        return {"output_column_name": self.name, "comparison_levels": levels, "comparison_description": self.name}


def _same(field: str) -> str:
    return f"{field}_l = {field}_r"


def _similar(field: str, least: float) -> str:
    return _similar_fields(field, field, least)


def _similar_fields(left: str, right: str, least: float) -> str:
    return f"round(jaro_winkler_similarity({left}_l, {right}_r), 6) >= {least}"


def _shared(left: str, right: str) -> str:
    return f"list_has_any({left}_l, {right}_r)"


def _shared_at_least(left: str, right: str, n: int) -> str:
    return f"len(list_intersect({left}_l, {right}_r)) >= {n}"


def _edits(field: str, most: int) -> str:
    return f"damerau_levenshtein({field}_l, {field}_r) <= {most}"


def _comparison(
    name: str, *levels: Level, fields: tuple[str, ...] | None = None, across_scripts: bool | None = None
) -> Comparison:
    """Return a comparison; `across_scripts` says that only names in two scripts are compared, or only such in one."""
    read = fields or (name,)
    nulls = f"{read[0]}_l IS NULL OR {read[0]}_r IS NULL"
    if across_scripts is not None:
        nulls += f" OR {_ONE_SCRIPT if across_scripts else _TWO_SCRIPTS}"
        read = (*read, "native")
    return Comparison(name, read, levels, nulls)


def _alike(least: float) -> str:
    """Return the condition that the name of one side is like a reading of the other's."""
    of_left = "list_transform(readings_l, lambda x: round(jaro_winkler_similarity(x, name_r), 6))"
    of_right = "list_transform(readings_r, lambda x: round(jaro_winkler_similarity(name_l, x), 6))"
    return f"(list_max({of_left}) >= {least} OR list_max({of_right}) >= {least})"


def _consonants(least: int) -> str:
    """Return the condition that the name of one side shares consonants with a reading of the other's."""
    of_left = _shared_at_least("reading_consonants", "consonants", least)
    return f"({of_left} OR {_shared_at_least('consonants', 'reading_consonants', least)})"


_ONE_SCRIPT = "(native_l IS NULL AND native_r IS NULL) OR (native_l IS NOT NULL AND native_r IS NOT NULL)"
_TWO_SCRIPTS = "(native_l IS NULL AND native_r IS NOT NULL) OR (native_l IS NOT NULL AND native_r IS NULL)"


_SWAPPED = f"({_similar_fields('first', 'last', 0.88)} AND {_similar_fields('last', 'first', 0.88)})"
_INITIAL = "((length(first_l) = 1 OR length(first_r) = 1) AND substr(first_l, 1, 1) = substr(first_r, 1, 1))"
_MIDDLE_INITIAL = "((length(middle_l) = 1 OR length(middle_r) = 1) AND substr(middle_l, 1, 1) = substr(middle_r, 1, 1))"

_PLACES = (
    _comparison(
        "street",
        Level(_same("street"), "same street and house"),
        Level(f"{_same('house')} AND {_similar('road', 0.8)}", "same house, similar street"),
        Level(_similar("road", 0.9), "similar street"),
        fields=("street", "road", "house"),
    ),
    _comparison(
        "city",
        Level(_same("city"), "same city", tf_column="city"),
        Level(_similar("city", 0.88), "similar city"),
    ),
    _comparison("region", Level(_same("region"), "same region")),
    _comparison(
        "postal",
        Level(_same("postal"), "same postal code", tf_column="postal"),
        Level(_edits("postal", 1), "postal code one edit apart"),
        Level("substr(postal_l, 1, 3) = substr(postal_r, 1, 3)", "postal codes begin alike"),
    ),
    _comparison("country", Level(_same("country"), "same country")),
)
_PHONE = _comparison(
    "phone",
    Level(_same("phone"), "same phone"),
    Level(_edits("phone", 1), "phone one digit apart"),
)

_PERSON = (
    _comparison(
        "first",
        Level(_same("first"), "same first name", tf_column="first"),
        Level(_shared("first_forms", "first_forms"), "same name or nickname"),
        Level(f"{_similar('first', 0.92)} OR {_SWAPPED}", "very similar first name, or swapped"),
        Level(f"{_similar('first', 0.8)} OR {_INITIAL}", "similar first name or same initial"),
        fields=("first", "first_forms", "last"),
        across_scripts=False,
    ),
    _comparison(
        "last",
        Level(_same("last"), "same last name", tf_column="last"),
        Level(f"{_shared('last_words', 'last_words')} OR {_SWAPPED}", "a last name in common, or swapped"),
        Level(_similar("last", 0.92), "very similar last name"),
        Level(_similar("last", 0.8), "similar last name"),
        fields=("last", "last_words", "first"),
        across_scripts=False,
    ),
    _comparison(
        "middle",
        Level(_same("middle"), "same middle name"),
        Level(_MIDDLE_INITIAL, "same middle initial"),
        across_scripts=False,
    ),
    _comparison(
        "reading",
        Level(_alike(0.98), "same name in Latin letters"),
        Level(f"{_alike(0.9)} AND {_consonants(2)}", "a usual spelling of the name"),
        Level(_consonants(2), "the consonants of the names agree"),
        Level(_alike(0.84), "the names sound alike"),
        Level(f"{_alike(0.7)} AND {_consonants(1)}", "a part of the name sounds alike"),
        fields=("name", "readings", "consonants", "reading_consonants"),
        across_scripts=True,
    ),
    _comparison(
        "email",
        Level(_same("email"), "same e-mail"),
        Level(_same("email_name"), "same name before the @"),
        fields=("email", "email_name"),
    ),
    _PHONE,
    _comparison(
        "company",
        Level(_same("company"), "same company", tf_column="company"),
        Level(_shared("companies", "companies"), "a present or past company in common"),
        Level(
            f"{_similar('company', 0.9)} OR {_shared_at_least('company_words', 'company_words', 2)}",
            "similar company",
        ),
        Level(_shared("company_words", "company_words"), "a word of the company in common"),
        fields=("company", "companies", "company_words"),
    ),
    _comparison("domain", Level(_same("domain"), "same web or mail domain", tf_column="domain")),
    _comparison(
        "title",
        Level(_same("title"), "same title", tf_column="title"),
        Level(_shared("title_words", "title_words"), "a word of the title in common"),
        fields=("title", "title_words"),
    ),
    *_PLACES,
    _comparison(
        "birth_date",
        Level(_same("birth_date"), "same birth date"),
        Level(_edits("birth_date", 1), "birth date one edit apart"),
        Level(f"{_edits('birth_date', 2)} OR {_same('birth_year')}", "similar birth date or same year"),
        fields=("birth_date", "birth_year"),
    ),
)

_COMPANY = (
    _comparison(
        "name",
        Level(_same("name"), "same name", tf_column="name"),
        Level(f"{_shared('names', 'names')} OR {_shared('segments', 'names')}", "a name or alias in common"),
        Level(
            "list_max(list_transform(names_r, lambda x: round(jaro_winkler_similarity(name_l, x), 6))) >= 0.93",
            "very similar name or alias",
        ),
        Level(_shared_at_least("name_words", "all_words", 3), "three words in common"),
        Level(
            f"{_shared_at_least('name_words', 'all_words', 2)} OR {_shared('acronyms', 'acronyms')}",
            "two words or an acronym in common",
        ),
        Level(_shared_at_least("name_words", "all_words", 1), "a word in common"),
        fields=("name", "names", "segments", "name_words", "all_words", "acronyms"),
    ),
    _comparison("domain", Level(_same("domain"), "same domain")),
    _PHONE,
    *_PLACES,
    _comparison(
        "industry",
        Level(_same("industry"), "same industry", tf_column="industry"),
        Level(_shared("industry_words", "industry_words"), "a word of the industry in common"),
        fields=("industry", "industry_words"),
    ),
    _comparison("ticker", Level(_same("ticker"), "same stock symbol")),
)

COMPARISONS: Mapping[Kind, tuple[Comparison, ...]] = {Kind.PERSON: _PERSON, Kind.COMPANY: _COMPANY}


@lru_cache(maxsize=64)
def comparisons_of(shape: Shape) -> tuple[Comparison, ...]:
    """Return the comparisons of a schema: the built-in ones, then one for each own field."""
    schema = schema_of(shape)
    return COMPARISONS[schema.kind] + tuple(map(_own_comparison, schema.own))


def _own_comparison(own: OwnField) -> Comparison:
    levels = [Level(level.sql, level.label, level.tf_column) for level in own.levels[:-1]]
    return _comparison(own.name, *levels, fields=tuple(field.name for field in own.fields))


def prior_comparisons(shape: Shape) -> list[dict[str, object]]:
    """Return the comparisons of own fields as Splink saves fitted ones, with the m and u that their types state."""
    schema = schema_of(shape)
    entries: list[dict[str, object]] = []
    for own, comparison in zip(schema.own, comparisons_of(schema)[len(COMPARISONS[schema.kind]) :], strict=True):
        entry = comparison.splink()
        levels = entry["comparison_levels"]
        assert isinstance(levels, list)
        stated = [level for level in levels if not level.get("is_null_level")]
        for level, prior in zip(stated, own.levels, strict=True):
            level |= {"m_probability": prior.m, "u_probability": prior.u}
        entries.append(entry)
    return entries
