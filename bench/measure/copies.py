"""Copies made of articles: are all versions of an article found, and nothing else, and how fast.

Each article is there four times: whole; cut to its first 60 %; with 5 % of its words changed and furniture around it;
and its last half. All documents of an article, and of articles with the very same text, are one set of the gold, so a
cut and a last half count as a pair although they share a tenth. Figures are over pairs of documents. Real copies among
the articles that are not the same to the letter count as wrong.

`python -m bench.measure.copies 1000000` does the same with so many documents of made-up articles, each written when
its turn comes, and tells the peak of memory, too.
"""

from __future__ import annotations

import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice

from allegedly.linking.copies import Index, sketch
from bench.suite import SHARED
from bench.tasks.copies import articles

ARTICLES = "data/stories"
DOCUMENTS = 20_000
CUT, CHANGED = 0.6, 0.05
WORDS = 50_000
"""Words of made-up articles."""
LONG_AGO = date(2021, 1, 1).toordinal()
FURNITURE = (
    "Advertisement", "Comments", "Copyright. All rights reserved.", "Download our free app", "Email this article",
    "Follow us on Twitter", "Get the day's top stories in your inbox", "More from this section", "Most popular",
    "Print", "Privacy policy", "Read more", "Related stories", "Share this", "Sign up for breaking news alerts",
    "Subscribe to our newsletter and never miss an update", "Terms of use", "This story will be updated",
    "Trending now", "Watch the video above", "We want to hear from you", "What others are reading",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """A document made of an article: its id, the text, the day, and the article's set."""

    id: str
    text: str
    day: int
    of: int


def versions(documents: int = DOCUMENTS, seed: int = 1) -> list[Version]:
    """Return that many documents, four of an article, or four of each article there is; in a random order."""
    chance = random.Random(seed)
    rows = list(islice(articles(SHARED / ARTICLES), documents // 4))
    headlines = [row["title"] for row in rows if row["title"]]
    earliest: dict[str, int] = {}
    made = []
    for number, row in enumerate(rows):
        of = earliest.setdefault(row["text"], number)
        day = date.fromisoformat(row["published"][:10]).toordinal()
        texts = enumerate(_texts(row["text"], headlines, chance))
        made += [Version(f"{number}.{kind}", text, day, of) for kind, text in texts]
    chance.shuffle(made)
    return made


def _texts(text: str, headlines: Sequence[str], chance: random.Random) -> Iterator[str]:
    words = re.findall(r"\S+\s*", text)
    edited = list(words)
    for place in chance.sample(range(len(words)), round(len(words) * CHANGED)):
        edited[place] = chance.choice(words)
    before = [*chance.sample(FURNITURE, 4), *chance.sample(headlines, 2)]
    after = [*chance.sample(FURNITURE, 4), *chance.sample(headlines, 3)]
    yield text
    yield "".join(words[: max(1, round(len(words) * CUT))])
    yield "\n\n".join((*before, "".join(edited), *after))
    yield "".join(words[len(words) // 2 :])


def made_up(documents: int, seed: int = 1) -> Iterator[Version]:
    """Yield that many documents, four of each of so many made-up articles, one after the other in a random order.

    The words of an article are drawn from WORDS by how often they stand in English (the nth in proportion to 1 / n).
    """
    order = list(range(documents))
    random.Random(seed).shuffle(order)
    words = [f"w{number:x}" for number in range(WORDS)]
    weights = list(accumulate(1 / (number + 1) for number in range(WORDS)))
    headlines = [" ".join(random.Random(number).choices(words, k=8)) for number in range(100)]
    for number in order:
        article, kind = divmod(number, 4)
        chance = random.Random(f"{seed}.{article}")
        text = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(120, 400)))
        day = LONG_AGO + article % 365
        yield Version(f"{article}.{kind}", list(_texts(text, headlines, chance))[kind], day, article)


def run(documents: int = DOCUMENTS, seed: int = 1) -> dict[str, float]:
    """Return recall and precision over pairs, documents per CPU-second from text to sets, and what was kept of them."""
    return _measured(versions(documents, seed))


def _measured(made: Iterable[Version]) -> dict[str, float]:
    index = Index()
    kept = keys = 0
    seconds = 0.0
    gold: dict[str, int] = {}
    for version in made:
        started = time.process_time()
        made_of_it = sketch(version.text, version.day)
        index.add(version.id, made_of_it)
        seconds += time.process_time() - started
        keys += len(made_of_it.keys)
        kept += len(made_of_it.held)
        gold[version.id] = version.of
    started = time.process_time()
    sets = index.sets()
    seconds += time.process_time() - started
    return {
        "documents": len(gold),
        **over_pairs(gold, {document: sets.get(document, document) for document in gold}),
        "documents per CPU-second": round(len(gold) / seconds, 1),
        "keys a document": round(keys / len(gold), 1),
        "bytes a document": round(kept / len(gold)) + 8 * round(keys / len(gold)) + 12,
    }


def over_pairs(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> dict[str, float]:
    """Return precision and recall of the pairs of documents that are in one set; both map documents to sets."""
    right = _pairs((gold[document], found[document]) for document in gold)
    return {
        "precision": round(right / max(1, _pairs(found.values())), 4),
        "recall": round(right / max(1, _pairs(gold.values())), 4),
    }


def _pairs(sets: Iterable[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(sets).values())


if __name__ == "__main__":
    found = _measured(made_up(int(sys.argv[1])))
    found["peak memory, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(found))
