"""Code, pages and names on the wire use the field's words."""

import io
import json
import re
import tokenize
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

UNCHANGED = {
    "mark": ("serving/store/vault.py", 'derived(secret, "mark")'),
    "shown_alike": ("data/tables/mapping/vocabulary.py", '"shown_alike"'),
}
"""Names that stay, with where they stand: the purpose of key derivation behind every keyed hash, whose renaming would
destroy all look-ups; a column of feedback files, whose word is plain English."""

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
RENAMES = ROOT / "tests" / "regression" / "renames.toml"

RETIRED = frozenset(
    {
        "Caution",
        "Channel",
        "Contest",
        "Doubt",
        "DuplicateLabels",
        "HiddenIds",
        "HiddenRows",
        "Known",
        "Lacking",
        "Met",
        "PossibleDuplicates",
        "Promise",
        "RecordDuplicates",
        "Renewed",
        "Room",
        "Said",
        "SecondPass",
        "Shelved",
        "Speaker",
        "Standing",
        "Without",
        "Word",
        "CHANCE",
        "CHANNELS",
        "DOUBT",
        "DUPLICATE_COLUMNS",
        "DUPLICATE_RECORDS",
        "LACKING",
        "LEAST_CHANCE",
        "NETWORK_DUPLICATE",
        "NOTHING_HIDDEN",
        "NOTHING_SAID",
        "NO_DUPLICATES",
        "NO_DUPLICATE_LABELS",
        "OF_DUPLICATES",
        "TOO_MANY_ALIKE",
        "ask_for",
        "ask_for_items",
        "ask_for_texts",
        "ask_for_values",
        "by_hiding",
        "calibrate_by_hiding",
        "caution",
        "chance_of_error",
        "chances",
        "chances_of",
        "channel",
        "channel_rows",
        "doubt",
        "doubts",
        "duplicates_of",
        "find_duplicate_sets",
        "has_duplicates",
        "heal_creations",
        "heard",
        "held_out_chances",
        "hidden_from",
        "hidden_rows",
        "met",
        "met_any",
        "met_of",
        "met_rows",
        "place_store",
        "profiles_with_duplicates",
        "read_duplicate_labels",
        "read_known",
        "read_standings",
        "record_duplicates",
        "record_marks",
        "refuse_duplicates",
        "renewed",
        "speaker",
        "speaker_of",
        "strip_audit",
        "strip_instance",
        "too_many_alike",
        "words_of",
    }
)
"""Identifiers whose words are plain English elsewhere, each with a glossary word in its place."""

_TOKEN = re.compile(r"[\w./@-]*\w")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_RETIRED_WORD = re.compile(rf"\b({'|'.join(sorted(RETIRED))})\b")


def modules() -> Iterator[Path]:
    for room in (*ROOMS, "tests"):
        yield from sorted((ROOT / room).rglob("*.py"))


def pages() -> Iterator[Path]:
    yield from (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    yield from sorted((ROOT / "notebooks").glob("*.ipynb"))
    yield from sorted((ROOT / "training").rglob("*.j2"))


def texts() -> Iterator[Path]:
    yield from (path for path in (*modules(), *pages()) if path.relative_to(ROOT).as_posix() not in FORMER_NAMES)


def never_words_in(text: str) -> Counter[str]:
    """Count the tokens of a text that hold a retired word and are no name on the wire."""
    found: Counter[str] = Counter()
    lowered = text.lower()
    if not any(word in lowered for word in NEVER):
        return found
    for token in _TOKEN.findall(text):
        words = {word.lower() for word in _WORD.findall(token)}
        if any(word in words or f"{word}s" in words for word in NEVER) and token not in WIRE_NAMES:
            found[token] += 1
    return found


def test_no_text_holds_a_word_of_the_former_dialect() -> None:
    found = {path.relative_to(ROOT).as_posix(): never_words_in(text_of(path)) for path in texts()}

    assert {path: words for path, words in found.items() if words} == {}


def text_of(path: Path) -> str:
    """Return what a file says, of a notebook its cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])


def test_no_identifier_is_a_retired_one() -> None:
    used: Counter[str] = Counter()
    for path in modules():
        source = path.read_text(encoding="utf-8")
        if _RETIRED_WORD.search(source) is None:
            continue
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NAME and token.string in RETIRED:
                used[f"{path.relative_to(ROOT)}: {token.string}"] += 1

    assert used == {}


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
    yield from COLLECTIVE_FEATURES


def keys_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys_of(part)


def test_no_name_on_the_wire_holds_a_retired_word() -> None:
    words_by_name = {name: {word.lower() for word in _WORD.findall(name)} for name in wire_names()}
    never = {form for word in NEVER_ON_THE_WIRE for form in (word, f"{word}s")}

    assert sorted(name for name, words in words_by_name.items() if words & never and name not in UNCHANGED) == []


def test_names_that_stay_are_where_they_were() -> None:
    assert [name for name, (path, text) in UNCHANGED.items() if text not in (ROOT / path).read_text()] == []


def test_every_renamed_name_stands_in_the_changelog_and_the_former_word_nowhere_else() -> None:
    changelog = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
    tables = tomllib.loads(RENAMES.read_text(encoding="utf-8"))
    former = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, tables['words']))})(?![\w-])")

    names = {name for table in tables.values() for pair in table.items() for name in pair}
    left = {path.relative_to(ROOT).as_posix(): former.findall(text_of(path)) for path in texts()}

    assert sorted(name for name in names if f"`{name}`" not in changelog) == []
    assert {path: names for path, names in left.items() if names} == {}


def test_public_class_names_are_unique() -> None:
    defined: dict[str, list[str]] = {}
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        for name in re.findall(r"^class ([^\W_]\w*)", path.read_text(encoding="utf-8"), re.MULTILINE):
            defined.setdefault(name, []).append(path.relative_to(ROOT).as_posix())

    assert {name: paths for name, paths in defined.items() if len(paths) > 1} == {}
