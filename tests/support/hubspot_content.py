"""What a HubSpot portal's double holds, and what happens in it: changes, deletions, restorations, merges."""

import threading
from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.hubspot_records import TYPES, ObjectStore, PortalRecord, iso
from tests.support.vendor_server import VendorClock

PRIMARY = {("contacts", "companies"): (1, 279), ("deals", "companies"): (5, 341), ("deals", "contacts"): (0, 3)}
"""The type ids of an association: to the primary one, and to any."""


@dataclass
class PortalContent:
    """Records with their associations, owners and pipelines; `index_lag_s`: how much later the index shows a change."""

    clock: VendorClock = field(default_factory=VendorClock)
    index_lag_s: float = 0.0
    lock: threading.RLock = field(default_factory=threading.RLock)
    objects: dict[str, ObjectStore] = field(default_factory=lambda: {name: ObjectStore(name) for name in TYPES})
    associated: dict[tuple[str, str], dict[int, list[int]]] = field(
        default_factory=lambda: {pair: {} for pair in PRIMARY}
    )
    owners: dict[int, dict[str, Any]] = field(default_factory=dict)
    pipelines: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[tuple[float, str, int]] = field(default_factory=list)
    """Changes that the index does not show yet."""
    next_id: int = 101

    def create(self, name: str, properties: Mapping[str, str]) -> int:
        """Make a record; return its id."""
        with self.lock:
            record_id = self._new_id()
            now = self.clock.ms
            store = self.objects[name]
            store.records[record_id] = PortalRecord(record_id, dict(properties), now, now)
            insort(store.live, record_id)
            self._stamp(name, record_id)
            return record_id

    def update(self, name: str, record_id: int, properties: Mapping[str, str]) -> None:
        with self.lock:
            self.objects[name].records[record_id].properties.update(properties)
            self._stamp(name, record_id)

    def archive(self, name: str, record_id: int) -> None:
        with self.lock:
            store = self.objects[name]
            record = store.records[record_id]
            record.archived_ms = record.updated_ms = self.clock.ms
            store.live.remove(record_id)
            insort(store.archived, record_id)
            self._later(name, record_id)
            self._recount(name, record_id)

    def restore(self, name: str, record_id: int) -> None:
        with self.lock:
            store = self.objects[name]
            store.records[record_id].archived_ms = None
            store.archived.remove(record_id)
            insort(store.live, record_id)
            self._stamp(name, record_id)
            self._recount(name, record_id)

    def erase(self, name: str, record_id: int) -> None:
        """Delete a record for good, as a privacy deletion does."""
        with self.lock:
            store = self.objects[name]
            del store.records[record_id]
            store.live.remove(record_id)
            self._later(name, record_id)
            self._recount(name, record_id)

    def merge(self, name: str, primary: int, other: int) -> int:
        """Merge two records into a new one; return its id."""
        with self.lock:
            store = self.objects[name]
            properties = {**store.records[other].properties, **store.records[primary].properties}
            former = [properties.get("hs_merged_object_ids", ""), str(primary), str(other)]
            properties["hs_merged_object_ids"] = ";".join(one for one in former if one)
            into = self.create(name, properties)
            for pair, ends in self.associated.items():
                if pair[0] == name:
                    both = [*ends.pop(primary, []), *ends.pop(other, [])]
                    ends[into] = list(dict.fromkeys(both))
                if pair[1] == name:
                    self._point_to(pair, {primary, other}, into)
            for gone in (primary, other):
                store.live.remove(gone)
                store.merged[gone] = into
                self._later(name, gone)
            return into

    def associate(self, pair: tuple[str, str], from_id: int, *to_ids: int) -> None:
        """Set the associated ids of a record, the primary one first; its time of change moves."""
        with self.lock:
            self.associated[pair][from_id] = list(to_ids)
            if pair == ("contacts", "companies"):
                self.objects["contacts"].records[from_id].properties["associatedcompanyid"] = str(to_ids[0])
            self._stamp(pair[0], from_id)

    def add_owner(self, email: str, first: str, last: str, *, archived: bool = False) -> int:
        with self.lock:
            owner_id = self._new_id()
            at = iso(self.clock.ms)
            self.owners[owner_id] = {
                "id": str(owner_id),
                "email": email,
                "firstName": first,
                "lastName": last,
                "type": "PERSON",
                "userId": owner_id + 1,
                "userIdIncludingInactive": owner_id + 1,
                "createdAt": at,
                "updatedAt": at,
                "archived": archived,
            }
            return owner_id

    def add_pipeline(self, pipeline_id: str, **stages: float) -> None:
        """Add a pipeline of deals: each stage by its probability, 1.0 is won and 0.0 lost."""
        at = iso(self.clock.ms)
        of_all = {"createdAt": at, "updatedAt": at, "archived": False}
        listed = [
            {
                "id": name,
                "label": name,
                "displayOrder": place,
                **of_all,
                "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
            }
            | {"metadata": {"isClosed": str(probability in (0.0, 1.0)).lower(), "probability": str(probability)}}
            for place, (name, probability) in enumerate(stages.items())
        ]
        self.pipelines.append({"id": pipeline_id, "label": pipeline_id, "displayOrder": 0, **of_all, "stages": listed})

    def _recount(self, name: str, record_id: int) -> None:
        """Stamp what a record is associated with: its number of associated records is a property that changes."""
        for pair, ends in self.associated.items():
            if pair[1] == name:
                for from_id in [one for one, listed in ends.items() if record_id in listed]:
                    owner = self.objects[pair[0]].records.get(from_id)
                    if owner is not None and owner.archived_ms is None:
                        self._stamp(pair[0], from_id)

    def _point_to(self, pair: tuple[str, str], gone: set[int], into: int) -> None:
        for from_id, ends in self.associated[pair].items():
            if gone & set(ends):
                self.associated[pair][from_id] = list(dict.fromkeys(into if end in gone else end for end in ends))
                if pair == ("contacts", "companies"):
                    properties = self.objects["contacts"].records[from_id].properties
                    properties["associatedcompanyid"] = str(self.associated[pair][from_id][0])
                self._stamp(pair[0], from_id)

    def _new_id(self) -> int:
        self.next_id += 1
        return self.next_id

    def _stamp(self, name: str, record_id: int) -> None:
        record = self.objects[name].records[record_id]
        record.updated_ms = max(self.clock.ms, record.updated_ms + 1)
        self._later(name, record_id)

    def _later(self, name: str, record_id: int) -> None:
        if self.index_lag_s:
            self.waiting.append((self.clock() + self.index_lag_s, name, record_id))
        else:
            self.objects[name].show_in_index(record_id)

    def show_index(self) -> None:
        now = self.clock()
        kept = []
        for at, name, record_id in self.waiting:
            if at <= now:
                self.objects[name].show_in_index(record_id)
            else:
                kept.append((at, name, record_id))
        self.waiting = kept
