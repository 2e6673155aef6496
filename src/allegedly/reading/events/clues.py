"""What speaks for or against a word being part of who does or suffers an event, as strings for a linear model.

After the features of semantic role labelling (Gildea and Jurafsky 2002; Xue and Palmer 2004): the path over the parse
from the word's phrase to the trigger, the phrase's head, its side of the trigger, voice; and what the rules propose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from allegedly.reading.events import frames
from allegedly.reading.events.coding import Coded
from allegedly.reading.events.index import Index
from allegedly.records import Span

INNER = frozenset(
    {"det", "amod", "compound", "poss", "case", "nummod", "nmod", "quantmod", "predet", "punct", "advmod"}
)
"""What stands before the head of a noun phrase, or is a mark within it."""
OUTER = frozenset({"relcl", "acl", "appos"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM"})
STEPS = 4
"""Paths over the parse are told by so many steps up and as many down."""
DEEP = 40
FAR = (1, 2, 3, 5, 8, 12, 20)


@dataclass(frozen=True, slots=True)
class Place:
    """A word in the sentence: the head of its noun phrase, that of the widest one, and its place in that."""

    head: Token
    widest: Token
    chain: str
    path: str
    wide_path: str


def clues(
    words: Sequence[Token], index: Index, trigger: Token, event: Coded | None, others: Sequence[Coded]
) -> list[list[str]]:
    """Return the clues of each word, given the trigger of an event, what the rules make of it, and other events."""
    proposed = proposed_roles(words, event)
    known = _known(words, index)
    elsewhere = _elsewhere(words, others)
    above = _above(trigger)
    places = [_place(word, above) for word in words]
    numbers = {word.i: n for n, word in enumerate(words)}
    frame = _frame(trigger, event)
    found = []
    for n, word in enumerate(words):
        place = places[n]
        at = [numbers.get(token.i, n) for token in (word, place.head, place.widest)]
        roles = [proposed[m] for m in at]
        around = (places[n - 1] if n else None, places[n + 1] if n + 1 < len(words) else None)
        found.append(
            [
                *_own(words, n),
                *_of_phrase(word, place, trigger, frame),
                *_of_rules(place, roles, frame, elsewhere[n]),
                *_of_actors(word, place, [known[m] for m in at], trigger, frame[0]),
                *_of_neighbours(n, proposed, place, around),
            ]
        )
    return found


def _frame(trigger: Token, event: Coded | None) -> tuple[str, str, str, str]:
    """Return type, lemma, voice of the trigger, and which sides the rules have filled."""
    if event is None:
        return "none", trigger.lemma_.lower(), str(frames.is_passive(trigger)), ""
    both = set(event.event.actors) == set(event.event.recipients)
    sides = f"{min(len(event.event.actors), 2)}{min(len(event.event.recipients), 2)}{both:d}"
    return event.event.type, trigger.lemma_.lower(), str(frames.is_passive(trigger)), sides


def proposed_roles(words: Sequence[Token], event: Coded | None) -> list[str]:
    """Return what the rules take each word for: S and T for the sides, R on both, with B where it begins."""
    roles = ["O"] * len(words)
    if event is None:
        return roles
    both = set(event.event.actors) == set(event.event.recipients)
    sides = [("R" if both else "S", party.span) for party in event.event.actors]
    sides += [("T", party.span) for party in event.event.recipients if not both]
    for label, span in sides:
        opened = False
        for n in _inside(words, span):
            if roles[n] == "O":
                roles[n] = f"{'I' if opened else 'B'}{label}"
                opened = True
    for n in _inside(words, event.event.trigger):
        roles[n] = "V" if roles[n] == "O" else roles[n]
    return roles


def _known(words: Sequence[Token], index: Index) -> list[str]:
    """Return what each word is known to stand for: a state, or the first sector of an actor."""
    found = [""] * len(words)
    mentions = index.mentions.within(words[0].idx, words[-1].idx + 1)
    for mention in sorted(mentions, key=lambda mention: mention.span.start - mention.span.end):
        actor = index.actors.get(mention.actor or "")
        name = "?" if actor is None else (*actor.sectors, actor.kind)[0]
        for n in _inside(words, mention.span):
            found[n] = name
    return found


def _of_actors(word: Token, place: Place, known: list[str], trigger: Token, kind: str) -> list[str]:
    own, head, widest = known
    side = "<" if word.i < trigger.i else ">"
    return [
        f"m {own} {place.chain}",
        f"mh {head} {place.path}",
        f"mw {widest} {place.wide_path}",
        f"mk {head} {side} {kind}",
        f"ml {widest} {side} {kind}",
        f"mc {head} {widest} {place.chain}",
    ]


def _elsewhere(words: Sequence[Token], others: Sequence[Coded]) -> list[str]:
    roles = [""] * len(words)
    for other in others:
        for n in _inside(words, other.event.trigger):
            roles[n] = "V"
        for label, parties in (("S", other.event.actors), ("T", other.event.recipients)):
            for party in parties:
                for n in _inside(words, party.span):
                    roles[n] = label
    return roles


def _inside(words: Sequence[Token], span: Span) -> list[int]:
    return [n for n, word in enumerate(words) if word.idx < span.end and span.start < word.idx + len(word)]


def _above(trigger: Token) -> dict[int, str]:
    """Return the tokens from the trigger up to its root, with the path from each down to the trigger."""
    found, token, down = {trigger.i: ""}, trigger, ""
    for _ in range(DEEP):
        if token.head == token:
            break
        down = f"{_step(token)}>{down}"
        token = token.head
        found[token.i] = ">".join(down.split(">")[: STEPS + 1])
    return found


def _step(token: Token) -> str:
    return f"{token.dep_}_{token.lower_}" if token.dep_ in {"prep", "agent"} else token.dep_


def _path(token: Token, above: dict[int, str]) -> str:
    up: list[str] = []
    for _ in range(DEEP):
        if token.i in above or token.head == token:
            break
        up.append(_step(token))
        token = token.head
    return "<".join(up[:STEPS]) + "|" + above.get(token.i, "-")


def _place(word: Token, above: dict[int, str]) -> Place:
    head, chain = word, []
    for _ in range(DEEP):
        if head.dep_ not in INNER or head.head.pos_ not in NOMINAL:
            break
        chain.append(head.dep_)
        head = head.head
    widest = head
    for _ in range(DEEP):
        over = widest.head
        if widest.dep_ in OUTER and over.pos_ in NOMINAL and over != widest:
            chain.append(widest.dep_)
            widest = over
        elif widest.dep_ == "pobj" and over.dep_ == "prep" and over.head.pos_ in NOMINAL:
            chain.append(_step(over))
            widest = over.head
        elif widest.dep_ in {"prep", "cc", "punct", "dobj", "nsubj", "aux"} and _is_within(widest):
            chain.append(_step(widest))
            widest = over
        else:
            break
    side = "<" if word.i < widest.i else ">" if word.i > widest.i else "="
    return Place(head, widest, side + ".".join(chain[-3:]), _path(head, above), _path(widest, above))


def _is_within(token: Token) -> bool:
    """Say whether it hangs on a noun, or on the verb of a clause at a noun."""
    over = token.head
    return over != token and (over.pos_ in NOMINAL or over.dep_ in OUTER)


def _own(words: Sequence[Token], n: int) -> list[str]:
    word = words[n]
    before, after = words[n - 1] if n else None, words[n + 1] if n + 1 < len(words) else None
    left, right = (token.lower_ if token else "" for token in (before, after))
    left_tag, right_tag = (token.tag_ if token else "" for token in (before, after))
    shape = "a" if word.is_lower else "A" if word.is_title else "AA" if word.is_upper else "0" if word.like_num else "."
    return [
        "bias",
        f"w {word.lower_}",
        f"l {word.lemma_.lower()}",
        f"t {word.tag_}",
        f"d {word.dep_}",
        f"e {word.ent_type_}{word.ent_iob_}",
        f"s {shape}",
        f"w- {left}",
        f"w+ {right}",
        f"t- {left_tag} {word.tag_}",
        f"t+ {word.tag_} {right_tag}",
        f"dt {word.dep_} {word.head.tag_}",
        f"n {min(n, 4)}",
    ]


def _of_phrase(word: Token, place: Place, trigger: Token, frame: tuple[str, str, str, str]) -> list[str]:
    kind, lemma, voice, sides = frame
    path, head = place.wide_path, place.widest
    side = "<" if head.i < trigger.i else ">" if head.i > trigger.i else "="
    away = sum(abs(word.i - trigger.i) >= far for far in FAR)
    classes = sorted(frames.noun_of(head).classes) if head.pos_ in {"NOUN", "PROPN"} else []
    return [
        f"c {place.chain}",
        f"p {path}",
        f"pc {path} {place.chain}",
        f"pt {path} {kind}",
        f"pl {path} {lemma}",
        f"pv {path} {voice} {sides}",
        f"pe {path} {head.ent_type_}",
        f"ph {path} {head.tag_}",
        f"q {place.path}",
        f"qt {place.path} {kind}",
        f"ql {place.path} {lemma}",
        f"qd {place.path} {word.dep_}",
        f"h {head.lemma_.lower()}",
        f"hc {head.lemma_.lower()} {place.chain}",
        f"hs {head.lemma_.lower()} {side}",
        f"g {place.head.lemma_.lower()} {side}",
        f"es {head.ent_type_} {side} {kind}",
        f"ds {head.dep_} {side} {kind}",
        f"a {side}{away}",
        f"ac {side}{away} {place.chain}",
        *(f"k {name} {path}" for name in classes),
        *(f"ks {name} {side}" for name in classes),
        *_of_preposition(place, frame, side),
    ]


def _of_preposition(place: Place, frame: tuple[str, str, str, str], side: str) -> list[str]:
    """Return the clues of the word's own noun phrase within the widest one: "investment in Ethiopia"."""
    kind, lemma, _, sides = frame
    head = place.head
    named = head.ent_type_ or head.pos_
    over = head.head if head.dep_ == "pobj" else None
    found = [f"x {place.chain} {named}", f"xk {place.chain} {named} {kind}", f"xs {named} {side} {kind} {sides}"]
    if over is not None:
        found += [
            f"i {over.lower_} {named} {side} {kind}",
            f"il {over.lower_} {lemma}",
            f"io {over.lower_} {over.head.lemma_.lower()}",
            f"in {over.lower_} {named} {over.head.pos_} {sides}",
        ]
    return found


def _of_rules(place: Place, roles: list[str], frame: tuple[str, str, str, str], elsewhere: str) -> list[str]:
    kind, lemma, _, sides = frame
    own, head, widest = roles
    return [
        f"r {own}",
        f"rh {head} {widest}",
        f"rc {widest} {place.chain}",
        f"rd {head} {place.chain}",
        f"rp {own} {place.wide_path}",
        f"rt {own} {kind}",
        f"rs {own} {sides}",
        f"rw {widest} {place.wide_path}",
        f"rl {own} {lemma}",
        f"re {own} {place.widest.ent_type_}",
        f"rz {own} {widest} {place.chain} {sides}",
        f"o {elsewhere}",
        f"op {elsewhere} {place.wide_path}",
    ]


def _of_neighbours(n: int, proposed: list[str], place: Place, around: tuple[Place | None, Place | None]) -> list[str]:
    before, after = around
    left = proposed[n - 1] if n else ""
    right = proposed[n + 1] if n + 1 < len(proposed) else ""
    return [
        f"r- {left} {proposed[n]}",
        f"r+ {proposed[n]} {right}",
        f"c- {before.chain if before else ''} {place.chain}",
        f"c+ {place.chain} {after.chain if after else ''}",
        f"b- {before is not None and before.widest == place.widest} {place.wide_path}",
        f"b+ {after is not None and after.widest == place.widest} {place.wide_path}",
        f"h- {before is not None and before.head == place.head} {place.chain}",
        f"h+ {after is not None and after.head == place.head} {place.chain}",
    ]
