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

ARSTOTZKA = (
    "Border posts closed\n\n"
    "The Interior Ministry said on Monday that more than 400 guards had left for Kolechia. "
    "Kolechia denied this claim.\n\n"
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


def spans(document: Document, *words: str) -> tuple[Span, ...]:
    found = []
    for word in words:
        start = document.text.index(word)
        found.append(Span.of(document.text, start, start + len(word)))
    return tuple(found)


def first_reading() -> Reading:
    document = make_document(
        ARSTOTZKA,
        title="Border posts closed",
        published="2031-03-04",
        published_from="given",
        language="en",
        url="https://gazette.example/1",
        outlet="The Grestin Gazette",
        origin="gazette.txt",
    )
    starts = [0, ARSTOTZKA.index("The Int"), ARSTOTZKA.index("Read more")]
    ends = [len("Border posts closed"), ARSTOTZKA.index("\n\nRead"), len(ARSTOTZKA)]
    kinds = ("title", "body", "read_more")
    blocks = tuple(
        Block(Span.of(document.text, start, end), kind) for start, end, kind in zip(starts, ends, kinds, strict=True)
    )
    claims = (
        Claim(
            "c1",
            spans(document, "The Interior Ministry"),
            spans(document, "said"),
            spans(document, "that more than 400 guards had left for Kolechia"),
            "indirect",
            act="accuse",
            source_kind="named",
            actor="RUS.interior-ministry",
            target="UKR.GOV",
            moment="t1",
        ),
        Claim(
            "c2",
            spans(document, "Kolechia denied"[:8]),
            spans(document, "denied"),
            spans(document, "this claim"),
            "indirect",
            act="deny",
            source_kind="named",
            actor="UKR.GOV",
            answers="c1",
        ),
    )
    return Reading(
        document,
        blocks=blocks,
        moments=(Moment("t1", *spans(document, "Monday"), "DATE", "2031-03-03", None, "2031-03-03", "2031-03-03"),),
        places=(
            Place("p1", *spans(document, "Kolechia"), "literal", "Kolechia", 42, 50.5, 30.5, "UKR", "PCLI", "only one"),
        ),
        actors=(
            Actor("RUS.interior-ministry", "Interior Ministry of Russia", "institution", "RUS", ("GOV", "COP")),
            Actor("UKR.GOV", "Government of Ukraine", "institution", "UKR", ("GOV",)),
        ),
        mentions=(
            Mention(*spans(document, "The Interior Ministry"), "name", "RUS.interior-ministry"),
            Mention(*spans(document, "Kolechia"), "metonym", "UKR.GOV"),
        ),
        claims=claims,
        figures=(
            Figure(
                "f1",
                *spans(document, "more than 400"),
                low=400,
                high=None,
                low_exclusive=True,
                counted="guards",
                whose="RUS.interior-ministry",
                claim="c1",
            ),
        ),
        events=(
            Event(
                "e1",
                "RETREAT",
                *spans(document, "left"),
                actors=(Party(*spans(document, "more than 400 guards"), "RUS.interior-ministry"),),
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
        spans(document, "The mayor"),
        spans(document, "said"),
        spans(document, "[bold red]nothing[/bold red]"),
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
