"""A picture of each page of the console, from a running demo: `make pictures` runs this file.

The demo's home is `ONEMATCH_HOME` with `/demo` below it, as `make run` has it; the address is that of the service.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PLACE = Path(__file__).parents[2] / "docs" / "console"
VIEW = {"width": 1040, "height": 740}
MAX_BYTES = 1_500_000
Walk = Callable[[Page], object]


def main(address: str, home: Path) -> None:
    """Take the pictures and keep them in `docs/console`."""
    PLACE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"]
        )
        admin = ("--contract", "demo", "--user", "1")
        operator = ("--operator",)
        _take(browser, _link(address, home, admin), _admins(address))
        _take(browser, _link(address, home, operator), {"models": lambda page: page.goto(f"{address}/console/models")})
        browser.close()
    size = sum(file.stat().st_size for file in PLACE.glob("*.png"))
    if size > MAX_BYTES:
        raise SystemExit(f"the pictures have {size:,} bytes, expected at most {MAX_BYTES:,}")
    print(f"{len(list(PLACE.glob('*.png')))} pictures, {size // 1000} kB, in {PLACE}")


def _admins(address: str) -> dict[str, Walk]:
    """Return how an admin comes to each page."""
    root = f"{address}/console"
    return {
        "overview": lambda page: page.goto(f"{root}/overview"),
        "review": lambda page: page.goto(f"{root}/review"),
        "record": lambda page: _first(page, f"{root}/records?object=contact&state=linked", "tbody th a"),
        "wrong-links": lambda page: _preview(page, f"{root}/wrong-links"),
        "profile": lambda page: _first(page, f"{root}/records?object=contact&state=linked", "tbody td a"),
        "quality": lambda page: page.goto(f"{root}/quality"),
        "settings": lambda page: page.goto(f"{root}/settings"),
    }


def _first(page: Page, address: str, selector: str) -> None:
    """Follow the first link of a list."""
    page.goto(address)
    page.locator(selector).first.click()
    page.wait_for_load_state()


def _preview(page: Page, address: str) -> None:
    """Tick the first three links and show what would change."""
    page.goto(address)
    for place in range(3):
        page.locator("input[name=ticked]").nth(place).check()
    page.keyboard.press("a")
    page.wait_for_selector("#preview")
    page.evaluate("scrollTo(0, 0)")


def _take(browser: Browser, link: str, walks: dict[str, Walk]) -> None:
    context = browser.new_context(viewport=VIEW, color_scheme="light", locale="en-GB", timezone_id="UTC")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Open the console").click()
    page.wait_for_load_state()
    for name, walk in walks.items():
        walk(page)
        page.wait_for_selector("[data-again]", state="detached")  # figures that are still being made
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=PLACE / f"{name}.png")
    context.close()


def _link(address: str, home: Path, whose: tuple[str, ...]) -> str:
    command = [
        sys.executable,
        "-c",
        "from training.cli import main; main()",
        "console",
        "link",
        *whose,
        "--url",
        address,
    ]
    environment = os.environ | {"ONEMATCH_HOME": str(home), "ONEMATCH_OPEN": "true"}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
