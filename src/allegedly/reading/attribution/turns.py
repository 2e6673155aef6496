"""Transcripts: "SMITH: We will stay.", "Q: And then? A: Then we left." Each turn is said by its speaker.

A text is a transcript where a speaker has the word twice, by the last word of the name, or where questions and answers
take turns; a list of labels ("WHAT: … WHERE: …") has each of them once. What is said in a turn counts as quoted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from allegedly.lexicon import words
from allegedly.reading.attribution.found import Found
from allegedly.records import Block

FRAME = "turn"
_CAPITALS = r"(?:Mc|Mac|O['’])?[A-Z][A-Z.'’-]*"
_NAME = r"[A-Z][\w.'’-]*"
_WHO = rf"{_CAPITALS}(?: {_CAPITALS}){{0,5}}|{_NAME}(?: {_NAME}){{0,4}}"
_TURN = re.compile(
    r"(?:(?:>>+|[-–—•*])\s*)?"
    rf"(?:(?P<question>Q|A|QUESTION|ANSWER|Question|Answer)|(?P<who>{_WHO}))"
    r"(?:\s?[(\[][^()\[\]\n]{1,60}[)\]])?(?:,\s[^:.\n]{1,60})?"
    r"(?P<colon>:|(?(question)\.|:))(?:\s+|$)"
)
_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")
_LAST_DIRECTION = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
"""What a transcript says that happened: "(APPLAUSE)", "[END VIDEO CLIP]"."""
_FEWEST_LETTERS = 2
_FIGURE = 3
"""What begins with a number and has no more words is no speech: "Norden: 44 per cent"."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Offsets [start, end) of the speaker, of the colon, and of the pieces of what is said, a paragraph each."""

    speaker: tuple[int, int]
    colon: tuple[int, int]
    said: tuple[tuple[int, int], ...]


def turns_of(text: str, blocks: Iterable[Block]) -> tuple[Turn, ...]:
    """Return the turns of a transcript in the order of the text, none if it is no transcript.

    A paragraph without a speaker goes on with the turn before it, if another turn follows.
    """
    kept = [block.span for block in blocks if block.kind in {"deck", "body"}]
    matches = [_TURN.match(text, span.start, span.end) for span in kept]
    opening = [n for n, match in enumerate(matches) if match and _may_speak(match)]
    if not _is_transcript([_speaker(match) for n in opening if (match := matches[n])]):
        return ()
    turns: list[Turn] = []
    for n, following in zip(opening, [*opening[1:], opening[-1] + 1], strict=True):
        match = matches[n]
        if match is None:
            continue
        pieces = [(match.end(), kept[n].end), *((span.start, span.end) for span in kept[n + 1 : following])]
        said = tuple(_without_direction(text, *piece) for piece in pieces if _is_said(text, *piece))
        speaker = match.span("question") if match["question"] else match.span("who")
        if said:
            turns.append(Turn(speaker, match.span("colon"), said))
    return tuple(turns)


def _may_speak(match: re.Match[str]) -> bool:
    who = match["question"] or match["who"]
    labels = words("cues_labels", "word")
    return bool(match["question"]) or (
        sum(map(str.isalpha, who)) >= _FEWEST_LETTERS and not any(word.lower() in labels for word in who.split())
    )


def _speaker(match: re.Match[str]) -> str:
    """Return the last word of the speaker's name in lower case, "q" or "a" for questions and answers."""
    return (match["question"] or match["who"].split()[-1]).lower()


def _is_transcript(speakers: list[str]) -> bool:
    letters = {speaker[0] for speaker in speakers if speaker in {"q", "a", "question", "answer"}}
    return letters == {"q", "a"} or any(count > 1 for count in Counter(speakers).values())


def _without_direction(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the piece without a stage direction at its end."""
    match = _LAST_DIRECTION.search(text, start, end)
    return (start, match.start()) if match else (start, end)


def _is_said(text: str, start: int, end: int) -> bool:
    """Say whether a piece holds words of speech: not a stage direction alone, nor a figure in a list."""
    spoken = _DIRECTION.sub("", text[start:end])
    count = len(re.findall(r"[^\W\d_]{2,}", spoken))
    return count > _FIGURE if re.match(r"\W*\d", spoken) else count > 0


def found_in(doc: Doc, turns: Iterable[Turn]) -> Iterator[Found]:
    """Yield the attribution of each turn: the speaker, the colon, and all that is said."""
    for turn in turns:
        cue = _tokens(doc, *turn.colon)
        source = _tokens(doc, *turn.speaker) - cue
        content = frozenset().union(*(_tokens(doc, *piece) for piece in turn.said)) - cue - source
        if cue and source and content:
            yield Found(min(cue), FRAME, source, cue, content)


def without_inner(all_found: Iterable[Found], spoken: Iterable[Found]) -> list[Found]:
    """Return the attributions, those left out that reach into what is said in a turn."""
    turns = list(spoken)
    covered = frozenset().union(*(turn.content | turn.cue | turn.source for turn in turns))
    return [found for found in all_found if covered.isdisjoint(found.cue | found.content | found.source)] + turns


def _tokens(doc: Doc, start: int, end: int) -> frozenset[int]:
    tokens = doc.char_span(start, end, alignment_mode="expand")
    return frozenset(range(tokens.start, tokens.end)) if tokens is not None else frozenset()
