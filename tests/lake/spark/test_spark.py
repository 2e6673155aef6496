"""An archive and a lake in the hands of Spark: what it makes of them is what one machine makes."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allegedly.lake.between import export_ledger
from allegedly.lake.links.profiles import STANDARD
from allegedly.lake.opening import open_lake
from allegedly.lake.schema import LINKED
from allegedly.ledger import Linker, open_ledger
from allegedly.records import Reading
from allegedly.run import read_into
from tests.lake.archive import LIMITS, OPTIONS, contents, filled, report, write
from tests.lake.spark import rules
from tests.lake.spark.cluster import Cluster, cluster, environment, missing, settings
from tests.ledger.links import simple

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(missing() is not None, reason=f"NOTHING WAS TRIED WITH SPARK: {missing()}"),
    pytest.mark.xdist_group("spark"),
]

CORPUS = Path(__file__).resolve().parents[3] / "examples" / "corpus"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from allegedly.lake.spark.session import session

    with session("local[2]", settings()) as made:
        yield made


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return a lake that one machine made, and what it made it from: copies, versions, poison and junk among it."""
    folder = tmp_path_factory.mktemp("archive")
    more = [
        *map(report, range(40, 70)),
        report(3, text="Another version.\n\nThe guild said no."),
        report(71, text="POISON exit\n\nThe guild said yes."),
        {"nothing": 1},
    ]
    paths = [write(folder / "one.jsonl", map(report, range(50))), write(folder / "two.jsonl", more)]
    filled(folder / "lake", *paths)
    return folder / "lake", paths


def test_archives_are_read_alike_at_once_and_in_turn(
    spark: Any, archive: tuple[Path, list[str]], tmp_path: Path
) -> None:
    from allegedly.lake.spark.filling import fill

    lake, paths = archive
    fill(str(tmp_path / "lake"), paths[:1], spark, options=OPTIONS, limits=LIMITS)
    second = fill(str(tmp_path / "lake"), paths, spark, options=OPTIONS, limits=LIMITS)
    assert (second.read, second.known) == (33, 50)
    assert contents(tmp_path / "lake") == contents(lake)
    named = {part.path for parts in open_lake(tmp_path / "lake").manifest.tables.values() for part in parts}
    assert {
        str(path.relative_to(tmp_path / "lake")) for path in (tmp_path / "lake").glob("[a-z]*/*/*.parquet")
    } == named


def test_what_was_answered_before_a_run_broke_off_is_not_read_again(
    spark: Any, archive: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from allegedly.lake.spark import filling
    from allegedly.lake.spark.settling import Settling

    lake, paths = archive
    with monkeypatch.context() as broken:
        broken.setattr(Settling, "tables", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            filling.fill(str(tmp_path / "lake"), paths, spark, options=OPTIONS, limits=LIMITS)
    again = filling.fill(str(tmp_path / "lake"), paths, spark, options=OPTIONS, limits=LIMITS)
    assert (again.read, again.known) == (0, 83)
    assert contents(tmp_path / "lake") == contents(lake)
    assert not (tmp_path / "lake" / "_work" / "spark").exists()


def reports(seed: int) -> list[Reading]:
    """Return reports of which some are copies, some share names, some deny each other."""
    chance = random.Random(seed)
    names = ("FIRE", "MILL", "HARBOUR", "FLOOD", "BRIDGE", "TOWN", "GUARD", "VOTE")
    said = ("it burns", "not it burns", "will it burn", "it burn", "it is shut", "not it is shut")
    made = {}
    for _ in range(40):
        lines = [" ".join(chance.sample(names, chance.choice((1, 2, 2, 3))))]
        lines += [f"{chance.choice(('mayor', 'guard', 'clerk'))}: {chance.choice(said)}" for _ in range(3)]
        lines += [f"{chance.randint(1, 9)} killed (WIRE)"] * chance.randint(0, 1)
        one = simple.report("\n".join(lines), chance.choice((None, *range(1, 28))), chance.choice(("Quay", "Bell")))
        made[one.document.id] = one
    return list(made.values())


@pytest.mark.parametrize("limit", [5, 100])
def test_a_lake_has_the_links_of_a_ledger(spark: Any, limit: int, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger") as ledger:
        for one in reports(limit):
            ledger.add(one)
        Linker(ledger, simple.SimpleRules(limit=limit)).link(
            [row["id"] for row in ledger.select("SELECT id FROM documents")]
        )
        with ledger.snapshot():
            export_ledger(ledger, tmp_path / "lake")
    compare(spark, tmp_path / "lake", {5: rules.FEW, 100: rules.MANY}[limit])


def test_the_example_corpus_has_the_links_of_a_ledger(spark: Any, tmp_path: Path) -> None:
    read_into(tmp_path / "ledger", [str(CORPUS)])
    with open_ledger(tmp_path / "ledger") as ledger, ledger.snapshot():
        export_ledger(ledger, tmp_path / "lake")
    compare(spark, tmp_path / "lake", STANDARD)


def compare(spark: Any, lake: Path, name: str) -> None:
    """See that Spark makes the links that the lake has."""
    from allegedly.lake.spark.linking import link_lake

    before = {table: open_lake(lake).table(table).to_pylist() for table in LINKED}
    linked = link_lake(str(lake), spark, rules=name)
    assert linked.faults == ()
    after = {table: open_lake(lake).table(table).to_pylist() for table in LINKED}
    assert len(before["claim_links"]) > 20
    for table in LINKED:
        assert after[table] == before[table], table


def test_components_by_stars_are_those_that_are_connected(spark: Any, tmp_path: Path) -> None:
    from allegedly.lake.folder import Folder
    from allegedly.lake.spark.components import components
    from allegedly.lake.spark.kept import Kept

    chance = random.Random(7)
    pairs = [(f"{chance.randrange(60):02}", f"{chance.randrange(60):02}") for _ in range(45)]
    chain = [(f"x{n:02}", f"x{n + 1:02}") for n in range(20)]
    frame = spark.createDataFrame([*pairs, *chain], "a string, b string")
    kept = Kept(spark, Folder(tmp_path / "lake"))
    found = {row["document"]: row["root"] for row in components(frame, kept, "stars", few=0).collect()}
    at_once = {row["document"]: row["root"] for row in components(frame, kept, "few").collect()}
    alone = {a for a, b in pairs if a == b} - found.keys()
    assert found == {document: root for document, root in at_once.items() if document not in alone}
    assert {found[one] for one in found if one.startswith("x")} == {"x00"}


def test_a_cluster_reads_alike_though_a_worker_is_killed(archive: tuple[Path, list[str]], tmp_path: Path) -> None:
    lake, paths = archive
    with cluster(tmp_path) as running:
        whole = by_driver(running, paths, tmp_path / "calm")
        assert whole == contents(lake)
        over, killed = threading.Event(), threading.Event()
        killer = threading.Thread(target=kill_one, args=(running, tmp_path / "shaken", over, killed))
        killer.start()
        try:
            assert by_driver(running, paths, tmp_path / "shaken") == whole
        finally:
            over.set()
            killer.join()
        assert killed.is_set()


def kill_one(running: Cluster, lake: Path, over: threading.Event, killed: threading.Event) -> None:
    """Kill a worker as soon as the first answers are there; give up when the run is over."""
    while not over.wait(0.05):
        if any(lake.glob("_work/spark/answers-*/*.arrow")):
            running.kill(running.workers[0])
            killed.set()
            return


def by_driver(running: Cluster, paths: list[str], lake: Path) -> dict[str, Any]:
    """Fill a lake by a driver of its own, whose master is the cluster's."""
    given = json.dumps({"master": running.master, "paths": paths, "lake": str(lake)})
    subprocess.run([sys.executable, "-m", "tests.lake.spark.driver", given], check=True, env=environment())
    return contents(lake)
