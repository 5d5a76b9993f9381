"""A picture of each page of the console, from a running demo: `make pictures` runs this file.

The demo's home is `ONEMATCH_HOME` with `/demo` below it, as `make run` has it; the address is that of the service.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from tests.support.chromium import running_chromium

PLACE = Path(__file__).parents[2] / "docs" / "console"
VIEW: ViewportSize = {"width": 1040, "height": 740}
MAX_BYTES = 1_500_000


def main(address: str, home: Path) -> None:
    """Take the pictures and keep them in `docs/console`."""
    PLACE.mkdir(exist_ok=True)
    with running_chromium() as browser:
        page = _opened(browser, _link(address, home, "--contract", "demo", "--user", "1"))
        for name in ("overview", "review", "quality", "settings"):
            _take(page, name, f"{address}/console/{name}")
        linked = f"{address}/console/records?object=contact&state=linked"
        _take(page, "record", linked, lambda: page.locator("tbody th a").first.click())
        _take(page, "profile", linked, lambda: page.locator("tbody td a").first.click())
        _take(page, "wrong-links", f"{address}/console/wrong-links", lambda: _preview(page))
        _take(_opened(browser, _link(address, home, "--operator")), "models", f"{address}/console/models")
    size = sum(file.stat().st_size for file in PLACE.glob("*.png"))
    if size > MAX_BYTES:
        raise SystemExit(f"the pictures have {size:,} bytes, expected at most {MAX_BYTES:,}")
    print(f"{len(list(PLACE.glob('*.png')))} pictures, {size // 1000} kB, in {PLACE}")


def _opened(browser: Browser, link: str) -> Page:
    context = browser.new_context(viewport=VIEW, color_scheme="light", locale="en-GB", timezone_id="UTC")
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Open the console").click()
    page.wait_for_load_state()
    return page


def _preview(page: Page) -> None:
    """Tick the first three links and show what would change."""
    for place in range(3):
        page.locator("input[name=ticked]").nth(place).check()
    page.keyboard.press("a")
    page.wait_for_selector("#preview")
    page.evaluate("scrollTo(0, 0)")


def _take(page: Page, name: str, address: str, walk: Callable[[], object] = lambda: None) -> None:
    """Go to an address, walk on from there, and take the picture."""
    page.goto(address)
    walk()
    page.wait_for_load_state()
    page.wait_for_selector("[data-again]", state="detached")  # figures that are still being made
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=PLACE / f"{name}.png")


def _link(address: str, home: Path, *whose: str) -> str:
    command = [str(Path(sys.executable).with_name("onematch")), "console", "link", *whose, "--url", address]
    environment = os.environ | {"ONEMATCH_HOME": str(home), "ONEMATCH_OPEN": "true"}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
