"""What holds for all tests."""

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.browsing import CHROMIUM

# Started in the background of a script, we ignore Ctrl-C, and so would every run that a test starts and interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, opened once for the tests of a module: while it is open no other can run a loop of asyncio."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()
