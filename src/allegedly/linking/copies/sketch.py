"""The sketch of a document: what is kept of it to find its copies, and how much two of them have in common."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from allegedly.linking.copies.shingles import Hashes, shingles
from allegedly.records import Reading

KEYS = 40
"""About the most keys that a sketch has; a document of more shingles has about half as many to these."""
HELD = 4096
"""About the most shingles that a sketch holds: all of a report of so many words, an even sample of a longer text."""

_HEAD = struct.Struct("<IiBBH")
_NO_DAY = -1


@dataclass(frozen=True)
class Sketch:
    """The shingles of a document, as hashes; equal on every machine for equal words.

    `size` is how many different shingles the document has, `day` its day of publication as a proleptic Gregorian
    ordinal, None if it is not known. `held` are the lowest 32 bits of the hashes that are zero in their lowest `grain`
    bits, ascending, as little-endian bytes. `keys` are the whole hashes that are zero in their lowest `level` bits, as
    signed 64-bit integers, ascending: what to look other sketches up by. Both choose by the hash alone, so two sketches
    chose the same ones among the shingles that they have in common (FracMinHash: Irber and others, bioRxiv 2022).
    """

    size: int
    day: int | None
    level: int
    grain: int
    held: bytes
    keys: tuple[int, ...]

    def to_bytes(self) -> bytes:
        """Return the sketch as bytes: a head of 12, then 8 a key and 4 a shingle held."""
        day = _NO_DAY if self.day is None else self.day
        head = _HEAD.pack(self.size, day, self.level, self.grain, len(self.keys))
        return b"".join((head, np.array(self.keys, dtype="<i8").tobytes(), self.held))

    @classmethod
    def from_bytes(cls, data: bytes) -> Sketch:
        """Return the sketch that `to_bytes` gave; ValueError or struct.error if these bytes are none."""
        size, day, level, grain, count = _HEAD.unpack_from(data)
        keys = np.frombuffer(data, dtype="<i8", count=count, offset=_HEAD.size)
        held = data[_HEAD.size + 8 * count :]
        return cls(size, None if day == _NO_DAY else day, level, grain, held, tuple(keys.tolist()))

    @cached_property
    def hashes(self) -> NDArray[np.uint32]:
        """The shingles held, as numbers."""
        return np.frombuffer(self.held, dtype="<u4")

    def thinned(self, grain: int) -> NDArray[np.uint32]:
        """Return the shingles that a sketch of this coarser grain would hold."""
        if grain <= self.grain:
            return self.hashes
        thin: NDArray[np.uint32] = self.hashes[self.hashes & np.uint32((1 << grain) - 1) == 0]
        return thin


def sketch(document: Reading | str, day: int | None = None) -> Sketch:
    """Return the sketch of a reading, furniture left out and dated by its publication, or of a bare text."""
    if isinstance(document, Reading):
        return of_shingles(shingles(report_text(document)), _day(document.document.published))
    return of_shingles(shingles(document), day)


def of_shingles(hashes: Hashes, day: int | None = None) -> Sketch:
    """Return the sketch of these shingles, in any order and number."""
    hashes = np.sort(hashes)
    distinct = hashes[_firsts(hashes)]
    level, grain = _bits(len(distinct), KEYS), _bits(len(distinct), HELD)
    keys = _zero_below(distinct, level).view(np.int64)
    held = np.sort(_zero_below(distinct, grain).astype("<u4"))
    return Sketch(len(distinct), day, level, grain, held.tobytes(), tuple(np.sort(keys).tolist()))


def report_text(reading: Reading) -> str:
    """Return the text of a reading without its furniture; the whole text if nothing else is in it."""
    kept = [block.span.quote for block in reading.blocks if not block.is_furniture]
    return "\n\n".join(kept) if kept else reading.text


def shared(a: Sketch, b: Sketch) -> int:
    """Return how many shingles two sketches have in common; estimated where one of them holds a sample only."""
    grain = max(a.grain, b.grain)
    both = np.sort(np.concatenate((a.thinned(grain), b.thinned(grain))))
    return int(np.count_nonzero(both[1:] == both[:-1])) << grain


def share(a: Sketch, b: Sketch) -> float:
    """Return the share of the smaller document's shingles that stand in the other too, from 0 to 1 (containment).

    Broder, "On the resemblance and containment of documents" (1997). Zero if one of them has no shingles.
    """
    smaller = min(a.size, b.size)
    return min(1.0, shared(a, b) / smaller) if smaller else 0.0


def _firsts(ordered: Hashes) -> NDArray[np.bool_]:
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def _bits(size: int, most: int) -> int:
    """Return how many low bits must be zero for at most so many hashes to be left, on average."""
    bits = 0
    while size >> bits > most:
        bits += 1
    return bits


def _zero_below(hashes: Hashes, bits: int) -> Hashes:
    chosen: Hashes = hashes[hashes & np.uint64((1 << bits) - 1) == 0]
    return chosen


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None
