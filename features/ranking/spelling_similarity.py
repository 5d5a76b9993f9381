"""How usual it is to spell a name of another script as the Latin name of its candidate."""

from functools import partial
from itertools import groupby, pairwise

import numpy as np

from features.normalise.learned_spellings import spelling_ratios
from features.pairs.evidence import Evidence
from features.pairs.pairs import Pairs
from features.schema.array_types import Floats


def spelling_similarity(evidence: Evidence) -> Floats:
    """Return the learned similarity of each pair of a name in another script and a Latin one, NaN for other pairs."""
    return evidence.once(spelling_similarity, partial(_of_pairs, evidence.pairs))


def _of_pairs(pairs: Pairs) -> Floats:
    found = np.full(len(pairs), np.nan)
    for native_side, latin_side in ("lr", "rl"):
        native = pairs.filled(native_side, "native")
        if native.any():
            across = np.flatnonzero(native & ~pairs.filled(latin_side, "native") & pairs.filled(latin_side, "name"))
            found[across] = _similarities(pairs.part(across), native_side, latin_side)
    return found


def _similarities(pairs: Pairs, native_side: str, latin_side: str) -> list[float]:
    """Return the similarity of each pair; neighbours that share the name of the other script are measured together."""
    written = list(map(str, pairs.texts(native_side, "native")))
    latin = list(map(str, pairs.texts(latin_side, "name")))
    bounds = np.cumsum([0, *(len(list(group)) for _, group in groupby(written))])
    readings = pairs.part(bounds[:-1]).values(native_side, "readings")
    found: list[float] = []
    for own, (begin, end) in zip(readings, pairwise(bounds.tolist()), strict=True):
        found += spelling_ratios((written[begin], *own), latin[begin:end])
    return found
