"""Our own labelled cases: spans written as words become offsets, so that the scorers take them."""

from __future__ import annotations

import json
import re
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

from allegedly.ledger import open_ledger
from allegedly.run import read_into
from bench.score.attribution import ROLES
from bench.score.common import Row, Rows, read_rows

FOLDER = Path(__file__).parent / "cases"
EXAMPLES = Path(__file__).parent.parent / "examples"


def locate(text: str, words: str) -> list[int]:
    """Return [start, end) of the words in the text; "he@2" is the second "he". Raises ValueError if not there."""
    words, _, count = words.partition("@")
    start = -1
    for _ in range(int(count or 1)):
        start = text.index(words, start + 1)
    return [start, start + len(words)]


def own_cases(task: str) -> Rows:
    """Return the cases of a task in the form of its scorer."""
    return {name: _located(row) for name, row in read_rows(FOLDER / f"{task}.jsonl").items()}


def _located(row: Row) -> Row:
    text = row["text"]
    if "attributions" in row:
        row["attributions"] = [
            given | {role: [locate(text, words) for words in given[role]] for role in ROLES}
            for given in row["attributions"]
        ]
    if "claims" in row:
        row["claims"] = [_claim(text, n, given, row["claims"]) for n, given in enumerate(row["claims"])]
    for name in ("timexes", "toponyms"):
        row[name] = [_placed(text, item) for item in row.get(name, [])]
    return row


def _claim(text: str, number: int, given: Row, claims: list[Row]) -> Row:
    """Return a labelled claim with offsets; `number` is its place in the text, and `answers` that of another."""
    claim = given | {role: [locate(text, words) for words in given[role]] for role in ROLES} | {"number": number}
    if "target" in given:
        claim["target"] = locate(text, given["target"])
    if "answers" in given:
        cues = [other["cue"][0] if n != number else None for n, other in enumerate(claims)]
        claim["answers"] = cues.index(given["answers"])
    return claim


def _placed(text: str, item: dict[str, Any]) -> dict[str, Any]:
    start, end = locate(text, item["text"])
    return {**item, "start": start, "end": end}


def source_checks(articles: Rows) -> Rows:
    """Return the articles for which sources were checked by hand, with those `checks` (see source_checks.tsv)."""
    lines = (FOLDER / "source_checks.tsv").read_text(encoding="utf-8").splitlines()
    columns, *cells = [line.split("\t") for line in lines if not line.startswith("#")]
    found: Rows = {}
    for row in (dict(zip(columns, line, strict=True)) for line in cells):
        if row["id"] in articles:
            article = found.setdefault(row["id"], {**articles[row["id"]], "checks": []})
            named = row["antecedent"] not in {"author", "none"}
            accepted = [[int(at) for at in pair.split("-")] for pair in row["antecedent"].split()] if named else []
            span = [int(row["start"]), int(row["end"])]
            article["checks"].append({"part": row["part"], "kind": row["kind"], "span": span, "accepted": accepted})
    return found


def own_reports() -> dict[str, tuple[str, Row]]:
    """Return our own whole reports by name: the text, and the gold in the form of the seed's."""
    reports = {}
    for path in sorted((FOLDER / "reports").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        for claim in gold["claims"]:
            claim |= {role: [locate(text, words) for words in claim[role]] for role in ROLES}
        for name, key in (("furniture", "span"), ("figures", "span"), ("moments", "span"), ("events", "trigger")):
            for item in gold[name]:
                item[key] = locate(text, item[key])
        reports[path.stem] = text, gold
    return reports


def own_links() -> dict[str, Row]:
    """Return our own files of linked reports by name, in the form of the link data: documents, and gold."""
    paths = sorted((FOLDER / "links").glob("*.json"))
    return {path.stem: _sides_located(json.loads(path.read_text(encoding="utf-8"))) for path in paths}


def _sides_located(data: Row) -> Row:
    texts = {document["id"]: document["text"] for document in data["documents"]}
    gold = data["gold"]
    linked = [link for kind in ("disputes", "corroborations", "undertakings") for link in gold[kind]]
    sides = [side for link in linked for side in link.values() if isinstance(side, dict)]
    for side in [*sides, *(mention for series in gold["figures"] for mention in series["mentions"])]:
        for place in (side, *side.get("alt", ())):  # other wordings of the same claim in the same report
            place["start"], place["end"] = locate(texts[side["doc"]], place.pop("words"))
    return data


def example_links() -> Row:
    """Return the example corpus in the form of the link data; only its denials are labelled."""
    planted = json.loads((EXAMPLES / "planted.json").read_text(encoding="utf-8"))
    named = {(one["title"], one["published"]): one["id"] for one in planted["documents"]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.sqlite")
        read_into(path, [str(EXAMPLES / "corpus")], link=False)
        with open_ledger(path) as ledger:
            readings = [ledger.reading(row.id) for row in ledger.documents()]
    texts = {_name(reading.document, reading.text, named): reading for reading in readings}
    documents = [
        {"id": name, "text": one.text, "title": one.document.title, "published": one.document.published,
         "outlet": one.document.outlet, "url": one.document.url}
        for name, one in sorted(texts.items())
    ]  # fmt: skip
    disputes = [
        {"kind": "denial", "claim": _quoted(claim, texts), "answer": _quoted(denial, texts)}
        for about in planted["also_disputed"] for claim, denial in product(about["claims"], about["denials"])
    ]  # fmt: skip
    copies = [[copy["original"], copy["copy"]] for copy in planted["copies"]]
    stories = {str(row["id"]): "examples" for row in documents}
    return {"documents": documents, "gold": {"copies": copies, "stories": stories, "disputes": disputes,
                                             "corroborations": [], "undertakings": [], "figures": []}}  # fmt: skip


def _name(document: Any, text: str, named: dict[tuple[str, str], str]) -> str:
    day = (document.published or "")[:10]
    return next(name for (title, at), name in named.items() if at == day and title in f"{document.title}\n{text}")


def _quoted(side: dict[str, str], texts: dict[str, Any]) -> dict[str, Any]:
    words = r"\s+".join(map(re.escape, side["quote"].split()))
    match = re.search(words, texts[side["document"]].text)
    if match is None:
        raise ValueError(f"{side['document']} has no {side['quote']!r}")
    return {"doc": side["document"], "start": match.start(), "end": match.end()}
