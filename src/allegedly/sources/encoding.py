"""From bytes to text: byte order mark, UTF-8, what the page declares, windows-1252, and what charset-normalizer finds.

Reports are English, so bytes that are no UTF-8 and hold few letters beyond ASCII are windows-1252, the default of the
WHATWG encoding standard for English; only others are guessed at. What is no text in the end is refused.
"""

from __future__ import annotations

import codecs
import re

from allegedly.errors import NotText

SAMPLE = 65_536
"""So many bytes are looked at where an encoding has to be guessed."""
MOST_BROKEN = 0.02
"""A text with a larger share of control and replacement characters is no text."""
FEW = 0.1
"""Below this share of bytes beyond ASCII, a text that is no UTF-8 is taken for windows-1252."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"PK\x03\x04", "zip archive"), (b"\x1f\x8b", "gzip file"), (b"BZh", "bzip2 file"), (b"\xfd7zXZ", "xz file"),
    (b"7z\xbc\xaf", "7z archive"), (b"\x28\xb5\x2f\xfd", "zstd file"), (b"%PDF-", "PDF"), (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"), (b"GIF8", "GIF picture"), (b"\x7fELF", "program"),
    (b"\xd0\xcf\x11\xe0", "Office file"),
    (b"SQLite format 3", "SQLite file"),
)  # fmt: skip
_BROKEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\N{REPLACEMENT CHARACTER}]")
_DECLARED = re.compile(
    rb"""<(?:meta\s[^>]{0,200}?charset|\?xml\s[^>]{0,200}?encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE
)


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of the bytes, without a byte order mark; raises NotText.

    `declared` is the encoding that whoever sent them named, which counts for bytes that are no UTF-8.
    """
    _refuse_binary(data)
    text = _decoded(data, declared)
    broken = len(_BROKEN.findall(text))
    if broken > MOST_BROKEN * len(text):
        raise NotText("the bytes are no text in any encoding; save the report as UTF-8 text or as HTML")
    return text


def _refuse_binary(data: bytes) -> None:
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise NotText(f"this is a {what}, not a text; unpack or convert it to UTF-8 text or HTML")


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guessed = _known(declared) or _declared(data) or _guess(data)
    if guessed:
        return data.decode(guessed, errors="replace")
    raise NotText("the bytes are no text in any encoding; save the report as UTF-8 text or as HTML")


def _wide(data: bytes) -> str | None:
    """Return UTF-16 or UTF-32 where the NULs of a Latin text without a byte order mark stand where these put them."""
    sample = data[:4096]
    width = 4 if len(sample) >= 8 and sample.count(0) > 0.6 * len(sample) else 2
    if len(sample) < width * 2 or sample.count(0) < 0.3 * len(sample):
        return None
    nulls = [sample[place::width].count(0) for place in range(width)]
    first, last = nulls[0] < len(sample[::width]) * 0.2, nulls[-1] < len(sample[width - 1 :: width]) * 0.2
    if first == last:
        return None
    return f"utf-{width * 8}-{'le' if first else 'be'}"


def _declared(data: bytes) -> str | None:
    """Return the encoding that an HTML page declares in its first bytes."""
    match = _DECLARED.search(data[:4096])
    return _known(match[1].decode("ascii")) if match else None


def _known(declared: str | None) -> str | None:
    """Return Python's name for an encoding that was declared, if it has it and it is no UTF-8."""
    try:
        name = codecs.lookup(declared).name if declared else None
        if name is None or name.startswith(("utf", "unicode", "raw", "idna", "puny")):
            return None
        b" ".decode(name, errors="replace")  # codecs that are no text encodings ("hex") refuse
    except (LookupError, ValueError):
        return None
    return name


def _guess(data: bytes) -> str | None:
    """Return the encoding of bytes that are no clean UTF-8."""
    start = next((at for at in range(0, len(data), SAMPLE) if not data[at : at + SAMPLE].isascii()), 0)
    sample = data[start : start + SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    torn = sample.decode("utf-8", errors="replace").count("\N{REPLACEMENT CHARACTER}")
    if torn * 10 < high:
        return "utf-8"  # UTF-8 with a few torn characters: cut off, or pasted together
    if high < FEW * len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes  # few inputs come here, and it takes long to import

    best = from_bytes(sample[:8192]).best()
    return best.encoding if best else None
