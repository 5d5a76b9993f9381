"""Draws of labels for learning curves: records of the train split, each draw within the next larger one."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq

from data.labels.judgements import write_judgements
from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, read_labels
from data.labels.links import Link, read_links
from data.tables.atomic import replacing
from features.pairs.columns import hash_text
from serving.matching.guarantees.propensity import Cell
from serving.rules.linking.review import in_order
from training.feedback.review_files import cases_of, label_of, shares_shown


def write_labels(truth: Path, out: Path, count: int | None, seed: int) -> Path:
    """Write the labels of `count` records of the train split (None: of all) and return the file."""
    labels = read_labels(truth).for_split("train")
    chosen = set(labels.answers) if count is None else drawn_records(labels, count, seed)
    table = pq.read_table(truth)
    kept = [row for row, crm_id in enumerate(table.column("crm_id").to_pylist()) if crm_id in chosen]
    with replacing(out) as beside:
        pq.write_table(table.take(kept), beside)
    return out


def drawn_records(labels: Labels, count: int, seed: int) -> set[str]:
    """Draw records by the hash of seed and id: 200 of a seed hold its 50, in any order of the file."""
    return set(sorted(labels.answers, key=lambda crm_id: hash_text(f"{seed} {crm_id}"))[:count])


def write_answers(truth: Path, links: Path, out: Path, draw: tuple[int, int]) -> Path:
    """Answer the first questions of the review queue of LINKS by the truth of the train split; return the file.

    `draw` is how many answers, and the seed that orders the half of the queue which is drawn.
    """
    (count, seed) = draw
    answers = read_labels(truth).for_split("train").answers
    reviewed = [link for link in read_links(links) if link.crm_id in answers]
    asked = [link for link in reviewed if link.candidate_id is not None]
    by_name = {f"{seed}/{link.crm_id}": link for link in asked}
    cases = [replace(case, name=f"{seed}/{case.name}") for case in cases_of(asked)]
    chosen = [by_name[case.name] for case in in_order(cases)[:count]]
    shares = shares_shown(reviewed)
    write_judgements([_answer(link, answers[link.crm_id], shares) for link in chosen], out)
    return out


def _answer(link: Link, rights: Collection[str], shares: Mapping[Cell, float]) -> Label:
    """Return the answer of a person who knows the truth: the candidate if it is right, another profile, or nobody."""
    said = ("bench", datetime(2026, 1, 1, tzinfo=UTC))
    if not rights:
        return label_of(link, Verdict.NOBODY, None, said, shares)
    profile = link.candidate_id if link.candidate_id in rights else min(rights)
    return label_of(link, Verdict.MATCH, profile, said, shares)
