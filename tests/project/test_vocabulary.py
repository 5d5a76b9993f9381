"""Code and pages use the field's words; names on the wire keep theirs."""

import ast
import io
import json
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

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

WIRE_NAMES = frozenset(
    {
        "--solo",
        "ancestor",
        "ancestor_lead@1",
        "ancestor_logit@1",
        "crowd.json",
        "crowd.txt",
        "crowd_",
        "crowd_gain",
        "crowd_gain_in_best_f1",
        "frame-ancestors",
        "ix_solos_model",
        "opinion",
        "solo.txt",
        "solo_lead",
        "solo_logit",
        "solo_rank",
        "solos",
        "staged_solos",
    }
)
"""Files, keys, flags, tables and events that callers and stored data rely on."""

RETIRED = frozenset(
    {
        "Caution",
        "Channel",
        "Contest",
        "Doubt",
        "HiddenIds",
        "HiddenRows",
        "Known",
        "Lacking",
        "Met",
        "Promise",
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
        "LACKING",
        "LEAST_CHANCE",
        "NOTHING_HIDDEN",
        "NOTHING_SAID",
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
        "read_known",
        "read_standings",
        "record_marks",
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
    this = Path(__file__).resolve()
    yield from (path for path in (*modules(), *pages()) if path.resolve() != this)


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


def test_every_name_on_the_wire_is_still_used() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in texts())

    assert sorted(name for name in WIRE_NAMES if name not in said) == []


def test_public_class_names_are_unique() -> None:
    defined: dict[str, list[str]] = {}
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                defined.setdefault(node.name, []).append(path.relative_to(ROOT).as_posix())

    assert {name: paths for name, paths in defined.items() if len(paths) > 1} == {}
