"""How many more answers would probably let something be linked, of LINKS that hold no link."""

from pathlib import Path

import numpy as np

from data.labels.label_rows import Label, Verdict
from data.labels.links import LinksTable
from serving.matching.bundle import Bundle
from serving.matching.guarantees.answers_needed import AnswersSoFar, Unlinked, why_nothing_is_linked


def answers_for_links(
    links: LinksTable, bundle: Path | None, precision: float | None = None, labels: list[Label] | None = None
) -> str:
    """Return why nothing is linked and what would change that; `labels` are answers beyond those of the bundle.

    Records of both are counted twice.
    """
    best = np.array([link.probability for link in links if link.candidate_id is not None], np.float64)
    answered = labels or []
    right = {label.crm_id for label in answered if label.verdict is Verdict.MATCH and label.universe_id}
    further = AnswersSoFar(len({label.crm_id for label in answered}), len(right))
    opened = None if bundle is None else Bundle.open(bundle)
    return why_nothing_is_linked(Unlinked(best, len(links), further), opened, precision)
