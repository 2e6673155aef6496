"""The watch itself: one thread that asks, reads and writes, in turns.

What is asked for comes in on threads of its own (`desk`), what is read is read in worker processes (`run.pool`); this
thread alone touches the ledger. The pool takes its jobs from `jobs`, a generator, each step of which is one round of
asking; where nothing has come in it gives a `Tick`, so that the pool's answers are taken meanwhile.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from allegedly.errors import DocumentError, NotFetched, Unavailable
from allegedly.ledger import Ledger
from allegedly.run import keep
from allegedly.run.linking import Waiting as Linking
from allegedly.run.one import Answer, Failed, Read
from allegedly.run.pool import Lost
from allegedly.sources.feeds import Feed
from allegedly.sources.web import Allowed, Reply
from allegedly.watch import entries, feeds, schedule, work
from allegedly.watch.asking import Asking, Result, Wish
from allegedly.watch.records import Body, Errand, Happening, Job, Page, Tick
from allegedly.watch.work import Made

ROOM = 6
"""Pages that may be on their way or wait to be read, beside two for each worker."""
PAUSE, IDLE = 0.05, 0.5
"""Seconds that a round waits for answers: while workers are busy, and while they are not."""
FELL_BACK = {"NotText", "EmptyDocument", "BadMarkup", "TooLong", "NotFetched", "Forbidden", "Disallowed", "Unavailable"}
"""The errors of a page after which the feed's own text is read instead."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to watch: seconds between two polls of a feed, whether to stop when all is read once, number of workers."""

    every: float
    once: bool
    jobs: int
    allowed: Allowed


class Watch:
    """The rounds of a watch: `jobs` gives what the workers are to do, `take` what came of it."""

    def __init__(
        self,
        ledger: Ledger,
        plan: Plan,
        asking: Asking,
        linking: Linking | None,
        tell: Callable[[Happening], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._ledger = ledger
        self._plan = plan
        self._asking = asking
        self._linking = linking
        self._tell = tell
        self._clock = clock
        self._chance = random.Random()  # noqa: S311 (to spread polls, no secret)
        self._ready: list[Job] = []
        self._outstanding = 0

    def jobs(self) -> Iterator[Job]:
        """Yield what has come in, a `Tick` in each round in which nothing has; never ends unless all is read once."""
        while True:
            self._round()
            if self._ready:
                self._outstanding += 1
                yield self._ready.pop(0)
            elif self._plan.once and not self._outstanding and self._asking.is_idle(self._wish()):
                return
            else:
                yield Tick()

    def take(self, job: Job, answer: Made | Lost) -> None:
        """Write what a worker made of a job."""
        if isinstance(job, Tick):
            self._link_in_peace()
            return
        self._outstanding -= 1
        if isinstance(job, Body):
            self._take_feed(job, answer)
        elif not isinstance(answer, Feed | Tick):
            self._take_reading(job, answer)

    def _wish(self) -> Wish:
        has_room = self._asking.pages < ROOM + 2 * self._plan.jobs
        return Wish(pages=has_room, once=self._plan.once)

    def _round(self) -> None:
        """Ask what may be asked, and take what comes in."""
        self._asking.put(self._wish())
        seconds = 0.0 if self._ready else PAUSE if self._outstanding else IDLE
        for errand, answer in self._asking.results(seconds):
            if errand.purpose == "feed":
                self._heard_feed(errand, answer)
            else:
                self._heard_page(errand, answer)
        while self._asking.pages < ROOM + 2 * self._plan.jobs:
            key = entries.next_without_page(self._ledger, self._asking.is_busy("page"))
            if key is None:
                break
            self._asking.hold("page", key)
            self._fall_back(key, None)

    # Feeds.

    def _heard_feed(self, errand: Errand, answer: Result) -> None:
        """Take what the host of a feed answered."""
        if not isinstance(answer, Reply):
            self._feed_failed(errand.subject, answer)
            return
        now, fresh = self._clock(), schedule.max_age(answer.headers.get("cache-control"))
        found = hashlib.sha256(answer.body).hexdigest()
        if answer.status == 304 or found == feeds.digest(self._ledger, errand.subject):
            due = schedule.next_poll(now, self._plan.every, fresh, self._chance)
            feeds.stayed(self._ledger, errand.subject, due, is_304=answer.status == 304)
            self._asking.release("feed", errand.subject)
            self._tell(Happening("feed", errand.subject, "unchanged", entries=0))
            return
        moved = answer.url if errand.lasting and answer.url != errand.subject else None
        self._ready.append(
            Body(
                feed=errand.subject,
                data=answer.body,
                url=answer.url,
                content_type=answer.headers.get("content-type", ""),
                digest=found,
                etag=answer.validator("etag"),
                modified=answer.validator("last-modified"),
                fresh=fresh,
                location=moved if errand.hops else errand.url if errand.url != errand.subject else None,
            )
        )

    def _take_feed(self, body: Body, answer: Made | Lost) -> None:
        """Write what a feed names, and that it was taken in, in one transaction."""
        if not isinstance(answer, Feed):
            error = answer.error if isinstance(answer, Failed | Lost) else NotFetched("it could not be read; report it")
            self._feed_failed(body.feed, error)
            return
        now = self._clock()
        due = schedule.next_poll(now, self._plan.every, max(body.fresh or 0.0, answer.stays or 0.0), self._chance)
        is_first = feeds.digest(self._ledger, body.feed) is None
        with self._ledger.writing() as connection:
            count = entries.take_in(
                connection, body.feed, answer, self._plan.allowed, now, self._plan.every, is_first=is_first
            )
            feeds.follow_children(connection, body.feed, answer.children, self._plan.allowed, now)
            feeds.took(connection, body, answer.kind, answer.title, due)
        self._asking.release("feed", body.feed)
        self._tell(Happening("feed", body.feed, "changed", entries=count))

    def _feed_failed(self, url: str, error: DocumentError) -> None:
        now = self._clock()
        count = feeds.failures(self._ledger, url) + 1
        due = schedule.poll_after_failure(now, self._plan.every, count, self._chance)
        wait = error.wait if isinstance(error, Unavailable) else None
        feeds.failed(self._ledger, url, error, max(due, now + (wait or 0.0)))
        self._asking.release("feed", url)
        self._tell(Happening("feed", url, "failed", error=type(error).__name__, message=str(error)))

    # Reports.

    def _heard_page(self, errand: Errand, answer: Result) -> None:
        """Take what the host of a page answered."""
        entry = entries.load(self._ledger, errand.subject)
        if entry is None:
            self._asking.release("page", errand.subject)
            return
        if isinstance(answer, Reply) and answer.status == 304:
            entries.done(self._ledger, entry.key, None)
            self._asking.release("page", entry.key)
            self._tell(Happening("report", work.origin_of(entry), "unchanged", document=entry.document))
            return
        try:
            if isinstance(answer, DocumentError):
                raise answer
            if answer.content_type not in work.PAGES:
                raise NotFetched(f"the page is {answer.content_type[:60]!r}, which is nothing that we read")
            item = work.from_page(entry, answer)
        except DocumentError as error:
            self._page_failed(entry, error)
            return
        etag, modified = answer.validator("etag"), answer.validator("last-modified")
        self._ready.append(Page(entry.key, item, etag, modified))

    def _page_failed(self, entry: entries.Waiting, error: DocumentError) -> None:
        """Put a page off that may be had later, or give it up."""
        if isinstance(error, Unavailable):
            due = schedule.next_attempt(self._clock(), self._plan.every, entry.attempts + 1)
            if due is not None:
                due = max(due, self._clock() + (error.wait or 0.0))
                entries.postpone(self._ledger, entry.key, error, due)
                self._asking.release("page", entry.key)
                told = (type(error).__name__, str(error))
                self._tell(Happening("report", work.origin_of(entry), "waiting", error=told[0], message=told[1]))
                return
        self._fall_back(entry.key, error)

    def _fall_back(self, key: str, error: DocumentError | None) -> None:
        """Have the feed's own text read, if it is the whole; else keep the error. The entry is held by the caller."""
        entry = entries.load(self._ledger, key)
        item = work.from_feed(entry) if entry else None
        if entry is not None and item is not None:
            self._ready.append(Page(key, item, from_feed=True))
            return
        if entry is not None:
            error = error or NotFetched("the feed names no page, and does not have the whole text")
            self._ledger.record_error(work.origin_of(entry), error)
            self._give_up(entry, type(error).__name__, str(error))
        self._asking.release("page", key)

    def _give_up(self, entry: entries.Waiting, error: str, message: str) -> None:
        entries.fail(self._ledger, entry.key, error, message)
        self._tell(Happening("report", work.origin_of(entry), "failed", error=error, message=message))

    def _take_reading(self, page: Page, answer: Answer | Lost) -> None:
        """Write a reading, then that its entry is done: a run that ends in between does both again, to no effect."""
        outcome = keep(self._ledger, page.item.origin, answer)
        entry = entries.load(self._ledger, page.entry)
        if outcome.state == "failed":
            has_text = entry is not None and entry.text is not None and not page.from_feed
            if has_text and outcome.error in FELL_BACK:
                self._fall_back(page.entry, None)
                return
            if entry is not None:
                self._give_up(entry, outcome.error or "", outcome.message or "")
        else:
            kept = {"etag": page.etag, "modified": page.modified}
            entries.done(self._ledger, page.entry, outcome.document, from_feed=page.from_feed, **kept)
            told = Happening("report", page.item.origin, outcome.state, None, outcome.document, page.from_feed)
            self._tell(told)
            if self._linking is not None and outcome.document:
                self._linking.add(outcome.document, answer.profile if isinstance(answer, Read) else None)
        self._asking.release("page", page.entry)

    def _link_in_peace(self) -> None:
        """Link what waits for it while nothing else is to be done."""
        if self._linking is not None and len(self._linking) and not self._outstanding and not self._ready:
            self._linking.flush()
