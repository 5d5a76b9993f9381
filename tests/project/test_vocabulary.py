"""Code, pages and names on the wire use the field's words."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from features.ranking.collective_features import COLLECTIVE_FEATURES
from features.ranking.feature_list import features_of
from features.schema.kinds import Kind
from serving.matching.bundle import BASE_MODEL, COLLECTIVE, COLLECTIVE_TREES, TREES
from serving.matching.ranker import BASE_MODEL_FEATURES
from serving.store.tables.schema import METADATA
from tests.support.paths import ROOT

ROOMS = ("features", "data", "serving", "training")
NEVER = (
    "opinion",
    "ancestor",
    "shy",
    "whim",
    "crowd",
    "solo",
    "duel",
    "arena",
    "likeness",
    "belief",
    "occasion",
    "textbook",
    "lesson",
    "shelf",
    "desk",
)
"""Words of the former dialect that no identifier, text or page holds."""

WIRE_NAMES = frozenset({"frame-ancestors"})
"""Names of others, which stay: a directive of Content-Security-Policy."""

NEVER_ON_THE_WIRE = {*NEVER, "alike", "chance", "healed", "hiding", "mark", "promise", "promised", "said", "stripped"}
"""Words that no column, field, code, option, event or file of a bundle holds."""

UNCHANGED = {"mark", "shown_alike"}
"""Names that stay: the purpose of key derivation behind every keyed hash, whose renaming would destroy all look-ups; a
column of feedback files, whose word is plain English."""

FORMER_NAMES = frozenset(
    {
        "docs/changelog.md",
        "serving/matching/former_names.py",
        "serving/store/migrations/versions/0050_names_of_the_glossary.py",
        "tests/project/test_vocabulary.py",
        "tests/serving/matching/test_former_names.py",
    }
)
"""Files that name what was renamed."""
RENAMES = Path(__file__).with_name("renames.toml")

_NEVER_WORD = re.compile("|".join(NEVER), re.IGNORECASE)
_TOKEN = re.compile(r"[\w./@-]*\w")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def modules() -> Iterator[Path]:
    for room in (*ROOMS, "tests"):
        yield from sorted((ROOT / room).rglob("*.py"))


def pages() -> Iterator[Path]:
    yield from (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    yield from sorted((ROOT / "notebooks").glob("*.ipynb"))
    yield from sorted((ROOT / "training").rglob("*.j2"))


def texts() -> Iterator[Path]:
    yield from (path for path in (*modules(), *pages()) if path.relative_to(ROOT).as_posix() not in FORMER_NAMES)


def never_words_in(text: str) -> set[str]:
    """Return the tokens of a text that hold a retired word and are no name on the wire."""
    if _NEVER_WORD.search(text) is None:
        return set()
    never = {form for word in NEVER for form in (word, f"{word}s")}
    tokens = {token: {word.lower() for word in _WORD.findall(token)} for token in set(_TOKEN.findall(text))}
    return {token for token, words in tokens.items() if words & never} - WIRE_NAMES


def test_no_text_holds_a_word_of_the_former_dialect() -> None:
    found = {path.relative_to(ROOT).as_posix(): never_words_in(text_of(path)) for path in texts()}

    assert {path: words for path, words in found.items() if words} == {}


def text_of(path: Path) -> str:
    """Return what a file says, of a notebook its cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])


def wire_names() -> Iterator[str]:
    """Yield the names that callers, stores and bundles hold."""
    for table in METADATA.tables.values():
        yield from (table.name, *(column.name for column in table.columns))
        yield from (str(index.name) for index in table.indexes)
    published = (ROOT / "tests" / "serving" / "http" / "published_api.txt").read_text(encoding="utf-8")
    yield from re.findall(r"[\w-]+", published)
    yield from re.findall(r"--[\w-]+", (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))
    for path in (ROOT / "serving" / "shipped").rglob("*.*"):
        yield path.name
        if path.suffix == ".json":
            yield from keys_of(json.loads(path.read_text(encoding="utf-8")))
    for kind in Kind:
        yield from (feature.key for feature in features_of(kind))
    yield from (TREES, COLLECTIVE, COLLECTIVE_TREES, BASE_MODEL, *BASE_MODEL_FEATURES)
    yield from (name for name, _ in COLLECTIVE_FEATURES)


def keys_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys_of(part)


def test_no_name_on_the_wire_holds_a_retired_word() -> None:
    words_by_name = {name: {word.lower() for word in _WORD.findall(name)} for name in wire_names()}
    never = {form for word in NEVER_ON_THE_WIRE for form in (word, f"{word}s")}

    assert sorted(name for name, words in words_by_name.items() if words & never and name not in UNCHANGED) == []


def test_every_renamed_name_stands_in_the_changelog_and_the_former_word_nowhere_else() -> None:
    changelog = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
    tables = tomllib.loads(RENAMES.read_text(encoding="utf-8"))
    former = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, tables['words']))})(?![\w-])")

    names = {name for table in tables.values() for pair in table.items() for name in pair}
    left = {path.relative_to(ROOT).as_posix(): former.findall(text_of(path)) for path in texts()}

    assert sorted(name for name in names if f"`{name}`" not in changelog) == []
    assert {path: names for path, names in left.items() if names} == {}


def test_public_class_names_are_unique() -> None:
    sources = (path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))

    defined = Counter(name for source in sources for name in re.findall(r"^class ([A-Z]\w*)", source, re.MULTILINE))

    assert [name for name, count in defined.items() if count > 1] == []
