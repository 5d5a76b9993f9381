"""What a training needs at least: records and profiles with values, and pairs of them to compare."""

from features.pairs.columns import Record
from features.schema.errors import OnematchError
from training.fitting.methods.examples import Source

LEAST_RECORDS = 2
"""One record cannot be compared with another."""


class TooLittleToLearn(OnematchError):
    """The records or the profiles are too few, or say nothing, for a model to be fitted."""


def require_enough(source: Source) -> None:
    """Raise TooLittleToLearn unless some records hold a value beside their id, and there are profiles."""
    filled = sum(map(_has_value, source.records))
    if filled < LEAST_RECORDS:
        total = len(source.ids)
        raise TooLittleToLearn(
            f"a training needs {LEAST_RECORDS} or more {source.kind} records that hold a value beside their id: "
            f"got {total}, of which {filled} hold one"
        )
    if not len(source.index):
        raise TooLittleToLearn(f"a training needs {source.kind} profiles to compare with: got a universe without any")


def require_candidates(source: Source, pairs: int) -> None:
    """Raise TooLittleToLearn where no record found a candidate."""
    if not pairs:
        raise TooLittleToLearn(
            f"a training needs records that resemble profiles: none of {len(source.ids)} {source.kind} records "
            f"found a candidate among {len(source.index)} profiles"
        )


def _has_value(record: Record) -> bool:
    return any(record.values())
