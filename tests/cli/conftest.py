"""A ledger of two short reports, read by hand, so that no test of the command line waits for the parser."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from allegedly import open_ledger
from allegedly.cli import main
from allegedly.reading.pipeline import LAYERS
from allegedly.records import (
    Actor,
    Block,
    Claim,
    Document,
    Event,
    Figure,
    Mention,
    Moment,
    Party,
    Place,
    Problem,
    Reading,
    Span,
)
from allegedly.sources.document import make_document

PLAIN = (
    "Border posts closed\n\n"
    "The Interior Ministry said on Monday that more than 400 guards had left for Kormia. "
    "Kormia denied this claim.\n\n"
    "Read more"
)
HOSTILE = "The mayor \x1b]0;owned\x07 said [bold red]nothing[/bold red]."


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


def call(*arguments: str) -> Result:
    """Run the program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
    return Result(code, out.getvalue(), err.getvalue())


def span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span.of(document.text, start, start + len(words))


def first_reading() -> Reading:
    document = make_document(
        PLAIN,
        title="Border posts closed",
        published="2031-03-04",
        published_from="given",
        language="en",
        url="https://gazette.example/1",
        outlet="The Harbour Gazette",
        origin="gazette.txt",
    )
    title, body, more = (span(document, part) for part in PLAIN.split("\n\n"))
    denial = document.text.index("Kormia denied")
    speaker = Span.of(document.text, denial, denial + len("Kormia"))
    claims = (
        Claim(
            "c1",
            (span(document, "The Interior Ministry"),),
            (span(document, "said"),),
            (span(document, "that more than 400 guards had left for Kormia"),),
            "indirect",
            act="accuse",
            source_kind="named",
            actor="VES.interior-ministry",
            target="KMA.GOV",
            moment="t1",
        ),
        Claim(
            "c2",
            (speaker,),
            (span(document, "denied"),),
            (span(document, "this claim"),),
            "indirect",
            act="deny",
            source_kind="named",
            actor="KMA.GOV",
            answers="c1",
        ),
    )
    return Reading(
        document,
        blocks=(Block(title, "title"), Block(body, "body"), Block(more, "read_more")),
        moments=(Moment("t1", span(document, "Monday"), "DATE", "2031-03-03", None, "2031-03-03", "2031-03-03"),),
        places=(Place("p1", span(document, "Kormia"), "literal", "Kormia", 42, 50.5, 30.5, "KMA", "PCLI", "only one"),),
        actors=(
            Actor("VES.interior-ministry", "Interior Ministry of Vesland", "institution", "VES", ("GOV", "COP")),
            Actor("KMA.GOV", "Government of Kormia", "institution", "KMA", ("GOV",)),
        ),
        mentions=(
            Mention(span(document, "The Interior Ministry"), "name", "VES.interior-ministry"),
            Mention(span(document, "Kormia"), "metonym", "KMA.GOV"),
        ),
        claims=claims,
        figures=(
            Figure(
                "f1",
                span(document, "more than 400"),
                low=400,
                high=None,
                low_exclusive=True,
                counted="guards",
                whose="VES.interior-ministry",
                claim="c1",
            ),
        ),
        events=(
            Event(
                "e1",
                "RETREAT",
                span(document, "left"),
                actors=(Party(span(document, "more than 400 guards"), "VES.interior-ministry"),),
                claim="c1",
                place="p1",
                moment="t1",
                figures=("f1",),
            ),
        ),
        versions=tuple((layer.name, layer.version) for layer in LAYERS),
    )


def hostile_reading() -> Reading:
    document = make_document(
        HOSTILE,
        title="\x1b[31mRed\x1b[0m [bold]alert[/bold] \u202egnorw",
        published="2031-04-01",
        published_from="given",
        language="en",
        outlet="Evil \x1b[2J Post\r\n[link=x]",
        origin="evil\x1b[1m.txt",
    )
    claim = Claim(
        "c1",
        (span(document, "The mayor"),),
        (span(document, "said"),),
        (span(document, "[bold red]nothing[/bold red]"),),
        "direct",
    )
    return Reading(
        document,
        blocks=(Block(Span.of(document.text, 0, len(document.text)), "body"),),
        claims=(claim,),
        problems=(Problem("events", "ValueError: \x1b[5mblink"),),
        versions=(("furniture", 1),),
    )


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a plain report, a hostile one, and an input that failed."""
    path = tmp_path_factory.mktemp("ledger") / "test.sqlite"
    with open_ledger(path) as opened:
        opened.add(first_reading())
        opened.add(hostile_reading())
        opened.record_error("broken\x1b[31m.html", ValueError("no report in it\nat all"))
    return path


@pytest.fixture
def ask(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The program, with the ledger given by the environment and a window of 100 columns."""
    monkeypatch.setenv("ALLEGEDLY_LEDGER", str(ledger))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return call
