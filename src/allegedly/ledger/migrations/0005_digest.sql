-- The daily digest: who wants which news, what has been news, and the mails that told it. Addresses and tokens are
-- nobody else's business: no export writes these tables.

-- All conditions that are given must hold; none asks for everything. `story` is a document of the story. Wanted is what
-- documents brought whose `number` is above `after`; entries up to `judged` have been looked at. `refused` counts mails
-- that the address refused, one after the other. Who has `token` may end the subscription.
CREATE TABLE subscriptions (
    number INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    story TEXT REFERENCES documents (id),
    actor TEXT,
    country TEXT,
    words TEXT,
    token TEXT NOT NULL UNIQUE,
    made TEXT NOT NULL,
    after INTEGER NOT NULL,
    judged INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    ended TEXT,
    why TEXT
) STRICT;
CREATE INDEX subscriptions_by_address ON subscriptions (address);

-- Documents whose statements and figures have been entered since they were last linked.
CREATE TABLE entered (
    document TEXT PRIMARY KEY REFERENCES linked (document) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- A piece of news: one source's one statement, or one value of one thing in a story, wherever it stands. `first` is the
-- lowest number of the documents that it stood in when it was found; `identity` is made of its first place, `value` of
-- thing and bounds of a figure.
CREATE TABLE entries (
    number INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'figure')),
    first INTEGER NOT NULL,
    value TEXT,
    found TEXT NOT NULL
) STRICT;

-- Where an entry stands: the first cue of a claim (else its first words), or a figure; `said` is where the content of the
-- claim begins, which tells two apart that have one cue. Records come and go as documents are read anew; places stay.
CREATE TABLE entry_places (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('statement', 'figure')),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    said INTEGER NOT NULL,
    entry INTEGER NOT NULL REFERENCES entries (number),
    quote TEXT NOT NULL,
    PRIMARY KEY (document, kind, start, "end", said, entry),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_places_by_entry ON entry_places (entry);

-- Mails, each written down before it goes out. One that is `sending` was handed over, and nobody knows whether it was
-- taken; `message` is kept until it is sent.
CREATE TABLE mails (
    number INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscriptions (number),
    message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'sending', 'sent', 'refused')),
    prepared TEXT NOT NULL,
    at TEXT NOT NULL,
    reply TEXT,
    message BLOB
) STRICT;
CREATE INDEX mails_by_state ON mails (state, number);

-- That an entry is told to an address, once only: the mail that tells it, none as long as it waits for one.
CREATE TABLE tellings (
    address TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES entries (number),
    subscription INTEGER NOT NULL REFERENCES subscriptions (number),
    mail INTEGER REFERENCES mails (number),
    PRIMARY KEY (address, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX tellings_by_mail ON tellings (mail);
CREATE INDEX tellings_waiting ON tellings (subscription) WHERE mail IS NULL;
