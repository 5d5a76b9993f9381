"""What a connector calls, shows, keeps and ends with in each situation, compared with the text in `stories/`.

It is written anew with `ONEMATCH_WRITE_DOCS=1`; what is made for each run, such as a moment, is masked.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.serving.crm.test_connector import Killed, killed_at, without_contacts
from tests.support.connector_rig import ConnectorRig, Vendor, stored
from tests.support.crm_lives import Turmoil
from tests.support.stories import MADE

MOMENT = re.compile(
    r"\d{13}|\d{4}-\d\d-\d\d([T ]\d\d(:|%3A)\d\d(:|%3A)\d\d[.\d]*(Z|\+00:00)?)?|datetime\.date(time)?\([^)]*\)"
    r"|client_secret=\S+"
)


def test_d22_d23_what_a_connector_does_is_what_its_story_says(rig: ConnectorRig, vendor: Vendor) -> None:
    """D9, D10, S11, S19: full reads, changes, deletions, merges, silent moves, held and unknown imports, kills."""
    told: list[str] = []
    for some in [(1, 0, 0)] * 4 + [(0, 1, 0)] * 9 + [(0, 0, 1)] * 4:
        vendor.double.clock.advance(90)
        vendor.life.fill(*some)

    def note(request: httpx.Request) -> None:
        told.append(f"{request.method} {request.url.raw_path.decode()} {request.read().decode()}")

    def tell(what: str, work: Callable[[], object], *hooks: Callable[[httpx.Request], None]) -> None:
        told.append(what)
        rig.hooks = {"request": [note, *hooks]}
        vendor.double.clock.advance(3_600)
        rig.tenant.clock.forward(hours=1)
        much = Turmoil(changes=3, creations=2, deletions=1, merges=1, restores=1, moves=1)
        for deed in vendor.life.deeds(much) if what.startswith("Much") else ():
            vendor.double.clock.advance(90)
            deed()
        try:
            work()
        except Killed:
            told.append("killed")
        told.extend([*rig.lines, *map(repr, rig.steps)])
        told.extend(file.read_text(encoding="utf-8") for file in sorted(rig.folder.glob("*.json")))
        told.extend(f"{name}: {rows}" for name, rows in stored(rig.tenant).items())
        rig.lines.clear()
        rig.steps.clear()

    def forgotten() -> None:
        for file in rig.folder.glob("*.json"):
            file.write_text(
                re.sub('"import_id": ?"[^"]+"', '"import_id":"forgotten"', file.read_text(encoding="utf-8"))
            )
        rig.run()

    tell("The first run reads everything.", rig.run)
    tell("Nothing has changed.", rig.run)
    for number in range(3):
        tell(f"Much has changed, {number}.", rig.run)
    tell("Much has changed, and nothing is swept.", lambda: rig.run(sweep=False))
    tell("All is read again, with the last word.", lambda: rig.run(full=True, authoritative=True))
    tell("A full read is killed.", lambda: rig.run(full=True), killed_at(2, "/complete"))
    tell("Its import is unknown: it begins again.", forgotten)
    tell("A read of changes is killed.", rig.run, killed_at(2, "/changes"))
    vendor.double.server.reshape = without_contacts
    tell("The contacts are hidden.", lambda: rig.run(full=True))
    tell("They still are.", rig.run)

    story = Path(__file__).parent / "stories" / f"sync_{vendor.crm}.txt"
    shown = [MOMENT.sub("*", MADE.sub("*", line)) for text in told for line in text.splitlines()]
    if "ONEMATCH_WRITE_DOCS" in os.environ:
        story.write_text("\n".join(shown) + "\n", encoding="utf-8")
    assert shown == story.read_text(encoding="utf-8").splitlines()
