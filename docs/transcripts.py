"""The transcripts in the documentation: what the program really prints.

A block that opens with ```console holds commands ("$ allegedly …") and what each of them printed. `make docs` runs them
all again over the example corpus and writes the pages anew; tests/test_docs.py fails where a page is not what
`refreshed` makes of it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIRST = "allegedly read examples/corpus"
"""What fills the ledger that all other commands ask."""
WIDTH = 100

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "


def pages() -> list[Path]:
    """Return the pages that may hold transcripts."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(text: str) -> list[list[str]]:
    """Return the commands of each transcript in a page."""
    return [
        [line.removeprefix(_PROMPT) for line in block.splitlines() if line.startswith(_PROMPT)]
        for block in _BLOCK.findall(text)
    ]


class Session:
    """A folder with the example corpus and a ledger of it, in which each command is run once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._printed: dict[str, str] = {}
        (folder / "examples").symlink_to(ROOT / "examples")
        program = folder / "bin" / "allegedly"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m allegedly "$@"\n')
        program.chmod(0o755)

    def run(self, command: str) -> str:
        """Return what a command prints, standard error included, as in a window of WIDTH columns without colour."""
        if command != FIRST and FIRST not in self._printed:
            self.run(FIRST)
        if command not in self._printed:
            environment = {
                "PATH": f"{self._folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT / "src"),
                "PYTHONUTF8": "1",
                "PYTHONUNBUFFERED": "1",
                "ALLEGEDLY_LEDGER": "demo.sqlite",
                "COLUMNS": str(WIDTH),
                "LINES": "50",
                "TERM": "dumb",
                "HOME": str(self._folder),
            }
            done = subprocess.run(  # noqa: S602 (the commands are those of our own pages)
                command,
                shell=True,
                cwd=self._folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=300,
            )
            lines = "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")
            self._printed[command] = f"{lines}\n" if lines else ""
        return self._printed[command]

    def refreshed(self, text: str) -> str:
        """Return a page with the outputs of all its transcripts as they are now."""
        return _BLOCK.sub(lambda block: "\n".join(self._entries(block.group())), text)

    def _entries(self, block: str) -> Iterator[str]:
        for command in (line for line in block.splitlines() if line.startswith(_PROMPT)):
            yield f"{command}\n{self.run(command.removeprefix(_PROMPT))}"


@contextmanager
def session() -> Iterator[Session]:
    """Give a session in a folder of its own, which is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Session(Path(folder))


def main() -> None:
    """Write all pages anew."""
    with session() as opened:
        for page in pages():
            text = page.read_text(encoding="utf-8")
            refreshed = opened.refreshed(text)
            if refreshed != text:
                page.write_text(refreshed, encoding="utf-8")
                print(f"refreshed {page.relative_to(ROOT)}")  # noqa: T201


if __name__ == "__main__":
    main()
