"""The bundles that a bento carries: `bentoml build` lists what is served, and the bento's own code finds it again."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.rooms import ROOT

STORE_PREFIX = "bentoml:"
_LISTED = re.compile(r"\btag: (onematch-(\w+)):(\w+)")


def stored_tag(kind: Kind, bundle: Path) -> str:
    """Return the tag in the model store of a bundle, which is named by `bentoml:TAG` or by its promoted folder."""
    text = str(bundle)
    return text.removeprefix(STORE_PREFIX) if text.startswith(STORE_PREFIX) else f"onematch-{kind}:{bundle.name}"


def stored_tags(served: Callable[[Kind], Path | None]) -> Iterator[str]:
    """Yield the tags of the bundles that are served and are in the BentoML model store."""
    import bentoml

    for kind in Kind:
        with suppress(OnematchError, bentoml.exceptions.NotFound):  # a broken pointer is reported by who serves it
            if (bundle := served(kind)) is not None:
                yield str(bentoml.models.get(stored_tag(kind, bundle)).tag)


@cache
def packed_bundles(root: Path = ROOT) -> Mapping[Kind, Path]:
    """Return the bundles that the bento around the code lists, where they are; none for a checkout or a wheel.

    An image has them in the bento's own folder, a BentoML home in its model store.
    """
    described = root.parent / "bento.yaml"
    if not described.is_file():
        return {}
    stores = [root.parent / "models", root.parents[3] / "models"]
    places_of_kind = {
        Kind(kind): [store / name / version for store in stores]
        for name, kind, version in _LISTED.findall(described.read_text(encoding="utf-8"))
    }
    return {
        kind: next((place for place in places if place.is_dir()), places[-1]) for kind, places in places_of_kind.items()
    }
