"""Why a record is in its cluster: what its strongest pair there has in common, in the sentences of matching."""

import numpy as np

from data.index.index import UniverseIndex
from features.comparisons.kernel import Kernel
from features.pairs.pairs import Pairs
from serving.clusters.memberships import Memberships
from serving.matching.bundle import Bundle
from serving.matching.reasons import Reasons
from serving.matching.shortlist import FieldFrequencies

CHUNK = 50_000
ALONE = "no other record resembles it enough"


def why_together(index: UniverseIndex, bundle: Bundle, member: Memberships, ids: list[str]) -> list[str]:
    """Return a sentence for each row: its strongest partner and what both have in common."""
    kernel = Kernel.from_splink_json(bundle.splink, FieldFrequencies(index), index.schema)
    reasons, words = Reasons(kernel, bundle.kind), [ALONE] * len(ids)
    rows = np.flatnonzero(member.strongest_row >= 0)
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        partners = member.strongest_row[part]
        pairs = Pairs(index.take(part), index.take(partners), np.arange(len(part)), np.arange(len(part)))
        said = reasons.of(kernel.score(pairs), np.arange(len(part)))
        for row, partner, sentences in zip(part.tolist(), partners.tolist(), said, strict=True):
            words[row] = f"with {ids[partner]}: {'; '.join(sentences) or 'many small agreements'}"
    return words
