"""What to ask next, and of whom: errands from the ledger's tables, in turn, with manners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from allegedly.errors import Disallowed, DocumentError, Forbidden, NotFetched, Unavailable
from allegedly.ledger import Ledger
from allegedly.sources import feeds as formats
from allegedly.sources.feeds import sitemap
from allegedly.sources.web import Allowed, Ask, Hosts, Reply, Rules, checked, host_of, origin_of, robots
from allegedly.sources.web.exchange import LASTING, TEMPORARY
from allegedly.sources.web.manners import wait_of
from allegedly.sources.web.urls import is_front
from allegedly.watch import courtesy, entries, feeds, work
from allegedly.watch.desk import Desk
from allegedly.watch.records import Errand, Purpose

MOST_HOPS = 5
"""Redirects that are followed."""
SECONDS, ROBOTS_SECONDS = 60.0, 30.0
"""Seconds that a feed or page may take to come in, and a robots.txt."""
SOON = 60.0
"""Seconds that a run which asks everything once waits for a host to be free."""

Result = Reply | DocumentError


@dataclass(frozen=True, slots=True)
class Wish:
    """What may be asked now: pages only while there is room for them; each feed `once`, due or not, or when due."""

    pages: bool
    once: bool = False


class Asking:
    """Puts one question after the other; what comes of an errand is handed out by `results`, once its hops are over."""

    def __init__(
        self, ledger: Ledger, hosts: Hosts, desk: Desk, allowed: Allowed, agent: str, clock: Callable[[], float]
    ) -> None:
        self._ledger = ledger
        self._hosts = hosts
        self._desk = desk
        self._allowed = allowed
        self._agent = agent
        self._clock = clock
        self._hops: list[Errand] = []
        self._robots: dict[str, Rules] = {}
        self._asking_robots: set[str] = set()
        self._ended: list[tuple[Errand, Result]] = []
        self._busy: dict[str, set[str]] = {"feed": set(), "page": set()}
        self._asked: set[str] = set()

    @property
    def pages(self) -> int:
        """The number of pages that are asked for, or have come in and are not in the ledger yet."""
        return len(self._busy["page"])

    def is_busy(self, purpose: Purpose) -> list[str]:
        """Return the feeds or pages that are being seen to."""
        return list(self._busy[purpose])

    def is_idle(self, wish: Wish) -> bool:
        """Say whether nothing is under way, and nothing can be asked soon."""
        if len(self._desk) or self._ended:
            return False
        later = self._clock() + SOON
        soon = [name for name in self._hosts.taken(later) if self._hosts.free_at(name) > later]
        return not any(self._hosts.free_at(host_of(hop.url)) <= later for hop in self._hops) and (
            self._due(self._clock(), soon, wish) is None
        )

    def put(self, wish: Wish) -> None:
        """Put all questions that may be put now."""
        while self._desk.has_room:
            errand = self._next(wish)
            if errand is None:
                return
            if errand.purpose != "robots":
                self.hold(errand.purpose, errand.subject)
            self._begin(errand)

    def hold(self, purpose: Purpose, subject: str) -> None:
        """See that nobody else sees to a feed or page."""
        self._busy[purpose].add(subject)
        if purpose == "feed":
            self._asked.add(subject)

    def release(self, purpose: Purpose, subject: str) -> None:
        """Let what was asked for be asked for again: what came of it is in the ledger."""
        self._busy[purpose].discard(subject)

    def results(self, seconds: float) -> list[tuple[Errand, Result]]:
        """Return what came of errands, waiting so long for the first."""
        for errand, answer in self._desk.answers(0.0 if self._ended else seconds):
            self._finish(errand, answer)
        ended, self._ended = self._ended, []
        return ended

    def _next(self, wish: Wish) -> Errand | None:
        now = self._clock()
        taken = [*self._hosts.taken(now), *map(_host_of_origin, self._asking_robots)]
        for hop in self._hops:
            if host_of(hop.url) not in self._hosts.taken(now) and self._robots_are_known(hop):
                self._hops.remove(hop)
                return hop
        return self._due(now, taken, wish)

    def _robots_are_known(self, hop: Errand) -> bool:
        """Say whether a hop has nothing to wait for: the robots.txt of where it leads is not being asked for."""
        return hop.purpose == "robots" or origin_of(hop.url) not in self._asking_robots

    def _due(self, now: float, taken: list[str], wish: Wish) -> Errand | None:
        seen_to = self._busy["feed"] | self._asked if wish.once else self._busy["feed"]
        found = feeds.next_due(self._ledger, now, taken, seen_to, early=wish.once)
        if found is None and wish.pages:
            found = entries.next_due(self._ledger, now, taken, self._busy["page"])
        return found

    def _begin(self, errand: Errand) -> None:
        """Put an errand's question, unless robots.txt has to be asked for first, or forbids it."""
        try:
            errand = replace(errand, url=checked(errand.url, self._allowed))
        except Forbidden as error:  # it was allowed when it was written down
            self._end(errand, error)
            return
        if errand.purpose != "robots":
            rules = self._rules(errand)
            if rules is None:
                return
            if not rules.may(errand.url):
                self._end(errand, _refusal(rules, self._clock()))
                return
        self._send(errand)

    def _rules(self, errand: Errand) -> Rules | None:
        """Return the robots.txt of where an errand leads; None if it is being asked for, and the errand waits."""
        origin, now = origin_of(errand.url), self._clock()
        rules = self._robots.get(origin) or courtesy.load_rules(self._ledger, origin, now)
        if rules is not None and rules.until > now:
            self._robots[origin] = rules
            self._hosts.slow(host_of(errand.url), rules.delay)
            return rules
        self._hops.append(errand)
        if origin not in self._asking_robots:
            self._asking_robots.add(origin)
            self._send(Errand("robots", origin, f"{origin}/robots.txt"))
        return None

    def _send(self, errand: Errand) -> None:
        """Put a question, or keep it until its host may be asked: a feed may have moved to a host that is taken."""
        name, now = host_of(errand.url), self._clock()
        if self._hosts.free_at(name) > now:
            self._hops.append(errand)
            return
        courtesy.keep_host(self._ledger, self._hosts.start(name, now))
        self._desk.put(errand, self._ask(errand))

    def _ask(self, errand: Errand) -> Ask:
        if errand.purpose == "robots":
            return Ask(errand.url, "text/plain, */*;q=0.5", self._agent, most_bytes=4_000_000, seconds=ROBOTS_SECONDS)
        is_feed = errand.purpose == "feed"
        accept = formats.ACCEPT if is_feed else "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
        most = formats.MOST_BYTES if is_feed else work.MOST_BYTES
        most = sitemap.MOST_BYTES if errand.may_be_long else most
        return Ask(errand.url, accept, self._agent, errand.etag, errand.modified, most, SECONDS)

    def _finish(self, errand: Errand, answer: Result) -> None:
        """Take what a host answered: keep the manners, follow a redirect, or hand the answer out."""
        answer = self._mind(errand, answer)
        if isinstance(answer, Reply) and answer.target is not None:
            try:
                self._hops.append(self._hop(errand, answer))
            except NotFetched as error:
                self._end(errand, error)
            return
        self._end(errand, answer)

    def _mind(self, errand: Errand, answer: Result) -> Result:
        """Keep how the host is; return the answer, or the error that its status makes it."""
        now, name = self._clock(), host_of(errand.url)
        if isinstance(answer, Reply) and answer.status in TEMPORARY:
            wait = wait_of(answer.headers.get("retry-after"), now)
            answer = Unavailable(f"the site answers {answer.status}: not now", wait)
        elif isinstance(answer, Reply) and errand.purpose != "robots" and not _is_good(errand, answer):
            answer = NotFetched(f"the site answers {answer.status}: {_meaning(answer.status)}")
        if isinstance(answer, Unavailable):
            host = self._hosts.fail(name, now, answer.wait)
        else:
            host = self._hosts.finish(name, now)
        courtesy.keep_host(self._ledger, host)
        return answer

    def _hop(self, errand: Errand, reply: Reply) -> Errand:
        """Return the errand that a redirect makes of one; raises NotFetched."""
        target = checked(reply.target or "", self._allowed, reply.url)
        hops = (*errand.hops, errand.url)
        if target in hops:
            raise NotFetched("the site sends us in a circle")
        if len(hops) > MOST_HOPS:
            raise NotFetched(f"the site sends us on more than {MOST_HOPS} times")
        if errand.purpose == "page" and is_front(target) and not is_front(errand.url):
            raise NotFetched(f"the site sends us to its front page, {target}, instead of the report")
        return replace(errand, url=target, hops=hops, lasting=errand.lasting and reply.status in LASTING)

    def _end(self, errand: Errand, answer: Result) -> None:
        if errand.purpose != "robots":
            self._ended.append((errand, answer))
            return
        now = self._clock()
        if isinstance(answer, Reply) and (answer.status == 200 or 400 <= answer.status < 500):
            rules = robots.told(answer.status, answer.body, now)
        else:
            # It cannot be had now; or there is none, or the host is never asked, which the errand itself will hear.
            is_none = isinstance(answer, NotFetched) and not isinstance(answer, Unavailable)
            again = robots.FRESH_CLOSED * self._hosts.delay(host_of(errand.url))
            rules = Rules(closed=not is_none, until=now + again)
        self._robots[errand.subject] = rules
        courtesy.keep_rules(self._ledger, errand.subject, rules)
        self._asking_robots.discard(errand.subject)


def _is_good(errand: Errand, reply: Reply) -> bool:
    is_known = errand.etag is not None or errand.modified is not None
    return reply.status == 200 or reply.target is not None or (reply.status == 304 and is_known)


def _host_of_origin(origin: str) -> str:
    return host_of(f"{origin}/")


def _refusal(rules: Rules, now: float) -> NotFetched:
    if rules.closed:
        return Unavailable("the site's robots.txt cannot be had, so nothing is asked for now", rules.until - now)
    return Disallowed("the site's robots.txt does not let us ask for this address")


def _meaning(status: int) -> str:
    meanings = {
        401: "one has to log in",
        402: "one has to pay",
        403: "we may not have it",
        404: "there is no such page",
    }
    return meanings.get(status, "it is gone" if status in {410, 451} else "no page")
