"""A room that is really served, and Chromium to visit it."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from allegedly.web import application

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = "no Chromium on this machine, so NO PAGE WAS TRIED IN A BROWSER; install it (apt-get install chromium)"


@contextmanager
def served(ledger: Path, token: str | None = None) -> Iterator[str]:
    """Serve the room on a free port; gives its address."""
    server = uvicorn.Server(uvicorn.Config(application(ledger, token), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join()


class Visitor:
    """A page of the browser, and what must not happen on it."""

    def __init__(self, page: Any, home: str) -> None:
        self.page = page
        self.home = home
        self.faults: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(self.home):
            self.faults.append(request.url)

    def _dialog(self, dialog: Any) -> None:
        self.faults.append("dialog")
        dialog.dismiss()

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)
