"""The base model of a training: which bundle, and what it states of data sets that its own training left out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import serving
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle


def shipped_bundle(kind: Kind) -> Path | None:
    """Return the folder of the bundle that comes with the installation, None where there is none yet."""
    folder = Path(next(iter(serving.__path__))) / "shipped" / kind
    return folder if folder.is_dir() else None


def as_base_model(bundle: Bundle) -> Bundle:
    """Return the part of a bundle that can be a base model: one that needs no other."""
    return bundle.base_model if bundle.ranker.with_base_model and bundle.base_model is not None else bundle


def left_out_statement(base_model: Bundle | None) -> Mapping[str, Any]:
    """Return what a bundle's manifest states of data sets that its training left out; empty without a base model.

    `right_share` is the share of records with an answer. `shipped` holds the left-out precision curves of its scores
    alone; `em` those of its scores and EM's together, with their calibration.
    """
    stated: Mapping[str, Any] = {} if base_model is None else base_model.manifest.get("opinion", {})
    return stated
