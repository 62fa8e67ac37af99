"""The system's own Chromium, and pages whose console must stay silent."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Scheme = Literal["light", "dark"]

# A page is waited for, never timed: a busy machine may take its time.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """Find Chromium; on a build server its absence is a fault, elsewhere a reason to skip."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and "CI" not in os.environ:
        pytest.skip("Chromium is missing; install the package chromium to run the browser tests")
    assert path, "Chromium is missing on a machine that says it is a build server"
    return path


@contextmanager
def open_browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(
    browser: Browser,
    width: int = 1100,
    height: int = 760,
    scheme: Scheme = "light",
    complaints: Sequence[str] = (),
    **more: Any,
) -> Iterator[Page]:
    size: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="sv-SE", **more)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    try:
        yield page
        # What is tried again and fails again, as often as there is time for, is one complaint.
        assert [one for one, _ in groupby(heard)] == list(complaints)
    finally:
        context.close()
