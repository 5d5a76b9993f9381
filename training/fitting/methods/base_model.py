"""The base model of a training: the part of a bundle that can be one, and what it states of sets that it left out."""

from collections.abc import Mapping
from typing import Any

from serving.matching.bundle import Bundle


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
