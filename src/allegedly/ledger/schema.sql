-- The ledger, version 2; what came after it is in migrations/. `start` and `end` are offsets into documents.text in
-- Unicode code points, end exclusive, and `quote` is what stands there. `version` is the version of the layer that made
-- the row, 0 where it is unknown; `n` is a row's place among those of its kind in the document. Times of the machine are
-- UTC.

CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    title TEXT,
    deck TEXT,
    published TEXT,
    published_from TEXT,
    language TEXT,
    url TEXT,
    outlet TEXT,
    author TEXT,
    origin TEXT,
    -- What the versions of a report have in common: its URL, else the file that it came from.
    lineage TEXT,
    supersedes TEXT UNIQUE REFERENCES documents (id)
) STRICT;
CREATE INDEX documents_by_lineage ON documents (lineage) WHERE lineage IS NOT NULL;

-- All records of a document hang on its reading, and go when it goes.
CREATE TABLE readings (
    document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    read_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE layers (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    layer TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

-- Layers that failed on a document, and why.
CREATE TABLE problems (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    layer TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

-- Inputs that could not be read: the last failure of each origin, until it is read well.
CREATE TABLE errors (
    origin TEXT PRIMARY KEY,
    document TEXT,
    error TEXT NOT NULL,
    message TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, n),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE moments (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    mod TEXT,
    first TEXT,
    last TEXT,
    anchor TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, n),
    UNIQUE (document, id),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE places (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT,
    geonameid INTEGER,
    lat REAL,
    lon REAL,
    country TEXT,
    feature TEXT,
    reason TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, n),
    UNIQUE (document, id),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

-- One row an actor, as the document read last describes it; what each document says of it is in document_actors.
CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    sectors TEXT NOT NULL CHECK (json_valid(sectors)),
    role TEXT,
    members TEXT NOT NULL CHECK (json_valid(members))
) STRICT, WITHOUT ROWID;

CREATE TABLE document_actors (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    actor TEXT NOT NULL REFERENCES actors (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    sectors TEXT NOT NULL CHECK (json_valid(sectors)),
    role TEXT,
    members TEXT NOT NULL CHECK (json_valid(members)),
    version INTEGER NOT NULL,
    PRIMARY KEY (document, n),
    UNIQUE (document, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_actors_by_actor ON document_actors (actor);

CREATE TABLE mentions (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, n),
    FOREIGN KEY (document, actor) REFERENCES document_actors (document, actor),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_start ON mentions (document, start);

-- `source`, `cue` and `content` are the quotes of claim_spans, the pieces joined by ' … '. `version` is that of the
-- attribution layer; the layers that resolve the source and name the act are in the table layers.
CREATE TABLE claims (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    act TEXT NOT NULL,
    quote TEXT NOT NULL,
    source TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    actor TEXT,
    target TEXT,
    parent TEXT,
    answers TEXT,
    moment TEXT,
    version INTEGER NOT NULL,
    polarity TEXT NOT NULL DEFAULT 'positive' CHECK (polarity IN ('positive', 'negative')),
    certainty TEXT NOT NULL DEFAULT 'certain' CHECK (certainty IN ('certain', 'possible')),
    source_class TEXT,
    UNIQUE (document, n),
    UNIQUE (document, id),
    FOREIGN KEY (document, actor) REFERENCES document_actors (document, actor),
    FOREIGN KEY (document, target) REFERENCES document_actors (document, actor),
    FOREIGN KEY (document, parent) REFERENCES claims (document, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (document, answers) REFERENCES claims (document, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (document, moment) REFERENCES moments (document, id)
) STRICT;
CREATE INDEX claims_by_actor ON claims (actor);
CREATE INDEX claims_by_target ON claims (target);

CREATE TABLE claim_spans (
    document TEXT NOT NULL,
    claim TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'hedge')),
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, claim, role, n),
    FOREIGN KEY (document, claim) REFERENCES claims (document, id) ON DELETE CASCADE,
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

-- Where a claim comes from: the mention that its source goes back to, the words that keep it unnamed, and who passed it
-- on, the nearest to the source first.
CREATE TABLE claim_origins (
    document TEXT NOT NULL,
    claim TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('named_by', 'anonymity', 'relay')),
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    actor TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, claim, role, n),
    FOREIGN KEY (document, claim) REFERENCES claims (document, id) ON DELETE CASCADE,
    FOREIGN KEY (document, actor) REFERENCES document_actors (document, actor),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    low REAL,
    high REAL,
    low_exclusive INTEGER NOT NULL CHECK (low_exclusive IN (0, 1)),
    high_exclusive INTEGER NOT NULL CHECK (high_exclusive IN (0, 1)),
    approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
    change TEXT,
    unit TEXT,
    counted TEXT,
    whose TEXT,
    claim TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, n),
    UNIQUE (document, id),
    FOREIGN KEY (document, whose) REFERENCES document_actors (document, actor),
    FOREIGN KEY (document, claim) REFERENCES claims (document, id),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT NOT NULL CHECK (json_valid(contexts)),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    status TEXT NOT NULL,
    claim TEXT,
    place TEXT,
    moment TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, n),
    UNIQUE (document, id),
    FOREIGN KEY (document, claim) REFERENCES claims (document, id),
    FOREIGN KEY (document, place) REFERENCES places (document, id),
    FOREIGN KEY (document, moment) REFERENCES moments (document, id),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE event_parties (
    document TEXT NOT NULL,
    event TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    actor TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, event, role, n),
    FOREIGN KEY (document, event) REFERENCES events (document, id) ON DELETE CASCADE,
    FOREIGN KEY (document, actor) REFERENCES document_actors (document, actor),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE event_figures (
    document TEXT NOT NULL,
    event TEXT NOT NULL,
    n INTEGER NOT NULL,
    figure TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, event, n),
    FOREIGN KEY (document, event) REFERENCES events (document, id) ON DELETE CASCADE,
    FOREIGN KEY (document, figure) REFERENCES figures (document, id)
) STRICT, WITHOUT ROWID;

-- Full text: the index only, the words stay where they are (FTS5 external content); triggers keep it in step.
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, text, content = 'documents', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER documents_fts_update AFTER UPDATE OF number, title, text ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;

CREATE VIRTUAL TABLE claims_fts USING fts5 (
    content, content = 'claims', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER claims_fts_insert AFTER INSERT ON claims BEGIN
    INSERT INTO claims_fts (rowid, content) VALUES (new.number, new.content);
END;
CREATE TRIGGER claims_fts_delete AFTER DELETE ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, content) VALUES ('delete', old.number, old.content);
END;
CREATE TRIGGER claims_fts_update AFTER UPDATE OF number, content ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, content) VALUES ('delete', old.number, old.content);
    INSERT INTO claims_fts (rowid, content) VALUES (new.number, new.content);
END;
