"""The pair that a home serves, opened for a command."""

from functools import cache
from typing import TYPE_CHECKING

from features.schema.kinds import Kind
from training.commands.options import present_home

if TYPE_CHECKING:
    from serving.matching.matcher import Matcher


@cache
def served_matcher(kind: Kind) -> "Matcher":
    """Open the served pair of a kind; raises ModelNotReady where nothing was promoted."""
    from serving.matching.matcher import Matcher
    from serving.runtime.home import read_pointer
    from serving.runtime.model_source import ModelNotReady, locate_bundle

    pointer = read_pointer(present_home(), kind)
    if pointer is None:
        raise ModelNotReady(f"{kind}: nothing was promoted on this home")
    return Matcher.open(locate_bundle(pointer.bundle), pointer.index)
