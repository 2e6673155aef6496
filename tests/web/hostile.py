"""Reports whose title, text, URL, outlet and names try to run script or to fetch something."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.records import Actor, Block, Claim, Event, Figure, Mention, Party, Place, Reading, Relay, Span
from allegedly.sources.document import make_document

PAYLOADS = (
    "<script>window.owned = 1</script>",
    "<img src=x onerror='window.owned = 1'>",
    '"><svg onload=window.owned=1><a title="',
    "' autofocus onfocus='window.owned=1",
    "</title></style></textarea><script src=https://evil.example/x.js></script>",
    "<iframe srcdoc='<script>parent.owned=1</script>'></iframe>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href=https://evil.example/>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "\u202egnp.exe\u2066 \x1b]0;owned\x07 \x00 \x9b31m",
    "<form action=https://evil.example/><button autofocus>go</button></form>",
    "<style>@import 'https://evil.example/y.css';</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.owned=1>",
    "javascript:window.owned=1//",
)
URLS = (
    "javascript:window.owned=1", "JaVaScRiPt:alert(1)", "data:text/html,<script>parent.owned=1</script>",
    "vbscript:x", "https://evil.example/\"onmouseover=\"window.owned=1", " javascript:window.owned=1",
    "java\nscript:window.owned=1", "//evil.example/x", "file:///etc/passwd", "https://user:pass@evil.example/",
    "http://[::1", "https://evil.example/<script>",
)  # fmt: skip


def hostile_readings(number: int) -> Iterator[Reading]:
    """Yield so many readings; payloads and URLs come in turn, in every field that a report can fill."""
    for n in range(number):
        bad, url = PAYLOADS[n % len(PAYLOADS)], URLS[n % len(URLS)]
        text = f"{bad} {n}\n\n{bad} said that {bad} had left. It cost 4 {bad}."
        document = make_document(
            text, title=bad, outlet=f"{bad} {n}", url=url, author=bad, published="2031-01-01", language="en", origin=bad
        )
        text = document.text
        said = text.index(" said that ")
        start = text.index("\n\n") + 2
        source, cue = Span.of(text, start, said), Span.of(text, said + 1, said + 5)
        content = Span.of(text, said + 6, text.index(" had left"))
        name = bad.replace("\0", "")
        yield Reading(
            document,
            blocks=(Block(Span.of(text, 0, start - 2), "title"), Block(Span.of(text, start, len(text)), "body")),
            actors=(Actor(f"x{n}/{name}", name, "person", country="<b>", sectors=(name,), role=name),),
            mentions=(Mention(source, "name", f"x{n}/{name}"),),
            places=(Place("p1", content, "literal", name, country=name),),
            claims=(
                Claim(
                    "c1", (source,), (cue,), (content,), "direct", "deny", "named", f"x{n}/{name}", f"x{n}/{name}",
                    hedges=(content,), relays=(Relay(content, None),),
                ),
            ),
            figures=(Figure("f1", content, 4.0, None, counted=name, unit=name, claim="c1"),),
            events=(
                Event(
                    "e1", "ASSAULT", cue, name, (name,), (Party(content, None),), (Party(source, f"x{n}/{name}"),),
                    claim="c1", place="p1", figures=("f1",),
                ),
            ),
        )  # fmt: skip
