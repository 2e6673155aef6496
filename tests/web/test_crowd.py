"""Many readers at once, while reports are read into the same ledger."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.testclient import TestClient

from allegedly.ledger import check, open_ledger
from allegedly.web import application
from tests.readings import reading
from tests.web.test_pages import document

READERS = 100


def test_a_hundred_readers_and_a_writer_do_not_meet(ledger: Path) -> None:
    app, done = application(ledger), threading.Event()

    def write() -> int:
        written = 0
        with open_ledger(ledger) as opened:
            while not done.is_set() or written < 20:
                opened.add(reading(url=f"https://courier.example/{written}", outlet=f"Outlet {written}"))
                written += 1
        return written

    def read(n: int) -> list[int]:
        client = TestClient(app, base_url="http://localhost")
        paths = ("/", f"/reports/{document()}", "/search?q=barges", "/sources/GRA.GOV")
        codes = [client.get(paths[(n + step) % len(paths)]).status_code for step in range(3)]
        form = {"verdict": "confirm", "person": f"reader {n}"}
        home = {"origin": "http://localhost"}
        if n % 10 == 0:
            codes.append(client.post(f"/reports/{document()}/claims/c1/correct", data=form, headers=home).status_code)
        return codes

    with ThreadPoolExecutor(READERS + 1) as pool:
        writer = pool.submit(write)
        codes = [code for found in pool.map(read, range(READERS)) for code in found]
        done.set()
        assert writer.result() >= 20
    assert set(codes) == {200}
    with open_ledger(ledger, read_only=True) as opened:
        assert next(opened.select("SELECT count(*) FROM corrections"))[0] == READERS // 10
        assert not list(check(opened))
