"""Reports about two fires, written for these tests, with the words in them that tell of events."""

from allegedly.linking.happenings import Told, told_of

FERRY = (
    "A ferry caught fire off Port Ellin on Sunday. Two sailors died in the blaze. The coast guard rescued 40 people."
)
FERRY_AGAIN = (
    "Two crew members were killed when a fire broke out on a ferry near Port Ellin. Some 40 passengers were rescued "
    "by the coast guard on Sunday."
)
MILL = "A paper mill burned down in Karsk on Tuesday. A guard died in the fire. Firemen saved the archive of the mill."
MILL_AGAIN = (
    "Firemen fought the blaze at the paper mill in Karsk until Tuesday night. One guard was killed by the smoke."
)
WORDS = {
    "ferry": (FERRY, ("caught fire", "died", "blaze", "rescued")),
    "ferry again": (FERRY_AGAIN, ("killed", "fire", "rescued")),
    "mill": (MILL, ("burned down", "died", "fire", "saved")),
    "mill again": (MILL_AGAIN, ("blaze", "killed")),
}


def told(name: str) -> Told:
    """Return what the report of that name tells."""
    text, words = WORDS[name]
    places = [(text.index(word), text.index(word) + len(word)) for word in words]
    return told_of(name, text, places)


def quoted(document: str, start: int, end: int) -> tuple[str, str]:
    """Return the report and the words of a trigger."""
    return document, WORDS[document][0][start:end]
