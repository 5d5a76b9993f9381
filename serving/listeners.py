"""What follows changed links, merged records and ended imports in a running service, in this order (S13, D8)."""

from serving.contract.activities.corrections import follow_links, move_written
from serving.contract.events.events import publish_badge_changes, publish_link_changes
from serving.contract.records.change_context import Listeners
from serving.contract.reports.drift import plan_after_import
from serving.contract.saves.saves import renew_saves

LISTENERS = Listeners(
    of_links=(publish_link_changes, publish_badge_changes, renew_saves, follow_links),
    of_merges=(move_written,),
    of_imports=(plan_after_import,),
)
