"""Python's garbage collector in a run of tests: what was there before the first test stays excluded from it.

`settle` of the product excludes what is alive, and includes it again for its next collection. A test worker holds some
million objects of modules and collected tests: each of hundreds of matched files would visit them for half a second.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

FREEZE = gc.freeze
UNFREEZE = gc.unfreeze


@contextmanager
def frozen_as_it_is() -> Iterator[None]:
    """Let `settle` collect what was made since, and exclude nothing more and nothing less."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        patch.setattr(gc, "unfreeze", lambda: None)
        yield
