"""The rules of this version, kept by the ledger: the same links in any order, and nothing that they choke on."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from allegedly.ledger import Linker, check, open_ledger
from allegedly.linking.standard import StandardRules
from allegedly.records import Actor, Claim, Figure, Reading, Span
from allegedly.sources.document import make_document
from tests.ledger.links.test_linker import links

VERSIONS = (("furniture", 1),)
FERRY = (
    "The ferry Halvard ran aground off Brenning on Monday, and 14 passengers were injured, the coast guard said. "
    "The coast guard said the captain of the Halvard had left the bridge. Divers are to search the wreck on Friday, "
    "the coast guard said. The owner, Brenning Lines, gave no comment on the night of the accident."
)
DENIAL = (
    "Brenning Lines denied that the captain of the ferry Halvard had left the bridge. The hospital said 19 passengers "
    "were injured when the Halvard ran aground off Brenning. The company said it would pay for their treatment."
)
HARVEST = (
    "Farmers in the Orne valley said the frost had destroyed half of the cherry harvest. The growers said prices would "
    "rise by a third before the summer, and asked the province of Orne for help."
)


def read(text: str, published: str | None, outlet: str) -> Reading:
    """Return a reading of sentences with "said" or "denied", by pattern instead of by the layers."""
    document = make_document(text, language="en", published=published, published_from="given", outlet=outlet)
    claims: list[Claim] = []
    for match in re.finditer(r"(?P<source>[A-Z][\w' ]+?) (?P<cue>said|denied) (?P<content>[^.]+)", document.text):
        source, cue, content = (Span.of(document.text, *match.span(role)) for role in ("source", "cue", "content"))
        act = "deny" if match["cue"] == "denied" else "assert"
        claims.append(Claim(f"c{len(claims) + 1}", (source,), (cue,), (content,), "indirect", act))
    figures = [
        Figure(f"f{number}", Span.of(document.text, *match.span(1)), float(match[1]), float(match[1]), counted=match[2])
        for number, match in enumerate(re.finditer(r"(\d+) (passengers)", document.text), 1)
    ]
    actors = (Actor("NOR", "Norway", "state", "NOR"),)
    return Reading(document, actors=actors, claims=tuple(claims), figures=tuple(figures), versions=VERSIONS)


REPORTS = (
    read(FERRY, "2031-03-03", "The Quay"),
    read(FERRY + " Read more on our site.", "2031-03-04", "The Mirror"),
    read(DENIAL, "2031-03-04", "The Bell"),
    read(HARVEST, "2031-03-04", "The Bell"),
    read(FERRY[: len(FERRY) // 2], None, "The Moss"),
    read("-", "2031-03-04", "The Lamp"),
    read("\ufeff\u202e" + "wolf " * 20_000, "not a day", "The Lamp"),
)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    found = []
    for name in ("one", "other"):
        order = list(REPORTS)
        chance.shuffle(order)
        with open_ledger(tmp_path / name) as ledger:
            linker = Linker(ledger, StandardRules())
            for one in order:
                ledger.add(one)
                if chance.random() < 0.6:
                    linker.link(linker.unlinked())
            linker.link(linker.unlinked())
            assert linker.faults == []
            assert list(check(ledger)) == []
            found.append(links(ledger))
    assert found[0] == found[1]
    stories = {row[0]: row[1] for row in found[0]["story_documents"]}
    quay, mirror, bell, harvest, *_ = (one.document.id for one in REPORTS)
    assert stories[quay] == stories[mirror] == stories[bell] != stories[harvest]
    assert {frozenset(row[:2]) for row in found[0]["copies"]} >= {frozenset((quay, mirror))}


def test_profiles_come_back_from_bytes() -> None:
    rules = StandardRules()
    for one in REPORTS:
        profile = rules.profile(one)
        assert rules.profile(one) == profile
        for step, data in zip(
            ("copies", "stories", "claims"), (profile.copies, profile.stories, profile.claims), strict=True
        ):
            assert rules.load(step, data).to_bytes() == data  # type: ignore[arg-type]
        assert all(-(1 << 63) <= key < 1 << 63 for key in (*profile.copy_keys, *profile.story_keys))
