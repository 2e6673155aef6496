"""A folder on this machine or, by a URL that fsspec knows, anywhere else: files that are there whole or not at all.

On this machine a file is written under another name, beside its own, brought to the disk and renamed. Elsewhere what
holds for one file depends on the store, so that nothing counts before the manifest names it, and the manifest alone is
written under another name and moved.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from allegedly.errors import LakeError, NotInstalled

WORK = "_work"
"""The folder of a lake on this machine for what is not in it yet."""
INPUTS = "_inputs"
"""The folder of a lake for the names of the inputs that Spark has read."""
PART = ".part"
"""What the names of files end in that are being written."""


def filesystem(url: str) -> tuple[Any, str]:
    """Return the file system of a path or URL, and the path in it.

    Raises NotInstalled where fsspec, or what it needs for such a URL, is missing, and LakeError where it knows none.
    """
    try:
        from fsspec.core import url_to_fs

        found: tuple[Any, str] = url_to_fs(url)
    except ImportError as error:
        raise NotInstalled(f'a lake needs fsspec: pip install "allegedly[lake]" ({error})') from error
    except ValueError as error:
        raise LakeError(f"{url}: {error}; give a path, or a URL of a kind that fsspec knows") from error
    return found


class Folder:
    """The files of a lake, by their paths in it, with "/" between the names."""

    def __init__(self, url: str | Path) -> None:
        self.url = str(url)
        self._files, self._root = filesystem(self.url)
        self._root = self._root.rstrip("/")
        self.local = Path(self._root) if "file" in _names(self._files.protocol) else None

    def path(self, name: str) -> str:
        """Return the path or URL of a file, for those who open it by other means."""
        return f"{self.url.rstrip('/')}/{name}"

    def exists(self, name: str = "") -> bool:
        """Say whether there is such a file or folder."""
        return bool(self._files.exists(self._inside(name)))

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """Give a file to read; LakeError where it is not there."""
        try:
            with self._files.open(self._inside(name), "rb") as file:
                yield file
        except FileNotFoundError as error:
            raise LakeError(f"{self.path(name)} is not there; the lake is damaged: make it anew") from error

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""
        with self.opened(name) as file:
            return file.read()

    def names(self, under: str) -> list[str]:
        """Return the names of all files under a folder, sorted; none where it is not there."""
        try:
            found = self._files.find(self._inside(under))
        except FileNotFoundError:
            return []
        return sorted(str(path)[len(self._root) + 1 :] for path in found)

    def top(self) -> list[str]:
        """Return the names of what lies in the folder itself; none where it is not there."""
        if not self.exists():
            return []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in self._files.ls(self._root, detail=False))

    def write(self, name: str, data: bytes) -> None:
        """Put a file there whole, in place of one of that name."""
        if self.local is not None:
            write_whole(self.local / name, data)
            return
        self._files.makedirs(self._files._parent(self._inside(name)), exist_ok=True)
        self._files.pipe_file(self._inside(name) + PART, data)
        self._files.mv(self._inside(name) + PART, self._inside(name))

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Give a folder of this machine in which files may be made that are `moved_in` later, and which goes then."""
        where = work_folder(self.url)
        where.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="new-", dir=where) as name:
            yield Path(name)

    def move_in(self, file: Path, name: str) -> None:
        """Take in a file of `room` under that name."""
        if self.local is not None:
            target = self.local / name
            target.parent.mkdir(parents=True, exist_ok=True)
            to_disk(file)
            file.replace(target)
            return
        self._files.makedirs(self._files._parent(self._inside(name)), exist_ok=True)
        self._files.put_file(str(file), self._inside(name))
        file.unlink()

    def remove(self, name: str) -> None:
        """Take a file away, and its folder where nothing else is in that."""
        self._files.rm_file(self._inside(name))
        if self.local is not None:
            folder = (self.local / name).parent
            if folder != self.local and not any(folder.iterdir()):
                folder.rmdir()

    def _inside(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root


def work_folder(url: str | Path) -> Path:
    """Return where a run keeps what is not in the lake yet: in the lake, or among temporary files if it is remote."""
    folder = Folder(url)
    if folder.local is not None:
        return folder.local / WORK
    name = hashlib.sha256(folder.url.encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"allegedly-lake-{name}")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file of this machine under another name, bring it to the disk, and give it its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + PART)
    unfinished.write_bytes(data)
    to_disk(unfinished)
    unfinished.replace(path)


def to_disk(path: Path) -> None:
    """See that what was written stays written, whatever happens to the machine."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _names(protocol: str | tuple[str, ...]) -> tuple[str, ...]:
    return (protocol,) if isinstance(protocol, str) else protocol
