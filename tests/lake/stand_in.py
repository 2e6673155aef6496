"""Light readings for tests of engines: a function that workers import by its name, and documents that do harm."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import time

from allegedly.lake import batch
from allegedly.ledger.soundness import sound
from allegedly.records import Actor, Block, Claim, Document, Figure, Mention, Problem, Reading, Span

NAME = "tests.lake.stand_in:read"
VERSIONS = (("furniture", 1), ("actors", 1), ("attribution", 1), ("figures", 1))


def read(document: Document) -> Reading:
    """Return a reading made of the words: who "said" or "denied" something, and the numbers."""
    text = document.text
    harm(text)
    blocks = tuple(Block(Span.of(text, match.start(), match.end()), "body") for match in re.finditer(r"[^\n]+", text))
    claims: list[Claim] = []
    actors: dict[str, Actor] = {}
    mentions: list[Mention] = []
    for match in re.finditer(r"(The \w+ ministry|\w+) (said|denied) ([^.\n]+)\.", text):
        name = match[1]
        actor = re.sub(r"\W+", "-", name.lower())
        actors[actor] = Actor(actor, name, "institution", "RUR", ("GOV",))
        who, cue, content = (Span.of(text, *match.span(group)) for group in (1, 2, 3))
        mentions.append(Mention(who, "name", actor))
        act = "deny" if match[2] == "denied" else "assert"
        claims.append(Claim(f"c{len(claims) + 1}", (who,), (cue,), (content,), "indirect", act, "named", actor))
    figures = tuple(
        Figure(f"f{n}", Span.of(text, *match.span()), float(match[0]), float(match[0]), counted="barge")
        for n, match in enumerate(re.finditer(r"\b\d+\b", text), 1)
    )
    problems = (Problem("events", "ValueError: made up"),) if "problem" in text else ()
    made = Reading(
        document,
        blocks,
        (),
        (),
        tuple(actors.values()),
        tuple(mentions),
        tuple(claims),
        figures,
        (),
        problems,
        VERSIONS,
    )
    return sound(made)


def harm(text: str) -> None:
    """Do what the text says, if it says something of the kind."""
    match = re.search(r"^POISON (\w+)", text, re.MULTILINE)
    kind = match[1] if match else ""
    if kind == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if kind == "exit":
        os._exit(3)
    if kind == "hang":
        time.sleep(3600)
    if kind == "loop":  # holds the interpreter: no other thread of the process runs meanwhile
        re.match(r"(a+)+$", "a" * 100 + "b")
    if kind == "memory":
        _ = [bytearray(50_000_000) for _ in range(1000)]
    if kind == "null":
        ctypes.string_at(0)
    if kind == "raise":
        raise RuntimeError("made to fail")


def whole(document: Document) -> Reading:
    """Read a document with all layers, unless it does harm."""
    harm(document.text)
    return batch.read(document)
