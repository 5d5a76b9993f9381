"""Challengers that gates must refuse, from real small trainings with one fault each."""

from dataclasses import replace
from pathlib import Path

from serving.matching.policy import Policy
from tests.support.small_models import SmallModel, parts_of
from training.fitting.bundle import write_bundle


def with_lowered_thresholds(model: SmallModel, out: Path) -> Path:
    """Write the model again with thresholds that link whatever comes first."""
    bundle = model.opened()

    def lowered(policy: Policy) -> Policy:
        return replace(policy, linked=0.02, review=0.01, margin=0.0)

    collective = (
        None if bundle.collective is None else replace(bundle.collective, policy=lowered(bundle.collective.policy))
    )
    write_bundle(replace(parts_of(bundle), policy=lowered(bundle.policy), collective=collective), out)
    return out
