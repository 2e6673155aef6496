"""Articles per CPU-second: the whole reading beside textacy's quotation extractor, article by article in one run.

And how much CPU a fresh process takes to its first claim.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import spacy

from allegedly.reading import moments as moments_layer
from allegedly.reading import pipeline
from allegedly.reading.algebra import one_thread
from allegedly.reading.language import MODEL, analyse, model
from allegedly.reading.pipeline import pick, read_document
from allegedly.records import Reading
from allegedly.sources.document import make_document
from bench.score import attribution, times
from bench.score.common import Rows, read_rows


def run(gold: Path, limit: int | None = None, *, fast: bool = False) -> dict[str, float]:
    """Time both on the same articles in turn, and return the figures; `fast` reads fast.

    CPU-seconds are of this process, all threads; textacy stands on the same model as spaCy loads it.
    """
    from bench.peers.textacy_quotes import attributions

    rows = read_rows(gold, limit)
    nlp = spacy.load(MODEL)
    chosen = pipeline.layers(fast=fast)
    _warm_up(chosen)
    layers: defaultdict[str, float] = defaultdict(float)
    peer = 0.0
    found: Rows = {}
    for name, row in rows.items():
        _read(row["text"], row.get("title"), chosen, layers)
        start = time.process_time()
        found[name] = {"attributions": attributions(nlp, row["text"])}
        peer += time.process_time() - start
    ours = sum(layers.values())
    return {
        "articles": len(rows),
        "articles per CPU-second": len(rows) / ours,
        "textacy, articles per CPU-second": len(rows) / peer,
        "ratio": peer / ours,
        "textacy ALL@.5": attribution.score(rows, found)["ALL@.5"]["f1"],
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **{f"layer {name}, ms an article": 1000 * seconds / len(rows) for name, seconds in layers.items()},
    }


def parses(gold: Path, limit: int = 24) -> dict[str, float]:
    """Time the bare parse as spaCy loads the model and as we do, article by article in turn; CPU-ms an article.

    spaCy's components are timed through BLAS on one thread and on as many as it takes of itself, and then ours.
    """
    texts = [row["text"] for row in read_rows(gold, limit).values()]
    stock, ours = spacy.load(MODEL), model()
    spent: defaultdict[str, float] = defaultdict(float)
    for text in (texts[0], *texts):
        for name, parse, scope in (
            ("parse as spaCy loads it", stock, nullcontext),
            ("parse through BLAS, one thread", ours, one_thread),
            ("parse through BLAS, its own threads", ours, nullcontext),
            ("parse with our morphology and names", lambda text: analyse(ours.make_doc(text)), nullcontext),
        ):
            start = time.process_time()
            with scope():
                parse(text)
            spent[name] += time.process_time() - start
    return {f"{name}, ms": 1000 * seconds / (len(texts) + 1) for name, seconds in spent.items()}


def moments(gold: Path, limit: int | None = None) -> dict[str, float]:
    """Time the moments layer alone, after the parse, and Recognizers-Text on the same documents; score the latter.

    Each document is read twice, so that what is loaded once is not timed. Figures are documents per CPU-second.
    """
    from bench.peers.recognizers_times import timexes

    rows = read_rows(gold, limit)
    ours = peers = 0.0
    found: Rows = {}
    for name, row in rows.items():
        document = make_document(row["text"], language="en", published=row["published"], published_from="given")
        reading = read_document(document, pick("furniture", "language"))
        moments_layer.read(reading)
        start = time.process_time()
        moments_layer.read(reading)
        ours += time.process_time() - start
        start = time.process_time()
        found[name] = {"timexes": timexes(row["text"], row["published"])}
        peers += time.process_time() - start
    figures = times.score(rows, found)
    return {
        "moments, documents per CPU-second": len(rows) / ours,
        "Recognizers-Text, documents per CPU-second": len(rows) / peers,
        **{f"Recognizers-Text {name}": figures[name]["f1"] for name in ("strict", "relaxed", "value")},
    }


def starts(times: int = 3) -> dict[str, float]:
    """Return the CPU-seconds of a fresh process from nothing to the first claim, the least of so many trials.

    One sentence is read into a new ledger by the command (with its worker process), and by the library.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.txt")
        report.write_text("The ministry denied the report on Monday.\n", encoding="utf-8")
        ledgers = (str(Path(folder, f"{number}.sqlite")) for number in range(times))
        library = f"import allegedly, pathlib; allegedly.read(pathlib.Path({str(report)!r}).read_text()).claims[0]"
        return {
            "start-up to first claim, CPU-seconds": min(
                _spent("-m", "allegedly", "read", str(report), "--ledger", ledger) for ledger in ledgers
            ),
            "start-up as a library, CPU-seconds": min(_spent("-c", library) for _ in range(times)),
        }


def _spent(*arguments: str) -> float:
    """Return the CPU-seconds of a Python process with these arguments, and of those that it waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _read(text: str, title: str | None, layers: Sequence[pipeline.Layer], spent: defaultdict[str, float]) -> None:
    reading = Reading(make_document(text, title=title, language="en"))
    for layer in layers:
        start = time.process_time()
        reading = layer.read(reading)
        spent[layer.name] += time.process_time() - start


def _warm_up(layers: Sequence[pipeline.Layer]) -> None:
    """Load the model, the lexicons and the gazetteer, which a run pays for once.

    As in a run, the garbage collector then lets them be; textacy's model is loaded by now, and left alone with them.
    """
    _read(
        "Minsk denied on Monday that 5,000 troops had attacked Gomel, the ministry said.",
        None,
        layers,
        defaultdict(float),
    )
    gc.freeze()
