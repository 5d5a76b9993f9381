"""Measures of texts that Python prepares first, such as how a word sounds; compiled code compares what comes of it."""

from collections.abc import Callable
from itertools import accumulate, count
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from features.columns import NULL, Codes, ListVocabulary, Vocabulary
from features.compiled import machine
from features.machine_measures import MACHINE_MEASURES
from features.machine_types import Content, Starts
from features.pair_parts import FEW
from features.pairs import Floats, Pairs
from features.text_measures import PREPARED

Prepare = Callable[[str], str]
FIRST_ROOM = 1 << 12


def measure_prepared(pairs: Pairs, measure: str, left: str, right: str) -> Floats:
    """Measure two text fields as `Pairs.text_measure` does, by a measure of `PREPARED`."""
    prepare, compared = PREPARED[measure]
    runs, column = pairs.runs(), pairs.left.text(left)
    vocabulary, codes, found = pairs.right.text(right).vocabulary, pairs.codes("r", right), np.empty(len(pairs))
    own = _prepared(column.vocabulary, column.codes[runs.rows], prepare)
    if len(pairs) <= FEW and isinstance(vocabulary, ListVocabulary):
        others = _prepared(vocabulary, codes, prepare)
    else:
        others = _learnt(vocabulary, prepare).of(vocabulary, codes)
    machine("features.feature_machine").measure_texts(MACHINE_MEASURES[compared], *own, *others, runs.of_pair, found)
    return found


class PreparedTexts:
    """What a function makes of a vocabulary's texts, each made when it is first met, as compiled functions read it."""

    def __init__(self, prepare: Prepare) -> None:
        self._prepare, self._lock = prepare, Lock()
        self._known = 0
        self._after = np.full(1, NULL, np.int32)
        """By code, the place after the text's own, 0 where it was not met yet; the last one stands for null."""
        self._starts = np.zeros(FIRST_ROOM, np.uint32)
        self._content = np.zeros(FIRST_ROOM, np.uint8)

    def of(self, vocabulary: Vocabulary, codes: Codes) -> tuple[Content, Starts, Codes]:
        """Return the prepared texts, and the place of each code's (below 0 for null)."""
        if len(self._after) <= len(vocabulary):
            with self._lock:
                self._grow(len(vocabulary) + 1)
        after = self._after[codes]
        if not after.all():
            with self._lock:
                self._learn(vocabulary, codes[after == 0])
            after = self._after[codes]
        after -= 1
        return self._content, self._starts, after

    def _grow(self, size: int) -> None:
        grown = np.zeros(max(size, len(self._after)), np.int32)
        grown[: len(self._after) - 1] = self._after[:-1]
        grown[NULL] = NULL
        self._after = grown

    def _learn(self, vocabulary: Vocabulary, codes: Codes) -> None:
        """Take in what is made of some texts; another thread may read meanwhile."""
        codes = np.array([code for code in set(codes.tolist()) if not self._after[code]], np.int32)
        encoded = [self._prepare(text).encode("utf-8", "surrogatepass") for text in vocabulary.take(codes)]
        begin, known = int(self._starts[self._known]), self._known + len(encoded)
        starts = [*accumulate(map(len, encoded), initial=begin)]
        self._starts = _with_room(self._starts, known + 1)
        self._starts[self._known : known + 1] = starts
        self._content = _with_room(self._content, starts[-1])
        self._content[begin : starts[-1]] = np.frombuffer(b"".join(encoded), np.uint8)
        self._after[codes] = np.arange(self._known + 1, known + 1, dtype=np.int32)
        self._known = known


def _with_room(array: np.ndarray, size: int) -> np.ndarray:
    """Return an array that has room for so many items, a larger copy where its own does not do."""
    return array if size <= len(array) else np.append(array, np.zeros(max(size - len(array), len(array)), array.dtype))


_LEARNT: WeakKeyDictionary[Vocabulary, dict[Prepare, PreparedTexts]] = WeakKeyDictionary()


def _learnt(vocabulary: Vocabulary, prepare: Prepare) -> PreparedTexts:
    """Return what is known of a vocabulary that lasts: the universe's."""
    of_vocabulary = _LEARNT.setdefault(vocabulary, {})
    return of_vocabulary.get(prepare) or of_vocabulary.setdefault(prepare, PreparedTexts(prepare))


def _prepared(vocabulary: Vocabulary, codes: Codes, prepare: Prepare) -> tuple[Content, Starts, Codes]:
    """Return the prepared texts, each of few by itself, and the place of each code's (-1 for null)."""
    places, known = count(), codes.tolist()
    encoded = [prepare(vocabulary.take_one(code)).encode("utf-8", "surrogatepass") for code in known if code >= 0]
    at = np.array([next(places) if code >= 0 else NULL for code in known], np.int32)
    starts = np.array([*accumulate(map(len, encoded), initial=0)], np.uint32)
    return np.frombuffer(b"".join(encoded) or b" ", np.uint8), starts, at
