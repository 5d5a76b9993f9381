"""What an ancestor's log-odds say of a record's candidates against each other, as machine code."""

import numpy as np

from features.compiled import entry
from features.machine_types import FilledSingleRows, Floats, Ints, SingleRows, whole


@entry
def compare(starts: Ints, sizes: Ints, raw: Floats, own: SingleRows, compared: Ints, columns: FilledSingleRows) -> None:
    """Fill in, for each pair: its log-odds, their lead over the highest other's, and its features less that one's.

    `compared` are the columns of `own` that are set against the rival's, the first of equals; NaN when alone.
    """
    for group in range(len(starts)):
        begin, end = starts[group], starts[group] + sizes[group]
        first = second = whole(-1)
        for at in range(begin, end):
            if first < 0 or raw[at] > raw[first]:
                first, second = whole(at), first
            elif second < 0 or raw[at] > raw[second]:
                second = whole(at)
        for at in range(begin, end):
            rival = second if at == first else first
            columns[at, 0] = raw[at]
            columns[at, 1] = raw[at] - raw[rival] if rival >= 0 else np.nan
            for place, column in enumerate(compared):
                columns[at, 2 + place] = own[at, column] - own[rival, column] if rival >= 0 else np.nan
