"""Advice for a first promotion: which records to freeze, and the commands that do it."""

import os
import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.tables.headers import InputFile, NamedColumns, check_headers
from data.tables.mapping.columns_file import read_sections
from data.tables.renames import FileRenames
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import bundle_hash
from serving.runtime.files_used import BUILT, note_files, used_files
from serving.runtime.home import Home
from serving.vocabulary.terms import ReviewOrder
from training.feedback.golden.golden_set import Origin, read_golden
from training.promotion.promotion import Promotion

TEST_SPLIT = "test"
LABELS = "LABELS"
FROZEN = "frozen.csv"
"""The name that the advice gives to answers for the frozen set."""
ANSWERS_TO_FREEZE = 200
"""So many links without a mistake bound the wrong ones by 1.5 % (95 %), with two mistakes by 3.1 %."""


@value_class
class UsedFiles:
    """What was read, by the name of its option; paths are absolute. `index_version` is that of the index."""

    by_option: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, *options: str) -> str | None:
        """Return the first value of the first of some options that was given."""
        return next((self.by_option[option][0] for option in options if self.by_option.get(option)), None)

    def renames(self, files: Sequence[InputFile]) -> FileRenames:
        """Return the names of the columns of files by the --columns and --map of then."""
        sections = [section for path in self.by_option.get("columns", ()) for section in read_sections(Path(path))]
        pairs = [pair.partition("=") for pair in self.by_option.get("map", ())]
        given = NamedColumns({theirs.strip(): ours.strip() for theirs, _, ours in pairs}, sections)
        return check_headers(files, given)[0]


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
        *([f"  {review_command(home, promotion, used)}"] if _has_taught(used) else []),
        f"  {freeze_command(home, promotion.kind, used)}",
        f"  {shlex.join(promote_command(promotion))}",
        "",
    ]


def answers_that_taught(home: Home, crm: Path, answered: Collection[str]) -> list[str]:
    """Return a sentence for each known bundle of a CRM's file that learned from some of these records' answers."""
    return [
        wording(
            "{taught:,} of the {n_answered:,} records taught {built} ({file}), whose figures on "
            "them say too much; other records: onematch review --except {file} --sort random",
            taught=taught,
            n_answered=len(answered),
            built=shown_path(used.one(BUILT), "a bundle"),
            file=file,
        )
        for used in all_used(home)
        if used.one("crm") == str(crm.resolve())
        for taught, file in [_taught_by(used, answered)]
        if taught
    ]


def _taught_by(used: UsedFiles, answered: Collection[str]) -> tuple[int, str]:
    """Return how many records a training learned from, and the file of its answers; none where that cannot be read."""
    file = used.one("labels", "feedback")
    if file is None or not Path(file).is_file():
        return 0, ""
    with suppress(OnematchError):
        labels = read_labels(Path(file), used.renames([InputFile(Path(file), None)]))
        split = used.one("labels_split")
        rows = labels.rows if split is None else labels.for_split(split).rows
        return len({row.crm_id for row in rows} & set(answered)), shown_path(file, "")
    return 0, ""


def _held_out_labels(used: UsedFiles) -> str | None:
    """Return the labels of which a training took one split alone; of all others it learned from every row."""
    return used.one("labels") if used.one("labels_split") not in {None, TEST_SPLIT} else None


def _has_taught(used: UsedFiles) -> bool:
    """Whether the training learned from every row of a file of answers."""
    return used.one("labels", "feedback") is not None and _held_out_labels(used) is None


def _other_answers(used: UsedFiles) -> list[str]:
    """Return where answers come from, where the training learned from all of a file."""
    if not _has_taught(used):
        return []
    learned = shown_path(used.one("labels", "feedback"), LABELS)
    return [
        wording(
            "All of {learned} taught this model. Either answer a sample of other records (LINKS: the file of `match`),",
            learned=learned,
        ),
        "or train again on a part: a column `split` in the labels, `--labels-split train`, and freeze the rows `test`.",
    ]


def review_command(home: Home, promotion: Promotion, used: UsedFiles) -> str:
    """Return the command that asks for answers to freeze, about records that no answer of the training names."""
    universe = used.one("universe")
    index = str(promotion.index) if promotion.index else files_of(home, used.one("index_version") or "").one(BUILT)
    side = (
        ("--index", shown_path(index, "INDEX")) if index or not universe else ("--universe", shown_path(universe, ""))
    )
    pairs = [
        ("--kind", promotion.kind.value),
        ("--links", "LINKS"),
        ("--crm", shown_path(used.one("crm"), "CRM")),
        side,
        *_names_of_columns(home, used),
        ("--bundle", shown_path(used.one(BUILT), "BUNDLE")),
        ("--except", shown_path(used.one("labels", "feedback"), LABELS)),
        ("--sort", ReviewOrder.RANDOM.value),
        ("--limit", str(ANSWERS_TO_FREEZE)),
        ("--out", FROZEN),
    ]
    return _command("review", pairs)


def _names_of_columns(home: Home, used: UsedFiles) -> list[tuple[str, str]]:
    columns = [("--columns", shown_path(path, "")) for path in used.by_option.get("columns", ())]
    maps = [("--map", pair) for pair in used.by_option.get("map", ())]
    fields = used.one("fields") or files_of(home, used.one("index_version") or "").one("fields")
    return [*columns, *maps, *([("--fields", shown_path(fields, ""))] if fields else [])]


def holds_own_records(home: Home, kind: Kind) -> bool:
    """Return whether the frozen set holds records that were not generated."""
    golden = read_golden(home, kind)
    return golden is not None and any(part.origin is not Origin.GENERATED for part in golden.parts)


def freeze_command(home: Home, kind: Kind, used: UsedFiles) -> str:
    """Return the command that freezes held-out answers of a training; capitals stand for files that are not known."""
    universe = used.one("universe") or files_of(home, used.one("index_version") or "").one("universe")
    pairs = [
        ("--kind", kind.value),
        ("--crm", shown_path(used.one("crm"), "CRM")),
        ("--universe", shown_path(universe, "UNIVERSE")),
        ("--truth", shown_path(_held_out_labels(used), FROZEN if _has_taught(used) else LABELS)),
        *_names_of_columns(home, used),
        ("--reason", "own test split"),
    ]
    return _command("models freeze", pairs)


def promote_command(promotion: Promotion) -> list[str]:
    """Return the words of the command that promotes a version, by the model's name where it has one of its own."""
    named = (("--index", promotion.index), ("--name", promotion.name), ("--reason", promotion.reason or "first model"))
    version = [] if promotion.wanted == "challenger" else [promotion.wanted]
    options = [str(word) for option, value in named if value is not None for word in (option, value)]
    return ["onematch", "models", "promote", "--kind", promotion.kind.value, *version, *options]


def _command(start: str, options: Iterable[tuple[str, str]]) -> str:
    """Return a command as it can be pasted."""
    return f"onematch {start} {shlex.join(part for pair in options for part in pair)}"


def files_of(home: Home, version: str) -> UsedFiles:
    """Return what is known of the files behind an index or bundle; nothing for one that was made elsewhere."""
    texts = used_files(home).get(version, {})
    return UsedFiles({option: tuple(values) for option, values in texts.items()})


def all_used(home: Home) -> list[UsedFiles]:
    """Return the files behind every index and bundle that is kept, the newest first."""
    return [files_of(home, version) for version in reversed(used_files(home))]


def shown_path(path: str | None, unknown: str) -> str:
    """Return a path as it is written in the present folder; `unknown` for None."""
    if path is None or "://" in path:
        return path or unknown
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative
