"""Tables of tab-separated text: the bytes of their file, and where the cells are.

To split 236,000 lines into strings takes a second, of which a report needs a few dozen. Here NumPy finds all tabs and
line ends in some milliseconds; a row is taken apart, or a column of numbers read, only when it is asked for.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Integers: TypeAlias = npt.NDArray[np.integer]
Floats: TypeAlias = npt.NDArray[np.float64]
Bytes: TypeAlias = npt.NDArray[np.uint8]

_POINT, _MINUS, _ZERO, _STROKE = b".-0|"
_TEN = np.uint8(10)

FEW = 200
"""Fewer cells than so many are read sooner one by one."""
STRETCH = 1 << 17
"""So many bytes are looked at in one go."""


class Columns:
    """The cells of a table; rows and columns count from 0.

    All lines must have as many tabs, and the last one a line feed; ValueError if not.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.bytes: Bytes = np.frombuffer(data, np.uint8)
        self._line_ends, tabs = positions(self.bytes, b"\n"), positions(self.bytes, b"\t")
        columns = data.count(b"\t", 0, data.find(b"\n"))
        if len(tabs) != columns * len(self) or not data.endswith(b"\n"):
            raise ValueError("the lines of the table have not as many cells each")
        self._tabs = tabs.reshape(len(self), columns)

    def __len__(self) -> int:
        return len(self._line_ends)

    def starts(self, column: int, rows: Integers | slice = slice(None)) -> Integers:
        """Return where the cells of a column begin, of these rows."""
        before = self._tabs[:, column - 1] if column else np.concatenate([[-1], self._line_ends[:-1]])
        return before[rows] + 1

    def ends(self, column: int, rows: Integers | slice = slice(None)) -> Integers:
        """Return where the cells of a column end, exclusive, of these rows."""
        ends: Integers = self._tabs[:, column] if column < self._tabs.shape[1] else self._line_ends
        return ends[rows]

    def row(self, row: int) -> list[str]:
        """Return the cells of a row."""
        return self.data[self._line_ends[row - 1] + 1 if row else 0 : self._line_ends[row]].decode().split("\t")

    def integers(self, column: int, rows: Integers | slice = slice(None)) -> npt.NDArray[np.int64]:
        """Return the whole numbers without sign in a column, 0 for empty cells."""
        return integers(self.bytes, self.starts(column, rows))

    def decimals(self, column: int, rows: Integers) -> Floats:
        """Return the decimal fractions in a column, for each the float nearest to what is written (as `float` does)."""
        if len(rows) < FEW:
            edges = zip(self.starts(column, rows).tolist(), self.ends(column, rows).tolist(), strict=True)
            return np.array([float(self.data[start:end]) for start, end in edges], np.float64)
        cells = self._cells(column, rows)
        each, is_digit = cells - np.uint8(_ZERO), cells >= _ZERO
        digits = np.zeros(cells.shape[1], np.int64)
        for number, is_one in zip(each, is_digit, strict=True):
            digits = np.where(is_one, digits * 10 + number, digits)
        scale = (is_digit & np.logical_or.accumulate(cells == _POINT)).sum(axis=0)
        # A float holds both exactly, so that the quotient is the only thing that is rounded.
        found: Floats = np.where((cells[:1] == _MINUS).any(axis=0), -1.0, 1.0) * (digits / 10**scale)
        return found

    def lists(self, column: int, rows: Integers) -> tuple[npt.NDArray[np.int64], Integers]:
        """Return the whole numbers between the strokes of the cells, and for each the place of its row among these."""
        cells = self._cells(column, rows)
        is_digit = cells >= _ZERO
        is_digit &= cells != _STROKE
        is_first = is_digit.copy()
        is_first[1:] &= ~is_digit[:-1]
        place, at = np.nonzero(is_first.T)
        return integers(self.bytes, self.starts(column, rows)[place] + at), place

    def _cells(self, column: int, rows: Integers) -> Bytes:
        """Return the bytes of a column's cells in these rows, one below the other [longest, rows], 0 behind the end."""
        starts = self.starts(column, rows)
        lengths = self.ends(column, rows) - starts
        at = np.arange(int(lengths.max(initial=0)))[:, None]
        return np.where(at < lengths, self.bytes[np.minimum(starts + at, len(self.bytes) - 1)], np.uint8(0))


def positions(data: Bytes, byte: bytes) -> npt.NDArray[np.int32]:
    """Return where a byte stands.

    Stretch by stretch: to get the memory for all positions at once takes longer than to find them.
    """
    found = (np.flatnonzero(data[at : at + STRETCH] == byte[0]) + at for at in range(0, len(data), STRETCH))
    return np.concatenate([each.astype(np.int32) for each in found])


def integers(data: Bytes, starts: Integers) -> npt.NDArray[np.int64]:
    """Return the whole number that begins at each of these places and goes on to the first byte that is no digit."""
    numbers = np.zeros(len(starts), np.int64)
    digits = data[starts] - np.uint8(_ZERO)
    while (inside := digits < _TEN).any():
        numbers = np.where(inside, numbers * _TEN + digits, numbers)
        starts = np.minimum(starts + inside, len(data) - 1)
        digits = np.where(inside, data[starts] - np.uint8(_ZERO), _TEN)
    return numbers
