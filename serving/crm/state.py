"""Where a connector stands: one small private file for each instance, replaced in one step, without values of records.

A file is locked while a connector works with it, so that no two of them read one instance at the same time.
"""

import json
import uuid
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from data.tables.atomic import replacing
from features.compiled.private_paths import held_alone, make_private_folder, private_opener
from features.schema.errors import OnematchError
from serving.vocabulary.terms import CrmObject


class StateInUse(OnematchError):
    """Another connector works on the same instance."""


class StateBroken(OnematchError):
    """The file exists but does not hold a state."""


class FullRead(BaseModel, extra="forbid"):
    """A full read that is not complete: its import, the next page, and where the listing goes on."""

    key: str = Field(default_factory=lambda: uuid.uuid4().hex)
    is_authoritative: bool = False
    baseline_ms: int | None = None
    """The latest change before the listing began: changes from then on are read after it."""
    is_begun: bool = False
    import_id: str | None = None
    page: int = 1
    cursor: Mapping[str, Any] | None = None
    is_listed: bool = False


class ChangeRead(BaseModel, extra="forbid"):
    """A read of changes that is not complete: since when, whether it is at the deletions, and where it goes on."""

    since_ms: int
    began_at: datetime
    baseline_ms: int | None = None
    """The latest change before the read began."""
    at_deletions: bool = False
    cursor: Mapping[str, Any] | None = None
    newest_ms: int | None = None


class ObjectState(BaseModel, extra="forbid"):
    """Where one object stands."""

    watermark_ms: int | None = None
    """A change that was the latest one before the last read began: later ones may be unread. By the CRM's clock."""
    newest_ms: int | None = None
    """The latest change that was seen."""
    floor_ms: int = 0
    """The last full read saw every change before this time."""
    seen_at: datetime | None = None
    """When the read began that set the watermark."""
    is_settled: bool = False
    """Whether a read that began an overlap later saw nothing newer: the next one needs no overlap."""
    is_read: bool = False
    held: str | None = None
    """The full import that waits for an admin, or that one dropped: what is missing is not sent again."""
    full: FullRead | None = None
    changes: ChangeRead | None = None


class SyncState(BaseModel):
    """Where the connector of one instance stands."""

    instance_id: str
    swept_at: datetime | None = None
    """When the last sweep ended."""
    swept_calls: int = 0
    """How many calls of the CRM it took."""
    objects: dict[CrmObject, ObjectState] = Field(default_factory=dict)

    def of(self, crm_object: CrmObject) -> ObjectState:
        """Return the state of an object, which changes as the object is read."""
        return self.objects.setdefault(crm_object, ObjectState())


class StateFile:
    """The file of a state."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def locked(self) -> AbstractContextManager[None]:
        """Hold the file until the block ends, or the process does; raises StateInUse."""
        in_use = StateInUse("{path}: another connector works on this instance, expected none", path=self.path)
        return held_alone(self.path.with_suffix(".lock"), in_use)

    def read(self, instance_id: str) -> SyncState:
        """Return the state of an instance; one of a former instance of the name does not count (D25).

        Raises StateBroken.
        """
        try:
            state = SyncState.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return SyncState(instance_id=instance_id)
        except ValidationError as error:
            raise StateBroken(
                "{path}: got no state of a connector; delete it to read all again", path=self.path
            ) from error
        return state if state.instance_id == instance_id else SyncState(instance_id=instance_id)

    def write(self, state: SyncState) -> None:
        """Replace the file in one step."""
        text = json.dumps(state.model_dump(mode="json", exclude_defaults=True))
        make_private_folder(self.path.parent)
        with replacing(self.path) as beside, open(beside, "w", encoding="utf-8", opener=private_opener) as written:
            written.write(text + "\n")
