"""Why and when something changes: passed in, never asked of a clock."""

from dataclasses import dataclass
from datetime import datetime

from serving.rules.vocabulary import Cause


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """The cause of changes and their moment."""

    cause: Cause
    now: datetime
