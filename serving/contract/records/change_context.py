"""Why and when links change, what else changed with them, and the listeners that follow."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import field
from datetime import datetime

from features.schema.value_class import value_class
from serving.contract.records.matching import Matchers
from serving.store.contracts import OpenScope
from serving.vocabulary.links import LinkChange, RecordKey
from serving.vocabulary.terms import Cause, CrmObject


@value_class
class ChangeContext:
    """The cause of changes and their moment, which is passed in and never read from a clock here."""

    cause: Cause
    now: datetime


@value_class
class OtherChanges:
    """Changed opportunities, and records whose owner or account changed, also where no link changed."""

    opportunity_ids: Collection[str] = field(default_factory=frozenset)
    records: Collection[RecordKey] = field(default_factory=frozenset)


NO_OTHER_CHANGES = OtherChanges()


@value_class
class LinkChanges:
    """What one relinking changed: links, why and when, and what else changed at the same time."""

    links: Sequence[LinkChange]
    context: ChangeContext
    matching: Matchers
    other: OtherChanges = NO_OTHER_CHANGES
    touched: Collection[RecordKey] = ()
    """Records whose badges may have changed too, without their links."""


LinkListener = Callable[[OpenScope, LinkChanges], None]
"""Follows changed links in the transaction that changes them, which holds the instance."""
MergeListener = Callable[[OpenScope, RecordKey, RecordKey, datetime], None]
"""Moves what hangs on a merged record of an instance to the surviving one, in the transaction of the merge."""
ImportListener = Callable[[OpenScope, str, CrmObject, datetime], None]
"""Follows the end of an import of an object, in the transaction that ends it."""


@value_class
class Listeners:
    """The listeners of changed links, merged records and ended imports; each list is called in its order."""

    of_links: tuple[LinkListener, ...] = ()
    of_merges: tuple[MergeListener, ...] = ()
    of_imports: tuple[ImportListener, ...] = ()
