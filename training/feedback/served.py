"""The pair that a home serves, opened for a command or a call from Python."""

from functools import cache
from typing import TYPE_CHECKING

from features.schema.kinds import Kind

if TYPE_CHECKING:
    from serving.matching.matcher import Matcher


@cache
def served_matcher(kind: Kind) -> "Matcher":
    """Open the served pair of a kind once for a command; raises ModelNotReady where nothing was promoted."""
    return open_served(kind)


def open_served(kind: Kind) -> "Matcher":
    """Open the pair that is served now; raises ModelNotReady where nothing was promoted."""
    from serving.matching.matcher import Matcher
    from serving.runtime.home import read_pointer
    from serving.runtime.model_source import ModelNotReady, locate_bundle
    from serving.runtime.settings import load_settings

    pointer = read_pointer(load_settings().home_layout, kind)
    if pointer is None:
        raise ModelNotReady(f"{kind}: nothing was promoted on this home")
    return Matcher.open(locate_bundle(pointer.bundle), pointer.index)
