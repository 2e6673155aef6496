"""Texts for tests of copies: as many words as wanted, the same for the same seed."""

import random

WORDS = (
    "harbour", "minister", "barge", "said", "the", "of", "and", "storm", "pier", "crew", "council", "vote", "market",
    "grain", "lock", "river", "bridge", "night", "guard", "letter", "spokeswoman", "denied", "claims", "old", "new",
    "seven", "forty", "tug", "captain", "inquiry", "report", "strike", "union", "wages", "court", "judge", "flood",
)  # fmt: skip


def prose(words: int, seed: int = 0) -> str:
    """Return so many words in sentences of twelve; texts of different seeds have next to nothing in common."""
    chance = random.Random(seed)
    chosen = [chance.choice(WORDS) + str(chance.randrange(9)) for _ in range(words)]
    sentences = [" ".join(chosen[start : start + 12]).capitalize() + "." for start in range(0, words, 12)]
    return " ".join(sentences)


def edited(text: str, part: float, seed: int = 0) -> str:
    """Return the text with this part of its words replaced."""
    chance = random.Random(seed)
    words = text.split(" ")
    for place in chance.sample(range(len(words)), round(len(words) * part)):
        words[place] = f"other{place}"
    return " ".join(words)


def first_words(text: str, count: int) -> str:
    """Return the first words of a text."""
    return " ".join(text.split(" ")[:count])


def last_words(text: str, count: int) -> str:
    """Return the last words of a text."""
    return " ".join(text.split(" ")[-count:])
