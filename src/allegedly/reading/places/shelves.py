"""Many names, looked up by their folded form, and put in order only as they are asked for.

To fold 400,000 names and to make dictionaries of them takes most of a second, and a report asks for a hundred. So the
names stay where they are in the bytes of their file, on one shelf for each three letters that a folded name can begin
with, and a shelf is folded when a name on it is first looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from mmap import mmap
from string import ascii_lowercase
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allegedly.reading.places.columns import Integers
from allegedly.reading.places.names import LONG_FORMS, fold

_LETTERS = len(ascii_lowercase)
_BLANK = _LETTERS
"""What stands for the end of a word as the third letter of a name: "La Paz", "Io"."""
_OTHERS = _LETTERS**2 * (_LETTERS + 1)
"""The shelf of the names that begin otherwise than with two letters and a third, a blank or a hyphen."""
_A, _CASE = np.uint8(ord("a")), np.uint8(ord("a") - ord("A"))
_SPACE, _HYPHEN = b" -"


_SHELVES = {
    first + second + third: at
    for at, (first, second, third) in enumerate(product(ascii_lowercase, ascii_lowercase, f"{ascii_lowercase} "))
}


def _shelf_of(key: str) -> int:
    """Return the shelf of a folded name."""
    return _SHELVES.get(key[:3] if len(key) != 2 else f"{key} ", _OTHERS)


_MERGED = np.arange(_OTHERS + 1, dtype=np.int16)
"""The shelf on which each shelf's names are: "St Louis" is folded to "saint louis", so that "st " stands with "sai"."""
for _short, _long in LONG_FORMS.items():
    _MERGED[_shelf_of(_short)] = _shelf_of(_long)


class _Shelf(NamedTuple):
    """The folded names on a shelf, in order, and once each, and the places of them among all names.

    A dictionary of the places takes longer to make than to go through the few shelves on which a name is found.
    """

    names: list[str]
    known: frozenset[str]
    places: Sequence[int]

    def places_of(self, key: str) -> Iterator[int]:
        """Yield the places of a folded name that is on the shelf."""
        at = -1
        for _ in range(self.names.count(key)):
            at = self.names.index(key, at + 1)
            yield self.places[at]


class Shelves:
    """Names, each a slice [start, end) of UTF-8 `data` without line breaks, in the order of the rows that bear them.

    Names with other letters than ASCII, and those that `accept` refuses, are passed over if it is given; it is asked
    when they are looked up.
    """

    def __init__(
        self,
        data: bytes | mmap,
        starts: Integers,
        ends: Integers,
        rows: Integers,
        accept: Callable[[bytes], object] | None = None,
    ) -> None:
        self._data = data
        self._accept = accept
        numbers = self._numbers(np.frombuffer(data, np.uint8), starts, ends)
        order = np.argsort(numbers, kind="stable")
        self._starts, self._ends, self._rows = starts[order], ends[order], rows[order]
        self._bounds: list[int] = np.searchsorted(numbers[order], np.arange(_OTHERS + 2)).tolist()
        self._opened: dict[int, _Shelf] = {}

    def rows(self, key: str) -> tuple[int, ...]:
        """Return the rows that bear the folded name, in the order given."""
        number = _shelf_of(key)
        shelf = self._opened.get(number)
        if shelf is None:
            shelf = self._opened[number] = self._open(self._bounds[number], self._bounds[number + 1])
        if key not in shelf.known:
            return ()
        rows = [
            int(self._rows[at]) for at in shelf.places_of(key) if self._accept is None or self._accept(self._name(at))
        ]
        return tuple(row for row, before in zip(rows, [None, *rows], strict=False) if row != before)

    def _numbers(self, data: npt.NDArray[np.uint8], starts: Integers, ends: Integers) -> npt.NDArray[np.int16]:
        """Return the shelf of each name: its first bytes tell it if they are letters, else its folded form."""
        first, second, behind = (data[np.minimum(starts + at, len(data) - 1)] for at in range(3))
        first, second, third = ((byte | _CASE) - _A for byte in (first, second, behind))
        third[(ends - starts == 2) | (behind == _SPACE) | (behind == _HYPHEN)] = _BLANK
        plain = (first < _LETTERS) & (second < _LETTERS) & (third <= _BLANK) & (ends - starts > 1)
        letters = (first.astype(np.int16) * _LETTERS + second) * (_LETTERS + 1) + third
        numbers = _MERGED[np.where(plain, letters, _OTHERS)]
        rest = np.flatnonzero(~plain)
        numbers[rest] = [_shelf_of(key) for key in _folded(self._names(starts[rest], ends[rest]))]
        return numbers

    def _names(self, starts: Integers, ends: Integers) -> list[bytes]:
        data = self._data
        return [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def _name(self, at: int) -> bytes:
        return self._data[self._starts[at] : self._ends[at]]

    def _open(self, first: int, end: int) -> _Shelf:
        """Return a shelf of the names [first, end)."""
        names = self._names(self._starts[first:end], self._ends[first:end])
        places: Sequence[int] = range(first, end)
        if self._accept is not None:
            wanted = [at for at, name in enumerate(names) if name.isascii()]
            names, places = [names[at] for at in wanted], [first + at for at in wanted]
        folded = _folded(names)
        return _Shelf(folded, frozenset(folded), places)


def _folded(names: list[bytes]) -> list[str]:
    """Return the names folded, all at once, which is much faster than one by one."""
    return fold(b"\n".join(names).decode()).split("\n") if names else []
