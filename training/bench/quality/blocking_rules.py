"""Recall of each blocking rule on a set, in all and by the rule alone."""

from collections.abc import Sequence
from functools import partial

from data.tables.progress import Progress
from features.blocking.blocking_rules import BLOCKING_RULES
from training.bench.quality.kept import Figures, kept
from training.bench.quality.trials import index_of_set
from training.bench.results import Row
from training.evaluation.data_sets import QualitySet

CHUNK = 512


def rule_rows(sets: Sequence[QualitySet], progress: Progress, *, measure: bool = True) -> list[Row]:
    """Return one row a blocking rule with its recall on each set of a kind, in all and alone; first all rules."""
    found: dict[str, Figures] = {}
    for each in sets:
        figures = kept(each, "blocking-rules", partial(_measure, each, progress) if measure else None)
        if figures is not None:
            found[each.name] = figures
    if not found:
        return []
    rows: list[Row] = [
        {"blocking_rule": "(any)", "how": "", **{name: _cell_text(f["any"], None) for name, f in found.items()}}
    ]
    for rule in BLOCKING_RULES[sets[0].kind]:
        cells = {name: _cell_text(f["retrieved"][rule.name], f["alone"][rule.name]) for name, f in found.items()}
        rows.append({"blocking_rule": rule.name, "how": rule.sentence, **cells})
    return rows


def _cell_text(retrieved: float, alone: float | None) -> str:
    return f"{retrieved:.4f}" if alone is None else f"{retrieved:.3f}, alone {alone:.4f}" if retrieved else "-"


def _measure(of: QualitySet, progress: Progress) -> Figures:
    from data.index.index import UniverseIndex
    from data.labels.labels import read_labels
    from data.tables.records import read_records
    from serving.matching.shortlist import WIDTHS
    from training.evaluation.matching import right_rows

    labels = read_labels(of.file("truth")).for_split("train")
    crm = read_records(of.kind, of.file("crm"))
    index = UniverseIndex.open(index_of_set(of, progress))
    rows = [row for row, crm_id in enumerate(crm.ids) if labels.answers.get(crm_id)]
    masks: list[int] = []
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        found = index.candidates([crm.records[row] for row in chunk], WIDTHS[of.kind].retrieved)
        right = [right_rows(index, labels.answers[crm.ids[row]]) for row in chunk]
        retrieved = [0] * len(chunk)
        triples = zip(found.left_rows.tolist(), found.rows.tolist(), found.rules.tolist(), strict=True)
        for left, row, rules in triples:
            retrieved[left] |= rules if row in right[left] else 0
        masks += retrieved
        progress("blocking rules", start + len(chunk), len(rows))
    names = [rule.name for rule in BLOCKING_RULES[of.kind]]
    share = {name: _share([bool(mask >> bit & 1) for mask in masks]) for bit, name in enumerate(names)}
    alone = {name: _share([mask == 1 << bit for mask in masks]) for bit, name in enumerate(names)}
    return {"any": _share([mask > 0 for mask in masks]), "retrieved": share, "alone": alone}


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0
