"""A reading in the terminal: the report with its claims in the margin, furniture dimmed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.style import Style
from rich.text import Text

from allegedly.cli.marking import Mark, anchor, colour, marked, marks, number
from allegedly.cli.terminal import one_line
from allegedly.records import Block, Claim, Reading
from allegedly.voice import voice_of

MARGIN = 34
"""Columns of the margin."""
NARROW = 76
"""Below so many columns the notes stand under their paragraph."""
LONGEST = 76
"""No line of the report is longer than so many columns."""
RULE = " │ "

_BLOCK_STYLES = {"title": "bold", "deck": "italic", "dateline": "dim", "byline": "dim"}


def page(reading: Reading, console: Console, said: Mapping[str, str] | None = None) -> Iterator[Text]:
    """Yield the page line by line, as wide as the console: head, report and margin, and what was found.

    `said` is what people said of claims, by their ids. Where the console has no styles, sources and cues are told apart
    by characters (see `marking`).
    """
    braces = not console.is_terminal or console.is_dumb_terminal
    blocks = reading.blocks or (Block(reading.span(0, len(reading.text)), "body"),)
    yield from _head(reading)
    for block, inside in _by_block(blocks, marks(reading.claims)):
        yield from _paragraph(reading, block, inside, console, said or {}, braces=braces)
        yield Text()
    yield from _foot(reading, console, braces=braces)


def _by_block(blocks: Sequence[Block], found: Sequence[Mark]) -> Iterator[tuple[Block, list[Mark]]]:
    """Yield each block with the marks that overlap it, in the order of `found`."""
    inside: defaultdict[int, list[Mark]] = defaultdict(list)
    starts = [block.span.start for block in blocks]
    for mark in found:
        first = max(bisect_right(starts, mark.span.start) - 1, 0)
        for index in range(first, bisect_right(starts, mark.span.end - 1)):
            if blocks[index].span.overlaps(mark.span):
                inside[index].append(mark)
    return ((block, inside[index]) for index, block in enumerate(blocks))


def _head(reading: Reading) -> Iterator[Text]:
    document = reading.document
    published = one_line(document.published) or "no date"
    if document.published_from:
        published += f" ({document.published_from})"
    facts = (one_line(document.outlet), published, one_line(document.url or document.origin))
    yield Text(f"document {document.id[:8]}", "bold") + Text(
        "  " + "  ".join(fact for fact in facts if fact), "not bold"
    )
    yield Text()


def _paragraph(
    reading: Reading,
    block: Block,
    inside: Sequence[Mark],
    console: Console,
    said: Mapping[str, str],
    *,
    braces: bool,
) -> Iterator[Text]:
    base = "dim" if block.is_furniture else _BLOCK_STYLES.get(block.kind, "")
    body = marked(reading.text, block.span, inside, braces=braces, base=base)
    here = {mark.claim.id: mark.claim for mark in inside}
    noted = {key: claim for key, claim in here.items() if block.span.start <= anchor(claim) < block.span.end}
    notes = {key: _note(reading, claim, said.get(key, "")) for key, claim in noted.items()}
    if console.width < NARROW:
        yield from _label(block)
        yield from body.wrap(console, console.width)
        for key in sorted(notes, key=lambda key: anchor(noted[key])):
            yield from _indented(notes[key], console, console.width, 4)
        return
    width = min(console.width - MARGIN - len(RULE), LONGEST)
    lines = list(body.wrap(console, width))
    margin = [*_label(block)]
    for index, line in enumerate(lines):
        for key in _anchored(line):
            if key in notes:
                margin += [Text()] * (index - len(margin))
                margin += _indented(notes.pop(key), console, MARGIN, 0)
    lines += [Text()] * (len(margin) - len(lines))
    margin += [Text()] * (len(lines) - len(margin))
    for line, note in zip(lines, margin, strict=True):
        line.rstrip()
        line.pad_right(width - line.cell_len)
        row = line + Text(RULE, "dim") + note
        row.rstrip()
        yield row


def _label(block: Block) -> Iterator[Text]:
    """Yield the name of furniture, which must be known without the dimming."""
    if block.is_furniture:
        yield Text(f"furniture: {block.kind.replace('_', ' ')}", "dim italic")


def _anchored(line: Text) -> Iterator[str]:
    """Yield the ids of the claims whose anchors were wrapped to this line."""
    for span in line.spans:
        if isinstance(span.style, Style):
            yield from span.style.meta.get("claims", ())


def _note(reading: Reading, claim: Claim, said: str) -> tuple[Text, Text]:
    """Return the two parts of a note: number and act, and who says it, how, to whom, in answer to what."""
    words = one_line(" ".join(span.quote for span in claim.source))
    actor = reading.actor(claim.actor)
    name = one_line(actor.name) if actor else ""
    shown = one_line(voice_of(claim, actor))
    beside = f"{words} = {shown}" if words and shown and words.casefold() != shown.casefold() else words or shown
    who = f"{beside}, counted with {name}" if name and name != shown else beside
    target = reading.actor(claim.target)
    facts = [
        who or "nobody named",
        claim.source_class or "",
        f"named by {one_line(claim.named_by.quote)}" if claim.named_by and not name else "",
        "anonymous" if claim.anonymity else "",
        "through " + ", ".join(one_line(relay.span.quote) for relay in claim.relays) if claim.relays else "",
        f"against {one_line(target.name)}" if target else "",
        claim.quote,
        f"answers {number(claim.answers)}" if claim.answers else "",
        f"inside {number(claim.parent)}" if claim.parent else "",
        "doubted: " + one_line(", ".join(span.quote for span in claim.hedges)) if claim.hedges else "",
        one_line(said),
    ]
    head = Text(f"{number(claim.id)} {claim.act}", f"bold {colour(claim.act)}")
    return head, Text("; ".join(fact for fact in facts if fact))


def _indented(note: tuple[Text, Text], console: Console, width: int, indent: int) -> Iterator[Text]:
    head, facts = note
    yield Text(" " * indent) + head
    for line in facts.wrap(console, width - indent - 2):
        line.rstrip()
        yield Text(" " * (indent + 2)) + line


def _foot(reading: Reading, console: Console, *, braces: bool) -> Iterator[Text]:
    acts = Counter(claim.act for claim in reading.claims)
    said = ", ".join(f"{count} {act}" for act, count in acts.most_common()) or "none"
    yield from Text(f"{_count(len(reading.claims), 'claim')}: {said}").wrap(console, console.width)
    others = (("event", reading.events), ("figure", reading.figures), ("place", reading.places))
    yield Text("also read: " + ", ".join(_count(len(records), noun) for noun, records in others))
    for problem in reading.problems:
        yield Text(f"the layer {problem.layer} failed: {one_line(problem.message)}", "red")
    apart = "{source} <cue>" if braces else "source underlined, cue bold"
    yield Text(f"[ⁿcontent of claim nⁿ]  {apart}; unmarked: the outlet in its own voice", "dim")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
