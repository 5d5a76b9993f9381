"""All names of Splink's private modules and attributes that are used; a test says what each of them has to do.

Splink exports no exceptions and no `compare_records`, has no call that takes a failed session of EM back, and none
that samples pairs in one chunk (tests do, for speed).
"""

from typing import Any

from splink.internals.exceptions import EMTrainingException, SplinkException
from splink.internals.linker_components.training import LinkerTraining
from splink.internals.realtime import compare_records

__all__ = ["EMTrainingException", "LinkerTraining", "SplinkException", "compare_records", "copied_model", "use_model"]


def copied_model(linker: Any) -> Any:
    """Return a copy of a linker's comparisons with their m and u."""
    return linker._settings_obj.core_model_settings.copy()


def use_model(linker: Any, model: Any) -> None:
    """Give a linker the comparisons, m and u of `copied_model`."""
    linker._settings_obj.core_model_settings = model
