"""The kinds of steps of a waterfall. Light: the wire formats name them, and who starts the workers reads those."""

from enum import StrEnum


class StepKind(StrEnum):
    """What a step of the waterfall stands for, in the order of the steps."""

    BASE = "base"
    FEATURE = "feature"
    RIVALS = "rivals"
    CALIBRATION = "calibration"
    TIES = "ties"
    CLUSTER = "cluster"
    COLLECTIVE = "collective"
    NAMED = "named"
    STATED = "stated"
