"""How usual it is to spell a name of another script as the Latin name of its candidate."""

from functools import partial
from itertools import groupby

import numpy as np

from features.normalise.learned_spellings import spelling_ratios
from features.pairs.evidence import Evidence
from features.pairs.pairs import Pairs
from features.schema.array_types import Floats, Ints


def spelling_similarity(evidence: Evidence) -> Floats:
    """Return the learned similarity of each pair of a name in another script and a Latin one, NaN for other pairs."""
    return evidence.once(spelling_similarity, partial(_of_pairs, evidence.pairs))


def _of_pairs(pairs: Pairs) -> Floats:
    found = np.full(len(pairs), np.nan)
    for native_side, latin_side in ("lr", "rl"):
        native = pairs.filled(native_side, "native")
        if native.any():
            across = np.flatnonzero(native & ~pairs.filled(latin_side, "native") & pairs.filled(latin_side, "name"))
            found[across] = _similarities(pairs, across, native_side, latin_side)
    return found


def _similarities(pairs: Pairs, at: Ints, native_side: str, latin_side: str) -> list[float]:
    """Return the similarity of some pairs; neighbours that share the name of the other script are measured together."""
    written = pairs.texts(native_side, "native")
    readings = pairs.values(native_side, "readings")
    latin = pairs.texts(latin_side, "name")
    found: list[float] = []
    for native, group in groupby(at.tolist(), lambda pair: written[pair]):
        grouped = list(group)
        found += spelling_ratios((str(native), *readings[grouped[0]]), [str(latin[pair]) for pair in grouped])
    return found
