-- What `allegedly watch` follows, and how far it is. Times that are REAL are seconds of Unix time, for reckoning; the
-- others are UTC, for people.

-- A feed is known by the address that the user gave. `location` is where it has moved for good; `etag`, `modified` and
-- `digest` (of the body) are those of the answer that was taken in last, and are written together with its entries.
CREATE TABLE feeds (
    url TEXT PRIMARY KEY,
    parent TEXT REFERENCES feeds (url) ON DELETE CASCADE,
    host TEXT NOT NULL,
    location TEXT,
    kind TEXT CHECK (kind IN ('rss', 'atom', 'json', 'sitemap', 'index')),
    title TEXT,
    etag TEXT,
    modified TEXT,
    digest TEXT,
    added TEXT NOT NULL,
    answered TEXT,
    changed TEXT,
    due REAL NOT NULL,
    polls INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    message TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX feeds_by_due ON feeds (due);

-- The reports that feeds name, each once: `key` is what two addresses of one page have in common, or the feed and the
-- entry's id where it has no page. `feed` is the one that named it first, whose `mark` of it tells of changes. `text` is
-- the whole report as the feed has it, kept until the page was had. States: waiting (for its page, from `due` on), read
-- (from its page), from_feed (the page could not be had; read from the feed's text), failed, passed (older than the watch).
CREATE TABLE feed_entries (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    feed TEXT REFERENCES feeds (url) ON DELETE SET NULL,
    url TEXT,
    host TEXT,
    mark TEXT NOT NULL,
    title TEXT,
    published TEXT,
    author TEXT,
    text TEXT,
    markup INTEGER NOT NULL DEFAULT 0 CHECK (markup IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'from_feed', 'failed', 'passed')),
    due REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    modified TEXT,
    document TEXT REFERENCES documents (id) ON DELETE SET NULL,
    error TEXT,
    message TEXT,
    seen TEXT NOT NULL,
    done TEXT
) STRICT;
CREATE INDEX feed_entries_waiting ON feed_entries (due) WHERE state = 'waiting';
CREATE INDEX feed_entries_by_feed ON feed_entries (feed, state);
CREATE INDEX feed_entries_by_document ON feed_entries (document);

-- Manners that hold over restarts: when a host was asked last, and until when it wants to be left alone.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    asked REAL NOT NULL,
    until REAL NOT NULL,
    strikes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The robots.txt of each origin; `closed` where it could not be had.
CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    until REAL NOT NULL
) STRICT, WITHOUT ROWID;
