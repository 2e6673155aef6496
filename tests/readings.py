"""Readings for tests: one written out by hand, and hypothesis strategies for any."""

from typing import Any

from hypothesis import strategies as st

from allegedly.records import (
    Actor,
    Block,
    Claim,
    Event,
    Figure,
    Mention,
    Moment,
    Party,
    Place,
    Problem,
    Reading,
    Relay,
    Span,
)
from allegedly.sources.document import make_document

TEXT = (
    "Harbour ministry rejects report of 40 lost barges\n\n"
    "On Tuesday the Ruritanian harbour ministry accused Graustark of sinking 40 barges off Streslau. "
    "Graustark denied the accusation. It was, a spokesman added, “a fairy tale”."
)
VERSIONS = (
    ("furniture", 3), ("language", 1), ("moments", 2), ("places", 1), ("actors", 1), ("attribution", 4), ("sources", 1),
    ("acts", 1), ("figures", 1), ("events", 5),
)  # fmt: skip


def at(text: str, quote: str, nth: int = 0) -> Span:
    """Return the span of the nth place where the quote stands."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Span.of(text, start, start + len(quote))


def reading(text: str = TEXT, versions: tuple[tuple[str, int], ...] = VERSIONS, **head: Any) -> Reading:
    """Return a reading of TEXT, or of a text that has the same words in it."""
    head = {"published": "2021-03-04", "published_from": "dateline", "outlet": "The Streslau Courier"} | head
    ministry, graustark = "RUR.harbour-ministry", "GRA.GOV"
    return Reading(
        document=make_document(text, language="en", **head),
        blocks=(Block(at(text, "Harbour ministry rejects report of 40 lost barges"), "title"),),
        moments=(
            Moment("t1", at(text, "On Tuesday"), "DATE", "2021-03-02", None, "2021-03-02", "2021-03-02", "published"),
        ),
        places=(Place("p1", at(text, "Streslau"), "literal", "Streslau", 4711, 50.5, -3.25, "RUR", "P", "only one"),),
        actors=(
            Actor(ministry, "Harbour Ministry of Ruritania", "institution", "RUR", ("GOV", "MIL")),
            Actor(graustark, "government of Graustark", "state", "GRA", ("GOV",), None, ("a", "b")),
            Actor("spokesman", "a spokesman", "person", role="spokesman"),
        ),
        mentions=(
            Mention(at(text, "the Ruritanian harbour ministry"), "name", ministry),
            Mention(at(text, "Graustark"), "metonym", graustark),
            Mention(at(text, "Graustark", 1), "metonym", graustark),
            Mention(at(text, "It"), "pronoun", None),
        ),
        claims=(
            Claim(
                "c1",
                (at(text, "the Ruritanian harbour ministry"),),
                (at(text, "accused"),),
                (at(text, "Graustark of sinking 40 barges off Streslau"),),
                "indirect",
                "accuse",
                "named",
                ministry,
                target=graustark,
                moment="t1",
            ),
            Claim(
                "c2",
                (at(text, "Graustark", 1),),
                (at(text, "denied"),),
                (at(text, "the accusation"),),
                "indirect",
                "deny",
                "named",
                graustark,
                answers="c1",
            ),
            Claim(
                "c3",
                (at(text, "a spokesman"),),
                (at(text, "added"),),
                (at(text, "It was"), at(text, "“a fairy tale”")),
                "mixed",
                "assert",
                "description",
                "spokesman",
                parent="c2",
                hedges=(at(text, "“a fairy"),),
                named_by=at(text, "the Ruritanian harbour ministry"),
                source_class="official",
                anonymity=at(text, "a spokesman"),
                relays=(Relay(at(text, "Graustark"), graustark), Relay(at(text, "Streslau"), None)),
            ),
        ),
        figures=(Figure("f1", at(text, "40 barges"), 40.0, None, True, approximate=True, counted="barge", claim="c1"),),
        events=(
            Event(
                "e1",
                "ASSAULT",
                at(text, "sinking"),
                "destroy",
                ("military",),
                (Party(at(text, "Graustark"), graustark),),
                (Party(at(text, "40 barges"), None),),
                "occurred",
                "c1",
                "p1",
                "t1",
                ("f1",),
            ),
            Event("e2", "REJECT", at(text, "rejects"), status="ongoing"),
        ),
        problems=(Problem("figures", "ValueError: \n no"),),
        versions=versions,
    )


# What a canonical text may hold: no control characters but tab and line feed, no surrogates.
characters = st.one_of(
    st.sampled_from(" \n\t\u202e\u0301é語😀'\"“\\%_*"), st.characters(exclude_categories=("Cc", "Cs"))
)
texts = st.text(characters, min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
names = st.text(characters, max_size=8)
maybe = st.one_of(st.none(), names)
numbers = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a sound reading with anything in it."""
    text = draw(texts)
    document = make_document(
        text,
        title=draw(maybe),
        deck=draw(maybe),
        published=draw(maybe),
        url=draw(maybe),
        outlet=draw(maybe),
        author=draw(maybe),
        origin=draw(maybe),
        published_from=draw(st.sampled_from((None, "given", "metadata", "dateline"))),
    )
    count = st.integers(0, 3)

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span.of(text, start, draw(st.integers(start + 1, len(text))))

    def spans() -> tuple[Span, ...]:
        return tuple(span() for _ in range(draw(count)))

    def link(ids: tuple[str, ...]) -> str | None:
        return draw(st.sampled_from((None, *ids)))

    actors = tuple(f"a{n}" for n in range(draw(count)))
    moments, places, claims, figures = (tuple(f"{kind}{n}" for n in range(draw(count))) for kind in "tpcf")

    def parties() -> tuple[Party, ...]:
        return tuple(Party(span(), link(actors)) for _ in range(draw(count)))

    strings = st.lists(names, max_size=2).map(tuple)
    return Reading(
        document=document,
        blocks=tuple(Block(part, "body") for part in spans()),
        moments=tuple(Moment(i, span(), "DATE", draw(names), draw(maybe), draw(maybe), draw(maybe)) for i in moments),
        places=tuple(Place(i, span(), "literal", draw(maybe), lat=draw(numbers), country=draw(maybe)) for i in places),
        actors=tuple(
            Actor(i, draw(names), "group", draw(maybe), draw(strings), draw(maybe), draw(strings)) for i in actors
        ),
        mentions=tuple(Mention(part, "name", link(actors)) for part in spans()),
        claims=tuple(
            Claim(
                i,
                spans(),
                spans(),
                spans(),
                "direct",
                draw(names),
                "none",
                link(actors),
                link(actors),
                link(claims[:n]),
                link(claims),
                link(moments),
                spans(),
                draw(st.sampled_from(("positive", "negative"))),
                draw(st.sampled_from(("certain", "possible"))),
                draw(st.sampled_from((None, span()))),
                draw(st.sampled_from((None, "official", "other"))),
                draw(st.sampled_from((None, span()))),
                tuple(Relay(span(), link(actors)) for _ in range(draw(count))),
            )
            for n, i in enumerate(claims)
        ),
        figures=tuple(
            Figure(i, span(), draw(numbers), draw(numbers), draw(st.booleans()), whose=link(actors), claim=link(claims))
            for i in figures
        ),
        events=tuple(
            Event(
                f"e{n}",
                draw(names),
                span(),
                draw(maybe),
                draw(strings),
                parties(),
                parties(),
                "future",
                link(claims),
                link(places),
                link(moments),
                figures[: draw(count)],
            )
            for n in range(draw(count))
        ),
        problems=tuple(Problem(draw(names), draw(names)) for _ in range(draw(count))),
        versions=tuple((f"layer{n}", draw(st.integers(0, 99))) for n in range(draw(count))),
    )
