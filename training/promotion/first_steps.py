"""Advice for a first promotion: which records to freeze, and the commands that do it."""

import shlex
from collections.abc import Mapping
from pathlib import Path

from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from serving.matching.bundle import bundle_hash
from serving.runtime.files_used import BUILT, UsedFiles, files_of, note_files, shown_path
from serving.runtime.home import Home
from training.feedback.golden.golden_set import Origin, read_golden
from training.promotion.promotion import Promotion

TEST_SPLIT = "test"


def note_training(home: Home, bundle: Path, index: Path | None, read: Mapping[str, object]) -> None:
    """Keep the files that a bundle was trained with, by their options, and the version of its index."""
    version = None if index is None else UniverseIndex.open(index).version
    note_files(home, bundle_hash(bundle), {**read, "index_version": version, BUILT: bundle})


def freezing_advice(home: Home, promotion: Promotion, bundle: str) -> list[str]:
    """Return what to do after a refusal where only generated records are frozen; nothing otherwise.

    `bundle` is the hash of the refused one: the files that it was trained with are named, as far as they are known.
    """
    if holds_own_records(home, promotion.kind):
        return []
    used = files_of(home, bundle)
    return [
        "The frozen set, on which versions are measured, holds generated records only, and none of yours.",
        "Freeze your own test split first: records with known answers that the training did not learn from.",
        *_other_answers(used),
        "",
        f"  {freeze_command(home, promotion.kind, used)}",
        f"  {_promote_command(promotion)}",
        "",
    ]


def _held_out_labels(used: UsedFiles) -> str | None:
    """Return the labels of which a training took one split alone; of all others it learned from every row."""
    return used.one("labels") if used.one("labels_split") not in {None, TEST_SPLIT} else None


def _other_answers(used: UsedFiles) -> list[str]:
    """Return where answers come from, where the training learned from all of a file."""
    learned = used.one("labels", "feedback")
    if learned is None or _held_out_labels(used) is not None:
        return []
    taught = f"LABELS stands for such answers: all of {shown_path(learned, 'LABELS')} taught this model. Either"
    return [
        f"{taught} answer other records (`onematch review --out LABELS`),",
        "or train again on a part: a column `split` in the labels, `--labels-split train`, and freeze the rows `test`.",
    ]


def holds_own_records(home: Home, kind: Kind) -> bool:
    """Return whether the frozen set holds records that were not generated."""
    golden = read_golden(home, kind)
    return golden is not None and any(part.origin is not Origin.GENERATED for part in golden.parts)


def freeze_command(home: Home, kind: Kind, used: UsedFiles) -> str:
    """Return the command that freezes held-out answers of a training; capitals stand for files that are not known."""
    universe = used.one("universe") or files_of(home, used.one("index_version") or "").one("universe")
    named = [
        ("--crm", shown_path(used.one("crm"), "CRM")),
        ("--universe", shown_path(universe, "UNIVERSE")),
        ("--truth", shown_path(_held_out_labels(used), "LABELS")),
        *(("--columns", shown_path(path, "")) for path in used.by_option.get("columns", ())),
        *(("--map", pair) for pair in used.by_option.get("map", ())),
        ("--reason", "own test split"),
    ]
    words = [part for pair in named for part in pair]
    return shlex.join(["onematch", "models", "freeze", "--kind", kind.value, *words])


def _promote_command(promotion: Promotion) -> str:
    words = ["onematch", "models", "promote", "--kind", promotion.kind.value]
    words += [] if promotion.wanted == "challenger" else [promotion.wanted]
    words += [] if promotion.index is None else ["--index", str(promotion.index)]
    words += [] if promotion.name is None else ["--name", promotion.name]
    return shlex.join([*words, "--reason", promotion.reason or "first model"])
